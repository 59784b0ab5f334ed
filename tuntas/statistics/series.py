"""Yearly numbers of an area: those of the system, and those of published tables. Each keeps its own definition."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Min

from tuntas.access.actors import Actor
from tuntas.areas.models import Area
from tuntas.areas.states import Differing
from tuntas.statistics.figures import counting, sheets
from tuntas.statistics.figures.counting import Scope
from tuntas.statistics.figures.declarations import BY_KEY
from tuntas.statistics.figures.editions import Editions
from tuntas.statistics.models import CaseFact, PriorCount, PriorSource, ReportFact
from tuntas.statistics.prior_file import Span
from tuntas.statistics.states import Unit
from tuntas.statistics.vocabulary import Basis

OWN = "sistem"
LONGEST = 10  # years back that are counted anew for one look
MEASURES = {Unit.CASES: "kasus", Unit.VICTIMS: "korban", Unit.REPORTED: "terlapor", Unit.REPORTS: "laporan"}
DEFINITIONS = {
    Unit.CASES: "kasus yang dibuka dalam sistem ini, menurut tanggal lapor",
    Unit.VICTIMS: "korban dalam kasus sistem ini, satu orang satu kali setahun, menurut tanggal lapor",
    Unit.REPORTED: "terlapor dalam kasus sistem ini, satu orang satu kali setahun, menurut tanggal lapor",
    Unit.REPORTS: "laporan yang diterima sistem ini, menurut tanggal terima",
}


@dataclass
class Series:
    """Numbers of whole years under one definition. `partial`: periods that are no whole year, and are compared with nothing.

    `hidden`: whole years whose number is not told, under the sign of the tables (R28).
    """

    key: str
    unit: Unit
    title: str
    definition: str
    years: dict[int, int]
    partial: list[tuple[Span, int | str]] = field(default_factory=list)
    source: PriorSource | None = None
    hidden: dict[int, str] = field(default_factory=dict)

    @property
    def told(self) -> list[tuple[int, int | str]]:
        """Every whole year with its number, or the sign in its place."""
        told: dict[int, int | str] = {**self.years, **self.hidden}
        return sorted(told.items())

    def run(self) -> dict[int, int]:
        """The years up to the last one without a gap: only those follow each other."""
        found: dict[int, int] = {}
        for year in sorted(self.years, reverse=True):
            if found and year != min(found) - 1:
                break
            found[year] = self.years[year]
        return dict(sorted(found.items()))


def own(area: Area, unit: Unit, *, today: date, editions: Editions | None = None) -> Series:
    """What this system counted, in years that are over. The year in which it began counts only if it began in January.

    Only what the tables of counts show is told here (R28): a hidden year is named with its sign and compared with nothing.
    Of what is published, `today` is the day after the end of the newest period.
    """
    if editions:
        today = editions.day_after or date.min
    rows = counting.facts(ReportFact, editions.newest if editions else None).filter(area_path__startswith=area.path)
    first: date | None = rows.aggregate(at=Min("report_date"))["at"] if today > date.min else None
    series = Series(OWN, unit, "Sistem ini", DEFINITIONS[unit], {})
    if first is None:
        return series
    begins = first.year if (first.month, first.day) <= (1, 31) else first.year + 1
    since = max(first.year, today.year - LONGEST)
    if since > first.year:
        series.definition += f"; sejak {since}"
    scope = Scope(today.year, Basis.REPORT, area.path, editions)
    cells = dict(sheets.years(BY_KEY[MEASURES[unit]], scope, first_year=since))
    for year in range(max(begins, since), today.year):
        number = cells[year].number
        if number is None:
            series.hidden[year] = cells[year].text
        else:
            series.years[year] = number
    if since == first.year < min(begins, today.year):
        series.partial.append((Span(first, date(first.year, 12, 31)), cells[first.year].text))
    if today.year in cells and cells[today.year].number != 0:
        until = today - timedelta(days=1) if editions else today
        series.partial.append((Span(max(first, date(today.year, 1, 1)), until), cells[today.year].text))
    return series


def began() -> date | None:
    """The day of the first report or the first case that was entered anywhere in this system."""
    days = (
        ReportFact.objects.aggregate(at=Min("report_date"))["at"],
        CaseFact.objects.aggregate(at=Min("entry_date"))["at"],
    )
    return min((day for day in days if day is not None), default=None)


def prior(area: Area, unit: Unit, *, by: Actor) -> list[Series]:
    """Published tables of this area, and the lines about it in tables of a larger one. Three queries."""
    sources = list(PriorSource.objects.visible_to(by).order_by("title", "pk"))
    whole = [source for source in sources if source.area_id == area.pk]
    others = [source for source in sources if source.area_id != area.pk]
    found: dict[UUID, list[PriorCount]] = {}
    for row in PriorCount.objects.filter(source__in=whole, unit=unit).order_by("first_day"):
        found.setdefault(row.source_id, []).append(row)
    for row in PriorCount.objects.filter(source__in=others, area=area, unit=unit).order_by("first_day"):
        found.setdefault(row.source_id, []).append(row)
    return [
        _series(source, unit, found[source.pk], whole=source.area_id == area.pk)
        for source in sources
        if source.pk in found
    ]


def _series(source: PriorSource, unit: Unit, rows: Iterable[PriorCount], *, whole: bool) -> Series:
    sums: dict[Span, int] = {}
    for row in rows:
        span = Span(row.first_day, row.last_day)
        sums[span] = sums.get(span, 0) + row.count
    if whole and source.decided == Differing.TOTAL and unit in source.published and len(sums) == 1:
        sums = dict.fromkeys(sums, source.published[unit])
    years = {span.year: count for span, count in sums.items() if span.year is not None}
    partial: list[tuple[Span, int | str]] = [(span, count) for span, count in sums.items() if span.year is None]
    return Series(str(source.pk), unit, source.title, source.definition, years, partial, source)


def joined(before: Series, after: Series) -> Series:
    """One row of two: the later definition where both have a year. Whoever shows it says that the definitions differ."""
    title = f"{before.title}, lalu {after.title}"
    definition = f"sampai {max(before.years)}: {before.definition}; sesudahnya: {after.definition}"
    years = before.years | after.years
    hidden = {year: sign for year, sign in after.hidden.items() if year not in years}
    partial = before.partial + after.partial
    return Series(f"{before.key}+", before.unit, title, definition, years, partial, hidden=hidden)
