"""Reading what was written in assessment, plan, services, proposals and mediation: each reading is an event."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import models, transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.cases.models import Assessment, Case, FollowUp, Mediation, Plan, PlanItem, Proposal, Service
from tuntas.cases.policies import mediations, proposals, reach
from tuntas.core import vault

Texts = dict[object, dict[str, str]]


@transaction.atomic
def assessment(row: Assessment, *, by: User, at: datetime) -> dict[str, str]:
    """Every field of an assessment. Raises vault.Erased."""
    reach.check_read(by, row.case)
    log.record("assessment.read", row.case, by=by, at=at, assessment=str(row.pk))
    return _texts(row.case_id, [row])[row.pk]


@transaction.atomic
def plan(case: Case, row: Plan | None, items: Iterable[PlanItem], *, by: User, at: datetime) -> Texts:
    """A plan and its lines, by id. Raises vault.Erased."""
    reach.check_read(by, case)
    rows: list[models.Model] = [*([row] if row else []), *items]
    if not rows:
        return {}
    log.record("plan.read", case, by=by, at=at, rows=len(rows))
    return _texts(case.pk, rows)


@transaction.atomic
def service(row: Service, *, by: User, at: datetime) -> dict[str, str]:
    """What a service is for, and what came of it. Raises vault.Erased."""
    reach.check_read(by, row.case)
    log.record("service.read", row.case, by=by, at=at, service=str(row.pk))
    return _texts(row.case_id, [row])[row.pk]


@transaction.atomic
def follow_ups(case: Case, rows: Iterable[FollowUp], *, by: User, at: datetime) -> Texts:
    """What was said after the end, by id. Raises vault.Erased."""
    reach.check_read(by, case)
    found = list(rows)
    if not found:
        return {}
    log.record("follow_up.read", case, by=by, at=at, rows=len(found))
    return _texts(case.pk, found)


@transaction.atomic
def proposal(row: Proposal, *, by: User, at: datetime) -> dict[str, str]:
    """Why something is proposed, and the decision's note: for those who decide, and who read the case. Raises vault.Erased."""
    proposals.check_read(by, row)
    log.record("case_proposal.read", row, by=by, at=at, agency_id=row.case.agency_id, area_path=row.case.area_path)
    return _texts(row.case_id, [row])[row.pk]


@transaction.atomic
def mediation(row: Mediation, *, by: User, at: datetime) -> dict[str, str]:
    """The file of a mediation: all that its mediator sees of the case. Raises vault.Erased."""
    mediations.check_read(by, row)
    log.record("mediation.read", row, by=by, at=at, agency_id=row.case.agency_id, area_path=row.case.area_path)
    return _texts(row.case_id, [row])[row.pk]


def _texts(dossier_id: UUID, rows: Iterable[models.Model]) -> Texts:
    box = vault.box(dossier_id)
    return {row.pk: {name: box.unseal(row, name) for name in vault.sealed_names(type(row))} for row in rows}
