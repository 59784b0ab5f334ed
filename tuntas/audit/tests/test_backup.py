"""Backup and restore, drilled: into another database, with everything that could go wrong."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from devtools import databases
from tests.cast import make
from tuntas.audit import sealing
from tuntas.audit.models import Event
from tuntas.audit.tests.events import NOW
from tuntas.core import backups, key_files, postgres_tools, vault, vault_keys
from tuntas.core.models import DossierKey, ErasedDossier
from tuntas.core.postgres_tools import ToolMissing
from tuntas.core.tests.dossiers import report

ADMIN = os.environ["TUNTAS_TEST_DSN"]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def tools() -> None:
    try:
        postgres_tools.find("pg_dump")
        postgres_tools.find("pg_restore")
    except ToolMissing as missing:
        pytest.skip(str(missing))


@pytest.fixture
def empty() -> Iterator[str]:
    """An empty database of the owner's."""
    name = databases.scratch_name("restored")
    databases.create(ADMIN, name)
    yield name
    databases.drop(ADMIN, name)


def backup(directory: Path, *options: str) -> str:
    out = StringIO()
    call_command("backup", str(directory), *options, stdout=out)
    return out.getvalue()


def manage(database: str, *command: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {
        "DATABASE_URL": databases.address(ADMIN, databases.APP, database),
        "DATABASE_OWNER_URL": databases.address(ADMIN, databases.OWNER, database),
    }
    call = [sys.executable, str(settings.BASE_DIR / "manage.py"), *command]
    return subprocess.run(call, env=env, capture_output=True, text=True, check=False)


def ask(database: str, query: str) -> Any:
    with psycopg.connect(databases.address(ADMIN, databases.APP, database)) as connection:
        return connection.execute(query).fetchall()


def read(database: str, *numbers: str) -> list[str]:
    """The narratives as the program there reads them."""
    code = (
        "from tuntas.core import vault\nfrom django.apps import apps\n"
        f"for n in {numbers!r}:\n"
        "    r = apps.get_model('intake', 'Report').objects.get(number=n)\n"
        "    try: print(vault.box(r.pk).unseal(r, 'narrative'))\n"
        "    except vault.Erased: print('TERHAPUS')\n"
    )
    done = manage(database, "shell", "--no-imports", "-c", code)
    assert done.returncode == 0, done.stderr
    return done.stdout.split("\n")[:-1]


def test_a_restored_backup_reads_as_before_and_its_log_verifies(tools: None, empty: str, tmp_path: Path) -> None:
    cast = make()
    kept, gone = report(cast, "Melati"), report(cast, "Kenanga")
    vault_keys.erase(gone.pk, at=NOW)
    sealing.seal(at=NOW)
    assert "1 kunci" in backup(tmp_path)
    assert all(path.stat().st_mode & 0o077 == 0 for path in tmp_path.rglob("tuntas-*.[dk]*"))
    assert b"Melati" not in b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())

    done = manage(empty, "restore", str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "1 berkas dapat dibaca, 1 tetap terhapus" in done.stdout
    assert "Log utuh" in done.stdout
    assert read(empty, kept.number, gone.number) == ["Melati", "TERHAPUS"]
    assert ask(empty, "SELECT count(*) FROM areas_area")[0][0] > 90_000
    assert ask(empty, "SELECT count(*) FROM django_session")[0][0] == 0
    rights = "SELECT has_table_privilege(current_user, 'audit_event', 'insert'), has_table_privilege(current_user, 'audit_event', 'delete')"
    assert ask(empty, rights) == [(True, False)]
    assert ask(empty, "SELECT kind FROM audit_event ORDER BY seq DESC LIMIT 1") == [("backup.restored",)]
    assert manage(empty, "audit", "seal").returncode == manage(empty, "audit", "verify").returncode == 0

    again = manage(empty, "restore", str(tmp_path))
    assert again.returncode == 1
    assert "tidak kosong" in again.stderr


def test_what_was_erased_later_stays_erased_when_older_data_come_back(tools: None, empty: str, tmp_path: Path) -> None:
    cast = make()
    kept, gone = report(cast, "Melati"), report(cast, "Kenanga")
    older = backups.make(tmp_path, tmp_path / "keys", at=NOW, seal="")
    vault_keys.erase(gone.pk, at=NOW)
    backups.make(tmp_path, tmp_path / "keys", at=NOW + timedelta(days=1), seal="")

    done = manage(empty, "restore", str(tmp_path), "--name", older.name)  # old data, newest keys
    assert done.returncode == 0, done.stderr
    assert read(empty, kept.number, gone.number) == ["Melati", "TERHAPUS"]
    assert ask(empty, f"SELECT id FROM {ErasedDossier._meta.db_table}") == [(gone.pk,)]


def test_what_the_data_know_to_be_erased_stays_erased_with_older_keys(tmp_path: Path) -> None:
    cast = make()
    kept, gone = report(cast, "Melati"), report(cast, "Kenanga")
    key_files.write(tmp_path / "older.keys", at=NOW)
    vault_keys.erase(gone.pk, at=NOW)
    DossierKey.objects.all().delete()  # as in a database that has just been restored
    assert key_files.load(tmp_path / "older.keys") == (1, 1)
    assert vault.box(kept.pk).unseal(kept, "narrative") == "Melati"
    with pytest.raises(vault.Erased):
        vault.box(gone.pk)


def test_a_damaged_backup_changes_nothing(tools: None, empty: str, tmp_path: Path) -> None:
    report(make(), "Melati")
    backup(tmp_path)
    [dump], [keys] = tmp_path.glob("*.dump"), tmp_path.glob("keys/*.keys")
    whole = dump.read_bytes()
    dump.write_bytes(whole[:-1])
    assert "tidak utuh" in manage(empty, "restore", str(tmp_path)).stderr
    dump.write_bytes(whole)
    lines = keys.read_text().splitlines(keepends=True)
    for broken in (lines[:-1], [lines[0], *lines[2:]], lines[:1], []):
        keys.write_text("".join(broken))
        done = manage(empty, "restore", str(tmp_path))
        assert done.returncode == 1
        assert "tidak utuh" in done.stderr
    assert ask(empty, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]


def test_key_files_older_than_35_days_are_destroyed(tools: None, tmp_path: Path) -> None:
    keys = tmp_path / "keys"
    keys.mkdir()
    now = timezone.now()
    for days in (34, 36):
        (keys / f"tuntas-{(now - timedelta(days=days)).strftime(backups.STAMP)}.keys").write_text("x")
    (keys / "catatan.txt").write_text("x")
    assert "lebih tua dari 35 hari" in backup(tmp_path, "--without-backup")
    assert len(list(keys.iterdir())) == 2
    assert not list(tmp_path.glob("*.dump"))
    backup(tmp_path, "--prune")
    assert len(list(keys.glob("tuntas-*.keys"))) == 2
    assert Event.objects.filter(kind="backup.made").count() == 1


def test_an_old_or_missing_pg_dump_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = tmp_path / "lama"
    old.mkdir()
    (old / "pg_dump").write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.1'\n")
    (old / "pg_dump").chmod(0o755)
    monkeypatch.setattr(postgres_tools, "find_spec", lambda name: None)
    monkeypatch.setenv("PG_BINDIR", str(old))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CommandError, match=r"pg_dump versi \d+ atau lebih baru diperlukan.*versi 9"):
        backup(tmp_path / "cadangan")
    monkeypatch.delenv("PG_BINDIR")
    with pytest.raises(CommandError, match="Tidak ada yang ditemukan"):
        backup(tmp_path / "cadangan")
    assert not [path for path in (tmp_path / "cadangan").rglob("*") if path.is_file()]


def test_nothing_to_restore_is_told_in_a_sentence(empty: str, tmp_path: Path) -> None:
    done = manage(empty, "restore", str(tmp_path))
    assert done.returncode == 1
    assert "Tidak ada cadangan" in done.stderr
