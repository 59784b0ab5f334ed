"""Areas that end, are renamed, split or merged. What pointed at the old area goes on pointing at it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.areas import policies
from tuntas.areas.models import Area, Succession
from tuntas.areas.states import zone_of
from tuntas.audit import log


@dataclass(frozen=True)
class Part:
    """An area to be founded."""

    code: str
    name: str
    label: str


def _lock(*areas: Area) -> list[Area]:
    """The areas as they are now; the one around them is locked first, so that two changes cannot claim one code."""
    around = Area.objects.filter(children__in=[area.pk for area in areas])
    list(Area.objects.select_for_update(of=("self",)).filter(pk__in=around.values("pk")).order_by("pk"))
    rows = (
        Area.objects.select_for_update(of=("self",)).select_related("parent").filter(pk__in=[area.pk for area in areas])
    )
    by_id = {row.pk: row for row in rows.order_by("pk")}
    return [by_id[area.pk] for area in areas]


def _today(area: Area, at: datetime) -> date:
    return at.astimezone(zone_of(area.path)).date()


def _end(area: Area, on: date) -> int:
    """End an area and all that lies in it; returns how many."""
    return Area.objects.current().below(area.path).update(valid_to=on)


def _found(parts: Sequence[Part], like: Area, on: date) -> list[Area]:
    return Area.objects.bulk_create(
        Area(
            code=part.code, path=f"{part.code}.", name=part.name, label=part.label, level=like.level,
            parent_id=like.parent_id, timezone=like.timezone, valid_from=on,
        )
        for part in parts
    )  # fmt: skip


@transaction.atomic
def rename(area: Area, *, name: str, label: str, by: Actor, at: datetime) -> Area:
    """Give an area another name, or make a desa a kelurahan; its code stays. Raises Denied."""
    (area,) = _lock(area)
    policies.check_rename(by, area)
    policies.check_label(area, label)
    before = area.full_name
    area.name, area.label = name, label
    area.save(update_fields=["name", "label"])
    log.record("area.renamed", area, by=by, at=at, code=area.code, before=before, after=area.full_name)
    return area


@transaction.atomic
def end(area: Area, *, on: date, by: Actor, at: datetime) -> int:
    """End an area without successor, with all that lies in it; returns how many areas ended. Raises Denied."""
    (area,) = _lock(area)
    policies.check_change(by, area)
    policies.check_effective(area, on, today=_today(area, at))
    ended = _end(area, on)
    log.record("area.ended", area, by=by, at=at, code=area.code, on=on.isoformat(), ended=ended)
    return ended


@transaction.atomic
def split(
    area: Area, *, parts: Sequence[Part], goes_on: bool, on: date, basis: str, by: Actor, at: datetime
) -> list[Area]:
    """Found areas out of one. `goes_on`: the old one stays (with less land); otherwise it ends with all that lies in it.

    Raises Denied.
    """
    (area,) = _lock(area)
    policies.check_change(by, area)
    policies.check_effective(area, on, today=_today(area, at))
    policies.check_split(area, [(part.code, part.label) for part in parts], goes_on=goes_on)
    ended = 0 if goes_on else _end(area, on)
    successors = _found(parts, area, on)
    Succession.objects.bulk_create(
        Succession(predecessor=area, successor=successor, effective_date=on, basis=basis) for successor in successors
    )
    log.record(
        "area.split",
        area,
        by=by,
        at=at,
        code=area.code,
        on=on.isoformat(),
        into=[part.code for part in parts],
        ended=ended,
    )
    return successors


@transaction.atomic
def merge(areas: Sequence[Area], *, into: Part, on: date, basis: str, by: Actor, at: datetime) -> Area:
    """End areas of one level side by side and found one out of them; its code may be one of theirs. Raises Denied."""
    areas = _lock(*areas)
    for area in areas:
        policies.check_change(by, area)
        policies.check_effective(area, on, today=_today(area, at))
    policies.check_merge(areas, into.code, into.label)
    ended = sum(_end(area, on) for area in areas)
    (successor,) = _found([into], areas[0], on)
    Succession.objects.bulk_create(
        Succession(predecessor=area, successor=successor, effective_date=on, basis=basis) for area in areas
    )
    codes = [area.code for area in areas]
    log.record("area.merged", successor, by=by, at=at, code=into.code, on=on.isoformat(), out_of=codes, ended=ended)
    return successor
