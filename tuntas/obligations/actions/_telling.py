"""Telling whoever should act, and giving back what somebody may not hold; part of several actions."""

from datetime import datetime, timedelta

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.notices.actions import outbox
from tuntas.obligations import ladders
from tuntas.obligations.kinds import Step
from tuntas.obligations.models import Escalation, Obligation
from tuntas.obligations.states import Rung, Side

WORKER_STEP = Step(after=timedelta(0), side=Side.RECEIVER, rung=Rung.WORKER)


def tell_workers(duty: Obligation, seats: ladders.Seats, *, first: bool = False, by: Actor, at: datetime) -> None:
    """Whoever should act, except the one who just did. What only the task force can be told stands on its desk at once.

    `first`: the duty has just been opened, nobody has been told of it.
    """
    rung, people = seats.people_on(duty, WORKER_STEP)
    if rung is Rung.TASK_FORCE:
        lines = [
            Escalation(obligation=duty, step=0, side=Side.RECEIVER, rung=rung, user=user, at=at) for user in people
        ]
        Escalation.objects.bulk_create(lines, ignore_conflicts=True)
    outbox.notify(
        [user for user in people if user.pk != by.id],
        kind="duty",
        key=f"opened:{duty.pk}:{duty.assignee_id or ''}",
        about_id=duty.pk,
        dossier_id=duty.dossier_id,
        urgent=duty.urgent,
        first=first,
        by=by,
        at=at,
    )


def back_to_unit(duty: Obligation, *, by: Actor, at: datetime) -> None:
    """A locked duty leaves the hands it is in; its agency is told."""
    duty.assignee = None
    duty.save(update_fields=["assignee"])
    log.record("duty.unassigned", duty, by=by, at=at, duty_kind=duty.kind)
    tell_workers(duty, ladders.Seats(at=at), by=by, at=at)


def held(user: User) -> User:
    """The person's row, locked after the duty's: no posting ends and no account closes between a check and the giving."""
    locked: User = User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
    return locked
