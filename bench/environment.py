"""A throw-away installation for measuring and breaking: server, roles, tables, areas, agencies and people of the tests."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from devtools import databases, preparation, scratch
from devtools.postgres import Cluster

NAME = "tuntas"


@dataclass(frozen=True)
class Installation:
    """A database, and the environment of the processes that use it. `cluster`: its server, where that is ours to kill."""

    dsn: str
    environment: dict[str, str]
    folder: Path
    cluster: Cluster | None = None

    @property
    def owner_url(self) -> str:
        """The address of the role that owns the tables."""
        return self.environment["DATABASE_OWNER_URL"]


@contextmanager
def installation(**options: str) -> Iterator[Installation]:
    """Make one in a new temporary directory, set Django up in this process, remove all of it at the end.

    The database keeps its promises over a crash (fsync and the rest are as in real life); `options` are
    other settings of PostgreSQL. No areas and no people yet, see `furnish`.
    """
    with (
        tempfile.TemporaryDirectory(prefix="tuntas-bench-") as folder,
        scratch.cluster(durable=True, **options) as cluster,
    ):
        databases.make_roles(cluster.dsn)
        databases.create(cluster.dsn, NAME)
        yield connect(cluster, Path(folder))


def connect(cluster: Cluster, folder: Path) -> Installation:
    """The environment of all processes, and Django set up in this one as the app's role."""
    keyring = folder / "keyring.json"
    given = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "TUNTAS_TRIAL": "1",
        "TUNTAS_DEMO": "0",
        "TUNTAS_KEYRING": str(keyring),
        "STATIC_ROOT": str(folder / "static"),
        "DATABASE_URL": databases.address(cluster.dsn, databases.APP, NAME),
        "DATABASE_OWNER_URL": databases.address(cluster.dsn, databases.OWNER, NAME),
        "PYTHONUNBUFFERED": "1",
        "LOG_LEVEL": "ERROR",
    }
    os.environ |= given
    from tuntas.core.keyring import create

    create(keyring)
    import django

    django.setup()
    return Installation(cluster.dsn, dict(os.environ), folder, cluster)


def furnish(place: Installation) -> None:
    """Tables, rights, areas; served files; the agencies and people that all tests know."""
    prepare(place)
    populate()


def prepare(place: Installation) -> None:
    """Tables, rights, areas; served files."""
    preparation.manage(place.environment, "prepare", "--verbosity", "0")
    preparation.manage(place.environment, "collectstatic", "--no-input", "--verbosity", "0")


def populate() -> None:
    """The agencies and people that all tests know."""
    from django.db import transaction

    from tests import cast

    with transaction.atomic():
        cast.make()
