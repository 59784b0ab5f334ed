"""Founding, editing and dissolving bodies."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.audit import log
from tuntas.bodies import kinds
from tuntas.bodies.actions import _body, _renewal, paths
from tuntas.bodies.models import Body, BodyKind
from tuntas.bodies.policies import bodies as policies
from tuntas.bodies.policies import history
from tuntas.bodies.states import TaskStatus, check_task_transition
from tuntas.obligations.actions import duties
from tuntas.obligations.models import Obligation

# Duties of the secretariat, which go along when another agency keeps the body.
_OF_SECRETARIAT = (kinds.RENEW_DECREE, kinds.DECIDE_ELECTION, kinds.RECORD_TASK, kinds.ENFORCE_TASK)
# What else another secretariat gets with a body (the agency before is given), said by higher apps in ready().
on_moved: list[Callable[[Body, Agency, User, datetime], None]] = []
_TAKEN = {"bodies_body_name_once": policies.NAME_TAKEN}


@dataclass(frozen=True)
class BodyData:
    """What is told about a body. Its area does not change: whatever hangs on it lies there."""

    kind: BodyKind
    name: str
    area: Area
    agency: Agency
    founded_date: date
    parent: Body | None = None


@transaction.atomic
def found(*, data: BodyData, by: User, at: datetime) -> Body:
    """Write down a body, founded today or long ago. Raises Denied."""
    policies.check_keep(by, data.agency)
    policies.check_founded(data.founded_date, agency=data.agency, at=at)
    policies.check_kind(data.kind, data.area, data.parent)
    policies.check_parent(by, None, data.parent)
    policies.check_secretariat(data.agency, data.area, at=at)
    policies.check_name(data.name, data.area)
    body = Body(
        kind=data.kind, name=data.name, area=data.area, area_path=data.area.path, agency=data.agency, parent=data.parent,
        founded_date=data.founded_date, created_by=by, created_at=at,
    )  # fmt: skip
    with _body.refused_as(_TAKEN):
        body.save(force_insert=True)
    log.record("body.founded", body, by=by, at=at, kind=data.kind.name, on=data.founded_date)
    return body


@transaction.atomic
def edit(body: Body, *, data: BodyData, by: User, at: datetime) -> Body:
    """Change what is told about a body; another secretariat gets all that is open. `data.area` is that of the body.

    Raises Denied.
    """
    body = _body.locked(body)
    policies.check_edit(by, body)
    policies.check_founded(data.founded_date, agency=data.agency, at=at)
    if data.founded_date != body.founded_date:
        history.check_nothing_before(body, data.founded_date)
    policies.check_kind(data.kind, body.area, data.parent)
    history.check_kind_stays(body, data.kind)
    policies.check_parent(by, body, data.parent)
    policies.check_still_parent(body, data.kind)
    policies.check_name(data.name, body.area, without=body)
    before = body.agency
    if data.agency != before:
        policies.check_secretariat(data.agency, body.area, at=at)
    told = ("kind", "name", "agency", "founded_date", "parent")
    changed = [name for name in told if getattr(body, name) != getattr(data, name)]
    for name in changed:
        setattr(body, name, getattr(data, name))
    with _body.refused_as(_TAKEN):
        body.save(update_fields=told)
    if data.agency != before:
        _move(body, before, by=by, at=at)
    _renewal.refresh(body, by=by, at=at)
    log.record("body.edited", body, by=by, at=at, fields=changed)
    return body


@transaction.atomic
def dissolve(body: Body, *, on: date, by: User, at: datetime) -> Body:
    """The body ends: its decree need not be renewed, its tasks hold no longer. Who sat in it stays to be read.

    Refused while anything was begun and not ended. Raises Denied.
    """
    body = _body.locked(body)
    policies.check_dissolve(by, body, on=on, at=at)
    history.check_nothing_after(body, on, at)
    for line in body.task_lines.filter(status=TaskStatus.IN_FORCE).order_by("id"):
        check_task_transition(line.status, TaskStatus.ENDED)
        line.status, line.ended_at = TaskStatus.ENDED, at
        line.save(update_fields=["status", "ended_at"])
    body.dissolved_date = on
    body.save(update_fields=["dissolved_date"])
    _renewal.refresh(body, by=by, at=at)
    log.record("body.dissolved", body, by=by, at=at, on=on)
    return body


def _move(body: Body, before: Agency, *, by: User, at: datetime) -> None:
    """What is open goes to the new secretariat: into the hands of whoever changed it, if they work there."""
    about = [body.pk, *body.elections.values_list("pk", flat=True), *body.task_lines.values_list("pk", flat=True)]
    codes = [kind.code for kind in _OF_SECRETARIAT]
    rows = Obligation.objects.unsettled().filter(subject_id__in=about, kind__in=codes, agency=before)
    for duty in rows.order_by("id"):
        duties.follow_owner(duty, to=by, agency=body.agency, by=by, at=at)
    for asked in Obligation.objects.unsettled().filter(
        subject_id__in=about, kind=kinds.ACCEPT_TASK.code, sender=before
    ):
        duties.wait_at(asked, body.agency, by=by, at=at)
    for path in body.paths.filter(agency=before, is_open=True).order_by("id"):
        paths.carry_on(path, agency=body.agency, by=by, at=at)
    for follow in on_moved:
        follow(body, before, by, at)
