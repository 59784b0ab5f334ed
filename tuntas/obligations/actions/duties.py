"""Settling, taking, assigning duties: always inside the transaction of the change they follow from."""

from datetime import datetime

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.audit import log
from tuntas.core.policies import may
from tuntas.notices.actions import outbox
from tuntas.obligations import policies
from tuntas.obligations.actions._telling import back_to_unit, held
from tuntas.obligations.actions.handing_over import hand_over
from tuntas.obligations.actions.opening import AgencyClosed, Wanted, open_duties, open_duty
from tuntas.obligations.actions.postponing import postpone
from tuntas.obligations.models import Obligation
from tuntas.obligations.states import Outcome

__all__ = [
    "AgencyClosed", "Wanted", "assign", "follow_owner", "hand_over", "open_duties", "open_duty", "postpone", "settle", "take",
    "wait_at",
]  # fmt: skip


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


@transaction.atomic
def follow_owner(duty: Obligation, *, to: User, agency: Agency | None = None, by: Actor, at: datetime) -> Obligation:
    """The matter changed hands (and agency), and its duty with it, deadline kept: the caller asked who may.

    Back to the unit if `to` cannot have it.
    """
    duty = Obligation.objects.lock(duty.pk)
    policies.check_open(duty)
    if agency is not None:
        before_agency, duty.agency = duty.agency_id, agency
        duty.save(update_fields=["agency"])
        log.record("duty.moved", duty, by=by, at=at, duty_kind=duty.kind, before=str(before_agency))
    if not may(policies.check_receive, duty, held(to), at=at):
        back_to_unit(duty, by=by, at=at)
        return duty
    before = duty.assignee_id
    _give(duty, to)
    log.record("duty.assigned", duty, by=by, at=at, duty_kind=duty.kind, before=str(before or ""), to=str(to.pk))
    return duty


@transaction.atomic
def wait_at(duty: Obligation, sender: Agency, *, by: Actor, at: datetime) -> Obligation:
    """Another agency waits for it from now on, and is told when it is late; none where that agency owes it itself."""
    duty = Obligation.objects.lock(duty.pk)
    policies.check_open(duty)
    before, duty.sender = duty.sender_id, sender if sender.pk != duty.agency_id else None
    if before != duty.sender_id:
        duty.save(update_fields=["sender"])
        log.record("duty.awaited_elsewhere", duty, by=by, at=at, duty_kind=duty.kind, before=str(before or ""))
    return duty


def _give(duty: Obligation, user: User) -> None:
    """Once somebody has it in hand, nobody has to be rung any more."""
    duty.assignee, duty.rings_at, duty.unheard = user, None, False
    duty.save(update_fields=["assignee", "rings_at", "unheard"])
