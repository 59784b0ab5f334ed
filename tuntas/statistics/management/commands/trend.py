"""`manage.py trend 12 14 4`: what yearly counts allow to say. Nothing is read from the database or written to it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tuntas.statistics.trend import Comparison, NoTrend, Test, Trend
from tuntas.statistics.wording import number, p_value, sentence


class Command(BaseCommand):
    """Prints the table and the sentence."""

    help = "Intervals, tests, plausible range and an honest sentence for yearly counts, the oldest first."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The counts, and optionally the year of the last one."""
        parser.add_argument("counts", nargs="+", metavar="COUNT", help="counts of the years, the oldest first")
        parser.add_argument("--last-year", type=int, help="the year of the last count, for the sentence")

    def handle(self, *args: Any, counts: list[str], last_year: int | None = None, **options: Any) -> None:
        """Compute and print. Raises CommandError for what is no count."""
        try:
            trend = Trend(tuple(_count(text) for text in counts))
        except NoTrend as error:
            raise CommandError(str(error)) from error
        rows = [*_years(trend, last_year), *map(_comparison, trend.comparisons), *_tests(trend)]
        width = max(len(name) for name, _ in rows)
        for name, value in rows:
            self.stdout.write(f"{name:<{width}}  {value}")
        self.stdout.write("")
        self.stdout.write(sentence(trend, last_year=last_year))


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise NoTrend(
            f"“{text}” bukan jumlah laporan. Tulis angka bulat tanpa titik atau koma, misalnya: trend 12 14 4"
        )
    return int((text.lstrip("0") or "0")[:12])  # twelve digits are too many already, and are refused as such


def _years(trend: Trend, last_year: int | None) -> list[tuple[str, str]]:
    first = last_year - len(trend.counts) + 1 if last_year else 1
    return [
        (f"Tahun {first + at}: {number(count)}", f"selang 95 % {number(of.low, 2)}–{number(of.high, 2)}")
        for at, (count, of) in enumerate(zip(trend.counts, trend.intervals, strict=True))
    ]


def _comparison(row: Comparison) -> tuple[str, str]:
    before = number(row.before)
    if row.before_years != 1:
        before += f" dalam {number(row.before_years)} tahun sebelumnya"
    ratio = f"rasio {number(row.ratio, 3)} ({number(row.interval.low, 3)}–{number(row.interval.high, 3)})"
    return f"{number(row.now)} dibanding {before}", f"{ratio}, p {p_value(row.p)}"


def _tests(trend: Trend) -> list[tuple[str, str]]:
    if trend.plausible is None:
        return []
    rows = []
    if len(trend.counts) > 2:
        rows = [("Semua tahun sama", _test(trend.equality)), ("Tren garis lurus", _test(trend.linear))]
    return [
        *rows,
        ("Rentang wajar tahun terakhir (95 %)", f"{number(trend.plausible.low)}–{number(trend.plausible.high)}"),
    ]


def _test(test: Test) -> str:
    return f"p {p_value(test.p)}" + ("" if test.exact else " (pendekatan, bukan hitungan penuh)")
