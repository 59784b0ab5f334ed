"""The second person says yes: only now does what was proposed happen."""

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.audit import log
from tuntas.cases.actions import _case, _ending, _follows, _proposal, legal, risk
from tuntas.cases.models import Case, Proposal
from tuntas.cases.policies import mediations
from tuntas.cases.policies import proposals as policies
from tuntas.cases.states import EntryKind, ProposalKind, ProposalStatus, Status
from tuntas.core import vault
from tuntas.intake.states import Risk, ViolenceType
from tuntas.obligations.actions import walls
from tuntas.obligations.models import Wall
from tuntas.people.actions import people


@transaction.atomic
def approve(proposal: Proposal, *, note: str = "", by: User, at: datetime) -> Proposal:
    """Do what was proposed. Raises InvalidTransition if the case has become another one since."""
    # Both cases of a duplicate, always in the same order: two approvals never wait for each other.
    ids = [pk for pk in (proposal.case_id, proposal.target_id) if pk]
    list(Case.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk").values_list("pk"))
    case = _case.locked(proposal.case)
    proposal = _proposal.locked(proposal)
    proposal.case = case
    policies.check_decide(by, proposal)
    policies.check_current(proposal)
    kind = ProposalKind(proposal.kind)
    if kind is ProposalKind.CLOSE:
        _ending.check_again(case, proposal, at=at)
    proposal = _proposal.close(proposal, ProposalStatus.APPROVED, note=note, by=by, at=at)
    _DO[kind](case, proposal, by, at)
    return proposal


def _reclassify(case: Case, proposal: Proposal, by: User, at: datetime) -> None:
    """`ever_types`, `ever_trafficking` and `ever_child` stay: what the case ever was keeps its weight."""
    before = list(case.types)
    case.types = sorted(set(proposal.types))
    case.ever_types = sorted({*case.ever_types, *before, *case.types})
    if ViolenceType.TRAFFICKING in set(before) - set(case.types):
        case.trafficking_alert = False
    case.save(update_fields=["types", "ever_types", "trafficking_alert"])
    _case.entry(case, EntryKind.CLASSIFIED, detail="reclassified", by=by, at=at)
    log.record("case.reclassified", case, by=by, at=at, before=before, types=case.types)
    _follows.follow(case, by=by, at=at)


def _adult(case: Case, proposal: Proposal, by: User, at: datetime) -> None:
    """The sheet and the party change; `ever_child` of both stays (R12)."""
    party = proposal.party
    assert party is not None
    born = date.fromisoformat(vault.box(case.pk).unseal(proposal, "birth_date"))
    policies.check_adult(case, party, born, on=policies.today(case, at))
    people.correct_birth(party.person, birth_date=born, by=by, at=at)
    party.child, party.ever_child = False, True
    party.save(update_fields=["child", "ever_child"])
    _case.entry(case, EntryKind.PARTY, party, url_name="cases:parties", detail="adult", by=by, at=at)
    log.record("party.birth_corrected", case, by=by, at=at, party=str(party.pk))


def _remove_suspect(case: Case, proposal: Proposal, by: User, at: datetime) -> None:
    party = proposal.party
    policies.check_suspect(case, party)
    assert party is not None
    party.removed_at = at
    party.save(update_fields=["removed_at"])
    _case.entry(case, EntryKind.PARTY, party, url_name="cases:parties", detail="removed", by=by, at=at)
    log.record("party.removed", case, by=by, at=at, party=str(party.pk), role=party.role)


def _lower_risk(case: Case, proposal: Proposal, by: User, at: datetime) -> None:
    policies.check_lower(case, proposal.level)
    before = case.risk
    risk.lower(case, level=Risk(proposal.level or Risk.LOW), by=by, at=at)
    log.record("case.risk_lowered", case, by=by, at=at, before=before, level=proposal.level)


def _lift_wall(case: Case, proposal: Proposal, by: User, at: datetime) -> None:
    wall = Wall.objects.filter(dossier_id=case.pk, pk__in=[proposal.wall_id]).first()
    if wall is None:
        return
    users = User.objects.filter(pk=wall.user_id) if wall.user_id else ()
    agencies = Agency.objects.filter(pk=wall.agency_id) if wall.agency_id else ()
    walls.remove(case.pk, users=users, agencies=agencies, by=by, at=at)
    _case.entry(case, EntryKind.ACCESS, detail="wall_lifted", by=by, at=at)


def _mediate(case: Case, proposal: Proposal, by: User, at: datetime) -> None:
    mediation = proposal.mediation
    assert mediation is not None
    mediations.check_ready(case, mediation)
    mediation.approved_at = at
    mediation.save(update_fields=["approved_at"])
    log.record("mediation.approved", mediation, by=by, at=at, agency_id=case.agency_id, area_path=case.area_path)


def _no_complaint(case: Case, _proposal_row: Proposal, by: User, at: datetime) -> None:
    """The clocks of R04 rest; that she decided so stays on record, and she may still complain."""
    legal.suspend_police_clock(case, by=by, at=at)


def _end(case: Case, proposal: Proposal, by: User, at: datetime) -> None:
    assert case.status == Status.CLOSURE_PROPOSED
    _ending.carry_out(case, proposal, by=by, at=at)


_DO: dict[ProposalKind, Callable[[Case, Proposal, User, datetime], None]] = {
    ProposalKind.CLOSE: _end,
    ProposalKind.RECLASSIFY: _reclassify,
    ProposalKind.ADULT_BIRTH_DATE: _adult,
    ProposalKind.REMOVE_SUSPECT: _remove_suspect,
    ProposalKind.LOWER_RISK: _lower_risk,
    ProposalKind.LIFT_WALL: _lift_wall,
    ProposalKind.MEDIATE: _mediate,
    ProposalKind.NO_COMPLAINT: _no_complaint,
}
