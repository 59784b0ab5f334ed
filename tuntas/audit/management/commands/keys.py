"""manage.py keys create PATH | status | rotate | rewrap | drop-old | reencrypt | rotate-seal: the life of the keys.

Lies here because it records. `create` needs no settings and no database, see `manage.py`.
"""

import time
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from tuntas.access.actors import System
from tuntas.audit import chain, log, sealing
from tuntas.core import keyring, vault_keys
from tuntas.core.models import DossierKey, ErasedDossier
from tuntas.core.vault import Erased

BATCH = 500
TRIES = 50


class Command(BaseCommand):
    """One word says what to do."""

    help = "Keys: status, rotate the key-encryption key, rewrap, drop the old one, re-encrypt dossiers, change the seal's key."

    def add_arguments(self, parser: CommandParser) -> None:
        """The order of a rotation: rotate, copy the key file, rewrap, drop-old after 35 days."""
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("create", help="make a new key file; never overwrites one").add_argument("path", type=Path)
        actions.add_parser("status", help="which keys there are and how much each one holds")
        actions.add_parser("rotate", help="add a key-encryption key; new dossiers use it")
        actions.add_parser("rewrap", help="wrap all dossier keys with the current key-encryption key")
        drop = actions.add_parser("drop-old", help="remove key-encryption keys that nothing uses any more")
        drop.add_argument("--backups-too", action="store_true", help="although backups of keys still need them")
        renew = actions.add_parser("reencrypt", help="give dossiers new data keys")
        renew.add_argument("dossiers", type=UUID, nargs="+", metavar="ID")
        actions.add_parser("rotate-seal", help="sign seals of the event log with a new key from now on")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        action = options["action"].replace("-", "_")
        getattr(self, f"_{action}")(options)

    def _create(self, options: dict[str, Any]) -> None:
        raise CommandError(
            "Jalankan sebagai: manage.py keys create PATH"
        )  # manage.py has answered before, without settings

    def _status(self, options: dict[str, Any]) -> None:
        ring, wrapped = keyring.keyring(), vault_keys.wrapped_by()
        for name in ring.keks:
            since = f", sejak {ring.since[name]:%Y-%m-%d}" if name in ring.since else ""
            current = " (dipakai)" if name == ring.kek else ""
            self.stdout.write(f"{name}{current}: {wrapped.pop(name, 0)} berkas{since}")
        for name, count in wrapped.items():
            self.stdout.write(f"{name} TIDAK ADA di berkas kunci: {count} berkas tidak dapat dibaca")
        self.stdout.write(f"Terhapus: {ErasedDossier.objects.count()} berkas")
        for until, public in ring.seals_before:
            self.stdout.write(f"Kunci publik segel sampai {chain.moment(until)}: {public.hex()}")
        self.stdout.write(f"Kunci publik segel: {chain.public_key_text()}")

    def _rotate(self, options: dict[str, Any]) -> None:
        at = timezone.now()
        name = keyring.add_kek(_path(), at=at)
        _record("keys.rotated", to=name)
        self.stdout.write(
            f"Kunci pembungkus {name} dibuat. Salin berkas kunci ke tempat aman, lalu: manage.py keys rewrap"
        )

    def _rewrap(self, options: dict[str, Any]) -> None:
        total = DossierKey.objects.exclude(kek=keyring.keyring().kek).count()
        done = 0
        while left := DossierKey.objects.exclude(kek=keyring.keyring().kek).count():
            count = vault_keys.rewrap(BATCH)
            done += count
            self.stdout.write(f"{done} dari {max(total, done)} berkas")
            if not count and left:
                time.sleep(0.2)  # the rest is held by people who write; they end soon
        _record("keys.rewrapped", count=done)
        self.stdout.write("Semua kunci berkas memakai kunci pembungkus terbaru.")

    def _drop_old(self, options: dict[str, Any]) -> None:
        ring = keyring.keyring()
        used = {name: count for name, count in vault_keys.wrapped_by().items() if name != ring.kek}
        if used:
            raise CommandError(
                f"Masih dipakai oleh {sum(used.values())} berkas: {', '.join(sorted(used))}. Jalankan rewrap dulu."
            )
        since = ring.since.get(ring.kek)
        young = since is None or since > timezone.now() - timedelta(days=vault_keys.BACKUP_DAYS)
        if young and not options["backups_too"]:
            raise CommandError(
                f"Cadangan kunci dari {vault_keys.BACKUP_DAYS} hari terakhir mungkin masih memerlukannya. "
                "Tunggu, atau pakai --backups-too bila cadangan itu boleh tidak terbaca."
            )
        gone = keyring.drop_keks(_path())
        _record("keys.dropped", names=gone)
        self.stdout.write(f"Dihapus: {', '.join(gone) or 'tidak ada'}")

    def _reencrypt(self, options: dict[str, Any]) -> None:
        for number, dossier_id in enumerate(options["dossiers"], start=1):
            try:
                rows = _patiently(dossier_id)
            except Erased:
                self.stderr.write(f"{dossier_id}: sudah terhapus")
                continue
            _record("dossier.reencrypted", dossier_id=dossier_id, rows=rows)
            self.stdout.write(f"{number} dari {len(options['dossiers'])}: {rows} baris")

    def _rotate_seal(self, options: dict[str, Any]) -> None:
        before = chain.public_key_text()
        since = sealing.change_key(_path(), at=timezone.now())
        after = chain.public_key_text()
        _record("keys.seal_rotated", before=before, after=after)
        self.stdout.write(
            f"Segel sejak {chain.moment(since)} ditandatangani dengan kunci baru.\nKunci publik lama: {before}\n"
            f"Kunci publik baru: {after}\nSalin berkas kunci ke tempat aman dan ke setiap mesin, lalu beri tahu auditor "
            "kunci publik yang baru."
        )


def _patiently(dossier_id: UUID) -> int:
    for _ in range(TRIES):
        try:
            return vault_keys.reencrypt(dossier_id)
        except vault_keys.Busy:
            time.sleep(0.1)
    raise CommandError(f"{dossier_id} sedang ditulis terus-menerus. Coba lagi nanti.")


def _path() -> Path:
    return Path(str(settings.TUNTAS_KEYRING))


@transaction.atomic
def _record(kind: str, *, dossier_id: UUID | None = None, **data: Any) -> None:
    log.record(
        kind,
        None,
        by=System("perintah keys"),
        at=timezone.now(),
        subject_type="core.keys",
        dossier_id=dossier_id,
        **data,
    )
