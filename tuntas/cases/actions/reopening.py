"""A case is opened again: it is somebody's work from that moment; what comes back within a year is a recurrence (R23)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.cases.actions import _case, _follows, _risk, legal, risk
from tuntas.cases.models import Case, Note
from tuntas.cases.policies import reopening as policies
from tuntas.cases.states import EntryKind, NoteKind, Status
from tuntas.core.ids import uuid7


@transaction.atomic
def reopen(
    case: Case, *, note: str, new_violence: bool = True, row_id: UUID | None = None, by: User, at: datetime
) -> Case:
    """Open an ended case again. Why stands in a note of the case; where nobody knows, `new_violence` holds."""
    case = _case.locked(case)
    policies.check_reopen(by, case)
    row = Note(id=row_id or uuid7(), case=case, by=by, at=at, kind=NoteKind.OTHER)
    _case.box(case).seal(row, text=note)
    row.save(force_insert=True)
    return again(case, new_violence=new_violence, by=by, at=at)


def again(case: Case, *, new_violence: bool, by: User, at: datetime) -> Case:
    """Open a locked, ended case. Within twelve months of its end it marks a recurrence and the danger rises a level.

    Of new violence the police know nothing yet: their report of before stops no clock (R04).
    """
    recurs = policies.recurs(case, at)
    case.reopened_at, case.reopened_times = at, case.reopened_times + 1
    case.recurrence = case.recurrence or recurs
    _case.move(case, Status.REOPENED, by=by, at=at)
    _case.entry(case, EntryKind.REOPENED, detail="recurrence" if recurs else "", by=by, at=at)
    if recurs:
        risk.raise_one_level(case, by=by, at=at)
    if new_violence:
        legal.report_again(case, by=by, at=at)
    _follows.follow(case, by=by, at=at)
    _risk.reassess(case, by=by, at=at)  # that clock fell with the ending
    log.record(
        "case.reopened", case, by=by, at=at, recurrence=recurs, times=case.reopened_times, new_violence=new_violence
    )
    return case
