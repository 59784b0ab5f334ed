"""Of how many people a rate speaks: residents, women of 18 and more, children; with source and year, or why it is not known."""

from collections.abc import Iterable
from dataclasses import dataclass

from tuntas.areas.models import Area, Population, PopulationSource
from tuntas.areas.states import People

NO_AGES = "sumbernya tidak memuat kelompok usia"
NO_SEX = "sumbernya tidak memuat jenis kelamin"
NO_ROWS = "belum ada jumlah penduduk yang diimpor"


@dataclass(frozen=True)
class Denominator:
    """How many, or None and `why` not. `estimated`: computed from shares of the same area, not counted."""

    value: int | None
    source: PopulationSource | None = None
    estimated: bool = False
    why: str = ""


def of(row: Population | None, people: People) -> Denominator:
    """What one row of a source says about these people."""
    if row is None:
        return Denominator(None, why=NO_ROWS)
    if people == People.RESIDENTS:
        return Denominator(row.total, row.source)
    if people == People.WOMEN and row.female is None:
        return Denominator(None, row.source, why=NO_SEX)
    if row.children is None:
        return Denominator(None, row.source, why=NO_AGES)
    return Denominator(row.children, row.source) if people == People.CHILDREN else _women(row)


def _women(row: Population) -> Denominator:
    assert row.female is not None
    assert row.children is not None
    if row.girls is not None:
        return Denominator(row.female - row.girls, row.source)
    # No file of the kind we know tells age and sex together: the girls among the children are as many as among all.
    return Denominator(row.female - round(row.children * row.female / row.total), row.source, estimated=True)


def nearest(rows: Iterable[Population], year: int) -> Population | None:
    """The row of the source nearest to a year; of two sources as near, the one imported last."""
    return max(rows, key=lambda each: (-abs(each.source.year - year), each.source.imported_at), default=None)


def in_areas(areas: Iterable[Area]) -> dict[str, list[Population]]:
    """For each path the rows of all sources, without their age groups. Two queries, also for all villages of a province."""
    paths = {area.pk: area.path for area in areas}
    sources = {source.pk: source for source in PopulationSource.objects.defer("differences")}
    found: dict[str, list[Population]] = {}
    for row in Population.objects.filter(area__in=list(paths)).defer("ages"):
        row.source = sources[row.source_id]
        found.setdefault(paths[row.area_id], []).append(row)
    return found
