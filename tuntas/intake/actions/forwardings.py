"""Offering a report to another unit or authority: until it is accepted it stays ours."""

from datetime import datetime

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.audit import log
from tuntas.core import vault
from tuntas.intake import keepers, kinds
from tuntas.intake.actions import proposals
from tuntas.intake.models import Forwarding, Report
from tuntas.intake.policies import forwardings as policies
from tuntas.intake.policies import reach
from tuntas.intake.states import ForwardingStatus, Risk, Status
from tuntas.obligations.actions import duties
from tuntas.obligations.kinds import Kind
from tuntas.obligations.models import Obligation
from tuntas.obligations.states import Outcome


@transaction.atomic
def send(
    report: Report, *, receiver: Agency, shared: str, share_identity: bool = False, by: User, at: datetime
) -> Forwarding:
    """Offer it. The receiver owes an acknowledgement within 24 hours; we watch meanwhile.

    `shared` is all the receiver reads. Names come with it only if the sender says so.
    """
    report = keepers.locked(report)
    reach.check_known(by, report)
    policies.check_forward(by, report)
    policies.check_receiver(report, receiver, on=at.date())
    if share_identity:
        policies.check_share_identity(by, report)
    proposals.withdraw_endings(report, by=by, at=at)
    forwarding = Forwarding(report=report, sender=report.agency, receiver=receiver, sent_by=by, sent_at=at)
    box = vault.box(report.pk, writing=True)
    box.seal(forwarding, shared="\n".join(filter(None, [shared, _identity(box, report) if share_identity else ""])))
    if receiver.uses_tuntas:
        forwarding.duty = open_for(forwarding, kinds.ACKNOWLEDGE, receiver, by=by, at=at)
    else:
        forwarding.duty = open_for(forwarding, kinds.RECORD_ANSWER, report.agency, by=by, at=at)
    forwarding.save(force_insert=True)
    keepers.move(
        report, Status.FORWARDED, kind=kinds.WATCH_FORWARDING, due_at=forwarding.duty.due_at, urgent=False, by=by, at=at
    )
    keepers.followed_up(report, by=by, at=at)
    log.record(
        "forwarding.sent", forwarding, by=by, at=at, agency_id=report.agency_id, area_path=report.area_path,
        receiver=str(receiver.pk), identity=share_identity,
    )  # fmt: skip
    return forwarding


@transaction.atomic
def acknowledge(forwarding: Forwarding, *, by: User, at: datetime) -> Forwarding:
    """We have it; an answer is owed next."""
    forwarding = locked(forwarding, by=by)
    policies.check_acknowledge(by, forwarding)
    return acknowledged(forwarding, by=by, at=at)


@transaction.atomic
def take_back(forwarding: Forwarding, *, by: User, at: datetime) -> Forwarding:
    """The sender does not wait any longer: the report is triaged here again, at once."""
    forwarding = locked(forwarding, by=by)
    policies.check_take_back(by, forwarding)
    end(forwarding, ForwardingStatus.WITHDRAWN, outcome=Outcome.CANCELLED, by=by, at=at)
    come_back(forwarding.report, by=by, at=at)
    return forwarding


def locked(forwarding: Forwarding, *, by: Actor | None = None) -> Forwarding:
    """Report first, forwarding second: everybody locks in this order. Checks the wall for `by`."""
    report = keepers.locked(forwarding.report)
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
    keepers.move(
        report, Status.FORWARDED, kind=kinds.WATCH_FORWARDING, due_at=forwarding.duty.due_at, urgent=False,
        outcome=Outcome.REPLACED, by=by, at=at,
    )  # fmt: skip
    _record(forwarding, by=by, at=at)
    return forwarding


def end(
    forwarding: Forwarding, status: ForwardingStatus, *, outcome: Outcome = Outcome.DONE, by: Actor, at: datetime
) -> None:
    """Give a locked forwarding its end; what becomes of the report is the caller's."""
    before = forwarding.duty
    forwarding.status, forwarding.ended_at, forwarding.duty = status, at, None
    forwarding.save()
    if before is not None:
        duties.settle(before, outcome=outcome, by=by, at=at)
    _record(forwarding, by=by, at=at)


def come_back(report: Report, *, by: Actor, at: datetime) -> None:
    """Declined or taken back: it is ours to triage, as it was."""
    keepers.move(
        report, Status.TRIAGE, kind=keepers.triage_kind(report), due_at=keepers.triage_due(report, at), by=by, at=at
    )


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


def _identity(box: vault.Box, report: Report) -> str:
    names = (("Pelapor", "reporter_name"), ("Korban", "victim_name"), ("Terlapor", "reported_person_name"))
    lines = [f"{label}: {text}" for label, name in names if (text := box.unseal(report, name))]
    return "\n".join(lines)


def _record(forwarding: Forwarding, *, by: Actor, at: datetime) -> None:
    report = forwarding.report
    log.record(
        f"forwarding.{forwarding.status}", forwarding, by=by, at=at, agency_id=report.agency_id, area_path=report.area_path,
        receiver=str(forwarding.receiver_id),
    )  # fmt: skip
