"""What the actions about cadres share."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.areas.models import Area
from tuntas.cadres.models import Cadre
from tuntas.obligations.actions import duties
from tuntas.obligations.kinds import Kind
from tuntas.obligations.models import Obligation
from tuntas.obligations.states import Outcome


def locked(cadre: Cadre) -> Cadre:
    """Her line as it is now, held until commit."""
    return locked_by_id(cadre.pk)


def locked_by_id(pk: UUID) -> Cadre:
    """The same, by id."""
    rows = Cadre.objects.select_for_update(of=("self",)).select_related("agency__area", "area", "user")
    found: Cadre = rows.get(pk=pk)
    return found


def owe(
    kind: Kind,
    subject: Model,
    cadre: Cadre,
    *,
    dossier_id: UUID,
    assignee: User | None = None,
    urgent: bool = False,
    due_at: datetime | None = None,
    label: str = "",
    by: Actor,
    at: datetime,
) -> Obligation:
    """Open a duty of the agency that keeps her line. The label says code and kelurahan, never a name."""
    return duties.open_duty(
        kind=kind, subject=subject, dossier_id=dossier_id, label=label or label_of(cadre), agency=cadre.agency,
        area_path=cadre.area_path, assignee=assignee, urgent=urgent, due_at=due_at, by=by, at=at,
    )  # fmt: skip


def settle(duty: Obligation | None, *, outcome: Outcome = Outcome.DONE, by: Actor, at: datetime) -> None:
    """End a keeping duty after the subject let it go."""
    if duty is not None:
        duties.settle(duty, outcome=outcome, by=by, at=at)


def label_of(cadre: Cadre) -> str:
    """Code and area."""
    return f"{cadre.label} · {Area.objects.labels([cadre.village_path]).get(cadre.village_path, '')}"[:80]


def place(cadre: Cadre) -> dict[str, Any]:
    """Where an event about her belongs."""
    return {"dossier_id": cadre.pk, "agency_id": cadre.agency_id, "area_path": cadre.area_path}
