"""Recording and correcting the decrees of bodies, with their encrypted files; watching that they are renewed."""

import logging
from dataclasses import dataclass, fields
from datetime import date, datetime
from traceback import extract_tb

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.bodies.actions import _body, _renewal
from tuntas.bodies.models import Body, Decree
from tuntas.bodies.policies import bodies, decrees
from tuntas.core import vault
from tuntas.files.actions import files
from tuntas.files.models import File
from tuntas.files.states import Purpose, RemovalReason

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class DecreeData:
    """What stands in a decree. `to_date` is the first day after its term; none: without end."""

    number: str
    dated: date
    signer_name: str
    signer_position: str
    from_date: date
    to_date: date | None = None


@transaction.atomic
def record(body: Body, *, data: DecreeData, upload: UploadedFile | None = None, by: User, at: datetime) -> Decree:
    """Write down a decree, with its file if there is one; what it follows need not be renewed any more. Raises Denied."""
    body = _body.locked(body)
    bodies.check_edit(by, body)
    _check(body, data, at=at)
    row = Decree(body=body, recorded_by=by, recorded_at=at, **_given(data))
    row.file = _stored(body, upload, by=by, at=at) if upload else None
    row.save(force_insert=True)
    _renewal.refresh(body, by=by, at=at)
    log.record(
        "decree.recorded", row, by=by, at=at, since=data.from_date, until=row.last_day, file=row.file is not None, **_body.place(body)
    )  # fmt: skip
    return row


@transaction.atomic
def correct(decree: Decree, *, data: DecreeData, upload: UploadedFile | None = None, by: User, at: datetime) -> Decree:
    """Put right what was written down wrongly; another file takes the place of the one before. Raises Denied."""
    body = _body.locked(decree.body)
    bodies.check_edit(by, body)
    row = Decree.objects.select_for_update(of=("self",)).get(pk=decree.pk)
    _check(body, data, at=at, without=row)
    given = _given(data)
    changed = [name for name, value in given.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, given[name])
    before = row.file
    if upload:
        row.file = _stored(body, upload, by=by, at=at)
        changed.append("file")
    row.save(update_fields=[*given, "file"])
    if upload and before is not None and before.removed_at is None:
        files.remove(before, reason=RemovalReason.REPLACED, by=by, at=at)
    _renewal.refresh(body, by=by, at=at)
    log.record("decree.corrected", row, by=by, at=at, fields=changed, **_body.place(body))
    return row


def watch(*, by: Actor, at: datetime) -> int:
    """Open the duty to renew wherever a term ends within 60 days; returns how many. Twice is harmless.

    Each body in a transaction of its own: one that fails is recorded, tried again by the next run, and holds up no other.
    """
    done = 0
    for body in list(_renewal.candidates(at)):
        try:
            with transaction.atomic():
                done += _renewal.refresh(_body.locked(body), by=by, at=at)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one must not hold up all others
            _put_off(body, error, by=by, at=at)
    return done


@transaction.atomic
def _put_off(body: Body, error: Exception, *, by: Actor, at: datetime) -> None:
    """Which body and what kind of error. What the error says may hold what people typed: it is not kept."""
    name, place = type(error).__name__, extract_tb(error.__traceback__)[-1]
    logger.error("body %s: renewal failed with %s in %s:%s", body.pk, name, place.filename, place.lineno)
    log.record("body.put_off", body, by=by, at=at, error=name)


def _check(body: Body, data: DecreeData, *, at: datetime, without: Decree | None = None) -> None:
    decrees.check_days(body, dated=data.dated, from_date=data.from_date, to_date=data.to_date, at=at)
    decrees.check_term(body, from_date=data.from_date, to_date=data.to_date, without=without)


def _given(data: DecreeData) -> dict[str, object]:
    return {field.name: getattr(data, field.name) for field in fields(data)}


def _stored(body: Body, upload: UploadedFile, *, by: User, at: datetime) -> File:
    """Keep a file in the body's own dossier, which is made with the first one."""
    if body.dossier_id is None:
        vault.create(body.pk, "body", at=at)
        body.dossier_id = body.pk
        body.save(update_fields=["dossier_id"])
    return files.store(upload=upload, dossier_id=body.pk, purpose=Purpose.DECREE, by=by, at=at)
