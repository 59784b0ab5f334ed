"""`manage.py loadareas [--home CODE …]`: the official list of areas, and for which of them this installation is responsible."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tuntas.access.actors import System
from tuntas.areas.actions import homes, load
from tuntas.core.errors import Denied


class Command(BaseCommand):
    """Runs as the owner's role or as the app's; a second run adds nothing."""

    help = "Muat semua kode wilayah Kemendagri; --home menetapkan wilayah kerja instalasi ini."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One `--home` for each home area; together they are all of them."""
        parser.add_argument(
            "--home", action="append", default=[], metavar="KODE", help="misalnya 61.71; boleh berulang"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, then set the home areas if any are given."""
        by, at = System("loadareas"), timezone.now()
        loaded = load.load(by=by, at=at)
        if options["verbosity"]:
            self.stdout.write(f"{loaded.added} wilayah ditambahkan; daftar resmi memuat {loaded.listed}.")
        if not options["home"]:
            return
        try:
            areas = homes.set_homes(codes=options["home"], by=by, at=at)
        except Denied as error:
            raise CommandError(error.sentence) from error
        if options["verbosity"]:
            self.stdout.write("Wilayah kerja: " + ", ".join(f"{area.full_name} ({area.code})" for area in areas))
