"""What was heard and seen; the psychologist's sealed notes; risk, safety plan, consent, pressure, contact attempts."""

from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tuntas.agencies.models import Agency
from tuntas.cases.models.case import Case
from tuntas.cases.models.parties import Party
from tuntas.cases.querysets import OfCaseQuerySet
from tuntas.cases.states import (
    AttemptResult,
    ConsentGiver,
    ConsentScope,
    NoteKind,
    PressureKind,
)
from tuntas.core.fields import SealedField
from tuntas.core.ids import uuid7
from tuntas.intake.states import Risk
from tuntas.obligations.models import Obligation

USER = settings.AUTH_USER_MODEL


class _OfCase(models.Model):
    """A row of the case's dossier: which case, who wrote it, when."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = OfCaseQuerySet.as_manager()
    dossier_lookup = "case_id"

    class Meta:
        abstract = True

    @property
    def dossier_id(self) -> UUID:
        """It belongs to the case's dossier."""
        return self.case_id


class Note(_OfCase):
    """What was said or seen. Written once; a correction is another note."""

    kind = models.CharField(max_length=12, choices=NoteKind)
    heard_alone = models.BooleanField(null=True, help_text="was the victim heard alone? null: nobody was heard")
    text = SealedField(field_id="case_note.text")

    class Privacy:
        personal = {"text"}
        plain = {"id", "case", "by", "at", "kind", "heard_alone"}

    class Grants:
        app = {"select", "insert", "update"}


class ClinicalNote(_OfCase):
    """A psychologist's note, sealed under a key of its own. Read by the author and named colleagues only."""

    dossier = models.UUIDField(unique=True)
    text = SealedField(field_id="clinical_note.text")

    dossier_lookup = "dossier"

    class Privacy:
        personal = {"text"}
        plain = {"id", "case", "by", "at", "dossier"}

    @property
    def dossier_id(self) -> UUID:
        """A clinical note is a dossier of its own."""
        return self.dossier


class ClinicalReader(models.Model):
    """A colleague whom the author named, or who asked and was let in by a second psychologist (`recovered`).

    A request that waits for the second one has a keeping duty.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    note = models.ForeignKey(ClinicalNote, on_delete=models.PROTECT, related_name="readers")
    user = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recovered = models.BooleanField(default=False)
    asked_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    granted_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    refused_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    duty = models.ForeignKey(Obligation, on_delete=models.PROTECT, null=True, db_constraint=False, related_name="+")
    is_open = models.GeneratedField(
        expression=Q(recovered=True, granted_by__isnull=True, refused_by__isnull=True),  # type: ignore[arg-type]  # a Q is an expression too
        output_field=models.BooleanField(),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["note", "user"], name="cases_clinical_reader_once"),
            models.CheckConstraint(
                name="cases_clinical_two_recover",
                condition=Q(recovered=False)
                | (Q(asked_by__isnull=False) & (Q(granted_by__isnull=True) | ~Q(granted_by=F("asked_by")))),
            ),
            models.CheckConstraint(
                name="cases_clinical_open_iff_duty",
                condition=Q(is_open=True, duty__isnull=False) | Q(is_open=False, duty__isnull=True),
            ),
            models.CheckConstraint(
                name="cases_clinical_one_answer",
                condition=Q(refused_by__isnull=True) | Q(granted_by__isnull=True, recovered=True),
            ),
        ]

    class Privacy:
        personal: set[str] = set()
        plain = {
            "id", "note", "user", "recovered", "asked_by", "granted_by", "refused_by", "at", "duty", "is_open",
        }  # fmt: skip


class RiskAssessment(_OfCase):
    """One look at the danger. The history of these is a line on the case's page."""

    items = ArrayField(models.CharField(max_length=30), default=list)
    level = models.SmallIntegerField(choices=Risk)
    raised_by_rule = models.CharField(max_length=4, blank=True, help_text="R23 where recurrence raised it")

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "case", "by", "at", "items", "level", "raised_by_rule"}


class SafetyPlan(_OfCase):
    """What to do when it becomes dangerous; the newest is the one that holds."""

    text = SealedField(field_id="safety_plan.text")

    class Privacy:
        personal = {"text"}
        plain = {"id", "case", "by", "at"}


class Consent(_OfCase):
    """What the victim, or who may speak for a child, agreed to; to whom data may go; until when; withdrawn when."""

    victim = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="consents")
    giver = models.CharField(max_length=16, choices=ConsentGiver)
    giver_party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    scopes = ArrayField(models.CharField(max_length=16, choices=ConsentScope), default=list)
    recipients = models.ManyToManyField(Agency, related_name="+")
    expires_date = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    note = SealedField(field_id="consent.note")

    class Privacy:
        personal = {"note"}
        plain = {
            "id", "case", "by", "at", "victim", "giver", "giver_party", "scopes", "expires_date", "withdrawn_at",
        }  # fmt: skip


class Pressure(_OfCase):
    """Pressure, a threat or an offer of money: an event of its own, never a reason to end."""

    kind = models.CharField(max_length=12, choices=PressureKind)
    text = SealedField(field_id="pressure.text")

    class Privacy:
        personal = {"text"}
        plain = {"id", "case", "by", "at", "kind"}


class ContactAttempt(_OfCase):
    """One try to reach the victim by the safe way."""

    result = models.CharField(max_length=14, choices=AttemptResult)
    safe_way = models.BooleanField(default=True, help_text="by the channel and in the hours that were agreed")

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "case", "by", "at", "result", "safe_way"}
