"""A case asks a cadre to do something, and reads what came of it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.cadres.actions import reading, tasks
from tuntas.cadres.actions.tasks import TaskData
from tuntas.cadres.models import Cadre, Task
from tuntas.cases.actions import _case
from tuntas.cases.models import Case
from tuntas.cases.policies import cadre_tasks as policies
from tuntas.cases.policies.reach import check_read
from tuntas.cases.states import EntryKind


@transaction.atomic
def give(case: Case, *, cadre: Cadre, data: TaskData, row_id: UUID | None = None, by: User, at: datetime) -> Task:
    """She reads how somebody is called, a safe contact and what to do; nothing else of the case. Raises Denied."""
    case = _case.locked(case)
    policies.check_give(by, case)
    task = tasks.give(cadre, dossier_id=case.pk, agency=case.agency, data=data, pk=row_id, by=by, at=at)
    _case.entry(case, EntryKind.TEAM, url_name="cases:cadre_tasks", detail="cadre_task", by=by, at=at)
    return task


@transaction.atomic
def results(case: Case, rows: list[Task], *, by: User, at: datetime) -> dict[UUID, str]:
    """What cadres answered, by task; reading it is recorded. Raises vault.Erased."""
    check_read(by, case)
    return {row.pk: reading.task(row, by=by, at=at)["result"] for row in rows if row.result is not None}
