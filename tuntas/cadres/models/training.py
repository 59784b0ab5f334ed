"""Cohorts: who was trained when, in what, by whom, and what they knew before and after."""

from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.cadres.models.registry import Cadre
from tuntas.cadres.querysets_training import CohortQuerySet, TraineeQuerySet
from tuntas.cadres.states import ImportStatus
from tuntas.core.fields import BlindField, SealedField
from tuntas.core.ids import uuid7
from tuntas.letters.models import Letter
from tuntas.obligations.models import Obligation

USER = settings.AUTH_USER_MODEL
SCORE = (0, 100)


class Cohort(models.Model):
    """Angkatan: one training of cadres. Its officers are elected in a body of its own (`bodies`).

    `duty`: hold a refresher, opened 60 days before `refresher_date`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    name = models.CharField(max_length=100)
    year = models.PositiveSmallIntegerField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", help_text="who trains")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    area_path = models.CharField(max_length=41)
    refresher_months = models.PositiveSmallIntegerField(default=24)
    refresher_date = models.DateField()
    duty = models.ForeignKey(Obligation, on_delete=models.PROTECT, null=True, related_name="+")
    created_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects = CohortQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="cadres_cohort_once", fields=["agency", "name", "year"]),
            models.CheckConstraint(name="cadres_cohort_refresher", condition=Q(refresher_months__range=(1, 120))),
        ]
        indexes = [
            models.Index(fields=["area_path", "year"], opclasses=["text_pattern_ops", "int2_ops"], name="cadres_cohort_area")
        ]  # fmt: skip

    class Privacy:
        personal: set[str] = set()
        plain = {
            "id", "name", "year", "agency", "area", "area_path", "refresher_months", "refresher_date", "duty", "created_by", "created_at",
        }  # fmt: skip


class TrainingDay(models.Model):
    """One day of a training."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="days")
    date = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(name="cadres_trainingday_once", fields=["cohort", "date"])]

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "cohort", "date"}


class Session(models.Model):
    """One topic of the curriculum, in its order, on a day, with whoever taught it in office."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="sessions")
    day = models.ForeignKey(TrainingDay, on_delete=models.PROTECT, related_name="sessions")
    position = models.PositiveSmallIntegerField()
    topic = models.CharField(max_length=150)
    trainer = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="cadres_session_order", fields=["cohort", "position"])]

    class Privacy:
        personal = {"trainer"}
        plain = {"id", "cohort", "day", "position", "topic"}


class Import(models.Model):
    """An old register that was uploaded: read by the worker, looked at, taken over whole or not at all, undone whole.

    Its own dossier: the file and what was read from it are sealed, and their key is destroyed as soon as they are not
    needed. `sha256` is a keyed token of the file, so that nobody imports it twice.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, null=True, related_name="imports")
    since = models.DateField(help_text="cadre since, where a row says nothing")
    status = models.CharField(max_length=10, choices=ImportStatus, default=ImportStatus.UPLOADED)
    rows = models.PositiveIntegerField(default=0)
    wrong = models.PositiveIntegerField(default=0)
    failure = models.CharField(max_length=200, blank=True)
    uploaded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    sha256 = BlindField()
    upload = SealedField(field_id="cadre_import.upload")
    read = SealedField(field_id="cadre_import.read")

    objects = CohortQuerySet.as_manager()
    dossier_lookup = "id"

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="cadres_import_file_once", fields=["agency", "sha256"], condition=Q(status=ImportStatus.APPLIED)
            ),
            models.CheckConstraint(
                name="cadres_import_applied_whole", condition=~Q(status=ImportStatus.APPLIED) | Q(wrong=0, applied_at__isnull=False)
            ),
        ]  # fmt: skip

    class Privacy:
        personal = {"sha256", "upload", "read"}
        plain = {
            "id", "agency", "cohort", "since", "status", "rows", "wrong", "failure", "uploaded_by", "uploaded_at", "applied_at", "ended_at",
        }  # fmt: skip

    @property
    def dossier_id(self) -> UUID:
        """An import is a dossier."""
        return self.id

    @property
    def area_path(self) -> str:
        """For audit: where its agency is."""
        return self.agency.area_path


class Trainee(models.Model):
    """A cadre in a cohort. `attested`: an old register says that she was trained; else her days of attendance do."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="trainees")
    cadre = models.ForeignKey(Cadre, on_delete=models.PROTECT, related_name="trainings")
    attested = models.BooleanField(default=False)
    pre_score = models.PositiveSmallIntegerField(null=True)
    post_score = models.PositiveSmallIntegerField(null=True)
    source = models.ForeignKey(Import, on_delete=models.PROTECT, null=True, related_name="trainees")
    letter = models.OneToOneField(
        Letter, on_delete=models.PROTECT, null=True, related_name="+", help_text="certificate"
    )

    objects = TraineeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="cadres_trainee_once", fields=["cohort", "cadre"]),
            models.CheckConstraint(
                name="cadres_trainee_scores",
                condition=(Q(pre_score__isnull=True) | Q(pre_score__range=SCORE))
                & (Q(post_score__isnull=True) | Q(post_score__range=SCORE)),
            ),
        ]

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "cohort", "cadre", "attested", "pre_score", "post_score", "source", "letter"}

    class Grants:
        app = {"select", "insert", "update", "delete"}


class Attended(models.Model):
    """That somebody was there on a day of the training."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    trainee = models.ForeignKey(Trainee, on_delete=models.CASCADE, related_name="attended")
    day = models.ForeignKey(TrainingDay, on_delete=models.PROTECT, related_name="attended")

    class Meta:
        constraints = [models.UniqueConstraint(name="cadres_attended_once", fields=["trainee", "day"])]

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "trainee", "day"}

    class Grants:
        app = {"select", "insert", "delete"}
