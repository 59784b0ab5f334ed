"""RW and RT: one by one, or all of a file."""

from datetime import date, datetime

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.areas import neighbourhood_file, neighbourhood_plan, policies
from tuntas.areas.models import Area
from tuntas.areas.neighbourhood_plan import Plan, code_of
from tuntas.areas.states import Level
from tuntas.audit import log
from tuntas.core.errors import Denied


def _make(parent: Area, level: Level, number: int, valid_from: date | None) -> Area:
    code = code_of(parent.code, level, number)
    return Area(
        code=code, path=f"{code}.", name=f"{number:02}", level=level, label=level.label, parent=parent,
        timezone=parent.timezone, valid_from=valid_from,
    )  # fmt: skip


@transaction.atomic
def add(parent: Area, *, level: Level, number: int, valid_from: date | None = None, by: Actor, at: datetime) -> Area:
    """Add one RW to a village, or one RT to an RW (or a village without RW). Raises Denied."""
    parent = Area.objects.select_for_update(of=("self",)).get(pk=parent.pk)
    policies.check_add(by, parent, level)
    area = _make(parent, level, number, valid_from)
    policies.check_code_free(area.code)
    area.save(force_insert=True)
    log.record("area.added", area, by=by, at=at, code=area.code)
    return area


@transaction.atomic
def import_file(root: Area, *, text: str, by: Actor, at: datetime) -> Plan:
    """Add every RW and RT of a file that is not there yet: all of them, or none when one line is wrong.

    Raises Denied, also for a file that cannot be read (the form has said so line by line before).
    """
    root = Area.objects.select_for_update(of=("self",)).get(pk=root.pk)
    policies.check_neighbourhoods(by, root)
    try:
        contents = neighbourhood_file.read(text, village_needed=root.level < Level.VILLAGE)
    except neighbourhood_file.FileRefused as error:
        raise Denied(str(error)) from error
    plan = neighbourhood_plan.make(root, contents)
    if plan.problems:
        first = plan.problems[0]
        raise Denied(f"Belum ada yang disimpan: baris {first.line}: {first.sentence}")
    # Two files at once for one village wait here for each other; the second then finds all of the first.
    list(
        Area.objects.select_for_update(of=("self",))
        .filter(pk__in=[area.pk for area in plan.villages.values()])
        .order_by("pk")
    )
    plan = neighbourhood_plan.make(root, contents)
    _save(plan)
    if plan.rw or plan.rt:
        log.record(
            "area.neighbourhoods_imported", root, by=by, at=at, rw=len(plan.rw), rt=len(plan.rt), existing=plan.existing
        )
    return plan


def _save(plan: Plan) -> None:
    around: dict[str, Area] = dict(plan.villages)
    rw = [_make(around[code], Level.RW, number, None) for code, number in plan.rw]
    Area.objects.bulk_create(rw)
    missing = {code for code, _ in plan.rt} - set(around) - {area.code for area in rw}
    around |= {area.code: area for area in rw}
    around |= {area.code: area for area in Area.objects.current().filter(code__in=missing)}
    Area.objects.bulk_create(_make(around[code], Level.RT, number, None) for code, number in plan.rt)
