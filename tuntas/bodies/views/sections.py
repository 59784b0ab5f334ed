"""The sections of a body's page that are this app's own: what it is, on what it rests, who belongs to it, where it sits."""

from datetime import datetime
from typing import Any

from tuntas.access.actors import Actor
from tuntas.areas.models import Area
from tuntas.bodies import office, panels
from tuntas.bodies.expected import gaps
from tuntas.bodies.models import Body, BodyKind, Officer, TaskLine
from tuntas.bodies.policies import bodies as policies
from tuntas.bodies.roster import roster
from tuntas.bodies.states import ElectionStatus, SeatRole, TaskStatus


def register_all() -> None:
    """Make them known; called when the app is ready."""
    panels.register(10, "bodies/sections/summary.html", summary)
    panels.register(20, "bodies/sections/decree.html", decree)
    panels.register(30, "bodies/sections/members.html", members)
    panels.register(40, "bodies/sections/officers.html", officers)
    panels.register(60, "bodies/sections/tasks.html", tasks)
    panels.register(50, "bodies/sections/secretariat.html", secretariat)


def summary(actor: Actor, body: Body, _at: datetime) -> dict[str, Any]:
    """What it is, and its sub-groups."""
    subs = Body.objects.visible_to(actor).filter(parent=body, dissolved_date__isnull=True)
    labels = Area.objects.labels([body.area_path])
    below = BodyKind.objects.filter(sub=True, levels__contains=[body.area.level])
    return {
        "area_label": labels.get(body.area_path, ""),
        "subs": list(subs.order_by("name", "id")),
        "may_have_subs": not body.kind.sub and below.exists(),
    }


def decree(_actor: Actor, body: Body, at: datetime) -> dict[str, Any]:
    """The decree that holds today, and until when; what is due if none does."""
    today = policies.today(body, at)
    rows = list(body.decrees.order_by("-from_date"))
    current = next((row for row in rows if row.holds_on(today)), None)
    return {
        "current": current,
        "ends_soon": any(row.duty_id for row in rows),
        "missing": body.kind.needs_decree and current is None and body.dissolved_date is None,
        "last": next((row for row in rows if row.to_date is not None and row.to_date <= today), None),
    }


def members(_actor: Actor, body: Body, at: datetime) -> dict[str, Any]:
    """The chair, how many institutions, how many seats that nobody active holds."""
    found = roster(body, policies.today(body, at), at)
    names = dict.fromkeys(place.seat.institution for place in found.now)
    chairs = [place for place in found.now if place.seat.role == SeatRole.CHAIR]
    return {"chairs": chairs, "institutions": list(names), "count": len(found.now), "missing": found.missing}


def secretariat(_actor: Actor, body: Body, at: datetime) -> dict[str, Any]:
    """Whether its secretariat is open now, and whether reports come in there."""
    return {"opening": body.agency.opening(at), "intake": office.receives(body.agency, at)}


def officers(_actor: Actor, body: Body, at: datetime) -> dict[str, Any]:
    """Who holds office today, and an election that waits for its result."""
    return {
        "current": list(Officer.objects.current(policies.today(body, at)).filter(body=body).order_by("office")),
        "open": body.elections.filter(status=ElectionStatus.OPEN).first(),
    }


def tasks(_actor: Actor, body: Body, at: datetime) -> dict[str, Any]:
    """How much is agreed, how much waits, and what nobody does in the area."""
    states = list(body.task_lines.filter(ended_at__isnull=True).values_list("status", flat=True))
    valid = TaskLine.objects.in_force(policies.today(body, at)).covering(body.area_path)
    return {
        "in_force": states.count(TaskStatus.IN_FORCE),
        "waiting": len(states) - states.count(TaskStatus.IN_FORCE),
        "gaps": len(gaps(valid)) if states else 0,
    }
