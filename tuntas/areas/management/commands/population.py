"""`manage.py population FILE … --source … --licence … --year 2024`: people by area, what rates are computed with."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tuntas.access.actors import System
from tuntas.areas import population_plan
from tuntas.areas.actions import population
from tuntas.areas.management.commands.boundaries import MOST_NAMED, read_bytes
from tuntas.areas.population_file import MAX_BYTES, Difference
from tuntas.areas.states import Differing
from tuntas.core.errors import Denied


class Command(BaseCommand):
    """Runs as the owner's role or as the app's. A file that does not add up is shown, and taken only with --use and --why."""

    help = "Impor jumlah penduduk (CSV: kode, total, laki-laki, perempuan, kelompok usia) menurut kode Kemendagri."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Each file is taken whole or not at all."""
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--source", default="", help="who counted; stands beside every rate")
        parser.add_argument("--licence", default="", help="under which licence")
        parser.add_argument("--year", type=int, required=True, help="the year that the figures speak of")
        parser.add_argument("--period", default="", help="as the source says it: Semester II 2024")
        parser.add_argument("--use", default="", choices=["", *Differing.values], help="where total and parts differ")
        parser.add_argument("--why", default="", help="why these figures hold")

    def handle(self, *args: Any, files: list[Path], **options: Any) -> None:
        """Raises CommandError with a sentence; files before the wrong one are in."""
        for file in files:
            raw = read_bytes(file, MAX_BYTES)
            given = population.Given(
                source=options["source"], licence=options["licence"], year=options["year"], period=options["period"],
                file_name=file.name, decided=options["use"], reason=options["why"],
            )  # fmt: skip
            try:
                found = population_plan.preview(raw)
                self._say(found.differences)
                done = population.load(raw=raw, given=given, by=System("population"), at=timezone.now())
            except Denied as error:
                raise CommandError(f"{file}: {error.sentence}") from error
            self.stdout.write(f"{file}: penduduk {done.rows.count()} wilayah disimpan ({done}).")
            if found.unknown:
                self.stdout.write(
                    f"Kode yang tidak dikenal ({len(found.unknown)}): {', '.join(found.unknown[:MOST_NAMED])}."
                )

    def _say(self, differences: list[Difference]) -> None:
        for each in differences[:MOST_NAMED]:
            self.stdout.write(f"Selisih: {each.about}: total {each.total}, rincian {each.parts}.")
        if len(differences) > MOST_NAMED:
            self.stdout.write(f"… dan {len(differences) - MOST_NAMED} selisih lagi.")
