"""Roles and databases on a PostgreSQL that we administer: for trying, demo and tests. Needs the virtual environment."""

import hashlib
import hmac
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from devtools.places import Stop

OWNER, APP = "tuntas_owner", "tuntas_app"


def role_password(admin_dsn: str, role: str) -> str:
    """The password of a role, derived from the administrator's: several sessions on one server agree without asking.

    Raises Stop without one: derived from nothing, it would be known to everybody.
    """
    secret = str(conninfo_to_dict(admin_dsn).get("password") or "")
    if not secret:
        raise Stop("The administrator's address needs a password: postgresql://name:password@host/database")
    return hmac.new(secret.encode(), role.encode(), hashlib.sha256).hexdigest()[:40]


def address(admin_dsn: str, role: str, database: str) -> str:
    """The address under which a role reaches a database on the administrator's server."""
    parts = conninfo_to_dict(admin_dsn)
    host, port = quote(str(parts.get("host") or ""), safe=""), str(parts.get("port") or "")
    query = "&".join(f"{key}={value}" for key, value in (("host", host), ("port", port)) if value)
    return f"postgresql://{role}:{role_password(admin_dsn, role)}@/{database}?{query}"


@contextmanager
def administrator(admin_dsn: str) -> Iterator[psycopg.Connection]:
    """A connection as administrator that commits each statement."""
    with psycopg.connect(admin_dsn, autocommit=True) as connection:
        yield connection


def make_roles(admin_dsn: str) -> None:
    """Make the two roles if missing and set their passwords; safe when several sessions do it at once."""
    with administrator(admin_dsn) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext('tuntas roles'))")
        for role in (OWNER, APP):
            verb = "ALTER" if _exists(connection, "pg_roles", "rolname", role) else "CREATE"
            connection.execute(
                sql.SQL(verb + " ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {}").format(
                    sql.Identifier(role), sql.Literal(role_password(admin_dsn, role))
                )
            )


def _exists(connection: psycopg.Connection, catalogue: str, column: str, name: str) -> bool:
    query = sql.SQL("SELECT 1 FROM {} WHERE {} = %s").format(sql.Identifier(catalogue), sql.Identifier(column))
    return connection.execute(query, [name]).fetchone() is not None


def exists(admin_dsn: str, name: str) -> bool:
    """Is there a database of this name?"""
    with administrator(admin_dsn) as connection:
        return _exists(connection, "pg_database", "datname", name)


def create(admin_dsn: str, name: str, *, template: str = "template0") -> None:
    """Make a database that belongs to the owner role; from a template, as a copy of its files, which is fast."""
    with administrator(admin_dsn) as connection:
        statement = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY FILE_COPY")
        connection.execute(statement.format(*map(sql.Identifier, (name, OWNER, template))))


def hand_over(admin_dsn: str) -> None:
    """Make the owner role the owner of the database that the address names."""
    with administrator(admin_dsn) as connection:
        name = sql.Identifier(connection.info.dbname)
        connection.execute(sql.SQL("ALTER DATABASE {} OWNER TO {}").format(name, sql.Identifier(OWNER)))


def drop(admin_dsn: str, name: str) -> None:
    """Drop a database, even while somebody is connected."""
    with administrator(admin_dsn) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def rename(admin_dsn: str, old: str, new: str) -> None:
    """Give a finished database its final name, so that a half-made one is never taken for finished."""
    with administrator(admin_dsn) as connection:
        connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*map(sql.Identifier, (old, new))))


def scratch_name(purpose: str) -> str:
    """A new name for a database that this process will drop; carries the process id, see drop_leftovers."""
    return f"tuntas_{purpose}_{os.getpid()}_{secrets.token_hex(4)}"


def drop_leftovers(admin_dsn: str) -> None:
    """Drop scratch databases whose process was killed before it could."""
    with administrator(admin_dsn) as connection:
        rows = connection.execute(r"SELECT datname FROM pg_database WHERE datname ~ '^tuntas_[a-z]+_\d+_[0-9a-f]{8}$'")
        names = [str(row[0]) for row in rows]
    for name in names:
        if not _alive(int(name.split("_")[2])):
            drop(admin_dsn, name)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
