"""Old registers: uploaded, read by the worker, taken over whole or not at all, undone whole."""

import hashlib
import json
from dataclasses import asdict
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.audit import log
from tuntas.cadres import rows as looking
from tuntas.cadres import sheets
from tuntas.cadres.actions import calls
from tuntas.cadres.models import Cadre, Cohort, Import, Trainee
from tuntas.cadres.names import token_of
from tuntas.cadres.policies import registry
from tuntas.cadres.policies import training as policies
from tuntas.cadres.querysets import VILLAGE
from tuntas.cadres.rows import Row
from tuntas.cadres.states import ImportStatus, check_import
from tuntas.core import vault, vault_keys
from tuntas.core.errors import Denied
from tuntas.core.ids import uuid7

JOB = "tuntas.cadres.jobs.read_import"
KEPT = timedelta(days=7)
CHANGED = "Register berubah sejak berkas ini dibaca: {number} baris perlu dilihat lagi. Unggah berkasnya sekali lagi."


@transaction.atomic
def upload(
    data: bytes,
    *,
    agency: Agency,
    since: date,
    cohort: Cohort | None = None,
    pk: UUID | None = None,
    by: User,
    at: datetime,
) -> Import:
    """Keep a file, sealed, until the worker has read it. Raises Denied."""
    registry.check_keep(by, agency)
    registry.check_since(since, today=agency.today(at))
    if len(data) > sheets.LARGEST:
        raise Denied("Berkas ini lebih besar dari 2 MB.")
    token = vault.blind("cadre_import", hashlib.sha256(data).hexdigest())
    policies.check_file_new(agency.pk, token)
    row = Import(
        id=pk or uuid7(), agency=agency, cohort=cohort, since=since, sha256=token, uploaded_by=by, uploaded_at=at
    )
    vault.create(row.pk, "cadre_import", at=at).seal(row, upload=data)
    row.save(force_insert=True)
    log.record("cadre_import.uploaded", row, by=by, at=at)
    app.configure_task(JOB).defer(import_id=str(row.pk))
    return row


@transaction.atomic
def read(pk: UUID, *, by: Actor, at: datetime) -> Import | None:
    """What the worker does: read the file and look at each row. What cannot be read is said, and the file is gone."""
    rows = Import.objects.select_for_update(of=("self",)).select_related("agency__area")
    row: Import | None = rows.filter(pk=pk).first()
    if row is None or row.status != ImportStatus.UPLOADED:
        return None
    box = vault.box(row.pk, writing=True)
    try:
        lines = sheets.read(box.unseal_bytes(row, "upload"))
    except sheets.Unreadable as error:
        row.failure = str(error)[:200]
        _end(row, ImportStatus.FAILED, at=at)
    else:
        found = looking.look(lines, agency=row.agency, since=row.since, today=row.agency.today(at))
        check_import(row.status, ImportStatus.READ)
        row.status, row.rows, row.wrong = ImportStatus.READ, len(found), sum(bool(each.error) for each in found)
        box.seal(row, upload=None, read=json.dumps([asdict(each) for each in found]))
        row.save(update_fields=["status", "rows", "wrong", "upload", "read"])
    log.record("cadre_import.read", row, by=by, at=at, rows=row.rows, wrong=row.wrong)
    return row


@transaction.atomic
def preview(row: Import, *, by: User, at: datetime) -> list[Row]:
    """The rows as they would be taken over, with what is wrong; recorded."""
    registry.check_keep(by, row.agency)
    if row.read is None:
        return []
    log.record("cadre_import.previewed", row, by=by, at=at)
    return _rows(row)


@transaction.atomic
def apply(row: Import, *, by: User, at: datetime) -> Import:
    """Take everything over: all rows or none. Raises Denied."""
    row = _locked(row, by)
    policies.check_apply(row)
    check_import(row.status, ImportStatus.APPLIED)
    policies.check_file_new(row.agency_id, bytes(row.sha256))
    found = _rows(row)
    _check_unchanged(found)
    places = {area.path: area for area in Area.objects.current().filter(path__in={each.area_path for each in found})}
    for each in found:
        cadre = Cadre.objects.get(pk=each.known) if each.known else _register(row, each, places, by=by, at=at)
        if row.cohort_id is not None:
            Trainee.objects.get_or_create(
                cohort_id=row.cohort_id, cadre=cadre, defaults={"attested": True, "source": row}
            )
    row.applied_at = at
    _end(row, ImportStatus.APPLIED, at=at)
    log.record("cadre_import.applied", row, by=by, at=at, rows=row.rows)
    return row


@transaction.atomic
def discard(row: Import, *, by: User, at: datetime) -> Import:
    """It is not taken over; the file and what was read from it are gone. Raises Denied."""
    row = _locked(row, by)
    _end(row, ImportStatus.DISCARDED, at=at)
    log.record("cadre_import.discarded", row, by=by, at=at)
    return row


@transaction.atomic
def undo(row: Import, *, by: User, at: datetime) -> Import:
    """Everything that came in goes out again, with its keys, while nothing that people did depends on it. Raises Denied.

    A supportive call that the worker asked for and nobody has made goes with the line it is about.
    """
    row = _locked(row, by)
    policies.check_undo(row)
    check_import(row.status, ImportStatus.UNDONE)
    cadres = list(Cadre.objects.select_for_update(of=("self",)).filter(source=row).order_by("pk"))
    policies.check_undo(row)  # again, now that nobody writes about them meanwhile
    Trainee.objects.filter(source=row).delete()
    for cadre in cadres:
        calls.drop_open(cadre, by=by, at=at)
        vault_keys.erase(cadre.pk, at=at)
    Cadre.objects.filter(pk__in=[cadre.pk for cadre in cadres]).delete()
    row.status, row.ended_at = ImportStatus.UNDONE, at
    row.save(update_fields=["status", "ended_at"])
    log.record("cadre_import.undone", row, by=by, at=at, count=len(cadres))
    return row


def forget(*, by: Actor, at: datetime) -> int:
    """What nobody took over within a week goes; returns how many."""
    open_ = [ImportStatus.UPLOADED, ImportStatus.READ]
    rows = Import.objects.filter(status__in=open_, uploaded_at__lt=at - KEPT).order_by("uploaded_at")
    for row in list(rows):
        _forget(row.pk, by=by, at=at)
    return len(rows)


@transaction.atomic
def _forget(pk: UUID, *, by: Actor, at: datetime) -> None:
    row = Import.objects.select_for_update(of=("self",)).select_related("agency").get(pk=pk)
    _end(row, ImportStatus.DISCARDED, at=at)
    log.record("cadre_import.discarded", row, by=by, at=at)


def _register(row: Import, each: Row, places: dict[str, Area], *, by: User, at: datetime) -> Cadre:
    cadre = Cadre(
        id=uuid7(), agency=row.agency, area=places[each.area_path], area_path=each.area_path, created_by=by, created_at=at, source=row,
        from_date=date.fromisoformat(each.since), name_token=token_of(each.name, each.area_path[:VILLAGE]),
    )  # fmt: skip
    vault.create(cadre.pk, "cadre", at=at).seal(cadre, name=each.name, contact=each.contact)
    cadre.save(force_insert=True)
    log.record("cadre.registered", cadre, by=by, at=at, since=cadre.from_date, account=False)
    return cadre


def _check_unchanged(found: list[Row]) -> None:
    """Whoever was registered, or an area that ended, since the file was read. Raises Denied."""
    tokens = {token_of(each.name, each.area_path[:VILLAGE]) for each in found if not each.known}
    twice = Cadre.objects.filter(name_token__in=tokens, left_date__isnull=True).count()
    known = {each.known for each in found if each.known}
    gone = len(known) - Cadre.objects.filter(pk__in=known).count()
    paths = {each.area_path for each in found}
    ended = len(paths) - Area.objects.current().filter(path__in=paths).count()
    if number := twice + gone + ended:
        raise Denied(CHANGED.format(number=number))


def _rows(row: Import) -> list[Row]:
    return [Row(**each) for each in json.loads(vault.box(row.pk).unseal(row, "read"))]


def _end(row: Import, status: ImportStatus, *, at: datetime) -> None:
    """The file and what was read are gone with their key."""
    check_import(row.status, status)
    row.status, row.ended_at, row.upload, row.read = status, at, None, None
    row.save(update_fields=["status", "ended_at", "upload", "read", "failure", "applied_at"])
    token = row.sha256
    vault_keys.erase(row.pk, at=at)
    if status is ImportStatus.APPLIED:  # erasing clears tokens; this one keeps the same file from coming in twice
        Import.objects.filter(pk=row.pk).update(sha256=token)


def _locked(row: Import, by: User) -> Import:
    rows = Import.objects.select_for_update(of=("self",)).select_related("agency__area", "cohort")
    found: Import = rows.get(pk=row.pk)
    registry.check_keep(by, found.agency)
    return found
