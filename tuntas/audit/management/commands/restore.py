"""manage.py restore DIR: fill an empty database from a backup, as the owner of the tables."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from tuntas.access.actors import System
from tuntas.audit import log, verification
from tuntas.core import backups
from tuntas.core.key_files import Damaged
from tuntas.core.keyring import keyring
from tuntas.core.postgres_tools import ToolFailed, ToolMissing


class Command(BaseCommand):
    """Check, fill, give rights, verify."""

    help = "Restores a backup into an empty database. By default the newest data and the newest keys in DIR."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Which backup, which keys."""
        parser.add_argument("directory", type=Path)
        parser.add_argument("--name", default="", help="the backup to restore (default: the newest)")
        parser.add_argument(
            "--keys",
            type=Path,
            metavar="FILE",
            help="the key file (default: the newest in DIR/keys, which knows all erasures)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or change nothing."""
        if not backups.is_empty():
            raise CommandError("Basis data ini tidak kosong. Buat basis data baru yang kosong, lalu ulangi.")
        directory: Path = options["directory"]
        try:
            manifest = backups.newest(directory, options["name"])
            keys = options["keys"] or backups.newest_keys(directory / "keys")
            readable, erased = backups.restore(directory, manifest, keys)
        except (backups.Unusable, ToolMissing, ToolFailed, Damaged, OSError) as error:
            raise CommandError(f"Tidak dipulihkan. {error}") from error
        call_command("grants", verbosity=0)
        self.stdout.write(f"{manifest.name} dipulihkan: {readable} berkas dapat dibaca, {erased} tetap terhapus.")
        if missing := backups.unknown_keks(set(keyring().keks)):
            self.stderr.write(
                f"Kunci pembungkus {', '.join(missing)} tidak ada di TUNTAS_KEYRING: sebagian isi tidak terbaca."
            )
        self._verify(manifest)
        with transaction.atomic():
            log.record(
                "backup.restored",
                None,
                by=System("perintah restore"),
                at=timezone.now(),
                subject_type="backup",
                name=manifest.name,
            )
        self.stdout.write("Selanjutnya: manage.py prepare, lalu jalankan web dan worker.")

    def _verify(self, manifest: backups.Manifest) -> None:
        saved = verification.saved_seal(manifest.seal) if manifest.seal else None
        try:
            result = verification.verify(saved)
        except verification.Unusable as error:
            raise CommandError(
                f"Data sudah dipulihkan, tetapi log tidak dapat diperiksa. {error}", returncode=2
            ) from error
        for finding in result.findings:
            self.stderr.write(finding.sentence)
        if result.findings:
            raise CommandError("Data sudah dipulihkan, tetapi log TIDAK utuh.")
        self.stdout.write(f"Log utuh: {result.events} peristiwa dalam {result.seals} segel.")
