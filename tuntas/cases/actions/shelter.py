"""Stays at a safe place: in, needs, and out with a plan before the 14th day (R08)."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.audit import log
from tuntas.cases import kinds
from tuntas.cases.actions import _case
from tuntas.cases.models import Case, Party, ShelterStay
from tuntas.cases.policies import shelter as policies
from tuntas.cases.policies.screening import check_victim
from tuntas.cases.states import EntryKind, ShelterStatus
from tuntas.core import vault
from tuntas.core.ids import uuid7
from tuntas.core.versions import check_version
from tuntas.obligations.actions import duties

LONGEST = timedelta(days=14)


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
    row.duty = _case.open_for(case, kinds.SHELTER_EXIT, subject=row, due_at=since + LONGEST, urgent=False, by=by, at=at)
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
    """She leaves, with the next place or a plan. The address is forgotten."""
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
    log.record("shelter.left", row, by=by, at=at, agency_id=case.agency_id, area_path=case.area_path)
    return row


@transaction.atomic
def open_stay(stay: ShelterStay, *, by: User, at: datetime) -> dict[str, str]:
    """Needs and exit plan; reading them is recorded. Raises vault.Erased."""
    policies.check_see(by, stay)
    box = vault.box(stay.case_id)
    log.record("shelter.read", stay, by=by, at=at, agency_id=stay.case.agency_id, area_path=stay.case.area_path)
    return {name: box.unseal(stay, name) for name in ("needs", "exit_plan")}


@transaction.atomic
def open_address(stay: ShelterStay, *, by: User, at: datetime) -> str:
    """The address, for those on duty there; reading it is recorded. Raises vault.Erased."""
    policies.check_address(by, stay)
    log.record("shelter.address_shown", stay, by=by, at=at, agency_id=stay.shelter_id, area_path=stay.case.area_path)
    return vault.box(stay.case_id).unseal(stay, "address")


def _told(case: Case, row: ShelterStay, detail: str, *, by: Actor, at: datetime) -> None:
    _case.entry(case, EntryKind.SHELTER, row, url_name="cases:shelter", detail=detail, by=by, at=at)


def _locked(stay: ShelterStay) -> tuple[Case, ShelterStay]:
    case = _case.locked(stay.case)
    rows = ShelterStay.objects.select_for_update(of=("self",)).select_related("duty", "case__agency", "victim")
    return case, rows.get(pk=stay.pk)
