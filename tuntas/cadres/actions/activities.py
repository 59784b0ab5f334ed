"""What cadres did, written down by themselves or by whoever keeps their line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.cadres import kinds
from tuntas.cadres.actions import _row, calls
from tuntas.cadres.models import Activity, Cadre, Detection
from tuntas.cadres.policies import activities as policies
from tuntas.cadres.states import SILENT, ActivityKind, Layer, Sign, Source
from tuntas.core import vault
from tuntas.core.errors import Denied
from tuntas.core.ids import uuid7


@dataclass(frozen=True)
class Noticed:
    """What an early detection says: signs, and a few words without name and address."""

    signs: Sequence[Sign]
    words: str = ""
    child: bool | None = None
    danger: bool = False


@dataclass(frozen=True)
class ActivityData:
    """What was done. `noticed`: of an early detection, and only of one."""

    kind: ActivityKind
    done_date: date
    source: Source
    layer: Layer | None = None
    participants: int | None = None
    place: str = ""
    note: str = ""
    noticed: Noticed | None = None


@transaction.atomic
def record_activity(cadre: Cadre, *, data: ActivityData, pk: UUID | None = None, by: User, at: datetime) -> Activity:
    """Write down what a cadre did, dated when it was done. An early detection opens its duty. Raises Denied."""
    cadre = _row.locked(cadre)
    policies.check_log(by, cadre, source=data.source)
    policies.check_done(cadre, data.done_date, at=at)
    policies.check_content(data.kind, place=data.place, note=data.note, participants=data.participants)
    if (data.noticed is not None) != (data.kind is ActivityKind.EARLY_DETECTION):
        raise Denied("Deteksi dini memuat tanda yang dilihat; kegiatan lain tidak.")
    row = Activity(
        id=pk or uuid7(), cadre=cadre, area_path=cadre.village_path if data.kind in SILENT else cadre.area_path, kind=data.kind,
        done_date=data.done_date, source=data.source, layer=data.layer or "", participants=data.participants, place=data.place,
        recorded_by=by, recorded_at=at,
    )  # fmt: skip
    if data.note:
        vault.box(cadre.pk, writing=True).seal(row, note=data.note)
    row.save(force_insert=True)
    log.record(
        "cadre.activity_recorded", row, by=by, at=at, activity_kind=data.kind, source=data.source, on=data.done_date, **_row.place(cadre)
    )  # fmt: skip
    if data.noticed is not None:
        _detect(row, cadre, data.noticed, by=by, at=at)
    calls.no_longer_needed(cadre, by=by, at=at)
    return row


@transaction.atomic
def retract(activity: Activity, *, by: User, at: datetime) -> Activity:
    """It was written down wrongly: it stays to be read and counts no more. Raises Denied."""
    cadre = _row.locked(activity.cadre)
    activity = Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)
    activity.cadre = cadre
    policies.check_retract(by, activity)
    activity.retracted_at = at
    activity.save(update_fields=["retracted_at"])
    log.record("cadre.activity_retracted", activity, by=by, at=at, activity_kind=activity.kind, **_row.place(cadre))
    return activity


def _detect(activity: Activity, cadre: Cadre, noticed: Noticed, *, by: User, at: datetime) -> None:
    """The detection is a dossier of its own: who hears of it later need not hear of her other work."""
    if not noticed.signs:
        raise Denied("Pilih paling sedikit satu tanda yang dilihat.")
    policies.check_words(noticed.words)
    row = Detection(
        id=uuid7(),
        activity=activity,
        cadre=cadre,
        signs=list(noticed.signs),
        child=noticed.child,
        danger=noticed.danger,
    )
    box = vault.create(row.pk, "detection", at=at)
    if noticed.words:
        box.seal(row, words=noticed.words)
    kind = kinds.DETECTION_DANGER if noticed.danger else kinds.DETECTION
    row.duty = _row.owe(kind, row, cadre, dossier_id=row.pk, urgent=noticed.danger, by=by, at=at)
    row.save(force_insert=True)
    log.record("cadre.detected", row, by=by, at=at, agency_id=cadre.agency_id, area_path=cadre.village_path)
