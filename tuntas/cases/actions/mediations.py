"""Mediation (R03): asked for, assessed by two, unlocked by a supervisor's decision, led by somebody outside the team."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.cases import kinds
from tuntas.cases.actions import _case, _proposal
from tuntas.cases.models import Case, Mediation
from tuntas.cases.policies import mediations as policies
from tuntas.cases.policies.reach import check_work
from tuntas.cases.states import EntryKind, MediationMatter, ProposalKind, TeamRole
from tuntas.core.ids import uuid7
from tuntas.obligations.states import Outcome


@transaction.atomic
def request(
    case: Case,
    *,
    matter_kind: MediationMatter,
    matter: str,
    victim_request_at: datetime | None,
    monitoring_plan: str,
    row_id: UUID | None = None,
    by: User,
    at: datetime,
) -> Mediation:
    """Write down that the adult victim asked for mediation, in writing, about something that may be mediated."""
    case = _case.locked(case)
    policies.check_request(by, case)
    policies.check_request_date(victim_request_at, at=at)
    row = Mediation(
        id=row_id or uuid7(),
        case=case,
        by=by,
        at=at,
        matter_kind=MediationMatter(matter_kind),
        victim_request_at=victim_request_at,
    )
    _case.box(case).seal(row, matter=matter, monitoring_plan=monitoring_plan)
    row.save(force_insert=True)
    _record(case, row, "requested", by=by, at=at)
    return row


@transaction.atomic
def complete(
    mediation: Mediation, *, victim_request_at: datetime | None, monitoring_plan: str, by: User, at: datetime
) -> Mediation:
    """What was missing: her written request, the plan of monitoring. Only until it is unlocked."""
    case, row = _both(mediation)
    check_work(by, case)
    policies.check_locked(row)
    policies.check_request_date(victim_request_at, at=at)
    row.victim_request_at = victim_request_at or row.victim_request_at
    if monitoring_plan:
        _case.box(case).seal(row, monitoring_plan=monitoring_plan)
    row.save()
    _record(case, row, "completed", by=by, at=at)
    return row


@transaction.atomic
def assess(mediation: Mediation, *, role: TeamRole, by: User, at: datetime) -> Mediation:
    """The companion, or the psychologist, of the case has heard her alone and found no pressure."""
    case, row = _both(mediation)
    policies.check_admissible(case)
    policies.check_assess(by, case, row, TeamRole(role))
    if role == TeamRole.COMPANION:
        row.assessed_by_companion = by
    else:
        row.assessed_by_psychologist = by
    row.save(update_fields=["assessed_by_companion", "assessed_by_psychologist"])
    _record(case, row, f"assessed_{role}", by=by, at=at)
    return row


@transaction.atomic
def name_mediator(mediation: Mediation, *, mediator: User, by: User, at: datetime) -> Mediation:
    """Give an unlocked mediation to somebody outside the team, with a duty of their own."""
    case, row = _both(mediation)
    policies.check_name(by, case, row)
    policies.check_mediator(case, mediator, at=at)
    _case.settle_side(case, kinds.MEDIATE, outcome=Outcome.REPLACED, by=by, at=at)
    row.mediator = mediator
    row.save(update_fields=["mediator"])
    _case.open_for(case, kinds.MEDIATE, subject=row, assignee=mediator, by=by, at=at)
    _record(case, row, "mediator_named", by=by, at=at)
    return row


@transaction.atomic
def agree(mediation: Mediation, *, agreement: str, by: User, at: datetime) -> Mediation:
    """The mediator writes down what both sides signed. The case goes on: it is closed, if at all, by two persons."""
    case, row = _both(mediation)
    policies.check_agree(by, row)
    row.agreed_at = at
    _case.box(case).seal(row, agreement=agreement)
    row.save()
    _case.settle_side(case, kinds.MEDIATE, by=by, at=at)
    _record(case, row, "agreed", by=by, at=at)
    return row


@transaction.atomic
def give_up(mediation: Mediation, *, by: User, at: datetime) -> Mediation:
    """It ends without agreement, or before it began. Nothing follows from that for the case."""
    case, row = _both(mediation)
    policies.check_give_up(by, case, row)
    row.failed_at = at
    row.save(update_fields=["failed_at"])
    _proposal.void(case, {ProposalKind.MEDIATE}, by=by, at=at)
    _case.settle_side(case, kinds.MEDIATE, outcome=Outcome.CANCELLED, by=by, at=at)
    _record(case, row, "given_up", by=by, at=at)
    return row


def _both(mediation: Mediation) -> tuple[Case, Mediation]:
    case = _case.locked(mediation.case)
    row = Mediation.objects.select_for_update(of=("self",)).get(pk=mediation.pk)
    row.case = case
    return case, row


def _record(case: Case, row: Mediation, step: str, *, by: User, at: datetime) -> None:
    _case.entry(case, EntryKind.NOTE, row, url_name="cases:mediation", detail=f"mediation_{step}"[:40], by=by, at=at)
    log.record("mediation.stepped", row, by=by, at=at, agency_id=case.agency_id, area_path=case.area_path, step=step)
