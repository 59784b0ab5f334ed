"""Pressure, threats, offers of money, steering to peace: events of their own, never a reason to end."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.cases.actions import _case, protection
from tuntas.cases.models import Case, Pressure
from tuntas.cases.policies import pressure as policies
from tuntas.cases.policies import reach
from tuntas.cases.states import EntryKind, PressureKind
from tuntas.core import vault
from tuntas.core.ids import uuid7


@transaction.atomic
def record(
    case: Case, *, kind: PressureKind, text: str = "", row_id: UUID | None = None, by: User, at: datetime
) -> Pressure:
    """Somebody presses, threatens or offers money. A threat proposes protection (R06)."""
    case = _case.locked(case)
    policies.check_record(by, case)
    row = write(case, kind=kind, text=text, row_id=row_id, by=by, at=at)
    if kind is PressureKind.THREAT and case.closed_at is None:
        protection.propose_for(case, anew=True, by=by, at=at)
    return row


@transaction.atomic
def write(
    case: Case, *, kind: PressureKind, text: str = "", row_id: UUID | None = None, by: User, at: datetime
) -> Pressure:
    """The event alone, for an action that found it. The caller holds the case locked and checked who may."""
    row = Pressure(id=row_id or uuid7(), case=case, by=by, at=at, kind=kind)
    _case.box(case).seal(row, text=text)
    row.save(force_insert=True)
    _case.entry(case, EntryKind.PRESSURE, row, url_name="cases:pressure", detail=str(kind), by=by, at=at)
    log.record("pressure.recorded", row, by=by, at=at, agency_id=case.agency_id, area_path=case.area_path, of=str(kind))
    return row


@transaction.atomic
def open_texts(case: Case, rows: Collection[Pressure], *, by: User, at: datetime) -> dict[object, str]:
    """What happened, by id; reading it is recorded. Raises vault.Erased."""
    reach.check_read(by, case)
    if not any(row.text for row in rows):
        return {}
    box = vault.box(case.pk)
    log.record("pressures.read", case, by=by, at=at, count=len(rows))
    return {row.pk: box.unseal(row, "text") for row in rows}
