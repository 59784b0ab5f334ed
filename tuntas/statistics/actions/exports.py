"""Taking figures away: asked for, made by the worker, fetched; each recorded. Only what a page would show leaves."""

from datetime import datetime

from django.db import transaction
from procrastinate.contrib.django import app

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.roles import scope_of
from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.statistics.figures import files
from tuntas.statistics.figures.counting import Scope
from tuntas.statistics.figures.editions import published
from tuntas.statistics.models import FigureFile
from tuntas.statistics.models.exports import KEPT
from tuntas.statistics.policies import exports as policies
from tuntas.statistics.policies.releases import check_published
from tuntas.statistics.states import FileFormat
from tuntas.statistics.vocabulary import Basis

JOB = "tuntas.statistics.jobs.make_file"


@transaction.atomic
def ask(scope: Scope, *, form: FileFormat, by: User, at: datetime) -> FigureFile:
    """Ask for a file of what is published; the worker makes it."""
    policies.check_export(by, scope.area_path)
    check_published(published().of(scope.year))
    posting = next(each for each in by.current_postings if scope_of(each.role, Permission.STATISTICS_EXPORT))
    row = FigureFile.objects.create(
        format=form, area_path=scope.area_path, year=scope.year, basis=scope.basis.value, agency=posting.agency, asked_by=by,
        asked_at=at, total=files.steps(),
    )  # fmt: skip
    app.configure_task(JOB).defer(file_id=str(row.pk))
    _record("figures.asked", row, by=by, at=at)
    return row


def make(row: FigureFile, *, by: Actor, at: datetime) -> FigureFile:
    """Count, hide, write. May be run again: what was made is not made twice. Raises press.PressFailed."""
    if row.made_at is not None:
        return row
    scope = Scope(row.year, Basis(row.basis), row.area_path, published())
    content = files.content(FileFormat(row.format), scope, agency=row.agency, on=at, told=lambda done: _told(row, done))
    with transaction.atomic():
        row = FigureFile.objects.select_for_update(of=("self",)).select_related("agency").get(pk=row.pk)
        row.content, row.made_at, row.failed_at, row.done = content, at, None, row.total
        row.save(update_fields=["content", "made_at", "failed_at", "done"])
        _record("figures.made", row, by=by, at=at)
    return row


def _told(row: FigureFile, done: int) -> None:
    FigureFile.objects.filter(pk=row.pk, made_at__isnull=True).update(done=min(done, row.total))


@transaction.atomic
def give_up(row: FigureFile, *, by: Actor, at: datetime) -> None:
    """It could not be made; whoever asked is told on the page."""
    FigureFile.objects.filter(pk=row.pk, made_at__isnull=True).update(failed_at=at)
    _record("figures.failed", row, by=by, at=at)


@transaction.atomic
def take(row: FigureFile, *, by: User, at: datetime) -> bytes:
    """The file, for whoever asked for it."""
    policies.check_take(by, row)
    _record("figures.taken", row, by=by, at=at)
    return bytes(row.content or b"")


@transaction.atomic
def forget(*, by: Actor, at: datetime) -> int:
    """Files older than a week lose their content; that they were asked for stays."""
    old = FigureFile.objects.filter(content__isnull=False, asked_at__lt=at - KEPT)
    count = old.update(content=None)
    if count:
        log.record("figures.forgotten", None, by=by, at=at, subject_type="statistics.figurefile", count=count)
    return count


def _record(kind: str, row: FigureFile, *, by: Actor, at: datetime) -> None:
    log.record(kind, row, by=by, at=at, format=str(row.format), year=row.year)
