"""Protection by police, court and LPSK: asked for, decided, ended; nothing ends in silence (R05, R06, R07, R38)."""

from collections.abc import Collection
from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.cases.actions import _case, _each
from tuntas.cases.actions import _protection as steps
from tuntas.cases.models import Case, Incident, Party, Pressure, Protection
from tuntas.cases.policies import protection as policies
from tuntas.cases.policies import reach
from tuntas.cases.policies.screening import check_victim
from tuntas.cases.states import Context, PressureKind, ProtectionKind, ProtectionStatus
from tuntas.core import vault
from tuntas.intake.states import Risk, ViolenceType

SEXUAL = {ViolenceType.SEXUAL, ViolenceType.ELECTRONIC_SEXUAL}


@transaction.atomic
def propose_for(case: Case, *, anew: bool = False, by: Actor, at: datetime) -> list[Protection]:
    """Open what the law foresees for this danger, for each victim: R05 in the household, R06 for sexual violence.

    Called after danger, class or incidents changed; the caller holds the case locked. What was asked for before and
    ended is not opened again, unless the danger is new (`anew`).
    """
    danger = case.danger_now or case.risk == Risk.HIGH
    wanted = []
    if danger and Context.DOMESTIC in case.contexts:
        wanted.append(ProtectionKind.POLICE_DOMESTIC)
    if SEXUAL.intersection(case.types) and (danger or _threatened(case)):
        wanted.append(ProtectionKind.POLICE_SEXUAL)
    return [
        steps.add(case, victim, kind, writer=case.manager_id, by=by, at=at)
        for victim in (steps.victims(case) if wanted else ())
        for kind in wanted
        if not _had(case, victim, kind, anew=anew)
    ]


@transaction.atomic
def ask(
    case: Case,
    *,
    victim: Party,
    kind: ProtectionKind,
    note: str = "",
    row_id: UUID | None = None,
    by: User,
    at: datetime,
) -> Protection:
    """Somebody of the case wants a protection to be asked for."""
    case = _case.locked(case)
    policies.check_ask(by, case)
    check_victim(case, victim)
    return steps.add(case, victim, kind, note=note, row_id=row_id, writer=by.pk, by=by, at=at)


@transaction.atomic
def requested(row: Protection, *, requested_at: datetime, reference: str = "", by: User, at: datetime) -> Protection:
    """It was asked for. The decision is watched: police 24 hours, court and LPSK 7 days (R38)."""
    case, row = _locked(row, by=by)
    policies.check_step(row, ProtectionStatus.REQUESTED)
    row.requested_at, row.reference = min(requested_at, at), reference
    return steps.move(case, row, ProtectionStatus.REQUESTED, by=by, at=at)


@transaction.atomic
def granted(
    row: Protection,
    *,
    decided_at: datetime,
    starts: date,
    ends: date,
    reference: str = "",
    note: str = "",
    by: User,
    at: datetime,
) -> Protection:
    """It was given, until the end of a day. After the police the court (R05) or LPSK (R06) is asked within 24 hours."""
    case, row = _locked(row, by=by)
    if row.status == ProtectionStatus.GRANTED:
        policies.check_step(row, ProtectionStatus.REQUESTED)  # there is no such step; what is given is extended
    row.decided_at = min(decided_at, at)
    policies.check_dates(row, starts, ends, decided=row.decided_at.astimezone(case.agency.zone).date())
    row.requested_at = row.requested_at or row.decided_at
    row.starts_date, row.ends_at = starts, steps.end_of(ends, case)
    row.reference = reference or row.reference
    row = steps.move(case, row, ProtectionStatus.GRANTED, note=note, by=by, at=at)
    kind = ProtectionKind(row.kind)
    if kind in steps.FOLLOWED and not steps.has_open(case, row.victim, steps.NEXT[kind]):
        steps.add(case, row.victim, steps.NEXT[kind], follows=row, writer=by.pk, by=by, at=at)
    return row


@transaction.atomic
def refused(row: Protection, *, decided_at: datetime, note: str = "", by: User, at: datetime) -> Protection:
    """It was not given: what is to be asked for next is opened at once."""
    case, row = _locked(row, by=by)
    policies.check_step(row, ProtectionStatus.REFUSED)
    row.decided_at = min(decided_at, at)
    row = steps.move(case, row, ProtectionStatus.REFUSED, note=note, by=by, at=at)
    if row.kind != ProtectionKind.LPSK:
        steps.go_on(case, row, by=by, at=at)
    return row


@transaction.atomic
def extended(row: Protection, *, ends: date, reference: str = "", by: User, at: datetime) -> Protection:
    """It was given once more, within what the law allows."""
    case, row = _locked(row, by=by)
    policies.check_extend(row, ends, until=steps.last_day(row, case))
    row.ends_at, row.reference = steps.end_of(ends, case), reference or row.reference
    return steps.move(case, row, ProtectionStatus.GRANTED, by=by, at=at)


@transaction.atomic
def ended(row: Protection, *, note: str = "", by: User, at: datetime) -> Protection:
    """It ended before its day; what is needed next is opened."""
    case, row = _locked(row, by=by)
    policies.check_step(row, ProtectionStatus.ENDED)
    row = steps.move(case, row, ProtectionStatus.ENDED, note=note, by=by, at=at)
    steps.go_on(case, row, by=by, at=at)
    return row


@transaction.atomic
def not_needed(row: Protection, *, reason: str, by: User, at: datetime) -> Protection:
    """The manager decides, with a reason, that it is not asked for."""
    case = _case.locked(row.case)
    row = _row(row)
    policies.check_drop(by, case, row)
    policies.check_danger_over(case, row)
    return steps.move(case, row, ProtectionStatus.NOT_NEEDED, note=reason, by=by, at=at)


def end_expired(*, by: Actor, at: datetime) -> int:
    """End what has run out, and open what is to be asked for next. Returns how many; twice is harmless.

    Each in a transaction of its own: one that cannot be ended holds up no other.
    """
    due = Protection.objects.filter(status=ProtectionStatus.GRANTED, ends_at__lte=at).order_by("ends_at", "id")
    work = partial(_end_expired, by=by, at=at)
    return _each.one_by_one(list(due.select_related("case")), work, step="end_protection", by=by, at=at)


@transaction.atomic
def open_notes(case: Case, rows: Collection[Protection], *, by: User, at: datetime) -> dict[object, str]:
    """Notes on protections, by id; reading them is recorded. Raises vault.Erased."""
    reach.check_read(by, case)
    if not any(row.note for row in rows):
        return {}
    box = vault.box(case.pk)
    log.record("protections.read", case, by=by, at=at, count=len(rows))
    return {row.pk: box.unseal(row, "note") for row in rows}


def _end_expired(found: Protection, *, by: Actor, at: datetime) -> bool:
    case = _case.locked(found.case)
    row = _row(found)
    if row.status != ProtectionStatus.GRANTED or row.ends_at is None or row.ends_at > at:
        return False
    row = steps.move(case, row, ProtectionStatus.ENDED, by=by, at=at)
    if case.closed_at is None:
        steps.go_on(case, row, by=by, at=at)
    log.record("protection.expired", row, by=by, at=at, agency_id=case.agency_id, area_path=case.area_path, of=row.kind)
    return True


def _threatened(case: Case) -> bool:
    return Pressure.objects.filter(case=case, kind=PressureKind.THREAT).exists()


def _had(case: Case, victim: Party, kind: ProtectionKind, *, anew: bool) -> bool:
    """Whether there is nothing to open: one is open, or there was one and nothing has happened since."""
    if steps.has_open(case, victim, kind):
        return True
    last = Protection.objects.filter(case=case, victim=victim, kind=kind).order_by("-at", "-id").first()
    if last is None or anew:
        return False
    return not Incident.objects.filter(case=case, recorded_at__gt=last.at).exists()


def _row(row: Protection) -> Protection:
    rows = Protection.objects.select_for_update(of=("self",)).select_related("duty", "victim")
    return rows.get(pk=row.pk)


def _locked(row: Protection, *, by: User) -> tuple[Case, Protection]:
    case = _case.locked(row.case)
    policies.check_ask(by, case)
    return case, _row(row)
