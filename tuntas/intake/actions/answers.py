"""What a receiver answers to a forwarding, itself or written down by our officer."""

from datetime import datetime

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.core import vault
from tuntas.intake.actions import _forwarding, _keepers, _proposal, proposals
from tuntas.intake.models import Forwarding
from tuntas.intake.policies import forwardings as policies
from tuntas.intake.states import ForwardingStatus, Status


@transaction.atomic
def accept(forwarding: Forwarding, *, answer: str = "", by: User, at: datetime) -> Forwarding:
    """The receiver takes it: a unit that receives reports owns it from now on; with any other it has been passed on."""
    forwarding = _forwarding.locked(forwarding, by=by)
    policies.check_answer(by, forwarding, ForwardingStatus.ACCEPTED)
    policies.check_taken_over(forwarding, at=at)
    return _accepted(forwarding, answer=answer, by=by, at=at)


@transaction.atomic
def decline(forwarding: Forwarding, *, reason: str, by: User, at: datetime) -> Forwarding:
    """The receiver says no, and why: it is ours again at once."""
    forwarding = _forwarding.locked(forwarding, by=by)
    policies.check_answer(by, forwarding, ForwardingStatus.DECLINED)
    return _declined(forwarding, reason=reason, by=by, at=at)


@transaction.atomic
def record_answer(
    forwarding: Forwarding, *, status: ForwardingStatus, answered_by: str, text: str = "", by: User, at: datetime
) -> Forwarding:
    """Write down what an agency without accounts has said: acknowledged, accepted or declined; who said it, in which position.

    Accepted in a grave matter, it stays open until somebody outside the unit agrees that it ends here.
    """
    forwarding = _forwarding.locked(forwarding, by=by)
    policies.check_record_answer(by, forwarding, status)
    forwarding.answered_by_name = answered_by
    if status is ForwardingStatus.ACKNOWLEDGED:
        return _forwarding.acknowledged(forwarding, by=by, at=at)
    if status is ForwardingStatus.ACCEPTED and policies.ends_grave(forwarding):
        forwarding.save(update_fields=["answered_by_name"])
        proposals.propose_passing_on(forwarding, reason=text, by=by, at=at)
        return forwarding
    if status is ForwardingStatus.ACCEPTED:
        return _accepted(forwarding, answer=text, by=by, at=at)
    return _declined(forwarding, reason=text, by=by, at=at)


def _accepted(forwarding: Forwarding, *, answer: str, by: Actor, at: datetime) -> Forwarding:
    report = forwarding.report
    if not forwarding.receiver.receives_reports:
        _forwarding.passed_on(forwarding, answer=answer, by=by, at=at)
        return forwarding
    vault.box(report.pk, writing=True).seal(forwarding, answer=answer)
    _forwarding.end(forwarding, ForwardingStatus.ACCEPTED, by=by, at=at)
    before = report.agency_id
    _proposal.withdraw_all(report, by=by, at=at)
    _keepers.move(
        report, Status.TRIAGE, kind=_keepers.triage_kind(report), agency=forwarding.receiver,
        due_at=_keepers.triage_due(report, at), by=by, at=at,
    )  # fmt: skip
    _keepers.transfer_side(report, by=by, at=at)
    log.record("report.moved", report, by=by, at=at, before=str(before), forwarding=str(forwarding.pk))
    return forwarding


def _declined(forwarding: Forwarding, *, reason: str, by: Actor, at: datetime) -> Forwarding:
    vault.box(forwarding.report_id, writing=True).seal(forwarding, answer=reason)
    _forwarding.end(forwarding, ForwardingStatus.DECLINED, by=by, at=at)
    _forwarding.come_back(forwarding, by=by, at=at)
    return forwarding
