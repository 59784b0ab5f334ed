"""Counting facts: one query for one table. What comes out is not safe to show: `sheets` makes it so."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import ExtractQuarter, Left

from tuntas.areas.states import Level, paths_up
from tuntas.statistics.facts.years import DAYS
from tuntas.statistics.figures.declarations import AREA, QUARTER, Dimension, Measure
from tuntas.statistics.figures.editions import Editions
from tuntas.statistics.models import (
    CaseFact,
    PersonYear,
    Release,
    ReleasedCase,
    ReleasedReport,
    ReleasedService,
    ReleasedYear,
    ReportFact,
    ServiceFact,
)
from tuntas.statistics.vocabulary import Basis

# How long the path of an area of each level is: codes have a fixed length.
LENGTHS = {Level.PROVINCE: 3, Level.REGENCY: 6, Level.DISTRICT: 9, Level.VILLAGE: 14}
RELEASED: dict[type[models.Model], type[models.Model]] = {
    CaseFact: ReleasedCase, PersonYear: ReleasedYear, ServiceFact: ReleasedService, ReportFact: ReleasedReport,
}  # fmt: skip


@dataclass(frozen=True)
class Scope:
    """Of which year, dated how, of which area; as published, or where there are no `editions` as it is now."""

    year: int
    basis: Basis
    area_path: str
    editions: Editions | None = None

    @property
    def release(self) -> Release | None:
        """Which release is read; None where figures are read as they are now."""
        return self.editions.of(self.year) if self.editions else None

    def of_year(self, year: int) -> "Scope":
        """The same of another year."""
        return Scope(year, self.basis, self.area_path, self.editions)

    @property
    def level(self) -> Level:
        """Of the area."""
        return Level(len(paths_up(self.area_path)))

    def basis_of(self, measure: Measure) -> Basis:
        """What has one day only is dated by that."""
        return Basis.REPORT if measure.one_day else self.basis


def facts(model: type[models.Model], release: Release | None) -> QuerySet[Any]:
    """Facts as they are now, or as a release has them."""
    if release is None:
        return model._default_manager.all()
    return RELEASED[model]._default_manager.filter(first__lte=release.number, last__gte=release.number)


def how_many(release: Release | None, *, where: Q | None = None) -> Count | Sum:
    """Counts facts: as they are now each is one row, in a release those that are alike are one."""
    if release:
        return Sum("count", filter=where, default=0)
    return Count("*") if where is None else Count("area_path", filter=where)


def rows(measure: Measure, scope: Scope, *, first_year: int | None = None) -> QuerySet[Any]:
    """Facts of the scope; from an earlier year on if one is given."""
    since, basis = first_year or scope.year, scope.basis_of(measure)
    if scope.editions and scope.release is None:
        return measure.model._default_manager.none()
    found = facts(measure.model, scope.release).filter(**measure.where)
    if scope.area_path:
        found = found.filter(area_path__startswith=scope.area_path)
    if measure.by_year:
        return found.filter(basis=basis.value, year__range=(since, scope.year)).order_by()
    day = DAYS[basis]
    return found.filter(**{f"{day}__range": (date(since, 1, 1), date(scope.year, 12, 31))}).order_by()


def table(measure: Measure, scope: Scope, *dimensions: Dimension) -> Counter[tuple[str, ...]]:
    """Counts by one list or two."""
    names = [f"by_{at}" for at in range(len(dimensions))]
    asked = {name: _expression(measure, scope, each) for name, each in zip(names, dimensions, strict=True)}
    found: Counter[tuple[str, ...]] = Counter()
    for *raw, count in (
        rows(measure, scope).values(**asked).annotate(sum=how_many(scope.release)).values_list(*names, "sum")
    ):
        keys: list[tuple[str, ...]] = [()]
        for value, dimension in zip(raw, dimensions, strict=True):
            keys = [(*key, code) for key in keys for code in dimension.read(value)]
        for key in keys:
            found[key] += count
    return found


def _expression(measure: Measure, scope: Scope, dimension: Dimension) -> Any:
    if dimension.key == AREA:
        return Left("area_path", LENGTHS[Level(min(scope.level + 1, Level.VILLAGE))])
    if dimension.key == QUARTER and not measure.by_year:
        return ExtractQuarter(DAYS[scope.basis_of(measure)])
    return F(dimension.column)


def tree(measure: Measure, scope: Scope, *, first_year: int | None = None) -> dict[int, Counter[str]]:
    """For each year the count of every area of the province around the scope, under its path: one query."""
    around = Scope(scope.year, scope.basis, paths_up(scope.area_path)[0], scope.editions)
    years: dict[int, Counter[str]] = {each: Counter() for each in range(first_year or scope.year, scope.year + 1)}
    # A count for each year beside the area, not groups of both: the database knows how many areas there are and need not sort.
    of_year = {f"in_{year}": how_many(scope.release, where=_in_year(measure, scope, year)) for year in years}
    found = rows(measure, around, first_year=first_year).values(at=F("area_path")).annotate(**of_year)
    for path, *counts in found.values_list("at", *of_year):
        for year, count in zip(years, counts, strict=True):
            for each in paths_up(path) if count else ():
                years[year][each] += count
    return years


def _in_year(measure: Measure, scope: Scope, year: int) -> Q:
    if measure.by_year:
        return Q(year=year)
    return Q(**{f"{DAYS[scope.basis_of(measure)]}__range": (date(year, 1, 1), date(year, 12, 31))})


def waits(scope: Scope, measure: Measure) -> dict[str, float]:
    """The middle waiting time of services that began, in days, by kind: from how many waited how long."""
    assert measure.model is ServiceFact
    found = rows(measure, scope).filter(waited__isnull=False).values("kind", "waited")
    found = found.annotate(sum=how_many(scope.release))
    days: dict[str, Counter[int]] = {}
    for kind, waited, count in found.values_list("kind", "waited", "sum"):
        days.setdefault(kind, Counter())[waited] += count
    return {kind: _middle(counts) for kind, counts in days.items()}


def _middle(counts: Counter[int]) -> float:
    total, seen, below = counts.total(), 0, None
    for days in sorted(counts):
        seen += counts[days]
        if below is None and seen * 2 >= total:
            below = days
            if seen * 2 > total:
                return float(days)
        elif below is not None:
            return (below + days) / 2
    return float(below or 0)
