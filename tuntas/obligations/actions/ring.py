"""The list to ring, in order, when a matter is urgent and the house is empty."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency, DutyContact, OnCallShift
from tuntas.audit import log
from tuntas.core.errors import InvalidTransition
from tuntas.core.policies import may
from tuntas.obligations import clocks, policies
from tuntas.obligations.actions._telling import held
from tuntas.obligations.models import Obligation, RingLine, Wall
from tuntas.obligations.states import RingOutcome


@transaction.atomic
def prepare(duty: Obligation, *, by: Actor, at: datetime) -> None:
    """Make the list now if the agency is closed; otherwise give its people some minutes to take the duty."""
    if not clocks.is_open(duty.agency, at):
        call_out(duty, by=by, at=at)
    elif duty.assignee_id is None or duty.assignee_id != by.id:
        duty.rings_at = at + _apart()
        duty.save(update_fields=["rings_at"])


@transaction.atomic
def call_out(duty: Obligation, *, by: Actor, at: datetime) -> list[RingLine]:
    """Write the list of calls: on-call shift of this moment, else duty contacts, else the parent agency's."""
    duty = Obligation.objects.lock(duty.pk)
    if duty.settled_at is not None:
        return []
    if duty.ring_lines.exists():
        # One list is enough. Left standing, the moment would be claimed again and again.
        duty.rings_at = None
        duty.save(update_fields=["rings_at"])
        return []
    contacts = _contacts(duty, at)
    lines = [
        RingLine(obligation=duty, contact=contact, position=number, ring_at=at + (number - 1) * _apart())
        for number, contact in enumerate(contacts, start=1)
    ]
    RingLine.objects.bulk_create(lines)
    duty.rings_at = None
    # Nobody to ring is silence only while the ladder has told nobody either.
    duty.unheard = duty.unheard or not (lines or duty.escalations.exists())
    duty.save(update_fields=["rings_at", "unheard"])
    log.record("duty.call_list_made", duty, by=by, at=at, duty_kind=duty.kind, lines=len(lines))
    return lines


@transaction.atomic
def tried(line: RingLine, *, by: User, at: datetime) -> RingLine:
    """Nobody answered this call."""
    return _answer(line, RingOutcome.TRIED, by=by, at=at)


@transaction.atomic
def acknowledged(line: RingLine, *, by: User, at: datetime) -> RingLine:
    """Somebody answered and takes it: the duty is theirs, if they have an account and work at its agency.

    Somebody of the agency above answers for it by telephone; the duty itself stays with the unit.
    """
    line = _answer(line, RingOutcome.ACKNOWLEDGED, by=by, at=at)
    duty = line.obligation
    taker = User.objects.filter(pk=line.contact.user_id, is_active=True).first() if line.contact.user_id else None
    if taker is not None and may(policies.check_receive, duty, held(taker), at=at):
        duty.assignee = taker
        duty.save(update_fields=["assignee"])
        log.record("duty.assigned", duty, by=by, at=at, duty_kind=duty.kind, to=str(taker.pk))
    return line


def _answer(line: RingLine, outcome: RingOutcome, *, by: User, at: datetime) -> RingLine:
    # The duty first, as everybody locks it, then the line.
    duty = Obligation.objects.lock(line.obligation_id)
    policies.check_ring(by, duty)
    line = RingLine.objects.select_for_update(of=("self",)).select_related("contact").get(pk=line.pk)
    if line.outcome == RingOutcome.ACKNOWLEDGED:
        raise InvalidTransition("Panggilan ini sudah dijawab dan diterima.")
    line.obligation = duty
    line.outcome, line.answered_at, line.answered_by_id = outcome, at, by.pk
    line.save(update_fields=["outcome", "answered_at", "answered_by_id"])
    log.record("duty.rung", duty, by=by, at=at, duty_kind=duty.kind, position=line.position, outcome=str(outcome))
    return line


def _contacts(duty: Obligation, at: datetime) -> list[DutyContact]:
    """Up the tree of agencies until somebody is found who may know of the matter."""
    hidden = Wall.objects.hidden_users(duty.dossier_id, at=at)
    walled = set(
        Wall.objects.filter(dossier_id=duty.dossier_id, agency_id__isnull=False).values_list("agency_id", flat=True)
    )
    agency: Agency | None = duty.agency
    while agency is not None:
        if agency.pk not in walled:
            found = [contact for contact in _reachable(agency, at) if contact.user_id not in hidden]
            if found:
                return found
        agency = agency.parent
    return []


def _reachable(agency: Agency, at: datetime) -> list[DutyContact]:
    """Those on call now in their order, or, when nobody is, all duty contacts."""
    on_call: list[DutyContact] = OnCallShift.objects.on_call(agency, at)
    return on_call or list(agency.duty_contacts.current(agency.today(at)).order_by("name", "pk"))


def _apart() -> timedelta:
    """How long one waits before ringing the next."""
    return timedelta(minutes=settings.TUNTAS_RING_MINUTES)
