"""The duties matrix: proposed to an institution, accepted by its head, put in force, ended."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.audit import log
from tuntas.bodies import kinds
from tuntas.bodies.actions import _body, _text
from tuntas.bodies.models import Body, TaskLine
from tuntas.bodies.policies import tasks
from tuntas.bodies.states import Profile, Step, TaskStatus, check_task_transition
from tuntas.obligations.actions import duties
from tuntas.obligations.kinds import Kind
from tuntas.obligations.models import Obligation
from tuntas.obligations.states import Outcome

LABEL = "Pembagian tugas"
_TWICE = {"bodies_taskline_once": tasks.TWICE}


@dataclass(frozen=True)
class TaskData:
    """Who does what, at which step, for whom. Level and operator: of schools."""

    agency: Agency
    profile: Profile
    step: Step
    what: str
    within_hours: int | None = None
    school_level: str = ""
    school_operator: str = ""


@dataclass(frozen=True)
class Acceptance:
    """Who accepted for the institution, as what, by which letter, when."""

    name: str
    position: str
    letter: str
    on: date


def propose(body: Body, *, data: TaskData, by: User, at: datetime) -> TaskLine:
    """Ask an institution. Its head owes an answer; where nobody there has an account, our side owes to fetch it. Raises Denied."""
    _check_propose(body, data, by=by, at=at)
    _text.look(body, {"what": data.what}, about=body, label=LABEL, by=by, at=at)
    return _proposed(body, data, by=by, at=at)


@transaction.atomic
def _proposed(body: Body, data: TaskData, *, by: User, at: datetime) -> TaskLine:
    body = _body.locked(body)
    _check_propose(body, data, by=by, at=at)
    tasks.check_new(
        body, agency=data.agency, profile=data.profile, step=data.step, school_level=data.school_level,
        school_operator=data.school_operator,
    )  # fmt: skip
    line = TaskLine(
        body=body, area_path=body.area_path, agency=data.agency, profile=data.profile, step=data.step, what=data.what,
        within_hours=data.within_hours, school_level=data.school_level, school_operator=data.school_operator, proposed_by=by,
        proposed_at=at,
    )  # fmt: skip
    line.duty = _first_duty(line, by=by, at=at)
    with _body.refused_as(_TWICE):
        line.save(force_insert=True)
    _record("task.proposed", line, by=by, at=at)
    return line


@transaction.atomic
def accept(line: TaskLine, *, given: Acceptance, by: User, at: datetime) -> TaskLine:
    """The institution does it. Its head says so; where nobody there can, the secretariat writes it down from the letter.

    Raises Denied.
    """
    line = _locked(line)
    tasks.check_accept(by, line, at)
    tasks.check_acceptance(line, name=given.name, position=given.position, letter=given.letter, on=given.on, at=at)
    line.accepted_name, line.accepted_position = given.name, given.position
    line.accepted_letter, line.accepted_date = given.letter, given.on
    from_letter = not tasks.accepts(by, line)
    if from_letter:
        line.recorded_by = by
    else:
        line.accepted_by = by
    duty = _ours(line, kinds.ENFORCE_TASK, by=by, at=at)
    _move(line, TaskStatus.ACCEPTED, duty=duty, by=by, at=at)
    _record("task.acceptance_recorded" if from_letter else "task.accepted", line, by=by, at=at)
    return line


def decline(line: TaskLine, *, note: str, by: User, at: datetime) -> TaskLine:
    """The institution does not do it, and why. Raises Denied."""
    tasks.check_decline(by, line, at)
    _text.look(line.body, {"note": note}, about=line, label=LABEL, by=by, at=at)
    return _declined(line, note, by=by, at=at)


@transaction.atomic
def _declined(line: TaskLine, note: str, *, by: User, at: datetime) -> TaskLine:
    line = _locked(line)
    tasks.check_decline(by, line, at)
    line.decline_note, line.ended_at = note, at
    if not tasks.accepts(by, line):
        line.recorded_by = by
    _move(line, TaskStatus.DECLINED, by=by, at=at)
    _record("task.declined", line, by=by, at=at)
    return line


@transaction.atomic
def enforce(line: TaskLine, *, by: User, at: datetime) -> TaskLine:
    """From now on it holds, and is suggested where it fits. Raises Denied."""
    line = _locked(line)
    tasks.check_enforce(by, line, at)
    line.in_force_at = at
    _move(line, TaskStatus.IN_FORCE, by=by, at=at)
    _record("task.in_force", line, by=by, at=at)
    return line


@transaction.atomic
def end(line: TaskLine, *, by: User, at: datetime) -> TaskLine:
    """It holds no longer, or is not asked for any more. Raises Denied."""
    line = _locked(line)
    tasks.check_end(by, line)
    line.ended_at = at
    _move(line, TaskStatus.ENDED, outcome=Outcome.CANCELLED, by=by, at=at)
    _record("task.ended", line, by=by, at=at)
    return line


def _check_propose(body: Body, data: TaskData, *, by: User, at: datetime) -> None:
    tasks.check_propose(
        by, body, data.agency, step=data.step, profile=data.profile, level=data.school_level, operator=data.school_operator, at=at
    )  # fmt: skip


def _move(
    line: TaskLine,
    status: TaskStatus,
    *,
    duty: Obligation | None = None,
    outcome: Outcome = Outcome.DONE,
    by: User,
    at: datetime,
) -> None:
    check_task_transition(line.status, status)
    before, line.duty, line.status = line.duty, duty, status
    line.save()
    if before is not None:
        duties.settle(before, outcome=outcome, by=by, at=at)


def _first_duty(line: TaskLine, *, by: User, at: datetime) -> Obligation:
    """Theirs to answer, or ours to ask where nobody there can answer in Tuntas."""
    if not tasks.answers_itself(line.agency, at):
        return _ours(line, kinds.RECORD_TASK, by=by, at=at)
    return duties.open_duty(
        kind=kinds.ACCEPT_TASK, subject=line, dossier_id=line.body_id, label=_label(line, line.body.name), agency=line.agency,
        area_path=line.area_path, sender=line.body.agency, by=by, at=at,
    )  # fmt: skip


def _ours(line: TaskLine, kind: Kind, *, by: User, at: datetime) -> Obligation:
    body = line.body
    return duties.open_duty(
        kind=kind, subject=line, dossier_id=body.pk, label=_label(line, line.agency.short_name), agency=body.agency,
        area_path=line.area_path, by=by, at=at,
    )  # fmt: skip


def _label(line: TaskLine, who: str) -> str:
    return f"{Step(line.step).label} · {who}"[:80]


def _locked(line: TaskLine) -> TaskLine:
    """The line as it is now; its body is held first, so that two changes of one body come one after the other."""
    body = _body.locked(line.body)
    found = TaskLine.objects.select_for_update(of=("self",)).select_related("agency", "duty").get(pk=line.pk)
    found.body = body
    return found


def _record(kind: str, line: TaskLine, *, by: User, at: datetime) -> None:
    log.record(
        kind, line, by=by, at=at, institution=line.agency_id, step=str(line.step), profile=str(line.profile), **_body.place(line.body)
    )  # fmt: skip
