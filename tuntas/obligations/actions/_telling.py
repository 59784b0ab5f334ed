"""Telling whoever should act; part of several actions."""

from datetime import datetime, timedelta

from tuntas.access.actors import Actor
from tuntas.notices.actions import outbox
from tuntas.obligations import ladders
from tuntas.obligations.kinds import Step
from tuntas.obligations.models import Obligation
from tuntas.obligations.states import Rung, Side

WORKER_STEP = Step(after=timedelta(0), side=Side.RECEIVER, rung=Rung.WORKER)


def tell_workers(duty: Obligation, *, by: Actor, at: datetime) -> None:
    """Whoever should act, except the one who just did."""
    _, people = ladders.Seats(at=at).people_on(duty, WORKER_STEP)
    outbox.notify(
        [user for user in people if user.pk != by.id],
        kind="duty",
        key=f"opened:{duty.pk}:{duty.assignee_id or ''}",
        about_id=duty.pk,
        dossier_id=duty.dossier_id,
        urgent=duty.urgent,
        by=by,
        at=at,
    )
