"""What cadres did, what they noticed, and whether they came back."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tuntas.cadres.models.registry import Cadre
from tuntas.cadres.querysets import ActivityQuerySet, OfCadreQuerySet
from tuntas.cadres.states import PUBLIC, SILENT, ActivityKind, DetectionStatus, Layer, Sign, Source, VisitStatus
from tuntas.core.fields import SealedField
from tuntas.core.ids import uuid7
from tuntas.obligations.models import Obligation

USER = settings.AUTH_USER_MODEL
NO_NARROWER = r"^\d{2}\.\d{2}\.\d{2}\.(\d{4}\.)?$"  # kecamatan, kelurahan or desa


def open_if(condition: Any) -> Any:
    """`is_open`, kept by the database from the state."""
    return models.GeneratedField(expression=condition, output_field=models.BooleanField(), db_persist=True)


def open_iff_duty(name: str) -> models.CheckConstraint:
    """An open subject names its keeping duty, and no other does."""
    return models.CheckConstraint(
        name=name, condition=Q(is_open=True, duty__isnull=False) | Q(is_open=False, duty__isnull=True)
    )


def keeping_duty() -> Any:
    """The duty that keeps a subject; the migration adds the composite foreign key."""
    return models.ForeignKey(Obligation, on_delete=models.PROTECT, null=True, db_constraint=False, related_name="+")


class Activity(models.Model):
    """Something a cadre did on a day, whoever wrote it down and when: paper, telephone and voice count the same.

    A home visit and an early detection hold no place, no words and no area narrower than the kelurahan: the database
    refuses them, and there is no column for a photo. `note` is sealed under the cadre's own key.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    cadre = models.ForeignKey(Cadre, on_delete=models.PROTECT, related_name="activities")
    area_path = models.CharField(max_length=41)
    kind = models.CharField(max_length=16, choices=ActivityKind)
    done_date = models.DateField()
    source = models.CharField(max_length=8, choices=Source)
    layer = models.CharField(max_length=10, choices=Layer, blank=True)
    participants = models.PositiveIntegerField(null=True)
    place = models.CharField(max_length=100, blank=True, help_text="of what happens in public")
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    retracted_at = models.DateTimeField(null=True, help_text="written down wrongly: counts no more")
    note = SealedField(field_id="cadre_activity.note")

    objects = ActivityQuerySet.as_manager()
    dossier_lookup = "cadre_id"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cadres_activity_silent",
                condition=~Q(kind__in=sorted(SILENT)) | Q(place="", note__isnull=True, participants__isnull=True)
                & Q(area_path__regex=NO_NARROWER),
            ),
            models.CheckConstraint(
                name="cadres_activity_place_in_public", condition=Q(place="") | Q(kind__in=sorted(PUBLIC))
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["cadre", "-done_date"], name="cadres_activity_cadre"),
            models.Index(
                fields=["area_path", "done_date"],
                opclasses=["text_pattern_ops", "date_ops"],
                name="cadres_activity_area",
            ),
        ]

    class Privacy:
        personal = {"note"}
        plain = {
            "id", "cadre", "area_path", "kind", "done_date", "source", "layer", "participants", "place", "recorded_by", "recorded_at",
            "retracted_at",
        }  # fmt: skip

    @property
    def dossier_id(self) -> UUID:
        """The note belongs to the cadre's dossier."""
        return self.cadre_id

    @property
    def glance(self) -> str:
        """As it stands on her own telephone, for whoever looks over her shoulder: not that she noticed violence or went to a home."""
        return "Kegiatan" if self.kind in SILENT else ActivityKind(self.kind).label


class Detection(models.Model):
    """What was noticed in an early detection: coded signs, and a few words without name and address. Its own dossier.

    It waits until it became a report or somebody found that it need not. The words then leave this table: a report
    holds them under its own key, and the cadre reads only that it was forwarded. `report_id`: at most one, of one.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, related_name="detection")
    cadre = models.ForeignKey(Cadre, on_delete=models.PROTECT, related_name="detections")
    signs = ArrayField(models.CharField(max_length=16, choices=Sign))
    child = models.BooleanField(null=True)
    danger = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=DetectionStatus, default=DetectionStatus.OPEN)
    report_id = models.UUIDField(null=True, unique=True)
    decided_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    duty = keeping_duty()
    is_open = open_if(Q(status=DetectionStatus.OPEN))
    words = SealedField(field_id="cadre_detection.words")

    objects = OfCadreQuerySet.as_manager()
    dossier_lookup = "id"

    class Meta:
        constraints = [
            open_iff_duty("cadres_detection_open_iff_duty"),
            models.CheckConstraint(
                name="cadres_detection_forwarded_iff_report",
                condition=Q(status=DetectionStatus.FORWARDED, report_id__isnull=False, words__isnull=True)
                | (~Q(status=DetectionStatus.FORWARDED) & Q(report_id__isnull=True)),
            ),
            models.CheckConstraint(
                name="cadres_detection_decided_iff_at",
                condition=Q(is_open=True, decided_at__isnull=True, decided_by__isnull=True)
                | Q(is_open=False, decided_at__isnull=False, decided_by__isnull=False),
            ),
        ]

    class Privacy:
        personal = {"words"}
        plain = {
            "id", "activity", "cadre", "signs", "child", "danger", "status", "report_id", "decided_by", "decided_at", "duty", "is_open",
        }  # fmt: skip

    @property
    def dossier_id(self) -> UUID:
        """A detection is a dossier."""
        return self.id


class Visit(models.Model):
    """A home visit that a cadre announced: not where, only when she means to be back. Then somebody makes sure.

    `missed_at`: the moment passed and nobody had said that she is back; the keeping duty is then the secretariat's.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    cadre = models.ForeignKey(Cadre, on_delete=models.PROTECT, related_name="visits")
    planned_at = models.DateTimeField()
    expected_at = models.DateTimeField()
    missed_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=10, choices=VisitStatus, default=VisitStatus.PLANNED)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, null=True, related_name="visit")
    duty = keeping_duty()
    is_open = open_if(Q(status=VisitStatus.PLANNED))

    objects = OfCadreQuerySet.as_manager()

    class Meta:
        constraints = [
            open_iff_duty("cadres_visit_open_iff_duty"),
            models.CheckConstraint(name="cadres_visit_dates", condition=Q(expected_at__gt=F("planned_at"))),
            models.CheckConstraint(
                name="cadres_visit_ended_iff_at",
                condition=Q(is_open=True, ended_at__isnull=True) | Q(is_open=False, ended_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="cadres_visit_one_open", fields=["cadre"], condition=Q(status=VisitStatus.PLANNED)
            ),
        ]
        indexes = [
            models.Index(
                fields=["expected_at"],
                condition=Q(status="planned", missed_at__isnull=True),
                name="cadres_visit_expected",
            )
        ]

    class Privacy:
        personal: set[str] = set()
        plain = {
            "id", "cadre", "planned_at", "expected_at", "missed_at", "status", "ended_at", "ended_by", "activity", "duty", "is_open",
        }  # fmt: skip
