"""Judging the danger in a case. Anyone on it may raise it; lowering is proposed by one and decided by another."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.cases.actions import _case, _risk, protection
from tuntas.cases.models import Case, RiskAssessment, SafetyPlan
from tuntas.cases.policies import reach
from tuntas.cases.policies import risk as policies
from tuntas.cases.states import EntryKind
from tuntas.core import vault
from tuntas.core.ids import uuid7
from tuntas.intake import checklist
from tuntas.intake.states import Risk


@transaction.atomic
def assess(
    case: Case,
    *,
    items: Collection[str],
    at_least: Risk = Risk.UNKNOWN,
    row_id: UUID | None = None,
    by: User,
    at: datetime,
) -> RiskAssessment:
    """Keep which items hold, and raise the level if they say so. A lower result changes nothing by itself.

    `at_least`: the person's own judgement, which may be higher than the list's. High danger proposes protection.
    """
    case = _case.locked(case)
    policies.check_raise(by, case)
    level = Risk(max(checklist.level_of(items), at_least))
    row = _risk.judged(case, level=level, items=items, row_id=row_id, by=by, at=at)
    if level > case.risk:
        _risk.set_level(case, level, by=by, at=at)
        protection.propose_for(case, anew=True, by=by, at=at)
    else:
        _case.entry(case, EntryKind.RISK, url_name="cases:risk", detail=str(int(level)), by=by, at=at)
        _risk.reassess(case, by=by, at=at)
    return row


@transaction.atomic
def lower(case: Case, *, level: Risk, by: User, at: datetime) -> Case:
    """What two persons decided: the danger is lower now. The caller holds the case locked and the proposal approved."""
    policies.check_lower_to(case, level)
    _risk.judged(case, level=level, by=by, at=at)
    _risk.set_level(case, level, by=by, at=at)
    return case


@transaction.atomic
def raise_one_level(case: Case, *, rule: str = "R23", by: User, at: datetime) -> RiskAssessment | None:
    """Recurrence raises the danger by one level (R23). The caller holds the case locked. Nothing above TINGGI.

    A danger that nobody judged yet counts as low, so it becomes medium.
    """
    if case.risk == Risk.HIGH:
        return None
    level = Risk(max(case.risk, Risk.LOW) + 1)
    row = _risk.judged(case, level=level, rule=rule, by=by, at=at)
    _risk.set_level(case, level, by=by, at=at)
    protection.propose_for(case, anew=True, by=by, at=at)
    return row


@transaction.atomic
def write_safety_plan(case: Case, *, text: str, row_id: UUID | None = None, by: User, at: datetime) -> SafetyPlan:
    """What to do when it becomes dangerous. The newest holds; older ones stay."""
    case = _case.locked(case)
    policies.check_plan(by, case)
    row = SafetyPlan(id=row_id or uuid7(), case=case, by=by, at=at)
    _case.box(case).seal(row, text=text)
    row.save(force_insert=True)
    _case.entry(case, EntryKind.SAFETY_PLAN, row, url_name="cases:safety_plan", by=by, at=at)
    log.record("safety_plan.written", case, by=by, at=at)
    return row


@transaction.atomic
def open_safety_plan(case: Case, *, by: User, at: datetime) -> tuple[SafetyPlan | None, str]:
    """The plan that holds, and its text; reading it is recorded. Raises vault.Erased."""
    reach.check_read(by, case)
    row = SafetyPlan.objects.filter(case=case).order_by("-at", "-id").first()
    if row is None:
        return None, ""
    text = vault.box(case.pk).unseal(row, "text")
    log.record("safety_plan.read", case, by=by, at=at)
    return row, text
