"""manage.py backup DIR: data, keys and manifest. Lies here because it records, and keeps the newest seal."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from tuntas.access.actors import System
from tuntas.audit import log, verification
from tuntas.core import backups
from tuntas.core.postgres_tools import ToolFailed, ToolMissing
from tuntas.core.vault_keys import BACKUP_DAYS


class Command(BaseCommand):
    """Back up, and destroy key files that are too old."""

    help = f"Backs up the database; key files older than {BACKUP_DAYS} days are destroyed each time."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("directory", type=Path)
        parser.add_argument(
            "--keys", type=Path, metavar="DIR", help="where key files go (default: DIR/keys); better another disk"
        )
        parser.add_argument(
            "--prune",
            action="store_true",
            help=f"destroy key files older than {BACKUP_DAYS} days; done each time anyway",
        )
        parser.add_argument("--without-backup", action="store_true", help="only destroy old key files")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say what there is now."""
        directory: Path = options["directory"]
        keys: Path = options["keys"] or directory / "keys"
        at = timezone.now()
        if not options["without_backup"]:
            self._make(directory, keys)
        for name in backups.prune(keys, at=at):
            self.stdout.write(f"Berkas kunci {name} lebih tua dari {BACKUP_DAYS} hari: dihapus.")

    def _make(self, directory: Path, keys: Path) -> None:
        at = timezone.now()
        try:
            made = backups.make(directory, keys, at=at, seal=verification.latest_seal_text())
        except (ToolMissing, ToolFailed, OSError) as error:
            raise CommandError(f"Cadangan tidak dibuat. {error}") from error
        with transaction.atomic():
            log.record("backup.made", None, by=System("perintah backup"), at=at, subject_type="backup", name=made.name)
        self.stdout.write(
            f"Cadangan {made.name} dibuat: {directory / made.dump}, {keys / made.keys} ({made.dossiers} kunci)."
        )
        self.stdout.write("Berkas TUNTAS_KEYRING tidak ikut di dalamnya: simpan salinannya di tempat lain.")
