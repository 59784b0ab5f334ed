"""Bringing a case as far as its ending, for tests."""

from datetime import date, datetime, timedelta
from typing import Any

from tests.cast import NOW, Cast
from tuntas.accounts.models import User
from tuntas.cases.actions import assessments, closing, decisions, legal, plans, risk
from tuntas.cases.actions.assessments import AssessmentData
from tuntas.cases.actions.plans import ItemData
from tuntas.cases.models import Case, Party, Plan, Proposal
from tuntas.cases.policies.closing import Closure
from tuntas.cases.states import AssessmentArea, ClosingReason, LegalStep
from tuntas.cases.tests.make import make_case, make_party, open_kinds
from tuntas.intake.states import Risk

DAY = timedelta(days=1)
LATER = NOW + timedelta(hours=1)


def fresh(case: Case) -> Case:
    """The case as it is stored."""
    return Case.objects.select_related("agency__area", "area", "duty", "manager").get(pk=case.pk)


def assessed(cast: Cast, case: Case, victim: Party | None = None, *, at: datetime = NOW, **more: Any) -> Case:
    """With an assessment of its first victim."""
    victim = victim or make_party(case)
    data = AssessmentData(wishes="Ingin aman di rumah", **more)
    assessments.record(case, victim=victim, data=data, heard_alone=True, by=cast.manager, at=at)
    return fresh(case)


def planned(cast: Cast, case: Case, *, at: datetime = NOW, until: date | None = None) -> Plan:
    """With a plan of one line, done at once, and approved."""
    plan = plans.make(
        case,
        with_victim=True,
        restitution="not_yet",
        restitution_reason="Menunggu berkas polisi",
        by=cast.manager,
        at=at,
    )
    data = ItemData(
        area=AssessmentArea.SAFETY, need="Kunci pintu", goal="Rumah aman", action="Pasang kunci", who=cast.manager,
        until_date=until or (at + 7 * DAY).date(),
    )  # fmt: skip
    item = plans.add_item(plan, data=data, by=cast.manager, at=at)
    plans.finish_item(item, result="Terpasang", by=cast.manager, at=at)
    return plans.approve(plan, by=cast.manager, at=at)


def closable(cast: Cast, *, at: datetime = NOW, **data: Any) -> Case:
    """A case of which nothing is open: assessed, planned, scored again."""
    case = make_case(cast, **{"risk": Risk.LOW} | data)
    case = assessed(cast, case, at=at)
    planned(cast, case, at=at)
    if "case.police_report_local" in open_kinds(case) or "case.police_report" in open_kinds(case):
        for step in (LegalStep.REPORTED, LegalStep.FINAL_VERDICT):
            legal.record(case, step=step, on_date=at.date(), number="LP/1", late_reason="x", by=cast.manager, at=at)
    risk.assess(case, items=(), by=cast.manager, at=at)
    return fresh(case)


def closure(reason: ClosingReason = ClosingReason.GOALS_REACHED, *, at: datetime = NOW, **said: Any) -> Closure:
    """An ending of which everything is said."""
    told: dict[str, Any] = {
        "goals_reviewed": True, "victim_informed": True, "heard_alone": True, "follow_up_dates": [(at + 90 * DAY).date()],
    } | said  # fmt: skip
    return Closure(reason=reason, **told)


def proposed(
    cast: Cast,
    case: Case,
    reason: ClosingReason = ClosingReason.GOALS_REACHED,
    *,
    by: User | None = None,
    at: datetime = NOW,
    **said: Any,
) -> Proposal:
    """An ending on the desk of the second person."""
    return closing.propose(
        case, closure=closure(reason, at=at, **said), note="Sudah aman", by=by or cast.manager, at=at
    )


def ended(cast: Cast, case: Case, *, at: datetime = NOW, **said: Any) -> Case:
    """Ended by the manager's proposal and the supervisor's yes, or the dinas' where the unit may not."""
    proposal = proposed(cast, case, at=at, **said)
    decisions.approve(proposal, by=cast.leadership if proposal.outside else cast.supervisor, at=at)
    return fresh(case)
