"""The plan made with the victim: need → goal → action → who → until when → done."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.areas.states import zone_of
from tuntas.audit import log
from tuntas.cases import kinds
from tuntas.cases.actions import _case
from tuntas.cases.models import Case, Plan, PlanItem
from tuntas.cases.policies import work as policies
from tuntas.cases.states import (
    AssessmentArea,
    EntryKind,
    PlanItemStatus,
    Restitution,
    ServiceKind,
    Status,
    check_plan_item_transition,
)
from tuntas.core.ids import uuid7
from tuntas.obligations.actions import duties
from tuntas.obligations.states import Outcome

_BEFORE_WORK = frozenset({Status.ASSESSMENT, Status.PLANNING, Status.REOPENED})


@dataclass(frozen=True)
class ItemData:
    """One line of a plan."""

    area: AssessmentArea
    need: str
    goal: str
    action: str
    who: User
    until_date: date
    service_kind: ServiceKind | None = None
    agency: Agency | None = None


@transaction.atomic
def make(
    case: Case, *, with_victim: bool, why_without_victim: str = "", restitution: Restitution | str = "", restitution_reason: str = "",
    row_id: UUID | None = None, by: User, at: datetime,
) -> Plan:  # fmt: skip
    """Begin a plan; the newest holds, open items of the one before go on. R37 asks about restitution."""
    case = _case.locked(case)
    policies.check_course(by, case)
    policies.check_plan(
        case, with_victim=with_victim, why_without_victim=why_without_victim, restitution=restitution,
        restitution_reason=restitution_reason,
    )  # fmt: skip
    plan = Plan(id=row_id or uuid7(), case=case, by=by, at=at, with_victim=with_victim, restitution=restitution)
    _case.box(case).seal(plan, why_without_victim=why_without_victim, restitution_reason=restitution_reason)
    plan.save(force_insert=True)
    PlanItem.objects.filter(case=case, is_open=True).update(plan=plan)
    _case.entry(case, EntryKind.PLAN, plan, url_name="cases:plan_made", detail="made", by=by, at=at)
    log.record("plan.made", case, by=by, at=at, with_victim=with_victim, restitution=str(restitution))
    return plan


@transaction.atomic
def add_item(plan: Plan, *, data: ItemData, row_id: UUID | None = None, by: User, at: datetime) -> PlanItem:
    """A line of the plan, owed by somebody of the team until the end of a day where the case is."""
    case = _case.locked(plan.case)
    policies.check_course(by, case)
    policies.check_item(case, plan, data.who, data.until_date, today=at.astimezone(zone_of(case.area_path)).date())
    item = PlanItem(
        id=row_id or uuid7(), case=case, plan=plan, by=by, at=at, area=data.area, who=data.who, until_date=data.until_date,
        service_kind=data.service_kind, agency=data.agency,
    )  # fmt: skip
    _case.box(case).seal(item, need=data.need, goal=data.goal, action=data.action)
    item.duty = _case.open_for(
        case, kinds.PLAN_ITEM, subject=item, assignee=data.who, due_at=_end_of(item), by=by, at=at
    )
    item.save(force_insert=True)
    _case.entry(case, EntryKind.PLAN, item, url_name="cases:plan_item", detail="item", by=by, at=at)
    log.record("plan_item.added", case, by=by, at=at, item=str(item.pk), area=str(data.area), until=data.until_date)
    return item


@transaction.atomic
def finish_item(item: PlanItem, *, result: str, by: User, at: datetime) -> PlanItem:
    """Done, with what came of it."""
    return _end(item, PlanItemStatus.DONE, result=result, by=by, at=at)


@transaction.atomic
def drop_item(item: PlanItem, *, reason: str, by: User, at: datetime) -> PlanItem:
    """Not gone on with; why stands with it."""
    policies.check_reason(reason)
    return _end(item, PlanItemStatus.DROPPED, result=reason, by=by, at=at)


@transaction.atomic
def resume_item(item: PlanItem, *, until_date: date, by: User, at: datetime) -> PlanItem:
    """It is to be done after all, by the same person, until a new day."""
    case, item = _both(item)
    policies.check_course(by, case)
    check_plan_item_transition(item.status, PlanItemStatus.PLANNED)
    newest = Plan.objects.filter(case=case).latest("at", "pk")
    policies.check_item(case, newest, item.who, until_date, today=at.astimezone(zone_of(case.area_path)).date())
    item.status, item.done_at, item.until_date, item.plan = PlanItemStatus.PLANNED, None, until_date, newest
    item.duty = _case.open_for(
        case, kinds.PLAN_ITEM, subject=item, assignee=item.who, due_at=_end_of(item), by=by, at=at
    )
    item.save()
    _record(case, item, by=by, at=at)
    return item


@transaction.atomic
def approve(plan: Plan, *, by: User, at: datetime) -> Plan:
    """The manager agrees; the work begins."""
    case = _case.locked(plan.case)
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    policies.check_approve(by, case, plan)
    plan.approved_by, plan.approved_at = by, at
    plan.save(update_fields=["approved_by", "approved_at"])
    _case.entry(case, EntryKind.PLAN, plan, url_name="cases:plan_made", detail="approved", by=by, at=at)
    log.record("plan.approved", case, by=by, at=at, plan=str(plan.pk))
    if Status(case.status) in _BEFORE_WORK:
        _case.move(case, Status.INTERVENTION, by=by, at=at)
    return plan


def _end(item: PlanItem, status: PlanItemStatus, *, result: str, by: User, at: datetime) -> PlanItem:
    case, item = _both(item)
    policies.check_change(by, case)
    check_plan_item_transition(item.status, status)
    before, item.duty = item.duty, None
    item.status, item.done_at = status, at
    _case.box(case).seal(item, result=result)
    item.save()
    if before is not None:
        outcome = Outcome.DONE if status is PlanItemStatus.DONE else Outcome.CANCELLED
        duties.settle(before, outcome=outcome, by=by, at=at)
    _record(case, item, by=by, at=at)
    return item


def _record(case: Case, item: PlanItem, *, by: User, at: datetime) -> None:
    _case.entry(case, EntryKind.PLAN, item, url_name="cases:plan_item", detail=f"item_{item.status}", by=by, at=at)
    log.record("plan_item.changed", case, by=by, at=at, item=str(item.pk), status=item.status)


def _both(item: PlanItem) -> tuple[Case, PlanItem]:
    case = _case.locked(item.case)
    rows = PlanItem.objects.select_for_update(of=("self",)).select_related("duty", "who")
    row = rows.get(pk=item.pk)
    row.case = case
    return case, row


def _end_of(item: PlanItem) -> datetime:
    return datetime.combine(item.until_date, time(23, 59), tzinfo=zone_of(item.case.area_path))
