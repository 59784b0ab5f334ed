"""Counts: a measure of a year and an area by its lists, two lists across, and the rules by which it is counted."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from tuntas.access.permissions import Permission
from tuntas.access.reach import holds
from tuntas.accounts.requests import StaffRequest
from tuntas.areas.models import Area
from tuntas.areas.states import Level, paths_up
from tuntas.statistics import charts, months, picture
from tuntas.statistics.figures import declarations, scopes, sheets
from tuntas.statistics.figures.declarations import AREA, BY_KEY, MEASURES, D
from tuntas.statistics.figures.editions import published
from tuntas.statistics.figures.moment import one_moment
from tuntas.statistics.figures.scopes import Question
from tuntas.statistics.months import Flag
from tuntas.statistics.suppression import EXPLAINED
from tuntas.statistics.views.common import PUBLISHED, check, page, reading
from tuntas.statistics.vocabulary import BASES
from tuntas.statistics.wording import number


def asked(request: StaffRequest) -> Question:
    """What the address asks for, within reach. Raises Http404."""
    check(request)
    today = timezone.now().astimezone(request.user.zone).date()
    found = scopes.question(request.GET.dict(), actor=request.user, today=today)
    if found is None:
        raise Http404
    editions = reading(request, found.scope.area_path).editions
    return scopes.as_published(found, editions) if editions else found


def head(request: StaffRequest, question: Question) -> dict[str, Any]:
    """What stands above every table: what, when, where, and the ways to others."""
    scope = question.scope
    own = scopes.tops(request.user)
    around = [path for path in paths_up(scope.area_path)[:-1] if path.startswith(tuple(own))]
    read = reading(request, scope.area_path)
    return {
        "release": scope.release,
        "unpublished": scope.editions is not None and scope.release is None,
        "may_choose": read.may_choose,
        "on_paper": published().of(scope.year),
        "query_now": question.query(keadaan=""),
        "query_published": question.query(keadaan=PUBLISHED),
        "question": question,
        "area_name": scopes.name(scope.area_path),
        "measures": [(each.label, question.query(ukuran=each.key), each is question.measure) for each in MEASURES],
        "bases": [
            (label, question.query(dasar=key), basis is scope.basis_of(question.measure))
            for basis, (key, label) in BASES.items()
            if not question.measure.one_day or basis is scope.basis_of(question.measure)
        ],
        "around": [(scopes.name(path), question.query(wilayah=path)) for path in around],
        "others": [(scopes.name(path), question.query(wilayah=path)) for path in own if path != scope.area_path],
        "explained": EXPLAINED,
        "query": question.query(),
        "basis_key": BASES[scope.basis][0],
        "may_take": holds(request.user, Permission.STATISTICS_EXPORT),
    }


@require_safe
def counts(request: StaffRequest) -> HttpResponse:
    """A total with the years before, and everything it is counted by."""
    question = asked(request)
    with one_moment():
        shown = sheets.figures(question.measure, question.scope)
        years = sheets.years(question.measure, question.scope)
        lists = [sheets.listed(shown, D[key]) for key in question.measure.lists]
    by_area = next((each for each in lists if each is not None and each.dimension.key == AREA), None)
    context = {
        "shown": shown,
        "map": picture.of_areas(question, by_area, area_name=scopes.name(question.scope.area_path))
        if by_area
        else None,
        "area_key": AREA,
        "years": [
            (year, cell, bar, question.query(tahun=str(year)))
            for (year, cell), bar in zip(years, charts.bars([cell for _, cell in years]), strict=True)
        ],
        "lists": [_rows(question, each) for each in lists if each is not None],
        "crosses": [
            (f"{row.label} × {column.label}", question.query(baris=row.key, kolom=column.key))
            for row, column in sheets.crosses(question.measure, question.scope)
        ],
        "months": _months(request, question) if shown.may_break_down else None,
        "small_area": question.scope.level == Level.DISTRICT,
    }
    return page(request, "statistics/counts.html", head(request, question) | context)


def _months(request: StaffRequest, question: Question) -> list[Flag] | None:
    """Of reports of this year: which months were out of the ordinary."""
    today = timezone.now().astimezone(request.user.zone).date()
    editions = question.scope.editions
    newest = editions.last_year if editions else today.year
    if question.measure.key != "laporan" or question.scope.year != newest:
        return None
    area = Area.at(question.scope.area_path)
    return months.flags(area, today=today, editions=editions) if area else None


def _rows(question: Question, listed: sheets.Listed) -> dict[str, Any]:
    bars = charts.bars([line.cell for line in listed.lines])
    return {
        "dimension": listed.dimension,
        "rows": [
            (line, bar, question.query(wilayah=line.path) if line.path else "")
            for line, bar in zip(listed.lines, bars, strict=True)
        ],
    }


@require_safe
def crossed(request: StaffRequest) -> HttpResponse:
    """Two lists across."""
    question = asked(request)
    pairs = {(row.key, column.key): (row, column) for row, column in sheets.crosses(question.measure, question.scope)}
    first = next(iter(pairs))
    wanted = (request.GET.get("baris", first[0]), request.GET.get("kolom", first[1]))
    if wanted not in pairs:
        raise Http404
    row, column = pairs[wanted]
    with one_moment():
        shown = sheets.figures(question.measure, question.scope)
        grid = sheets.grid(shown, row, column)
    context = {
        "shown": shown,
        "row": row,
        "column": column,
        "grid": grid,
        "rows": [
            (line, cells, number(grid.waits[line.code], 1) if line.code in grid.waits else "–")
            for line, cells in grid.rows
        ]
        if grid
        else [],
        "pairs": [
            (
                f"{one.label} × {other.label}",
                question.query(baris=one.key, kolom=other.key),
                (one.key, other.key) == wanted,
            )
            for one, other in pairs.values()
        ],
    }
    return page(request, "statistics/crossed.html", head(request, question) | context)


@require_safe
def rules(request: StaffRequest) -> HttpResponse:
    """How it is counted: said from the declarations that the queries use."""
    check(request)
    used = {
        key: [measure.label for measure in MEASURES if key in measure.lists]
        for key in declarations.D
        if any(key in measure.lists for measure in MEASURES)
    }
    context = {
        "measures": BY_KEY.values(),
        "dimensions": [(D[key], ", ".join(labels)) for key, labels in used.items()],
        "bases": [label for _, label in BASES.values()],
        "explained": EXPLAINED,
    }
    return page(request, "statistics/rules.html", context)
