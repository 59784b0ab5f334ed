"""Tries to reach the victim by the safe way: three over thirty days before a case may end as "unreachable"."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.cases.actions import _case
from tuntas.cases.models import Case, ContactAttempt
from tuntas.cases.policies import work as policies
from tuntas.cases.states import AttemptResult, EntryKind
from tuntas.core.ids import uuid7


@transaction.atomic
def record(
    case: Case, *, result: AttemptResult, safe_way: bool, row_id: UUID | None = None, by: User, at: datetime
) -> ContactAttempt:
    """Write one try down."""
    case = _case.locked(case)
    policies.check_course(by, case)
    row = ContactAttempt.objects.create(
        id=row_id or uuid7(), case=case, by=by, at=at, result=AttemptResult(result), safe_way=safe_way
    )
    _case.entry(case, EntryKind.CONTACT_ATTEMPT, row, url_name="cases:attempts", detail=str(result), by=by, at=at)
    log.record("contact_attempt.recorded", case, by=by, at=at, result=str(result), safe_way=safe_way)
    return row
