"""Tasks that a unit gives to a cadre: given from a case, done, handed back, withdrawn. `cases` asks whether it may."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.audit import log
from tuntas.cadres import kinds
from tuntas.cadres.actions import _row
from tuntas.cadres.models import Cadre, Task
from tuntas.cadres.policies import tasks as policies
from tuntas.cadres.states import TaskStatus, check_task
from tuntas.core import vault
from tuntas.core.ids import uuid7
from tuntas.obligations.actions import duties
from tuntas.obligations.states import Outcome


@dataclass(frozen=True)
class TaskData:
    """What the cadre reads, and nothing else of the case: how somebody is called, a safe contact, what to do."""

    called: str
    instruction: str
    contact: str = ""


@transaction.atomic
def give(
    cadre: Cadre, *, dossier_id: UUID, agency: Agency, data: TaskData, pk: UUID | None = None, by: User, at: datetime
) -> Task:
    """Give a task of a dossier, under whose key the words lie. The caller asked whether the case may. Raises Denied."""
    cadre = _row.locked(cadre)
    policies.check_give(cadre, dossier_id, at=at)
    task = Task(
        id=pk or uuid7(), cadre=cadre, dossier_id=dossier_id, agency=agency, area_path=cadre.village_path, given_by=by, given_at=at
    )  # fmt: skip
    box = vault.box(dossier_id, writing=True)
    box.seal(task, called=data.called, instruction=data.instruction, contact=data.contact)
    task.duty = duties.open_duty(
        kind=kinds.TASK, subject=task, dossier_id=dossier_id, label=task.label, agency=cadre.agency, area_path=cadre.area_path,
        assignee=cadre.user, sender=None if agency == cadre.agency else agency, by=by, at=at,
    )  # fmt: skip
    task.save(force_insert=True)
    log.record("cadre.task_given", task, by=by, at=at)
    return task


@transaction.atomic
def end(task: Task, *, done: bool, result: str = "", by: User, at: datetime) -> Task:
    """It is done, or handed back: nobody has to do what is not safe for her. Raises Denied."""
    task = _locked(task)
    policies.check_end(by, task)
    status = TaskStatus.DONE if done else TaskStatus.RETURNED
    check_task(task.status, status)
    if result:
        vault.box(task.dossier_id, writing=True).seal(task, result=result)
    _end(task, status, by=by, at=at)
    return task


@transaction.atomic
def withdraw(dossier_id: UUID, *, by: Actor, at: datetime) -> int:
    """All open tasks of a dossier end, and nothing of them stays with the cadre; returns how many."""
    rows = list(Task.objects.filter(dossier_id=dossier_id, is_open=True).order_by("id"))
    for row in rows:
        task = _locked(row)
        if not task.is_open:
            continue
        task.called = task.contact = task.instruction = None
        _end(task, TaskStatus.WITHDRAWN, by=by, at=at)
    return len(rows)


def _end(task: Task, status: TaskStatus, *, by: Actor, at: datetime) -> None:
    duty, task.duty = task.duty, None
    task.status, task.ended_at, task.ended_by_id = status, at, by.id
    task.save(update_fields=["status", "ended_at", "ended_by_id", "duty", "called", "contact", "instruction", "result"])
    _row.settle(duty, outcome=Outcome.DONE if status is TaskStatus.DONE else Outcome.CANCELLED, by=by, at=at)
    log.record("cadre.task_ended", task, by=by, at=at, task_status=status)


def _locked(task: Task) -> Task:
    rows = Task.objects.select_for_update(of=("self",)).select_related(
        "cadre__agency__area", "cadre__user", "duty", "agency"
    )
    found: Task = rows.get(pk=task.pk)
    return found
