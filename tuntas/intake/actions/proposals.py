"""What needs two persons: proposing, deciding, withdrawing."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.core import vault
from tuntas.intake import desks, kinds
from tuntas.intake.actions import _keepers, _proposal
from tuntas.intake.models import Forwarding, Proposal, Report
from tuntas.intake.policies import forwardings, reach, triage
from tuntas.intake.policies import proposals as policies
from tuntas.intake.states import ForwardingStatus, ProposalKind, ProposalStatus, Risk, VictimAge, ViolenceType
from tuntas.obligations.actions import duties
from tuntas.obligations.models import Wall


@transaction.atomic
def propose_ending(
    report: Report,
    *,
    kind: ProposalKind,
    reason: str,
    target: Report | None = None,
    sent_to: str = "",
    by: User,
    at: datetime,
) -> Proposal:
    """Duplicate (of `target`), not ours (`sent_to`: where the person was sent), or not proven."""
    report = _locked(report, by)
    policies.check_propose_ending(by, report, kind)
    if kind is ProposalKind.DUPLICATE:
        policies.check_target(by, report, target)
    return _open(
        Proposal(report=report, kind=kind, target=target if kind is ProposalKind.DUPLICATE else None, sent_to=sent_to),
        reason=reason, by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def propose_passing_on(forwarding: Forwarding, *, reason: str, by: User, at: datetime) -> Proposal:
    """An authority without accounts has accepted a grave matter: whether it ends here, somebody outside the unit decides."""
    report = _locked(forwarding.report, by)
    forwardings.check_record_answer(by, forwarding, ForwardingStatus.ACCEPTED)
    proposal = Proposal(report=report, kind=ProposalKind.PASSED_ON, sent_to=forwarding.receiver.name[:150])
    return _open(proposal, reason=reason, by=by, at=at)


@transaction.atomic
def propose_lower_risk(report: Report, *, level: Risk, reason: str, by: User, at: datetime) -> Proposal:
    """A lower level of danger."""
    report = _locked(report, by)
    policies.check_propose_lower_risk(by, report, level)
    return _open(Proposal(report=report, kind=ProposalKind.LOWER_RISK, level=level), reason=reason, by=by, at=at)


@transaction.atomic
def propose_lower_class(
    report: Report, *, types: Collection[ViolenceType], victim_age: VictimAge, reason: str, by: User, at: datetime
) -> Proposal:
    """Kinds and age as they should be; what the report ever was stays on record."""
    report = _locked(report, by)
    policies.check_propose_lower_class(by, report)
    proposal = Proposal(report=report, kind=ProposalKind.LOWER_CLASS, types=sorted(set(types)), victim_age=victim_age)
    return _open(proposal, reason=reason, by=by, at=at)


@transaction.atomic
def propose_lift_wall(report: Report, *, wall: Wall, reason: str, by: User, at: datetime) -> Proposal:
    """Let one user or agency in again."""
    report = _locked(report, by)
    policies.check_propose_lift_wall(by, report)
    return _open(Proposal(report=report, kind=ProposalKind.LIFT_WALL, wall_id=wall.pk), reason=reason, by=by, at=at)


@transaction.atomic
def reject(proposal: Proposal, *, note: str, by: User, at: datetime) -> Proposal:
    """The second person says no; nothing changes."""
    _locked(proposal.report, by)
    proposal = _proposal.locked(proposal)
    policies.check_decide(by, proposal)
    return _proposal.close(proposal, ProposalStatus.REJECTED, note=note, by=by, at=at)


@transaction.atomic
def withdraw(proposal: Proposal, *, by: User, at: datetime) -> Proposal:
    """The proposer takes it back."""
    _locked(proposal.report, by)
    proposal = _proposal.locked(proposal)
    policies.check_withdraw(by, proposal)
    return _proposal.close(proposal, ProposalStatus.WITHDRAWN, note="", by=by, at=at)


def _open(proposal: Proposal, *, reason: str, by: User, at: datetime) -> Proposal:
    """Lay it on the desk of whoever decides; the report keeps its own keeper meanwhile."""
    report = proposal.report
    kind = ProposalKind(proposal.kind)
    policies.check_none_pending(report, kind)
    removes_child = proposal.victim_age is not None and triage.removes_child(report, proposal.victim_age)
    desk = desks.for_proposal(report, removes_child=removes_child, proposer_id=by.pk, at=at)
    policies.check_desk(desk)
    assert desk.agency is not None
    proposal.proposed_by, proposal.proposed_at = by, at
    proposal.agency, proposal.outside = desk.agency, desk.outside
    vault.box(report.pk, writing=True).seal(proposal, reason=reason)
    proposal.duty = duties.open_duty(
        kind=kinds.DECIDE, subject=proposal, dossier_id=report.pk, label=report.number, agency=desk.agency,
        area_path=report.area_path, sender=report.agency if desk.agency != report.agency else None,
        urgent=report.risk == Risk.HIGH, by=by, at=at,
    )  # fmt: skip
    proposal.save(force_insert=True)
    log.record(
        "proposal.made", proposal, by=by, at=at, area_path=report.area_path, kind=str(kind), outside=desk.outside,
        report=str(report.pk),
    )  # fmt: skip
    return proposal


def _locked(report: Report, by: User) -> Report:
    report = _keepers.locked(report)
    reach.check_known(by, report)
    return report
