"""What needs two persons: proposing, rejecting, withdrawing. Approving is in `decisions`, closing in `closing`."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.cases.actions import _case, _proposal
from tuntas.cases.models import Case, Mediation, Party, Proposal
from tuntas.cases.policies import mediations
from tuntas.cases.policies import proposals as policies
from tuntas.cases.states import ProposalKind, ProposalStatus
from tuntas.core.ids import uuid7
from tuntas.intake.states import Risk, ViolenceType
from tuntas.obligations.models import Wall


@transaction.atomic
def propose_reclassify(
    case: Case,
    *,
    types: Collection[ViolenceType],
    reason: str,
    heard_alone: bool,
    why_not_alone: str = "",
    row_id: UUID | None = None,
    by: User,
    at: datetime,
) -> Proposal:
    """Classes as they should be, without a grave one that the case has now. What it ever was stays on record."""
    case = _case.locked(case)
    policies.check_propose(by, case, ProposalKind.RECLASSIFY)
    policies.check_reclassify(case, types)
    proposal = Proposal(
        id=row_id or uuid7(), case=case, kind=ProposalKind.RECLASSIFY, types=sorted(set(types)), heard_alone=heard_alone
    )
    return _proposal.lay_down(proposal, reason=reason, why_not_alone=why_not_alone, by=by, at=at)


@transaction.atomic
def propose_adult(
    case: Case, *, party: Party | None, birth_date: date | None, reason: str, heard_alone: bool, why_not_alone: str = "",
    row_id: UUID | None = None, by: User, at: datetime,
) -> Proposal:  # fmt: skip
    """A birth date with which a child of the case would no longer be one."""
    case = _case.locked(case)
    policies.check_propose(by, case, ProposalKind.ADULT_BIRTH_DATE)
    party = _as_it_is(party)
    policies.check_adult(case, party, birth_date, on=policies.today(case, at))
    assert birth_date is not None
    proposal = Proposal(
        id=row_id or uuid7(), case=case, kind=ProposalKind.ADULT_BIRTH_DATE, party=party, heard_alone=heard_alone
    )
    return _proposal.lay_down(
        proposal, reason=reason, why_not_alone=why_not_alone, birth_date=birth_date.isoformat(), by=by, at=at
    )


@transaction.atomic
def propose_remove_suspect(
    case: Case,
    *,
    party: Party | None,
    reason: str,
    heard_alone: bool,
    why_not_alone: str = "",
    row_id: UUID | None = None,
    by: User,
    at: datetime,
) -> Proposal:
    """A reported person who should not stand in the case."""
    case = _case.locked(case)
    policies.check_propose(by, case, ProposalKind.REMOVE_SUSPECT)
    party = _as_it_is(party)
    policies.check_suspect(case, party)
    proposal = Proposal(
        id=row_id or uuid7(), case=case, kind=ProposalKind.REMOVE_SUSPECT, party=party, heard_alone=heard_alone
    )
    return _proposal.lay_down(proposal, reason=reason, why_not_alone=why_not_alone, by=by, at=at)


@transaction.atomic
def propose_lower_risk(
    case: Case,
    *,
    level: Risk,
    reason: str,
    heard_alone: bool,
    why_not_alone: str = "",
    row_id: UUID | None = None,
    by: User,
    at: datetime,
) -> Proposal:
    """A lower level of danger."""
    case = _case.locked(case)
    policies.check_propose(by, case, ProposalKind.LOWER_RISK)
    policies.check_lower(case, level)
    proposal = Proposal(
        id=row_id or uuid7(), case=case, kind=ProposalKind.LOWER_RISK, level=level, heard_alone=heard_alone
    )
    return _proposal.lay_down(proposal, reason=reason, why_not_alone=why_not_alone, by=by, at=at)


@transaction.atomic
def propose_lift_wall(
    case: Case, *, wall: Wall | None, reason: str, row_id: UUID | None = None, by: User, at: datetime
) -> Proposal:
    """Let one user or agency in again."""
    case = _case.locked(case)
    policies.check_propose(by, case, ProposalKind.LIFT_WALL)
    policies.check_wall(case, wall)
    assert wall is not None
    proposal = Proposal(id=row_id or uuid7(), case=case, kind=ProposalKind.LIFT_WALL, wall_id=wall.pk)
    return _proposal.lay_down(proposal, reason=reason, why_not_alone="", by=by, at=at)


@transaction.atomic
def propose_no_complaint(
    case: Case,
    *,
    reason: str,
    heard_alone: bool,
    why_not_alone: str = "",
    row_id: UUID | None = None,
    by: User,
    at: datetime,
) -> Proposal:
    """The informed decision of an adult victim of a complaint offence not to complain (UU 12/2022 Pasal 7)."""
    case = _case.locked(case)
    policies.check_propose(by, case, ProposalKind.NO_COMPLAINT)
    policies.check_no_complaint(case)
    proposal = Proposal(id=row_id or uuid7(), case=case, kind=ProposalKind.NO_COMPLAINT, heard_alone=heard_alone)
    return _proposal.lay_down(proposal, reason=reason, why_not_alone=why_not_alone, by=by, at=at)


@transaction.atomic
def propose_mediation(
    mediation: Mediation,
    *,
    reason: str,
    heard_alone: bool,
    why_not_alone: str = "",
    row_id: UUID | None = None,
    by: User,
    at: datetime,
) -> Proposal:
    """Ask a supervisor to unlock a mediation whose other conditions are all met (R03)."""
    case = _case.locked(mediation.case)
    policies.check_propose(by, case, ProposalKind.MEDIATE)
    mediation = Mediation.objects.select_for_update(of=("self",)).get(pk=mediation.pk)  # as it is now
    mediations.check_ready(case, mediation)
    proposal = Proposal(
        id=row_id or uuid7(), case=case, kind=ProposalKind.MEDIATE, mediation=mediation, heard_alone=heard_alone
    )
    return _proposal.lay_down(proposal, reason=reason, why_not_alone=why_not_alone, by=by, at=at)


@transaction.atomic
def reject(proposal: Proposal, *, note: str, by: User, at: datetime) -> Proposal:
    """The second person says no; nothing changes."""
    case = _case.locked(proposal.case)
    proposal = _proposal.locked(proposal)
    proposal.case = case
    policies.check_decide(by, proposal)
    return _proposal.close(proposal, ProposalStatus.REJECTED, note=note, by=by, at=at)


@transaction.atomic
def withdraw(proposal: Proposal, *, by: User, at: datetime) -> Proposal:
    """The proposer takes it back."""
    case = _case.locked(proposal.case)
    proposal = _proposal.locked(proposal)
    proposal.case = case
    policies.check_withdraw(by, proposal)
    return _proposal.close(proposal, ProposalStatus.WITHDRAWN, by=by, at=at)


def _as_it_is(party: Party | None) -> Party | None:
    return Party.objects.filter(pk=party.pk).first() if party is not None else None
