"""Yearly numbers of an area: those of the system, and those of published tables. Each keeps its own definition."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count, Min
from django.db.models.functions import ExtractYear

from tuntas.access.actors import Actor
from tuntas.areas.models import Area
from tuntas.areas.states import Differing
from tuntas.statistics.models import CaseFact, PersonYear, PriorCount, PriorSource, ReportFact
from tuntas.statistics.prior_file import Span
from tuntas.statistics.states import Unit
from tuntas.statistics.vocabulary import Basis, Part

OWN = "sistem"
DEFINITIONS = {
    Unit.CASES: "kasus yang dibuka dalam sistem ini, menurut tanggal lapor",
    Unit.VICTIMS: "korban dalam kasus sistem ini, satu orang satu kali setahun, menurut tanggal lapor",
    Unit.REPORTED: "terlapor dalam kasus sistem ini, satu orang satu kali setahun, menurut tanggal lapor",
    Unit.REPORTS: "laporan yang diterima sistem ini, menurut tanggal terima",
}


@dataclass
class Series:
    """Numbers of whole years under one definition. `partial`: periods that are no whole year, and are compared with nothing."""

    key: str
    unit: Unit
    title: str
    definition: str
    years: dict[int, int]
    partial: list[tuple[Span, int]] = field(default_factory=list)
    source: PriorSource | None = None

    def run(self) -> dict[int, int]:
        """The years up to the last one without a gap: only those follow each other."""
        found: dict[int, int] = {}
        for year in sorted(self.years, reverse=True):
            if found and year != min(found) - 1:
                break
            found[year] = self.years[year]
        return dict(sorted(found.items()))


def own(area: Area, unit: Unit, *, today: date) -> Series:
    """What this system counted, in years that are over. The year in which it began counts only if it began in January."""
    rows = _own_rows(area, unit)
    first: date | None = ReportFact.objects.filter(area_path__startswith=area.path).aggregate(at=Min("report_date"))[
        "at"
    ]
    series = Series(OWN, unit, "Sistem ini", DEFINITIONS[unit], {})
    if first is None:
        return series
    began = first.year if (first.month, first.day) <= (1, 31) else first.year + 1
    series.years = {year: rows.get(year, 0) for year in range(began, today.year)}
    if began > first.year and first.year < today.year:
        series.partial.append((Span(first, date(first.year, 12, 31)), rows.get(first.year, 0)))
    if rows.get(today.year):
        series.partial.append((Span(max(first, date(today.year, 1, 1)), today), rows[today.year]))
    return series


def began() -> date | None:
    """The day of the first report or the first case that was entered anywhere in this system."""
    days = (
        ReportFact.objects.aggregate(at=Min("report_date"))["at"],
        CaseFact.objects.aggregate(at=Min("entry_date"))["at"],
    )
    return min((day for day in days if day is not None), default=None)


def _own_rows(area: Area, unit: Unit) -> dict[int, int]:
    if unit in {Unit.VICTIMS, Unit.REPORTED}:
        part = Part.VICTIM if unit == Unit.VICTIMS else Part.REPORTED_PERSON
        people = PersonYear.objects.filter(part=part, basis=Basis.REPORT, area_path__startswith=area.path)
        return dict(people.order_by("year").values_list("year").annotate(n=Count("pk")))
    model = CaseFact if unit == Unit.CASES else ReportFact
    rows = model.objects.filter(area_path__startswith=area.path).annotate(of=ExtractYear("report_date"))
    return dict(rows.order_by("of").values_list("of").annotate(n=Count("pk")))


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
    partial = [(span, count) for span, count in sums.items() if span.year is None]
    return Series(str(source.pk), unit, source.title, source.definition, years, partial, source)


def joined(before: Series, after: Series) -> Series:
    """One row of two: the later definition where both have a year. Whoever shows it says that the definitions differ."""
    title = f"{before.title}, lalu {after.title}"
    definition = f"sampai {max(before.years)}: {before.definition}; sesudahnya: {after.definition}"
    return Series(
        f"{before.key}+", before.unit, title, definition, before.years | after.years, before.partial + after.partial
    )
