"""Giving a locked case its level of danger, and the clocks that belong to it."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from tuntas.access.actors import Actor
from tuntas.audit import log
from tuntas.cases import kinds
from tuntas.cases.actions import _cadre_tasks, _case
from tuntas.cases.models import Case, RiskAssessment
from tuntas.cases.states import CLOSED_STATES, EntryKind, Status
from tuntas.core.ids import uuid7
from tuntas.intake.states import Risk
from tuntas.obligations.models import Obligation
from tuntas.obligations.states import Outcome

_ASSESSING = {kinds.ASSESS.code, kinds.ASSESS_HIGH.code}


def judged(
    case: Case,
    *,
    level: Risk,
    items: Collection[str] = (),
    rule: str = "",
    row_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> RiskAssessment:
    """Write down one look at the danger of a locked case, and start the clock until the next."""
    assert by.id is not None  # a person judges
    row = RiskAssessment.objects.create(
        id=row_id or uuid7(), case=case, by_id=by.id, at=at, items=sorted(set(items)), level=level, raised_by_rule=rule
    )
    log.record(
        "case.risk_assessed", case, by=by, at=at, dossier_id=case.pk, level=level, items=row.items, before=case.risk,
        rule=rule,
    )  # fmt: skip
    return row


def set_level(case: Case, level: Risk, *, by: Actor, at: datetime) -> None:
    """Give a locked case a level, higher or (after two persons decided) lower: its clocks follow."""
    case.risk = level
    case.save(update_fields=["risk"])
    _case.entry(case, EntryKind.RISK, url_name="cases:risk", detail=str(int(level)), by=by, at=at)
    _cadre_tasks.withdraw_if_forbidden(case, by=by, at=at)
    if case.duty is not None and case.duty.kind in _ASSESSING:
        kind, due_at = _case.keeper_for(case, Status(case.status), at)
        if kind.code != case.duty.kind:
            _case.keep(case, kind, due_at=due_at, by=by, at=at)
    reassess(case, by=by, at=at)


def look_again(case: Case, *, within: timedelta, by: Actor, at: datetime) -> None:
    """Something happened that may change the danger of a locked case: the next look is due sooner, never later."""
    if Status(case.status) in CLOSED_STATES:
        return
    rows = Obligation.objects.unsettled().filter(dossier_id=case.pk, kind=kinds.REASSESS_RISK.code)
    if not rows.filter(due_at__lte=at + within).exists():
        _case.settle_side(case, kinds.REASSESS_RISK, outcome=Outcome.REPLACED, by=by, at=at)
        _case.open_for(case, kinds.REASSESS_RISK, due_at=at + within, urgent=False, by=by, at=at)


def reassess(case: Case, *, by: Actor, at: datetime) -> None:
    """The next look is due by the level that holds now; the clock before it is settled."""
    _case.settle_side(case, kinds.REASSESS_RISK, by=by, at=at)
    if Status(case.status) not in CLOSED_STATES:
        due_at = at + kinds.REASSESS_AFTER[Risk(case.risk)]
        _case.open_for(case, kinds.REASSESS_RISK, due_at=due_at, urgent=False, by=by, at=at)
