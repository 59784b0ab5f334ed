"""Steps of a proposal that several actions take: lay it on a desk, lock, close, void."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.cases import kinds
from tuntas.cases.actions import _case
from tuntas.cases.models import Case, Proposal
from tuntas.cases.policies import grave, second
from tuntas.cases.policies import proposals as policies
from tuntas.cases.states import EntryKind, ProposalKind, ProposalStatus, Status, check_proposal_transition
from tuntas.intake import desks
from tuntas.obligations.actions import duties
from tuntas.obligations.states import Outcome


def lay_down(
    proposal: Proposal, *, reason: str, why_not_alone: str, birth_date: str = "", by: User, at: datetime
) -> Proposal:
    """Put a checked proposal about a locked case on the desk of whoever decides; the case keeps its own keeper."""
    case, kind = proposal.case, ProposalKind(proposal.kind)
    policies.check_heard(kind, heard_alone=proposal.heard_alone, why_not_alone=why_not_alone)
    policies.check_none_pending(case, kind)
    desk = desks.for_subject(
        agency=case.agency, area_path=case.area_path, dossier_id=case.pk, outside=grave.needs_outside(case, kind),
        permission=Permission.CASE_APPROVE, without={by.pk} | second.had_part(case, at=at), at=at,
    )  # fmt: skip
    policies.check_desk(desk)
    assert desk.agency is not None
    proposal.proposed_by, proposal.proposed_at = by, at
    proposal.agency, proposal.outside = desk.agency, desk.outside
    _case.box(case).seal(proposal, reason=reason, why_not_alone=why_not_alone, birth_date=birth_date)
    there = desk.agency.pk != case.agency_id
    # At the unit nobody of the team decides, so it is not simply the manager's.
    proposal.duty = duties.open_duty(
        kind=kinds.DECIDE, subject=proposal, dossier_id=case.pk, label=case.number, agency=desk.agency,
        area_path=case.area_path, sender=case.agency if there else None, urgent=False, by=by, at=at,
    )  # fmt: skip
    proposal.save(force_insert=True)
    _case.entry(case, EntryKind.PROPOSAL, proposal, url_name="cases:proposal", detail=str(kind), by=by, at=at)
    log.record(
        "case_proposal.made", proposal, by=by, at=at, agency_id=case.agency_id, area_path=case.area_path,
        proposal_kind=str(kind), outside=desk.outside, closing_reason=proposal.closing_reason,
    )  # fmt: skip
    return proposal


def locked(proposal: Proposal) -> Proposal:
    """The proposal as it is now, held until the end of the transaction; its case is locked before it."""
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("target", "duty", "party", "mediation")
    return rows.get(pk=proposal.pk)


def close(proposal: Proposal, status: ProposalStatus, *, note: str = "", by: Actor, at: datetime) -> Proposal:
    """Write the decision about a locked proposal (its `case` is the locked one) and settle its duty.

    What follows from a yes is the caller's. A closure that is not approved gives the case back where it was.
    """
    check_proposal_transition(proposal.status, status)
    case, duty = proposal.case, proposal.duty
    proposal.status, proposal.decided_by_id, proposal.decided_at, proposal.duty = status, by.id, at, None
    if note:
        _case.box(case).seal(proposal, decision_note=note)
    proposal.save()
    if duty is not None:
        outcome = Outcome.CANCELLED if status is ProposalStatus.WITHDRAWN else Outcome.DONE
        duties.settle(duty, outcome=outcome, by=by, at=at)
    _case.entry(case, EntryKind.PROPOSAL, proposal, url_name="cases:proposal", detail=str(status), by=by, at=at)
    log.record(
        "case_proposal.decided", proposal, by=by, at=at, agency_id=case.agency_id, area_path=case.area_path,
        proposal_kind=proposal.kind, status=str(status),
    )  # fmt: skip
    if proposal.kind == ProposalKind.CLOSE and status is not ProposalStatus.APPROVED:
        _give_back(case, by=by, at=at)
    return proposal


def _give_back(case: Case, *, by: Actor, at: datetime) -> None:
    if case.status == Status.CLOSURE_PROPOSED:
        before = Status(case.status_before or Status.INTERVENTION)
        case.status_before = ""
        _case.move(case, before, by=by, at=at)


def void(case: Case, only: Iterable[ProposalKind] = tuple(ProposalKind), *, by: Actor, at: datetime) -> int:
    """Pending proposals of some kinds about a locked case fall; returns how many."""
    pending = Proposal.objects.filter(case=case, status=ProposalStatus.PENDING, kind__in=list(only))
    found = list(pending.order_by("pk"))
    for row in found:
        proposal = locked(row)
        proposal.case = case
        close(proposal, ProposalStatus.WITHDRAWN, by=by, at=at)
    return len(found)


def void_outgrown(case: Case, *, by: Actor, at: datetime) -> int:
    """The case weighs more than when something was proposed inside the unit: such proposals fall. Returns how many."""
    inside = Proposal.objects.filter(case=case, status=ProposalStatus.PENDING, outside=False).values_list(
        "kind", flat=True
    )
    return void(case, [kind for kind in map(ProposalKind, inside) if grave.needs_outside(case, kind)], by=by, at=at)


def void_at(case: Case, agencies: Collection[UUID], *, by: Actor, at: datetime) -> int:
    """What an agency that must not know was to decide falls: nobody there could see it, nobody else could decide it."""
    there = Proposal.objects.filter(case=case, status=ProposalStatus.PENDING, agency__in=agencies)
    return void(case, map(ProposalKind, there.values_list("kind", flat=True)), by=by, at=at)
