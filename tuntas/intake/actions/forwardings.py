"""Offering a report to another unit or authority: until it is accepted it stays ours."""

from datetime import datetime

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.audit import log
from tuntas.core import vault
from tuntas.intake import kinds
from tuntas.intake.actions import _forwarding, _keepers, _proposal
from tuntas.intake.models import Forwarding, Report
from tuntas.intake.policies import forwardings as policies
from tuntas.intake.policies import reach
from tuntas.intake.states import ForwardingStatus, Status
from tuntas.obligations.states import Outcome


@transaction.atomic
def send(
    report: Report, *, receiver: Agency, shared: str, share_identity: bool = False, by: User, at: datetime
) -> Forwarding:
    """Offer it. The receiver owes an acknowledgement within 24 hours; we watch meanwhile.

    `shared` is all the receiver reads. Names come beside it only if the sender says so; reading them is recorded.
    """
    report = _keepers.locked(report)
    reach.check_known(by, report)
    policies.check_forward(by, report)
    policies.check_receiver(report, receiver, on=at.date())
    if share_identity:
        policies.check_share_identity(by, report)
    _proposal.withdraw_endings(report, by=by, at=at)
    forwarding = Forwarding(report=report, sender=report.agency, receiver=receiver, sent_by=by, sent_at=at)
    box = vault.box(report.pk, writing=True)
    box.seal(forwarding, shared=shared, names=_forwarding.identity(box, report) if share_identity else "")
    if receiver.uses_tuntas:
        forwarding.duty = _forwarding.open_for(forwarding, kinds.ACKNOWLEDGE, receiver, by=by, at=at)
    else:
        forwarding.duty = _forwarding.open_for(forwarding, kinds.RECORD_ANSWER, report.agency, by=by, at=at)
    forwarding.save(force_insert=True)
    _keepers.move(
        report, Status.FORWARDED, kind=kinds.WATCH_FORWARDING, due_at=forwarding.duty.due_at, urgent=False, by=by, at=at
    )
    _keepers.followed_up(report, by=by, at=at)
    log.record(
        "forwarding.sent", forwarding, by=by, at=at, agency_id=report.agency_id, area_path=report.area_path,
        receiver=str(receiver.pk), identity=share_identity,
    )  # fmt: skip
    return forwarding


@transaction.atomic
def acknowledge(forwarding: Forwarding, *, by: User, at: datetime) -> Forwarding:
    """We have it; an answer is owed next."""
    forwarding = _forwarding.locked(forwarding, by=by)
    policies.check_acknowledge(by, forwarding)
    return _forwarding.acknowledged(forwarding, by=by, at=at)


@transaction.atomic
def take_back(forwarding: Forwarding, *, by: User, at: datetime) -> Forwarding:
    """The sender does not wait any longer: the report is triaged here again, at once."""
    forwarding = _forwarding.locked(forwarding, by=by)
    policies.check_take_back(by, forwarding)
    _forwarding.end(forwarding, ForwardingStatus.WITHDRAWN, outcome=Outcome.CANCELLED, by=by, at=at)
    _forwarding.come_back(forwarding, by=by, at=at)
    return forwarding
