"""`manage.py counts FILE --title … --definition … --source …`: a published table of counts from before the system."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tuntas.access.actors import System
from tuntas.areas.models import Area
from tuntas.areas.states import Differing
from tuntas.core.errors import Denied
from tuntas.statistics import prior_plan
from tuntas.statistics.actions import prior
from tuntas.statistics.prior_file import MAX_BYTES
from tuntas.statistics.states import Unit
from tuntas.statistics.wording import UNDER_REPORTING, number


class Command(BaseCommand):
    """Shows what is in it; a table that does not add up is taken only with --use and --why."""

    help = "Impor angka sebelum sistem dari CSV (tahun atau wilayah; kasus, korban) seperti yang diterbitkan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One table."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--area", default="", metavar="CODE", help="Kemendagri code; without: the whole country")
        parser.add_argument("--title", default="")
        parser.add_argument("--definition", default="", help="what is counted, and by whose definition")
        parser.add_argument("--source", default="")
        parser.add_argument("--when", default="", help="period, if no column tells: 2017, 2022-01..10")
        for unit in (Unit.CASES, Unit.VICTIMS):
            parser.add_argument(
                f"--published-{unit.value}", type=int, help=f"total of {unit.value} that the text gives"
            )
        parser.add_argument("--use", default="", choices=["", *Differing.values], help="where total and rows differ")
        parser.add_argument("--why", default="", help="why these figures hold")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Raises CommandError with a sentence."""
        area = Area.objects.current().filter(code=options["area"]).first() if options["area"] else None
        if options["area"] and area is None:
            raise CommandError(f"Kode wilayah {options['area']} tidak dikenal.")
        totals = {unit.value: options[f"published_{unit.value}"] for unit in (Unit.CASES, Unit.VICTIMS)}
        published = {unit: total for unit, total in totals.items() if total is not None}
        data = prior.PriorData(
            title=options["title"], definition=options["definition"], source=options["source"], area=area, when=options["when"],
            published=published, file_name=file.name, decided=options["use"], reason=options["why"],
        )  # fmt: skip
        try:
            raw = _bytes(file)
            self._say(prior_plan.make(raw, area=area, when=data.when, published=published))
            done = prior.load(raw=raw, data=data, by=System("counts"), at=timezone.now())
        except Denied as error:
            raise CommandError(f"{file}: {error.sentence}") from error
        self.stdout.write(f"{done.counts.count()} angka disimpan.")
        self.stdout.write(UNDER_REPORTING)

    def _say(self, plan: prior_plan.Plan) -> None:
        for unit, total in plan.table.sums().items():
            self.stdout.write(f"Jumlah {unit.label}: {number(total)} dalam {len(plan.table.lines)} baris.")
        for each in plan.differences:
            self.stdout.write(
                f"Selisih: {each['about']}: total menurut sumber {each['total']}, jumlah baris {each['parts']}."
            )
        if plan.unknown:
            self.stdout.write(f"Bukan wilayah yang dikenal: {', '.join(plan.unknown)}.")


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise CommandError(f"Berkas {file} tidak dapat dibuka. Periksa nama dan letaknya.") from error
