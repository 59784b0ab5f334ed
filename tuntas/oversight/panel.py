"""Whether a body runs, on its own page: for who oversees it, and for who has a seat in it."""

from datetime import datetime
from typing import Any

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reaches
from tuntas.areas.states import zone_of
from tuntas.bodies.models import Body
from tuntas.oversight import next_steps, reports
from tuntas.oversight.words import TAGS


def build(actor: Actor, body: Body, at: datetime) -> dict[str, Any] | None:
    """The current quarter; nothing for a body that is no more."""
    if body.dissolved_date is not None:
        return None
    span = reports.span_for(None, zone=zone_of(body.area_path), at=at)
    line = reports.one(body, span, by=actor)
    if line is None:
        return None
    return {
        "line": line,
        "tag": TAGS[line.verdict.health],
        "quarter": span.quarter,
        "running": span.running,
        # Who has a seat sees the body, not the pages of those who oversee it.
        "further": reaches(actor, Permission.RUNNING_VIEW, agency_id=body.agency_id, area_path=body.area_path),
        "reasons": list(next_steps.said(line.verdict, body, links=True)),
        "revival": next_steps.revival(line.verdict, body, links=True),
    }
