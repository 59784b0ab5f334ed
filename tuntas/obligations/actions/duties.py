"""Settling, taking, assigning duties: always inside the transaction of the change they follow from."""

from datetime import datetime

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.notices.actions import outbox
from tuntas.obligations import policies
from tuntas.obligations.actions._telling import held
from tuntas.obligations.actions.handing_over import hand_over
from tuntas.obligations.actions.opening import AgencyClosed, Wanted, open_duties, open_duty
from tuntas.obligations.actions.postponing import postpone
from tuntas.obligations.models import Obligation
from tuntas.obligations.states import Outcome

__all__ = ["AgencyClosed", "Wanted", "assign", "hand_over", "open_duties", "open_duty", "postpone", "settle", "take"]


@transaction.atomic
def settle(duty: Obligation, *, outcome: Outcome = Outcome.DONE, by: Actor, at: datetime) -> Obligation:
    """End a duty. The database refuses the commit while an open subject still names it as its keeper.

    Raises InvalidTransition for a duty that is already settled.
    """
    duty = Obligation.objects.lock(duty.pk)
    policies.check_open(duty)
    duty.settled_at, duty.outcome = at, outcome
    duty.next_escalation_at = duty.rings_at = None
    duty.save(update_fields=["settled_at", "outcome", "next_escalation_at", "rings_at"])
    log.record("duty.settled", duty, by=by, at=at, duty_kind=duty.kind, outcome=str(outcome))
    return duty


@transaction.atomic
def take(duty: Obligation, *, by: User, at: datetime) -> Obligation:
    """Make a duty of one's unit one's own: unassigned, or from a colleague."""
    duty = Obligation.objects.lock(duty.pk)
    policies.check_take(by, duty)
    policies.check_receive(duty, held(by), at=at)
    before = duty.assignee_id
    _give(duty, by)
    log.record("duty.taken", duty, by=by, at=at, duty_kind=duty.kind, before=str(before or ""))
    return duty


@transaction.atomic
def assign(duty: Obligation, *, to: User, by: Actor, at: datetime) -> Obligation:
    """Give a duty to somebody who works at its agency, and tell them."""
    duty = Obligation.objects.lock(duty.pk)
    policies.check_assign(by, duty)
    policies.check_receive(duty, held(to), at=at)
    before = duty.assignee_id
    _give(duty, to)
    log.record("duty.assigned", duty, by=by, at=at, duty_kind=duty.kind, before=str(before or ""), to=str(to.pk))
    if to.pk != by.id:
        outbox.notify(
            [to], kind="duty", key=f"assigned:{duty.pk}:{at.timestamp():.0f}", about_id=duty.pk,
            dossier_id=duty.dossier_id, urgent=duty.urgent, by=by, at=at,
        )  # fmt: skip
    return duty


def _give(duty: Obligation, user: User) -> None:
    """Once somebody has it in hand, nobody has to be rung any more."""
    duty.assignee, duty.rings_at, duty.unheard = user, None, False
    duty.save(update_fields=["assignee", "rings_at", "unheard"])
