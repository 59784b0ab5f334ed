"""Bringing the database and the served files up to date, only when something they are made from has changed."""

import hashlib
import json
import os
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from devtools.places import MANAGE, PYTHON, ROOT, VAR, Stop

TABLES = (
    "tuntas/*/migrations/*.py",
    "tuntas/*/models.py",
    "tuntas/*/models/*.py",
    "tuntas/areas/**/*.py",
    "tuntas/core/grants.py",
)
STATIC = ("tuntas/*/static/**/*",)


def fingerprint(*patterns: str) -> str:
    """Of the content of all files that match, and of the versions of the libraries."""
    digest = hashlib.sha256()
    for path in sorted(_files(patterns)):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _files(patterns: Iterable[str]) -> list[Path]:
    found = {path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()}
    return [ROOT / "requirements.lock", *(path for path in found if "tests" not in path.relative_to(ROOT).parts)]


def manage(env: Mapping[str, str], *arguments: str, quiet: bool = False) -> str:
    """Run a command of manage.py to its end; returns what it printed when quiet. Raises Stop when it fails."""
    output = subprocess.PIPE if quiet else None
    call = [str(PYTHON), str(MANAGE), *arguments]
    done = subprocess.run(call, env=dict(env), stdout=output, check=False, text=True)
    if done.returncode:
        raise Stop(f"`manage.py {' '.join(arguments)}` failed; the reason stands above.")
    return done.stdout or ""


class Marks:
    """What has been done to a database, kept as its comment: it goes where the database goes and vanishes with it."""

    def __init__(self, owner_url: str) -> None:
        self.url = owner_url
        self.name = str(conninfo_to_dict(owner_url).get("dbname", ""))

    def read(self) -> dict[str, str]:
        """All marks; none when the comment is not ours."""
        query = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
        with psycopg.connect(self.url) as connection:
            row = connection.execute(query).fetchone()
        try:
            return dict(json.loads(row[0])) if row and row[0] else {}
        except ValueError:
            return {}

    def write(self, **marks: str) -> None:
        """Add marks; without the right to comment on the database, the work is simply done again next time."""
        text = json.dumps(self.read() | marks)
        statement = sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(self.name), sql.Literal(text))
        with psycopg.connect(self.url) as connection:
            try:
                connection.execute(statement)
            except psycopg.errors.InsufficientPrivilege:
                connection.rollback()


def database(env: Mapping[str, str], marks: Marks) -> bool:
    """Make tables, rights and areas current; was there anything to do?"""
    wanted = fingerprint(*TABLES)
    if marks.read().get("prepared") == wanted:
        return False
    manage(env, "prepare", "--verbosity", "0")
    marks.write(prepared=wanted)
    return True


def static_files(env: Mapping[str, str]) -> None:
    """Copy css, js and pictures to where they are served from, hashed and compressed, when they have changed."""
    stamp, wanted = VAR / "static.stamp", fingerprint(*STATIC)
    if stamp.exists() and stamp.read_text() == wanted and (VAR / "static").is_dir():
        return
    manage(env, "collectstatic", "--no-input", "--clear", "--verbosity", "0")
    stamp.write_text(wanted)


def base_environment() -> dict[str, str]:
    """The environment of every process of a trial, without its database."""
    keyring = VAR / "keyring.json"
    if not keyring.exists():
        from tuntas.core.keyring import create

        create(keyring)
    passed = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    given = {"DJANGO_SETTINGS_MODULE": "config.settings", "TUNTAS_TRIAL": "1", "TUNTAS_KEYRING": str(keyring)}
    return passed | given | {"STATIC_ROOT": str(VAR / "static"), "PYTHONUNBUFFERED": "1"}
