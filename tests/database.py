"""Databases for tests: one template (migrated, all areas), clones for the session, one more for each test that commits.

A test that uses the fixture `cast` or `world` finds it in its database: it is made once a session, not once a test.
Each test's changes are rolled back, or made in a clone of its own.
The tests run as the app's role, as the program does; only the template and its clones are made by the owner.
"""

import hashlib
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import psycopg
import pytest
from _pytest.fixtures import FuncFixtureInfo
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
    loading = [ROOT / "tuntas/areas" / name for name in ("actions/load.py", "models/areas.py", "states.py")]
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


@dataclass
class _Content:
    """Two databases with the same content. The source is not connected to once it is made, so it can be cloned at any time."""

    source: str
    shared: str  # by the tests that roll back
    objects: bytes = b""

    @classmethod
    def clone(cls, template: str) -> "_Content":
        """The source as a copy of a template; `shared` follows when the source is complete."""
        source, shared = databases.scratch_name("source"), databases.scratch_name("session")
        databases.create(ADMIN, source, template=template)
        return cls(source, shared)

    def share(self) -> None:
        databases.create(ADMIN, self.shared, template=self.source)


class _Session:
    """What there is, by what it holds beyond the areas, and which of them the test that begins asks for."""

    contents: ClassVar[dict[str, _Content]] = {}
    wanted = present = ""
    held: Any = None


def _asks(info: FuncFixtureInfo, name: str) -> bool:
    """Whether a test gets the fixture of tests/<name>.py, be it through another of that name that asks for it."""
    for each in reversed(info.name2fixturedefs.get(name, ())):
        if each.func.__module__ == f"tests.{name}":
            return True
        if name not in each.argnames:  # some make one of their own
            return False
    return False


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Which database it is to be must be known before the first fixture begins a transaction."""
    info = item._fixtureinfo if isinstance(item, pytest.Function) else None
    _Session.wanted = next((name for name in ("world", "cast") if info and _asks(info, name)), "")
    _Session.held = None


def _held() -> Any:
    """What the database in use holds, its objects as if they had just been made; the same ones for the whole test."""
    if _Session.held is None and (objects := _Session.contents[_Session.present].objects):
        _Session.held = pickle.loads(objects)
    return _Session.held


def people() -> Any:
    """The cast that is in the database already; None where it is not."""
    return _held().cast if _Session.present == "world" else _held()


def world() -> Any:
    """The world that is in the database already; None where it is not."""
    return _held() if _Session.present == "world" else None


def _make(name: str) -> _Content:
    """Once a session, when the first test asks for it: the cast, or the world with the cast in it."""
    from tests import cast
    from tests import world as worlds

    made = _Content.clone(_content("cast" if name == "world" else "").source)
    _use(made.source)
    with transaction.atomic():
        found = pickle.loads(_content("cast").objects) if name == "world" else None
        made.objects = pickle.dumps(worlds.make(found) if found else cast.make())
    connections["default"].close()
    made.share()
    return made


def _content(name: str) -> _Content:
    """The databases with this content, made if no test has asked for it yet."""
    if name not in _Session.contents:
        _Session.contents[name] = _make(name)
    return _Session.contents[name]


def _wanted() -> _Content:
    """What the test that begins will find."""
    _Session.present = _Session.wanted
    return _content(_Session.wanted)


def _share() -> None:
    """Use the session's database that fits the test which begins; its transaction has not begun yet."""
    name = _wanted().shared
    if settings.DATABASES["default"]["NAME"] != name:
        _use(name)


def _clone_for_test(cls: type[TransactionTestCase]) -> None:
    source, name = _wanted().source, databases.scratch_name("test")
    databases.create(ADMIN, name, template=source)
    _use(name)


def _drop_clone(self: TransactionTestCase) -> None:
    name = str(settings.DATABASES["default"]["NAME"])
    _use(_content("").shared)
    databases.drop(ADMIN, name)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Make the session's databases, and drop them at the end."""
    databases.make_roles(ADMIN)
    databases.drop_leftovers(ADMIN)
    plain = _Session.contents[""] = _Content.clone(_template())
    _manage(plain.source, "grants")  # rights are declared with models and may be newer than the migrations
    plain.share()
    # Django would empty all tables by TRUNCATE after a test that commits, which the app's role may not do.
    TransactionTestCase._fixture_setup = classmethod(_clone_for_test)  # type: ignore[attr-defined]
    TransactionTestCase._fixture_teardown = _drop_clone  # type: ignore[attr-defined]
    begin = TestCase._enter_atomics.__func__  # type: ignore[attr-defined]

    def share_and_begin(cls: type[TestCase]) -> Any:
        _share()
        return begin(cls)

    TestCase._enter_atomics = classmethod(share_and_begin)  # type: ignore[attr-defined]
    with django_db_blocker.unblock():
        _use(plain.shared)
    yield
    connections.close_all()
    for content in _Session.contents.values():
        databases.drop(ADMIN, content.shared)
        databases.drop(ADMIN, content.source)


@pytest.fixture
def owner_connection(transactional_db: None) -> Iterator[psycopg.Connection[Any]]:
    """A connection to this test's own database as the owner role, which commits each statement."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
        yield connection
