"""A backup is three files: the data (without keys), the keys (kept apart, 35 days), and a manifest written last."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import connection, transaction

from tuntas.core import key_files, postgres_tools
from tuntas.core.models import DossierKey
from tuntas.core.vault_keys import BACKUP_DAYS

STAMP = "%Y%m%dT%H%M%SZ"
# What must not come back: ended sessions, and what only speeds things up.
WITHOUT = ("core_dossierkey", "django_session", "usersessions_usersession", "django_cache")


class Unusable(Exception):
    """There is no backup here that can be restored; the sentence says why."""


@dataclass(frozen=True)
class Manifest:
    """What a backup consists of. `seal` is the newest seal of the event log at that time, as it is mailed."""

    name: str
    made_at: str
    server: int
    dump: str
    dump_sha256: str
    keys: str
    dossiers: int
    seal: str


def make(directory: Path, keys_directory: Path, *, at: datetime, seal: str) -> Manifest:
    """Write a backup of one moment. Raises ToolMissing, ToolFailed, OSError; what was half written is removed."""
    for place in (directory, keys_directory):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"tuntas-{at.astimezone(UTC).strftime(STAMP)}"
    dump, keys, manifest = directory / f"{name}.dump", keys_directory / f"{name}.keys", directory / f"{name}.json"
    try:
        dossiers = _write(dump, keys, at=at)
        made = Manifest(
            name=name,
            made_at=at.isoformat(),
            server=postgres_tools.server_version(),
            dump=dump.name,
            dump_sha256=_sha256(dump),
            keys=keys.name,
            dossiers=dossiers,
            seal=seal,
        )
        part = manifest.with_suffix(".part")
        part.write_text(json.dumps(asdict(made), indent=1))
        part.replace(manifest)
    except BaseException:
        for path in (dump, keys, manifest):
            path.unlink(missing_ok=True)
        raise
    return made


@transaction.atomic(durable=True)
def _write(dump: Path, keys: Path, *, at: datetime) -> int:
    """Both files see the database at the same moment."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchall()[0][0]
    postgres_tools.run(
        "pg_dump",
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        f"--snapshot={snapshot}",
        f"--file={dump}",
        *(f"--exclude-table-data=public.{table}" for table in WITHOUT),
    )
    return key_files.write(keys, at=at)


def prune(keys_directory: Path, *, at: datetime) -> list[str]:
    """Destroy key files older than 35 days, so that what was erased is erased everywhere; returns their names."""
    gone = []
    for path in sorted(keys_directory.glob("tuntas-*.keys")):
        made = _moment(path)
        if made and made < at - timedelta(days=BACKUP_DAYS):
            path.unlink()
            gone.append(path.name)
    return gone


def _moment(path: Path) -> datetime | None:
    try:
        return datetime.strptime(path.stem.removeprefix("tuntas-"), STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def newest(directory: Path, name: str = "") -> Manifest:
    """The manifest of a backup, the newest if no name is given. Raises Unusable when it or its dump is not whole."""
    found = sorted(directory.glob(f"{name}.json" if name else "tuntas-*.json"))
    if not found:
        raise Unusable(f"Tidak ada cadangan {name or ''} di {directory}.".replace("  ", " "))
    try:
        manifest = Manifest(**json.loads(found[-1].read_text()))
        whole = _sha256(directory / manifest.dump) == manifest.dump_sha256
    except (OSError, ValueError, TypeError) as error:
        raise Unusable(f"Cadangan {found[-1].stem} tidak dapat dibaca: {error}.") from error
    if not whole:
        raise Unusable(f"Cadangan {found[-1].stem} tidak utuh: isi berkasnya berubah.")
    return manifest


def newest_keys(keys_directory: Path) -> Path:
    """The newest key file: it knows the most erasures. Raises Unusable."""
    found = sorted(keys_directory.glob("tuntas-*.keys"))
    if not found:
        raise Unusable(f"Tidak ada berkas kunci di {keys_directory}. Tanpa itu isi cadangan tidak dapat dibaca.")
    return found[-1]


def is_empty() -> bool:
    """Whether the database has no table at all."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        return bool(cursor.fetchall()[0][0] == 0)


def restore(directory: Path, manifest: Manifest, keys: Path) -> tuple[int, int]:
    """Fill an empty database; returns how many dossiers can be read and how many stay erased.

    Raises ToolMissing, ToolFailed, Damaged. The data come back in one transaction, or not at all.
    """
    key_files.check(keys)
    connection.close()  # pg_restore makes what this connection would otherwise believe to be missing
    postgres_tools.run(
        "pg_restore",
        "--single-transaction",
        "--exit-on-error",
        "--no-owner",
        "--no-privileges",
        str(directory / manifest.dump),
    )
    return key_files.load(keys)


def unknown_keks(known: set[str]) -> list[str]:
    """Key-encryption keys that some dossier needs and the keyring lacks."""
    return sorted(set(DossierKey.objects.values_list("kek", flat=True).distinct()) - known)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
