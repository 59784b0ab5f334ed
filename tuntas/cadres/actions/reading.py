"""Reading names and words of cadres: decrypted for a page, and recorded."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.access.permissions import Permission
from tuntas.access.reach import reaches
from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.cadres.actions import _row
from tuntas.cadres.models import Activity, Cadre, Call, Detection, Help, Task
from tuntas.core import vault


@transaction.atomic
def names(cadres: Iterable[Cadre], *, by: User, at: datetime) -> dict[UUID, str]:
    """The names of those whose lines the reader keeps, with one query; of all others nothing. One event for a page."""
    kept = [
        row for row in cadres if reaches(by, Permission.CADRE_EDIT, agency_id=row.agency_id, area_path=row.area_path)
    ]
    if not kept:
        return {}
    boxes = vault.boxes(row.pk for row in kept)
    log.record(
        "cadre.names_read",
        None,
        by=by,
        at=at,
        subject_type="cadres.cadre",
        agency_id=kept[0].agency_id,
        count=len(kept),
    )
    return {row.pk: boxes[row.pk].unseal(row, "name") for row in kept if row.pk in boxes}


@transaction.atomic
def who(cadre: Cadre, *, by: User, at: datetime) -> tuple[str, str]:
    """Name and contact, for whoever keeps her line and for herself; for all others nothing."""
    own = cadre.user_id is not None and cadre.user_id == by.pk
    if not own and not reaches(by, Permission.CADRE_EDIT, agency_id=cadre.agency_id, area_path=cadre.area_path):
        return "", ""
    box = vault.box(cadre.pk)
    if not own:
        log.record("cadre.read", cadre, by=by, at=at)
    return box.unseal(cadre, "name"), box.unseal(cadre, "contact")


@transaction.atomic
def noticed(detection: Detection, *, by: User, at: datetime) -> str:
    """The words of an early detection; forwarded, there are none."""
    if detection.words is None:
        return ""
    if detection.cadre.user_id != by.pk:
        log.record(
            "cadre.detection_read",
            detection,
            by=by,
            at=at,
            **_row.place(detection.cadre) | {"dossier_id": detection.pk},
        )
    return vault.box(detection.pk).unseal(detection, "words")


@transaction.atomic
def note(activity: Activity, *, by: User, at: datetime) -> str:
    """What was written beside an activity."""
    if activity.cadre.user_id != by.pk:
        log.record("cadre.read", activity.cadre, by=by, at=at)
    return vault.box(activity.cadre_id).unseal(activity, "note")


@transaction.atomic
def words_of(row: Help | Call, *names: str, by: User, at: datetime) -> dict[str, str]:
    """What was said in a request for help or a supportive call."""
    if row.cadre.user_id != by.pk:
        log.record("cadre.read", row.cadre, by=by, at=at)
    box = vault.box(row.cadre_id)
    return {name: box.unseal(row, name) for name in names}


@transaction.atomic
def task(row: Task, *, by: User, at: datetime) -> dict[str, str]:
    """What she is asked to do, for whom, how to reach them. Each look is in the log of the case."""
    log.record("cadre.task_read", row, by=by, at=at)
    box = vault.box(row.dossier_id)
    return {name: box.unseal(row, name) for name in ("called", "contact", "instruction", "result")}
