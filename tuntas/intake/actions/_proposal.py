"""Steps of a proposal that several actions take: lock, close, void."""

from collections.abc import Iterable
from datetime import datetime

from tuntas.access.actors import Actor
from tuntas.audit import log
from tuntas.core import vault
from tuntas.intake.models import Proposal, Report
from tuntas.intake.policies import proposals as policies
from tuntas.intake.policies import triage
from tuntas.intake.states import ProposalKind, ProposalStatus
from tuntas.obligations.actions import duties
from tuntas.obligations.states import Outcome


def locked(proposal: Proposal) -> Proposal:
    """The proposal as it is now, held until the end of the transaction; its report is locked before it."""
    rows = Proposal.objects.select_for_update(of=("self",)).select_related(
        "report__agency", "report__area", "target", "duty"
    )
    return rows.get(pk=proposal.pk)


def close(proposal: Proposal, status: ProposalStatus, *, note: str, by: Actor, at: datetime) -> Proposal:
    """Write the decision and settle its duty; what follows from it is the caller's."""
    duty = proposal.duty
    proposal.status, proposal.decided_by_id, proposal.decided_at, proposal.duty = status, by.id, at, None
    if note:
        vault.box(proposal.report_id, writing=True).seal(proposal, decision_note=note)
    proposal.save()
    if duty is not None:
        outcome = Outcome.CANCELLED if status is ProposalStatus.WITHDRAWN else Outcome.DONE
        duties.settle(duty, outcome=outcome, by=by, at=at)
    log.record(
        "proposal.decided", proposal, by=by, at=at, area_path=proposal.report.area_path, kind=proposal.kind,
        status=status,
        report=str(proposal.report_id),
    )  # fmt: skip
    return proposal


def withdraw_endings(report: Report, *, by: Actor, at: datetime) -> int:
    """The report goes another way: pending proposals to end it are void. Returns how many."""
    return withdraw(report, policies.ENDING, by=by, at=at)


def withdraw_outgrown(report: Report, *, by: Actor, at: datetime) -> int:
    """The report weighs more than when its ending was proposed inside the unit: such proposals are void."""
    if not triage.grave_rule(report.ever_types):
        return 0
    inside = Proposal.objects.filter(report=report, status=ProposalStatus.PENDING, outside=False)
    return withdraw(report, [ProposalKind(kind) for kind in inside.values_list("kind", flat=True)], by=by, at=at)


def withdraw_all(report: Report, *, by: Actor, at: datetime) -> int:
    """The report changes hands: whatever the old unit proposed is void. Returns how many."""
    return withdraw(report, ProposalKind, by=by, at=at)


def withdraw(report: Report, kinds: Iterable[ProposalKind], *, by: Actor, at: datetime) -> int:
    """Pending proposals of some kinds about a locked report are void; returns how many."""
    pending = Proposal.objects.filter(report=report, status=ProposalStatus.PENDING, kind__in=list(kinds))
    found = list(pending.order_by("pk"))
    for proposal in found:
        close(locked(proposal), ProposalStatus.WITHDRAWN, note="", by=by, at=at)
    return len(found)
