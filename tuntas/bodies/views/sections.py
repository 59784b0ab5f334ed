"""The sections of a body's page that are this app's own: what it is, on what it rests, who belongs to it, where it sits."""

from datetime import datetime
from typing import Any

from tuntas.access.actors import Actor
from tuntas.areas.models import Area
from tuntas.bodies import panels
from tuntas.bodies.models import Body


def register_all() -> None:
    """Make them known; called when the app is ready."""
    panels.register(10, "bodies/sections/summary.html", summary)


def summary(actor: Actor, body: Body, at: datetime) -> dict[str, Any]:  # noqa: ARG001 - every section is asked alike
    """What it is, and its sub-groups."""
    subs = Body.objects.visible_to(actor).filter(parent=body, dissolved_date__isnull=True)
    labels = Area.objects.labels([body.area_path])
    return {"area_label": labels.get(body.area_path, ""), "subs": list(subs.order_by("name", "id"))}
