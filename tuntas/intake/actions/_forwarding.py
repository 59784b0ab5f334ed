"""Steps of a forwarding that several actions take: lock, acknowledge, end, come back."""

from datetime import datetime

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.audit import log
from tuntas.core import vault
from tuntas.intake import kinds
from tuntas.intake.actions import _keepers, _proposal
from tuntas.intake.models import Forwarding, Report
from tuntas.intake.policies import reach
from tuntas.intake.states import ForwardingStatus, ProposalKind, Risk, Status
from tuntas.obligations.actions import duties
from tuntas.obligations.kinds import Kind
from tuntas.obligations.models import Obligation
from tuntas.obligations.states import Outcome


def locked(forwarding: Forwarding, *, by: Actor | None = None) -> Forwarding:
    """Report first, forwarding second: everybody locks in this order. Checks the wall for `by`."""
    report = _keepers.locked(forwarding.report)
    if by is not None:
        reach.check_known(by, report)
    rows = Forwarding.objects.select_for_update(of=("self",)).select_related("duty", "receiver__area", "sender__area")
    forwarding = rows.get(pk=forwarding.pk)
    forwarding.report = report
    return forwarding


def acknowledged(forwarding: Forwarding, *, by: Actor, at: datetime) -> Forwarding:
    """Write the acknowledgement of a locked forwarding; the answer is due next, and our watch with it."""
    report, before = forwarding.report, forwarding.duty
    assert before is not None
    forwarding.status, forwarding.acknowledged_at = ForwardingStatus.ACKNOWLEDGED, at
    kind = kinds.answer_for(report.risk) if before.kind == kinds.ACKNOWLEDGE.code else kinds.RECORD_ANSWER
    assignee = User.objects.filter(pk=by.id).first() if kind is not kinds.RECORD_ANSWER else before.assignee
    forwarding.duty = open_for(forwarding, kind, before.agency, assignee=assignee, by=by, at=at)
    forwarding.save()
    duties.settle(before, by=by, at=at)
    _keepers.move(
        report, Status.FORWARDED, kind=kinds.WATCH_FORWARDING, due_at=forwarding.duty.due_at, urgent=False,
        outcome=Outcome.REPLACED, by=by, at=at,
    )  # fmt: skip
    log.record(
        "forwarding.acknowledged", forwarding, by=by, at=at, agency_id=report.agency_id, area_path=report.area_path,
        receiver=forwarding.receiver_id,
    )  # fmt: skip
    return forwarding


def end(
    forwarding: Forwarding, status: ForwardingStatus, *, outcome: Outcome = Outcome.DONE, by: Actor, at: datetime
) -> None:
    """Give a locked forwarding its end; what becomes of the report is the caller's."""
    before = forwarding.duty
    forwarding.status, forwarding.ended_at, forwarding.duty = status, at, None
    forwarding.save()
    _proposal.withdraw(forwarding.report, {ProposalKind.PASSED_ON}, by=by, at=at)
    if before is not None:
        duties.settle(before, outcome=outcome, by=by, at=at)
    report = forwarding.report
    log.record(
        "forwarding.ended", forwarding, by=by, at=at, agency_id=report.agency_id, area_path=report.area_path,
        receiver=forwarding.receiver_id, status=status,
    )  # fmt: skip


def passed_on(forwarding: Forwarding, *, answer: str, by: Actor, at: datetime) -> None:
    """A locked forwarding was accepted by an authority that receives no reports: with that the report ends here."""
    report = forwarding.report
    vault.box(report.pk, writing=True).seal(forwarding, answer=answer)
    end(forwarding, ForwardingStatus.ACCEPTED, by=by, at=at)
    _proposal.withdraw_all(report, by=by, at=at)
    _keepers.end(report, Status.PASSED_ON, by=by, at=at)
    log.record("report.passed_on", report, by=by, at=at, receiver=str(forwarding.receiver_id))


def come_back(forwarding: Forwarding, *, by: Actor, at: datetime) -> None:
    """Declined or taken back: it is ours to triage, as it was, with the time it still had."""
    report = forwarding.report
    kind = _keepers.triage_kind(report)
    due_at = _keepers.back_due(report, kind, sent_at=forwarding.sent_at, at=at)
    _keepers.move(report, Status.TRIAGE, kind=kind, due_at=due_at, by=by, at=at)


def open_for(
    forwarding: Forwarding,
    kind: Kind,
    agency: Agency,
    *,
    assignee: User | None = None,
    due_at: datetime | None = None,
    by: Actor,
    at: datetime,
) -> Obligation:
    """A duty about a forwarding: the receiver's, while the report's owner waits, or the owner's own."""
    report = forwarding.report
    return duties.open_duty(
        kind=kind, subject=forwarding, dossier_id=report.pk, label=report.number, agency=agency, area_path=report.area_path,
        assignee=assignee, sender=report.agency if agency != report.agency else None, urgent=report.risk == Risk.HIGH,
        due_at=due_at, by=by, at=at,
    )  # fmt: skip


def identity(box: vault.Box, report: Report) -> str:
    """Names, a line each, for a sender who chose to share them."""
    names = (("Pelapor", "reporter_name"), ("Korban", "victim_name"), ("Terlapor", "reported_person_name"))
    lines = [f"{label}: {text}" for label, name in names if (text := box.unseal(report, name))]
    return "\n".join(lines)
