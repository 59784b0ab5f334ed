"""Stays at a safe place: in, needs, and out with a plan before the 14th day (R08)."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.audit import log
from tuntas.cases import kinds
from tuntas.cases.actions import _case, _risk
from tuntas.cases.models import Case, Party, ShelterStay
from tuntas.cases.policies import shelter as policies
from tuntas.cases.policies.screening import check_victim
from tuntas.cases.states import EntryKind, ShelterStatus
from tuntas.core import vault
from tuntas.core.ids import uuid7
from tuntas.core.versions import check_version
from tuntas.obligations.actions import duties
from tuntas.obligations.states import Outcome

HOUR = timedelta(hours=1)
LONGEST, DAY = timedelta(days=14), timedelta(days=1)
# Back at the same house within so many days is one stay: its 14 days do not begin again.
GOES_ON = timedelta(days=7)


@transaction.atomic
def admit(
    case: Case,
    *,
    victim: Party,
    shelter: Agency,
    needs: str = "",
    companions_count: int = 0,
    admitted_at: datetime | None = None,
    row_id: UUID | None = None,
    by: User,
    at: datetime,
) -> ShelterStay:
    """A victim comes to a safe house. Within 14 days the next place or an exit plan is owed; day 10 warns (R08)."""
    case = _case.locked(case)
    policies.check_admit(by, case)
    check_victim(case, victim)
    policies.check_shelter(case, shelter)
    policies.check_not_staying(victim)
    since = min(admitted_at or at, at)
    row = ShelterStay(
        id=row_id or uuid7(),
        case=case,
        by=by,
        at=at,
        victim=victim,
        shelter=shelter,
        companions_count=companions_count,
        admitted_at=since,
    )
    _case.box(case).seal(row, needs=needs)
    until = max(_first_day(victim, shelter, since) + LONGEST, since + DAY)
    row.duty = _case.open_for(case, kinds.SHELTER_EXIT, subject=row, due_at=until, urgent=False, by=by, at=at)
    row.save(force_insert=True)
    _told(case, row, "staying", by=by, at=at)
    log.record("shelter.admitted", row, by=by, at=at, agency_id=case.agency_id, area_path=case.area_path)
    return row


@transaction.atomic
def write_needs(stay: ShelterStay, *, needs: str, known: str | None = None, by: User, at: datetime) -> ShelterStay:
    """What she and those with her need now; no story of what happened. Raises Stale where `known` is old."""
    case, row = _locked(stay)
    policies.check_change(by, row)
    check_version(row.needs, known)
    _case.box(case).seal(row, needs=needs)
    row.save(update_fields=["needs"])
    log.record("shelter.needs_written", row, by=by, at=at, agency_id=case.agency_id, area_path=case.area_path)
    return row


@transaction.atomic
def write_address(stay: ShelterStay, *, address: str, known: str | None = None, by: User, at: datetime) -> ShelterStay:
    """Where she sleeps, written and read by those on duty at the safe house only. Raises Stale where `known` is old."""
    case, row = _locked(stay)
    policies.check_address(by, row)
    check_version(row.address, known)
    _case.box(case).seal(row, address=address)
    row.save(update_fields=["address"])
    log.record("shelter.address_written", row, by=by, at=at, agency_id=row.shelter_id, area_path=case.area_path)
    return row


@transaction.atomic
def leave(stay: ShelterStay, *, exit_plan: str, left_at: datetime | None = None, by: User, at: datetime) -> ShelterStay:
    """She leaves, with the next place or a plan. The address is forgotten; the danger is looked at anew within a day."""
    case, row = _locked(stay)
    policies.check_change(by, row)
    policies.check_exit_plan(exit_plan)
    before = row.duty
    row.status, row.duty = ShelterStatus.LEFT, None
    row.left_at = max(min(left_at or at, at), row.admitted_at)
    _case.box(case).seal(row, exit_plan=exit_plan, address=None)
    row.save(update_fields=["status", "duty", "left_at", "exit_plan", "address"])
    if before is not None:
        duties.settle(before, by=by, at=at)
    _told(case, row, "left", by=by, at=at)
    _risk.look_again(case, within=DAY, by=by, at=at)
    log.record("shelter.left", row, by=by, at=at, agency_id=case.agency_id, area_path=case.area_path)
    return row


@transaction.atomic
def open_stay(stay: ShelterStay, *, by: User, at: datetime) -> dict[str, str]:
    """Needs and exit plan; reading them is recorded. Empty for the house she left. Raises vault.Erased."""
    policies.check_see(by, stay)
    if not policies.reads_texts(by, stay):
        return {"needs": "", "exit_plan": ""}
    box = vault.box(stay.case_id)
    log.record("shelter.read", stay, by=by, at=at, agency_id=stay.case.agency_id, area_path=stay.case.area_path)
    return {name: box.unseal(stay, name) for name in ("needs", "exit_plan")}


@transaction.atomic
def open_address(stay: ShelterStay, *, by: User, at: datetime) -> str:
    """The address, for those on duty there; reading it is recorded. Raises vault.Erased."""
    policies.check_address(by, stay)
    log.record("shelter.address_shown", stay, by=by, at=at, agency_id=stay.shelter_id, area_path=stay.case.area_path)
    return vault.box(stay.case_id).unseal(stay, "address")


def must_leave(case: Case, agencies: Collection[UUID], *, by: User, at: datetime) -> None:
    """Those on duty there must not know of her any more: where she sleeps next is decided within hours. The case is locked."""
    rows = ShelterStay.objects.select_for_update(of=("self",)).select_related("duty", "victim")
    for row in rows.filter(case=case, is_open=True, shelter__in=agencies).order_by("id"):
        before, soon = row.duty, at + 6 * HOUR
        if before is None or before.due_at <= soon:
            continue
        row.duty = _case.open_for(case, kinds.SHELTER_EXIT, subject=row, due_at=soon, urgent=True, by=by, at=at)
        row.save(update_fields=["duty"])
        duties.settle(before, outcome=Outcome.REPLACED, by=by, at=at)


def _first_day(victim: Party, shelter: Agency, since: datetime) -> datetime:
    """When she came to this house, leaving out days on which she was gone."""
    rows = ShelterStay.objects.filter(victim=victim, shelter=shelter, is_open=False).order_by("-left_at", "-id")
    for admitted_at, left_at in rows.values_list("admitted_at", "left_at"):
        if left_at is None or left_at < since - GOES_ON:
            break
        since = min(since, admitted_at)
    return since


def _told(case: Case, row: ShelterStay, detail: str, *, by: Actor, at: datetime) -> None:
    _case.entry(case, EntryKind.SHELTER, row, url_name="cases:shelter", detail=detail, by=by, at=at)


def _locked(stay: ShelterStay) -> tuple[Case, ShelterStay]:
    case = _case.locked(stay.case)
    rows = ShelterStay.objects.select_for_update(of=("self",)).select_related("duty", "case__agency", "victim")
    return case, rows.get(pk=stay.pk)
