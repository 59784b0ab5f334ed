"""Opening a case without a task, leaving it, and the review by somebody else the next working day (R25)."""

from datetime import datetime
from functools import partial

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.cases import kinds, numbers
from tuntas.cases.actions import _case, _each
from tuntas.cases.models import BreakGlass, Case
from tuntas.cases.policies import break_glass as policies
from tuntas.cases.querysets.cases import BREAK_GLASS_LASTS
from tuntas.cases.states import EntryKind
from tuntas.core import vault
from tuntas.core.vault import Erased
from tuntas.intake import desks
from tuntas.obligations.actions import duties
from tuntas.obligations.models import Obligation


@transaction.atomic
def open_case(number: str, *, reason: str, by: User, at: datetime) -> BreakGlass | None:
    """Go into the case of this number, for 24 hours, to look and read only. None where there is none to be opened so.

    A wrong number, a number elsewhere and a walled one are the same: nothing tells them apart, each is recorded, and
    both kinds of tries are counted. Who is inside already stays inside.
    """
    policies.check_use(by)
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=by.pk)  # tries at the same moment count one by one
    found = Case.objects.filter(number=numbers.read_number(number)).first()
    inside = BreakGlass.objects.open_now().filter(user=by, case=found).first() if found is not None else None
    if inside is not None and policies.reachable(by, inside.case):
        return inside
    policies.check_not_too_often(by, at=at)
    row = _opened(_case.locked(found), reason, by=by, at=at) if found is not None else None
    if row is None:
        about = found.pk if found is not None else None
        log.record("break_glass.not_opened", None, by=by, at=at, subject_type="cases.case", dossier_id=about)
    return row


@transaction.atomic
def end(row: BreakGlass, *, by: User, at: datetime) -> BreakGlass:
    """Leave before the time is over."""
    case = _case.locked(row.case)
    row = _locked(row, case)
    policies.check_end(by, row)
    return _ended(row, by=by, at=at)


@transaction.atomic
def review(row: BreakGlass, *, justified: bool, note: str, by: User, at: datetime) -> BreakGlass:
    """Somebody else says whether there was reason. Where there was none, an access that is still open ends."""
    case = _case.locked(row.case)
    row = _locked(row, case)
    policies.check_review(by, row)
    row.justified, row.reviewed_by, row.reviewed_at = justified, by, at
    _case.box(case).seal(row, review_note=note)
    row.save()
    for duty in Obligation.objects.unsettled().filter(kind=kinds.REVIEW_BREAK_GLASS.code, subject_id=row.pk):
        duties.settle(duty, by=by, at=at)
    _line(row, "reviewed", by=by, at=at)
    log.record(
        "break_glass.reviewed", row, by=by, at=at, agency_id=case.agency_id, area_path=case.area_path,
        justified=justified, who_opened=str(row.user_id),
    )  # fmt: skip
    return row if justified or row.ended_at is not None else _ended(row, by=by, at=at)


@transaction.atomic
def read(row: BreakGlass, *, by: User, at: datetime) -> tuple[str, str]:
    """The reason given, and what the reviewer wrote. Raises vault.Erased."""
    policies.check_read(by, row)
    box = vault.box(row.case_id)
    log.record("break_glass.read", row, by=by, at=at, agency_id=row.case.agency_id, area_path=row.case.area_path)
    return box.unseal(row, "reason"), box.unseal(row, "review_note")


def end_expired(*, by: Actor, at: datetime) -> int:
    """End every access of more than 24 hours; returns how many. It opened nothing any more since then.

    Each in a transaction of its own: one that cannot be ended holds up no other.
    """
    rows = BreakGlass.objects.filter(ended_at__isnull=True, at__lte=at - BREAK_GLASS_LASTS).select_related("case")
    work = partial(_end_expired, by=by, at=at)
    return _each.one_by_one(list(rows.order_by("at", "id")), work, step="end_break_glass", by=by, at=at)


def _end_expired(row: BreakGlass, *, by: Actor, at: datetime) -> bool:
    row = _locked(row, _case.locked(row.case))
    if row.ended_at is not None:
        return False
    _ended(row, by=by, at=at)
    return True


def _opened(case: Case, reason: str, *, by: User, at: datetime) -> BreakGlass | None:
    """The row, its line and the review on somebody else's desk; None where this case cannot be opened so."""
    if not policies.reachable(by, case):
        return None
    row = BreakGlass(case=case, user=by, at=at)
    try:
        _case.box(case).seal(row, reason=reason)
    except Erased:
        return None
    row.save(force_insert=True)
    desk = desks.for_subject(
        agency=case.agency, area_path=case.area_path, dossier_id=case.pk, outside=False,
        permission=Permission.CASE_REVIEW, without={by.pk}, at=at,
    )  # fmt: skip
    # Help does not wait for a reviewer: where there is none now, it lies with the unit and climbs.
    duties.open_duty(
        kind=kinds.REVIEW_BREAK_GLASS, subject=row, dossier_id=case.pk, label=case.number,
        agency=desk.agency or case.agency, area_path=case.area_path, by=by, at=at,
    )  # fmt: skip
    _line(row, "opened", by=by, at=at)
    log.record("break_glass.opened", row, by=by, at=at, agency_id=case.agency_id, area_path=case.area_path)
    return row


def _ended(row: BreakGlass, *, by: Actor, at: datetime) -> BreakGlass:
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    _line(row, "ended", by=by, at=at)
    log.record("break_glass.ended", row, by=by, at=at, agency_id=row.case.agency_id, area_path=row.case.area_path)
    return row


def _line(row: BreakGlass, detail: str, *, by: Actor, at: datetime) -> None:
    _case.entry(row.case, EntryKind.ACCESS, row, url_name="cases:break_glass", detail=detail, by=by, at=at)


def _locked(row: BreakGlass, case: Case) -> BreakGlass:
    """As it is now, held until the end of the transaction; the locked case is its case."""
    row = BreakGlass.objects.select_for_update(of=("self",)).get(pk=row.pk)
    row.case = case
    return row
