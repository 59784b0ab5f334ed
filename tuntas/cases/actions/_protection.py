"""What a protection owes at each step, and how one row moves: for `protection` alone."""

from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from tuntas.access.actors import Actor
from tuntas.audit import log
from tuntas.cases import kinds
from tuntas.cases.actions import _case
from tuntas.cases.models import Case, Party, Protection
from tuntas.cases.states import (
    PROTECTION_OPEN,
    EntryKind,
    PartyRole,
    ProtectionKind,
    ProtectionStatus,
    check_protection_transition,
)
from tuntas.core.ids import uuid7
from tuntas.obligations.actions import duties
from tuntas.obligations.models import Obligation

K = ProtectionKind
REQUEST = {
    K.POLICE_DOMESTIC: kinds.PROTECT,
    K.COURT_ORDER: kinds.PROTECT,
    K.POLICE_SEXUAL: kinds.PROTECT_SEXUAL,
    K.COURT_RESTRICTION: kinds.PROTECT_NEXT,
    K.LPSK: kinds.PROTECT_NEXT,
}
ANSWER = {
    K.POLICE_DOMESTIC: kinds.PROTECTION_ANSWER,
    K.POLICE_SEXUAL: kinds.PROTECTION_ANSWER_SEXUAL,
    K.COURT_ORDER: kinds.PROTECTION_COURT,
    K.COURT_RESTRICTION: kinds.PROTECTION_RESTRICTION,
    K.LPSK: kinds.PROTECTION_WEEK,
}
# Asked for within 24 hours of the granting (UU 23/2004 Pasal 16, UU 12/2022 Pasal 43), and when one ends or is refused.
NEXT = {
    K.POLICE_DOMESTIC: K.COURT_ORDER,
    K.POLICE_SEXUAL: K.LPSK,
    K.COURT_ORDER: K.LPSK,
    K.COURT_RESTRICTION: K.LPSK,
    K.LPSK: K.LPSK,
}
FOLLOWED = {K.POLICE_DOMESTIC, K.POLICE_SEXUAL}
RENEW_BEFORE = timedelta(days=7)


def end_of(day: date, case: Case) -> datetime:
    """The moment at which a day is over where the case's unit is."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=ZoneInfo(case.agency.area.timezone))


def last_day(row: Protection, case: Case) -> date:
    """The last day on which a granted protection holds."""
    assert row.ends_at is not None
    return row.ends_at.astimezone(ZoneInfo(case.agency.area.timezone)).date() - timedelta(days=1)


def victims(case: Case) -> list[Party]:
    """The victims of a case, in their order."""
    rows = Party.objects.filter(case=case, role=PartyRole.VICTIM, removed_at__isnull=True)
    return list(rows.order_by("ordinal"))


def has_open(case: Case, victim: Party, *wanted: ProtectionKind) -> bool:
    """Whether some protection of a victim is asked for or holds; of these kinds, or of any."""
    rows = Protection.objects.filter(case=case, victim=victim, status__in=PROTECTION_OPEN)
    return (rows.filter(kind__in=wanted) if wanted else rows).exists()


def add(
    case: Case,
    victim: Party,
    kind: ProtectionKind,
    *,
    note: str = "",
    follows: Protection | None = None,
    writer: UUID,
    row_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Protection:
    """Something to ask for, within 24 hours. `writer`: who stands for a row that a job writes."""
    row = Protection(
        id=row_id or uuid7(), case=case, by_id=by.id or writer, at=at, victim=victim, kind=kind, follows=follows
    )
    _case.box(case).seal(row, note=note)
    row.duty = _case.open_for(case, REQUEST[kind], subject=row, by=by, at=at)
    row.save(force_insert=True)
    _told(case, row, by=by, at=at)
    log.record(
        "protection.opened", row, by=by, at=at, agency_id=case.agency_id, area_path=case.area_path, of=str(kind),
        follows=str(follows.pk) if follows else "",
    )  # fmt: skip
    return row


def move(
    case: Case, row: Protection, status: ProtectionStatus, *, note: str | None = None, by: Actor, at: datetime
) -> Protection:
    """Give a locked row its next state with the duty that keeps it there; other columns were set by the caller."""
    check_protection_transition(row.status, status)
    before = row.duty
    row.status = status
    row.ended_at = None if status in PROTECTION_OPEN else at
    row.duty = _keeper(case, row, by=by, at=at) if status in PROTECTION_OPEN else None
    if note:
        _case.box(case).seal(row, note=note)
    row.save()
    if before is not None:
        duties.settle(before, by=by, at=at)
    _told(case, row, by=by, at=at)
    log.record(
        "protection.changed", row, by=by, at=at, agency_id=case.agency_id, area_path=case.area_path, of=row.kind,
        status=str(status),
    )  # fmt: skip
    return row


def go_on(case: Case, row: Protection, *, by: Actor, at: datetime) -> Protection | None:
    """After an end or a refusal: what is to be asked for next, unless something for her is asked for or holds."""
    if has_open(case, row.victim):
        return None
    return add(case, row.victim, NEXT[K(row.kind)], follows=row, writer=row.by_id, by=by, at=at)


def _keeper(case: Case, row: Protection, *, by: Actor, at: datetime) -> Obligation:
    kind, urgent = K(row.kind), None
    duty, due_at = REQUEST[kind], None
    if row.status == ProtectionStatus.GRANTED and row.ends_at is not None:
        renew = kind is K.COURT_RESTRICTION
        duty = kinds.PROTECTION_RENEW if renew else kinds.PROTECTION_EXPIRES
        due_at, urgent = (row.ends_at - RENEW_BEFORE if renew else row.ends_at), False
    elif row.requested_at is not None:
        duty = ANSWER[kind]
        clock = duty.clock.calendar or timedelta(0)
        due_at, urgent = row.requested_at + clock, (False if clock > timedelta(days=1) else None)
    return _case.open_for(case, duty, subject=row, due_at=due_at, urgent=urgent, by=by, at=at)


def _told(case: Case, row: Protection, *, by: Actor, at: datetime) -> None:
    _case.entry(case, EntryKind.PROTECTION, row, url_name="cases:protection", detail=str(row.status), by=by, at=at)
