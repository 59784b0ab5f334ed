"""manage.py facts [--rebuild]: bring the facts behind all figures up to date, or make them anew."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tuntas.access.actors import System
from tuntas.audit import sealing
from tuntas.statistics.actions import facts
from tuntas.statistics.facts import keeping


class Command(BaseCommand):
    """Take up the log, or rebuild."""

    help = (
        "Facts behind the yearly figures: take up what happened; --rebuild makes all of them anew, to the same numbers."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """One switch."""
        parser.add_argument("--rebuild", action="store_true", help="delete all facts and read every dossier again")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say how much."""
        try:
            if options["rebuild"]:
                count = facts.rebuild(by=System("manage.py facts"), at=timezone.now())
                self.stdout.write(f"Fakta dari {count} kasus disusun ulang.")
            else:
                self.stdout.write(f"{keeping.catch_up(at=timezone.now())} peristiwa diperhitungkan.")
        except sealing.StillWriting as error:
            raise CommandError("Ada transaksi yang masih menulis. Coba lagi sebentar lagi.") from error
