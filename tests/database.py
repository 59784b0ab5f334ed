"""Databases for tests: one template (migrated, all areas), two clones for the session, one more for each test that commits.

One clone of the session holds the cast, for the tests that use it; each test's changes to either are rolled back.
The tests run as the app's role, as the program does; only the template and its clones are made by the owner.
"""

import hashlib
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connections, transaction
from django.test import TestCase, TransactionTestCase
from pytest_django import DjangoDbBlocker

from devtools import databases

ROOT = Path(__file__).resolve().parent.parent
ADMIN = os.environ["TUNTAS_TEST_DSN"]


def _fingerprint() -> str:
    """Of everything that goes into the template: migrations, what loads areas and holidays, versions of libraries."""
    digest = hashlib.sha256()
    loading = [ROOT / "tuntas/areas" / name for name in ("actions/load.py", "models.py", "states.py")]
    loading += [ROOT / "tuntas/core/management/commands/prepare.py", ROOT / "tuntas/obligations/actions/holidays.py"]
    files = [*ROOT.glob("tuntas/*/migrations/*.py"), *loading, ROOT / "requirements.lock"]
    for path in sorted(file for file in files if "tests" not in file.relative_to(ROOT).parts):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def _manage(database: str, *command: str) -> None:
    url = {
        "DATABASE_URL": databases.address(ADMIN, databases.APP, database),
        "DATABASE_OWNER_URL": databases.address(ADMIN, databases.OWNER, database),
    }
    call = [sys.executable, str(ROOT / "manage.py"), *command, "--verbosity", "0"]
    done = subprocess.run(call, env=os.environ | url, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.exit(f"`manage.py {' '.join(command)}` failed for the test database:\n{done.stderr}", returncode=1)


def _template() -> str:
    """The name of the template, made first if no session has made it yet; other sessions wait meanwhile."""
    name = f"tuntas_template_{_fingerprint()}"
    with databases.administrator(ADMIN) as lock:
        lock.execute("SELECT pg_advisory_lock(hashtext('tuntas template'))")
        if not databases.exists(ADMIN, name):
            draft = databases.scratch_name("draft")
            databases.create(ADMIN, draft)
            _manage(draft, "prepare")
            databases.rename(ADMIN, draft, name)
            _drop_old_templates(lock, keep=name)
    return name


def _drop_old_templates(connection: psycopg.Connection, *, keep: str) -> None:
    rows = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'tuntas\\_template\\_%' ORDER BY oid")
    for name in [str(row[0]) for row in rows][:-3]:
        if name != keep:
            databases.drop(ADMIN, name)


def _use(name: str) -> None:
    """Point Django, in every thread, at another database."""
    connections["default"].close()
    settings.DATABASES["default"]["NAME"] = name
    connections["default"].settings_dict["NAME"] = name
    os.environ["DATABASE_URL"] = databases.address(ADMIN, databases.APP, name)
    os.environ["DATABASE_OWNER_URL"] = databases.address(ADMIN, databases.OWNER, name)


class _Session:
    """The databases of this session; the sources are not connected to once they are made, so they can be cloned at any time.

    `wanted`: whether the test that begins uses the cast. `present`: whether the database in use holds it.
    """

    source = shared = peopled_source = peopled = ""
    wanted = present = False
    people = b""


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Which database it is to be must be known before the first fixture begins a transaction."""
    info = item._fixtureinfo if isinstance(item, pytest.Function) else None
    found = info.name2fixturedefs.get("cast", ()) if info else ()
    _Session.wanted = any(each.func.__module__ == "tests.cast" for each in found[-1:])  # some make a cast of their own


def people() -> Any:
    """The cast that is in the database already, its objects as if they had just been made; None where it is not."""
    return pickle.loads(_Session.people) if _Session.present else None


def _make_people() -> None:
    """Once a session, when the first test asks for them."""
    from tests import cast

    _Session.peopled_source, _Session.peopled = databases.scratch_name("source"), databases.scratch_name("session")
    databases.create(ADMIN, _Session.peopled_source, template=_Session.source)
    _use(_Session.peopled_source)
    with transaction.atomic():
        _Session.people = pickle.dumps(cast.make())
    connections["default"].close()
    databases.create(ADMIN, _Session.peopled, template=_Session.peopled_source)


def _source() -> str:
    """From which a test's own database is cloned, and what it will hold."""
    if _Session.wanted and not _Session.people:
        _make_people()
    _Session.present = _Session.wanted
    return _Session.peopled_source if _Session.wanted else _Session.source


def _share() -> None:
    """Use the session's database that fits the test which begins; its transaction has not begun yet."""
    _source()
    name = _Session.peopled if _Session.wanted else _Session.shared
    if settings.DATABASES["default"]["NAME"] != name:
        _use(name)


def _clone_for_test(cls: type[TransactionTestCase]) -> None:
    source, name = _source(), databases.scratch_name("test")
    databases.create(ADMIN, name, template=source)
    _use(name)


def _drop_clone(self: TransactionTestCase) -> None:
    name = str(settings.DATABASES["default"]["NAME"])
    _use(_Session.shared)
    databases.drop(ADMIN, name)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Make the session's databases, and drop them at the end."""
    databases.make_roles(ADMIN)
    databases.drop_leftovers(ADMIN)
    _Session.source, _Session.shared = databases.scratch_name("source"), databases.scratch_name("session")
    databases.create(ADMIN, _Session.source, template=_template())
    _manage(_Session.source, "grants")  # rights are declared with models and may be newer than the migrations
    databases.create(ADMIN, _Session.shared, template=_Session.source)
    # Django would empty all tables by TRUNCATE after a test that commits, which the app's role may not do.
    TransactionTestCase._fixture_setup = classmethod(_clone_for_test)  # type: ignore[attr-defined]
    TransactionTestCase._fixture_teardown = _drop_clone  # type: ignore[attr-defined]
    begin = TestCase._enter_atomics.__func__  # type: ignore[attr-defined]

    def share_and_begin(cls: type[TestCase]) -> Any:
        _share()
        return begin(cls)

    TestCase._enter_atomics = classmethod(share_and_begin)  # type: ignore[attr-defined]
    with django_db_blocker.unblock():
        _use(_Session.shared)
    yield
    connections.close_all()
    for name in filter(None, (_Session.shared, _Session.source, _Session.peopled, _Session.peopled_source)):
        databases.drop(ADMIN, name)


@pytest.fixture
def owner_connection(transactional_db: None) -> Iterator[psycopg.Connection[Any]]:
    """A connection to this test's own database as the owner role, which commits each statement."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
        yield connection
