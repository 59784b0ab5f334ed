"""`manage.py silence FILE.csv`: rates of areas, and which are so quiet that somebody should look. No database is asked."""

import math
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tuntas.statistics.silence import Finding, NoComparison, Q, Survey, survey
from tuntas.statistics.tables import Columns, NotATable, Table, read
from tuntas.statistics.wording import UNDER_REPORTING, number, p_value

HEAD = ("Wilayah", "Jumlah", "Penduduk", "Harapan", "Angka", "EB", "p rendah", "p tinggi", "p sunyi", "Saran")


class Command(BaseCommand):
    """Prints the areas, the quietest first, and what was estimated."""

    help = "Rates, empirical Bayes and silent areas of a CSV file: first text column area, then count and population."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and its columns where they are not the first ones."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--area", default="", help="column of names; else the first text column")
        parser.add_argument("--count", default="", help="column of counts; else the first numeric column")
        parser.add_argument("--population", default="", help="column of people; else the next numeric column")
        parser.add_argument("--years", type=float, default=1, help="years that the counts cover (people are per year)")
        parser.add_argument("--per", type=int, default=100_000, help="rates per so many people")
        parser.add_argument("--q", type=float, default=Q, help="share of false alarms that is accepted")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Read, compare, print. Raises CommandError for a file or an option that cannot be used."""
        if not 0 < options["years"] <= 100:
            raise CommandError("--years: tulis jumlah tahun di atas 0 sampai 100.")
        if not 0 < options["per"] <= 1_000_000:
            raise CommandError("--per: tulis angka dari 1 sampai 1000000.")
        if not 0 < options["q"] < 1:
            raise CommandError("--q: tulis angka antara 0 dan 1, misalnya 0.1.")
        wanted = Columns(options["area"], options["count"], options["population"])
        try:
            table = read(file, wanted, years=options["years"])
            found = survey(table.areas, q=options["q"])
        except (NotATable, NoComparison) as error:
            raise CommandError(str(error)) from error
        self._table(found, options["per"])
        self._below(table, found, options)

    def _table(self, found: Survey, per: int) -> None:
        rows = [HEAD, *(_row(finding, per) for finding in sorted(found.findings, key=lambda of: of.silence))]
        widths = [max(len(row[at]) for row in rows) for at in range(len(HEAD))]
        for row in rows:
            cells = [
                row[0].ljust(widths[0]),
                *(cell.rjust(width) for cell, width in zip(row[1:-1], widths[1:-1], strict=True)),
            ]
            self.stdout.write("  ".join([*cells, row[-1]]).rstrip())

    def _below(self, table: Table, found: Survey, options: dict[str, Any]) -> None:
        columns, law, shrunk = table.columns, found.gamma, found.shrinkage
        checks = sum(finding.check for finding in found.findings)
        spread = (
            "wilayah tidak berbeda lebih dari kebetulan (Poisson)"
            if math.isinf(law.alpha)
            else f"gamma α {number(law.alpha, 3)}, β {number(law.beta, 3)}"
        )
        marshall = f"a = {shrunk.a:.6e}, b = {shrunk.b:.9f}".replace(".", ",")
        names = f"wilayah “{columns.area}”" if columns.area else "wilayah tanpa nama, baris diberi nomor"
        for line in (
            "",
            f"Kolom: {names}, jumlah “{columns.count}”, penduduk “{columns.population}”.",
            f"Angka dan EB per {number(options['per'])} penduduk per tahun.",
            f"EB (Marshall 1991): {marshall}.",
            f"Uji sunyi: {spread}; Benjamini–Hochberg q = {number(options['q'], 2)}.",
            f"Perlu diperiksa: {checks} dari {len(found.findings)} wilayah. Yang tidak ditandai belum tentu tanpa kejadian.",
            UNDER_REPORTING,
        ):
            self.stdout.write(line)


def _row(finding: Finding, per: int) -> tuple[str, ...]:
    area = finding.area
    return (
        area.name if len(area.name) <= 40 else area.name[:39] + "…",
        number(area.count),
        number(area.population),
        number(finding.expected, 1),
        number(area.count / area.population * per, 1),
        number(finding.shrunk * per, 1),
        p_value(finding.low),
        p_value(finding.high),
        p_value(finding.silence),
        "periksa" if finding.check else "",
    )
