"""Guided paths: begun, gone step by step, ended."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.audit import log
from tuntas.bodies import kinds
from tuntas.bodies.models import Body, Path, PathStep
from tuntas.bodies.policies import paths as policies
from tuntas.bodies.states import PathKind, PathStatus, check_path_transition
from tuntas.bodies.steps import BY_KIND, REVIEW_AFTER, STEPS
from tuntas.obligations.actions import duties
from tuntas.obligations.models import Obligation
from tuntas.obligations.states import Outcome
from tuntas.people.actions import mentions
from tuntas.people.actions.mentions import Place

# Higher apps add what follows when a path has come to its end, in ready().
on_done: list[Callable[[Path, User, datetime], None]] = []


@transaction.atomic
def start(*, kind: PathKind, body: Body | None, area: Area, agency: Agency, by: User, at: datetime) -> Path:
    """Begin a path: all its steps with their days, the duty of the first. Raises Denied."""
    Area.objects.select_for_update(of=("self",)).get(pk=area.pk)  # two who begin at once come one after the other
    policies.check_start(by, kind, body=body, area=area, agency=agency, at=at)
    today = agency.today(at)
    path = Path(kind=kind, body=body, area=area, area_path=area.path, agency=agency, started_by=by, started_at=at)
    steps = [
        PathStep(path=path, position=position, code=step.code, due_date=today + timedelta(days=step.within))
        for position, step in enumerate(BY_KIND[kind], 1)
    ]
    path.duty = _owe(path, steps[0], by=by, at=at)
    path.save(force_insert=True)
    PathStep.objects.bulk_create(steps)
    log.record("path.started", path, by=by, at=at, path_kind=str(kind), **_place(path))
    return path


def finish(step: PathStep, *, done_date: date, document: str, evidence: str, by: User, at: datetime) -> Path:
    """A step is done; the next one is owed, or the path has come to its end. Raises Denied, Mentioned."""
    policies.check_work(by, step.path)
    _look(step.path, {"document": document, "evidence": evidence}, by=by, at=at)
    return _finished(step, done_date, document, evidence, by=by, at=at)


@transaction.atomic
def _finished(step: PathStep, done_date: date, document: str, evidence: str, *, by: User, at: datetime) -> Path:
    path = _locked(step.path)
    step = PathStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
    policies.check_work(by, path)
    policies.check_done(path, step, done_date=done_date, document=document, at=at)
    step.done_at, step.done_by, step.done_date, step.document, step.evidence = at, by, done_date, document, evidence
    step.save(update_fields=["done_at", "done_by", "done_date", "document", "evidence"])
    if step.code == "training":
        review = done_date + timedelta(days=REVIEW_AFTER)
        path.steps.filter(code="review").update(due_date=review)
    log.record("path.step_done", path, by=by, at=at, step=step.code, **_place(path))
    _go_on(path, by=by, at=at)
    return path


@transaction.atomic
def reopen(step: PathStep, *, by: User, at: datetime) -> Path:
    """A step was written down wrongly, or has to be done again: it is owed once more, before those that follow. Raises Denied."""
    path = _locked(step.path)
    step = PathStep.objects.select_for_update(of=("self",)).get(pk=step.pk)
    policies.check_reopen(by, path, step)
    before = step.done_date
    step.done_at = step.done_by = step.done_date = None
    step.document = step.evidence = ""
    step.save(update_fields=["done_at", "done_by", "done_date", "document", "evidence"])
    log.record("path.step_reopened", path, by=by, at=at, step=step.code, before=before, **_place(path))
    _go_on(path, outcome=Outcome.REPLACED, by=by, at=at)
    return path


def stop(path: Path, *, reason: str, by: User, at: datetime) -> Path:
    """It is not carried further, and why. Raises Denied, Mentioned."""
    policies.check_work(by, path)
    _look(path, {"reason": reason}, by=by, at=at)
    return _stopped(path, reason, by=by, at=at)


@transaction.atomic
def _stopped(path: Path, reason: str, *, by: User, at: datetime) -> Path:
    path = _locked(path)
    policies.check_work(by, path)
    path.stop_reason = reason
    _end(path, PathStatus.STOPPED, outcome=Outcome.CANCELLED, by=by, at=at)
    log.record("path.stopped", path, by=by, at=at, **_place(path))
    return path


@transaction.atomic
def carry_on(path: Path, *, agency: Agency, by: User, at: datetime) -> Path:
    """Another secretariat carries an open path; the step that is owed goes along, its day stays. The caller asked who may."""
    path = _locked(path)
    before, path.agency = path.agency_id, agency
    path.save(update_fields=["agency"])
    if path.duty is not None:
        duties.follow_owner(path.duty, to=by, agency=agency, by=by, at=at)
    log.record("path.secretariat_moved", path, by=by, at=at, before=str(before), **_place(path))
    return path


def _look(path: Path, texts: dict[str, str], *, by: User, at: datetime) -> None:
    """What is written about a path names no party (R32); outside of the change, so that what was found stays recorded."""
    given = {field: text for field, text in texts.items() if text.strip()}
    if given:
        place = Place(path, f"Jalur {path.get_kind_display().lower()}", path.agency, path.area_path)
        mentions.check(given, place=place, by=by, at=at)


def _go_on(path: Path, *, outcome: Outcome = Outcome.DONE, by: User, at: datetime) -> None:
    following = path.steps.filter(done_at__isnull=True).order_by("position").first()
    if following is None:
        _end(path, PathStatus.DONE, outcome=Outcome.DONE, by=by, at=at)
        log.record("path.done", path, by=by, at=at, **_place(path))
        for follow in on_done:
            follow(path, by, at)
        return
    before = path.duty
    path.duty = _owe(path, following, by=by, at=at)
    path.save(update_fields=["duty"])
    if before is not None:
        duties.settle(before, outcome=outcome, by=by, at=at)


def _end(path: Path, status: PathStatus, *, outcome: Outcome, by: User, at: datetime) -> None:
    check_path_transition(path.status, status)
    before, path.duty = path.duty, None
    path.status, path.ended_at = status, at
    path.save(update_fields=["status", "ended_at", "duty", "stop_reason"])
    if before is not None:
        duties.settle(before, outcome=outcome, by=by, at=at)


def _owe(path: Path, step: PathStep, *, by: User, at: datetime) -> Obligation:
    """The duty of a step, until the end of its day; what should have been done already is owed tomorrow."""
    day = max(step.due_date, path.agency.today(at) + timedelta(days=1))
    due = datetime.combine(day, time(23, 59), tzinfo=path.agency.zone)
    about = path.body.name if path.body else path.area.full_name
    title = STEPS[PathKind(path.kind), step.code].title
    return duties.open_duty(
        kind=kinds.PATH_STEP, subject=path, dossier_id=path.pk, label=f"{title} · {about}"[:80], agency=path.agency,
        area_path=path.area_path, due_at=due, by=by, at=at,
    )  # fmt: skip


def _locked(path: Path) -> Path:
    rows = Path.objects.select_for_update(of=("self",)).select_related("body__agency", "area", "agency__area", "duty")
    return rows.get(pk=path.pk)


def _place(path: Path) -> dict[str, Any]:
    return {"agency_id": path.agency_id, "area_path": path.area_path}
