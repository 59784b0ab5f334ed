"""Verdicts of many bodies, for lists, maps of a province and paper."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import or_
from zoneinfo import ZoneInfo

from django.db.models import Q

from tuntas.access.actors import Actor, Scope
from tuntas.access.permissions import Permission
from tuntas.areas.models import Area, HomeArea
from tuntas.areas.states import Level
from tuntas.bodies.models import Body
from tuntas.oversight import facts
from tuntas.oversight.facts import Facts
from tuntas.oversight.states import Health, Quarter, Span
from tuntas.oversight.verdict import Verdict, judge

ORDER = list(Health)


@dataclass(frozen=True)
class Line:
    """One body in a list."""

    body: Body
    facts: Facts
    verdict: Verdict


def span_for(quarter: Quarter | None, *, zone: ZoneInfo, at: datetime) -> Span:
    """A quarter as far as it has come at a moment; without one, the quarter of that moment."""
    today = at.astimezone(zone).date()
    return Span(quarter or Quarter.of(today), zone, today)


def lines(bodies: Iterable[Body], span: Span, *, by: Actor) -> list[Line]:
    """The bodies that existed in the quarter, worst first, with what is said of them."""
    found = facts.gather([body for body in bodies if body.founded_date < span.until], span, by=by)
    judged = [Line(each.body, each, judge(each)) for each in found.values()]
    return sorted(judged, key=lambda line: (ORDER.index(line.verdict.health), line.body.area_path, line.body.name))


def with_change(found: Sequence[Line], span: Span, *, by: Actor) -> list[tuple[Line, str]]:
    """Each with how it stood in the quarter before, in words; empty where that was the same, or it was new."""
    earlier = Span(span.quarter.previous(), span.zone, span.today)
    before = {line.body.pk: line.verdict.health for line in lines([each.body for each in found], earlier, by=by)}
    return [(line, _since(before.get(line.body.pk), line.verdict.health)) for line in found]


def _since(before: Health | None, now: Health) -> str:
    if before in {None, now, Health.NEW} or now is Health.NEW:
        return ""
    assert before is not None  # asked above
    word = "Membaik" if ORDER.index(now) > ORDER.index(before) else "Menurun"
    return f"{word}; triwulan lalu {before.label}."


def overseen(by: Actor, span: Span, *, under: str = "") -> list[Body]:
    """Bodies within reach of who oversees, that existed at the beginning of the quarter or were founded in it."""
    rows = Body.objects.visible_to(by, Permission.RUNNING_VIEW).filter(area_path__startswith=under)
    return list(rows.existing_after(span.quarter.start).select_related("kind", "area", "agency"))


def one(body: Body, span: Span, *, by: Actor) -> Line | None:
    """What is said of one body; nothing for a quarter in which it did not exist."""
    return next(iter(lines([body], span, by=by)), None)


def history(body: Body, span: Span, *, by: Actor, quarters: int = 4) -> list[tuple[Quarter, Verdict]]:
    """The same for the quarters before, newest first."""
    found, quarter = [], span.quarter
    for _ in range(quarters):
        quarter = quarter.previous()
        if body.founded_date >= quarter.end:
            break
        if line := one(body, Span(quarter, span.zone, span.today), by=by):
            found.append((quarter, line.verdict))
    return found


@dataclass
class Region:
    """A regency or city beside the others."""

    area: Area
    counts: Counter[str] = field(default_factory=Counter)
    meetings: int = 0
    due: int = 0
    in_time: int = 0
    without_decree: int = 0

    @property
    def bodies(self) -> int:
        """How many there are."""
        return self.counts.total()


def regencies(by: Actor) -> list[Area]:
    """Regencies and cities that somebody oversees, where this installation is responsible: by code."""
    paths = [
        path for grant in by.grants(Permission.RUNNING_VIEW) if grant.scope is Scope.AREA for path in grant.area_paths
    ]
    homes = HomeArea.all_paths()
    rows = Area.objects.current().filter(level=Level.REGENCY).order_by("code")
    return [
        area
        for area in rows.filter(reduce(or_, (Q(path__startswith=path) for path in paths), Q(pk__in=[])))
        if any(area.path.startswith(home) or home.startswith(area.path) for home in homes)
    ]


def regions(found: Sequence[Line], overseen_too: Sequence[Area] = ()) -> list[Region]:
    """Bodies by the regency (or province, for its own) they belong to; by area code.

    `overseen_too`: regencies that stand there also without any body: that there is none is what a province has to see.
    """
    paths = {path: ".".join(path.split(".")[:2]).rstrip(".") + "." for path in {line.body.area_path for line in found}}
    areas = {area.path: area for area in Area.objects.filter(path__in=set(paths.values()), valid_to__isnull=True)}
    result = {area.path: Region(area) for area in overseen_too}
    for line in found:
        path = paths[line.body.area_path]
        region = result.setdefault(path, Region(areas.get(path) or line.body.area))
        region.counts[line.verdict.health] += 1
        region.meetings += line.facts.meetings
        region.due += line.facts.actions.due
        region.in_time += line.facts.actions.in_time
        region.without_decree += line.facts.needs_decree and not line.facts.has_decree
    return [result[path] for path in sorted(result)]
