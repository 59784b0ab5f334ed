"""Where the database of `dev.py run` comes from: a server of our own, or the one that DATABASE_URL names."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from devtools import databases
from devtools.places import VAR, Stop
from devtools.postgres import Cluster
from devtools.supervisor import Service

ENVIRONMENT = VAR / "environment.json"


@dataclass
class Source:
    """A database ready to be prepared, with the addresses of both roles."""

    urls: dict[str, str]
    notice: str
    services: list[Service] = field(default_factory=list)
    renew: Callable[[], None] | None = None

    def __post_init__(self) -> None:
        """Keep the addresses for `dev.py manage`."""
        ENVIRONMENT.touch(0o600)
        ENVIRONMENT.write_text(json.dumps(self.urls))


def embedded(cluster: Cluster, name: str) -> Source:
    """A database in our own, running server; it is made if missing."""
    databases.make_roles(cluster.dsn)
    if not databases.exists(cluster.dsn, name):
        databases.create(cluster.dsn, name)

    def renew() -> None:
        databases.drop(cluster.dsn, name)
        databases.create(cluster.dsn, name)

    def restart() -> "object":
        cluster.start()
        return cluster.process

    service = Service("PostgreSQL", restart, process=cluster.process)  # type: ignore[arg-type]
    notice = f"This is for trying only; the database lies in {cluster.data}.\nFor real use see docs/howto/install.md."
    return Source(_urls(cluster.dsn, name), notice, [service], renew)


def given(url: str, owner_url: str | None) -> Source:
    """The database that the environment names. Without an owner's address, `url` must be an administrator's.

    Raises Stop when the database cannot be reached or the rights do not suffice.
    """
    notice = "The database is the one that DATABASE_URL names."
    if owner_url:
        _ask(owner_url, "SELECT 1")
        return Source({"DATABASE_URL": url, "DATABASE_OWNER_URL": owner_url}, notice)
    name, may = _ask(url, "SELECT current_database(), rolsuper FROM pg_roles WHERE rolname = current_user")
    if not may:
        raise Stop(
            "DATABASE_URL is not an administrator's, so DATABASE_OWNER_URL is needed too: "
            "the role that owns the tables (docs/howto/install.md)."
        )
    admin = make_conninfo(url)
    databases.make_roles(admin)
    databases.hand_over(admin)
    return Source(_urls(admin, str(name)), notice)


def _urls(admin: str, name: str) -> dict[str, str]:
    return {
        "DATABASE_URL": databases.address(admin, databases.APP, name),
        "DATABASE_OWNER_URL": databases.address(admin, databases.OWNER, name),
    }


def _ask(url: str, query: str) -> tuple[object, ...]:
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            row = connection.execute(query.encode()).fetchone()
    except psycopg.OperationalError as error:
        where = {key: value for key, value in conninfo_to_dict(url).items() if key in {"host", "port", "dbname"}}
        raise Stop(f"The database {where} cannot be reached: {error}") from error
    assert row is not None
    return tuple(row)


def last_used() -> dict[str, str]:
    """The addresses that `dev.py run` used last; raises Stop when it never ran."""
    if not ENVIRONMENT.exists():
        raise Stop("Start `python3 dev.py run` first, and leave it running.")
    return dict(json.loads(ENVIRONMENT.read_text()))
