"""Tables as they may be shown: every count has passed through `suppression`. Pages and files take their figures here only."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import dropwhile

from django.db.models import Q

from tuntas.areas.models import Area
from tuntas.areas.states import Level, paths_up
from tuntas.statistics import suppression
from tuntas.statistics.figures import counting
from tuntas.statistics.figures.counting import LENGTHS, Scope
from tuntas.statistics.figures.declarations import AREA, D, Dimension, Measure
from tuntas.statistics.figures.editions import spans
from tuntas.statistics.network import Shown
from tuntas.statistics.suppression import Cell, Crossed, cell

YEARS = 5


@dataclass(frozen=True)
class Line:
    """One row of a list. `path`: of an area that has a page of its own."""

    code: str
    label: str
    cell: Cell
    path: str = ""


@dataclass(frozen=True)
class Listed:
    """Counts by one list."""

    dimension: Dimension
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Grid:
    """Counts by two lists; without `rows` too little is left to show."""

    row: Dimension
    column: Dimension
    columns: tuple[Line, ...]
    rows: tuple[tuple[Line, tuple[Cell, ...]], ...]
    waits: Mapping[str, float]


@dataclass(frozen=True)
class Figures:
    """One measure of one scope: its total, and by how it was decided, whether it may be broken down."""

    measure: Measure
    scope: Scope
    whole: Cell
    value: int
    children: Mapping[str, int]

    @property
    def may_break_down(self) -> bool:
        """Only where the total is shown, and is one of anything."""
        return self.whole.shown is Shown.NUMBER and self.value > 0


def figures(measure: Measure, scope: Scope) -> Figures:
    """The total of a scope as the tables above it allow."""
    counts = counting.tree(measure, scope)[scope.year]
    return Figures(
        measure, scope, _whole(counts, scope.area_path), counts[scope.area_path], _below(counts, scope.area_path)
    )


def years(measure: Measure, scope: Scope, *, first_year: int | None = None) -> list[tuple[int, Cell]]:
    """The totals of the last years, or of all from one on, each as the tables of its year allow; published ones only.

    Without a `first_year`, years at the beginning in which the whole province has nothing are left out.
    """
    found: dict[int, Counter[str]] = {}
    asked = range(first_year or scope.year - YEARS + 1, scope.year + 1)
    for first, last in spans(scope.editions, asked):
        found |= counting.tree(measure, scope.of_year(last), first_year=first)
    shown = [(year, _whole(counts, scope.area_path)) for year, counts in sorted(found.items())]
    return list(
        dropwhile(lambda each: first_year is None and each[0] < scope.year and _none_before(each, found), shown)
    )


def _none_before(each: tuple[int, Cell], found: Mapping[int, Counter[str]]) -> bool:
    """A year in which nobody in the whole province was counted is one before this system, not one of nothing."""
    return not found[each[0]].total()


def _whole(counts: Counter[str], path: str) -> Cell:
    """From the province down: what a table above hides stays hidden."""
    shown = suppression.total(counts[paths_up(path)[0]]).shown
    for above, here in zip(paths_up(path), paths_up(path)[1:], strict=False):
        if shown is Shown.NUMBER:
            shown = (
                suppression.parts(_below(counts, above) | {here: counts[here]}, counts[above])[here]
                if counts[above]
                else shown
            )
        else:
            shown = Shown.CLOSED
    return cell(counts[path], shown)


def _below(counts: Counter[str], path: str) -> dict[str, int]:
    """The areas right below, and what is known no closer than the area itself, under its own path."""
    level = len(paths_up(path))
    found = {
        each: count for each, count in counts.items() if each.startswith(path) and len(paths_up(each)) == level + 1
    }
    rest = counts[path] - sum(found.values())
    return found | ({path: rest} if rest else {})


@dataclass(frozen=True)
class _Signed:
    """A list with its counts and how each is printed: what is not safe to show stays in here."""

    values: Mapping[str, int]
    labels: Mapping[str, str]
    signs: Mapping[str, Shown]


def _signed(shown: Figures, dimension: Dimension) -> _Signed:
    values, labels = _values(shown, dimension)
    return _Signed(values, labels, suppression.parts(values, shown.value, several=dimension.several))


def listed(shown: Figures, dimension: Dimension) -> Listed | None:
    """Counts by one list; None where the total is hidden."""
    return _listed(shown, dimension, _signed(shown, dimension)) if shown.may_break_down else None


def _listed(shown: Figures, dimension: Dimension, found: _Signed) -> Listed:
    lines = tuple(
        Line(code, found.labels[code], cell(value, found.signs[code]), _page(shown.scope, dimension, code))
        for code, value in found.values.items()
    )
    return Listed(dimension, lines)


def _values(shown: Figures, dimension: Dimension) -> tuple[dict[str, int], dict[str, str]]:
    """Every line of a list with its count, also those that count nothing, so that no gap tells anything."""
    if dimension.key == AREA:
        return _areas(shown)
    counts = counting.table(shown.measure, shown.scope, dimension)
    labels = dict(dimension.lines())
    return {code: counts[code,] for code in labels}, labels


def _areas(shown: Figures) -> tuple[dict[str, int], dict[str, str]]:
    path, release = shown.scope.area_path, shown.scope.release
    found = Area.objects.filter(path__startswith=path, level=shown.scope.level + 1).order_by("code", "-valid_to")
    if release:  # areas as they were then: a new one must not change what was published
        found = found.filter(Q(valid_from__isnull=True) | Q(valid_from__lt=release.made_at.date()))
    ended = {
        area.pk for area in found if area.valid_to and (release is None or area.valid_to <= release.made_at.date())
    }
    labels = {area.path: f"{area.full_name} (sampai {area.valid_to:%Y})" for area in found
              if area.pk in ended and area.path in shown.children}  # fmt: skip
    here = {area.path: area.full_name for area in found if area.pk not in ended}
    labels = {
        area.path: here.get(area.path) or labels[area.path]
        for area in found
        if area.path in here or area.path in labels
    }
    labels |= {code: code for code in shown.children if code not in labels}
    if path in shown.children:
        labels = {code: text for code, text in labels.items() if code != path} | {path: "Tidak diketahui lebih dekat"}
    return {code: shown.children.get(code, 0) for code in labels}, labels


def _page(scope: Scope, dimension: Dimension, code: str) -> str:
    own_page = dimension.key == AREA and code != scope.area_path and scope.level < Level.DISTRICT
    return code if own_page else ""


def crosses(measure: Measure, scope: Scope) -> list[tuple[Dimension, Dimension]]:
    """Which lists may stand across: kelurahan and desa never do, they are rolled up to the kecamatan (R28)."""
    pairs = [(D[row], D[column]) for row, column in measure.crosses]
    return [pair for pair in pairs if scope.level < Level.DISTRICT or AREA not in {pair[0].key, pair[1].key}]


def grid(shown: Figures, row: Dimension, column: Dimension) -> Grid | None:
    """Counts by two lists; None where the total is hidden or too little would be left."""
    if not shown.may_break_down:
        return None
    one_way, other_way = _signed(shown, row), _signed(shown, column)
    rows, columns = _listed(shown, row, one_way), _listed(shown, column, other_way)
    counts = counting.table(shown.measure, shown.scope, row, column)
    values = {(_own(shown, row, one), _own(shown, column, other)): count for (one, other), count in counts.items()}
    down, across = _margin(one_way), _margin(other_way)
    signs = suppression.crossed(Crossed(values, down, across, shown.value, row.several, column.several))
    if signs is None:
        return None
    made = tuple(
        (
            line,
            tuple(cell(values.get((line.code, each.code), 0), signs[line.code, each.code]) for each in columns.lines),
        )
        for line in rows.lines
    )
    return Grid(row, column, columns.lines, made, _waits(shown, row, column, signs, values))


def _own(shown: Figures, dimension: Dimension, code: str) -> str:
    """A path that is shorter than those below the scope is that of the scope."""
    if dimension.key == AREA and len(code) < LENGTHS[Level(shown.scope.level + 1)]:
        return shown.scope.area_path
    return code


def _margin(found: _Signed) -> dict[str, tuple[int, Shown]]:
    return {code: (value, found.signs[code]) for code, value in found.values.items()}


def _waits(
    shown: Figures, row: Dimension, column: Dimension, signs: Mapping[tuple[str, str], Shown], values: Mapping[tuple[str, str], int]
) -> dict[str, float]:  # fmt: skip
    """Middle waiting times, only where so many began that they are shown."""
    if (row.key, column.key) != ("macam", "diberikan"):
        return {}
    found = counting.waits(shown.scope, shown.measure)
    enough = {code for (code, given), sign in signs.items() if given == "True" and sign is Shown.NUMBER}
    return {code: days for code, days in found.items() if code in enough and values.get((code, "True"), 0) > 0}
