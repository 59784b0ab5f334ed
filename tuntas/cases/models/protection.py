"""Trafficking screening, protection, shelter and the legal process."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Upper

from tuntas.agencies.models import Agency
from tuntas.cases.models.notes import _OfCase
from tuntas.cases.models.parties import Party
from tuntas.cases.querysets import StayQuerySet
from tuntas.cases.states import (
    PROTECTION_OPEN,
    Act,
    LegalActor,
    LegalStep,
    Means,
    ProtectionKind,
    ProtectionStatus,
    Purpose,
    ScreeningStatus,
    ShelterStatus,
)
from tuntas.core.fields import SealedField
from tuntas.files.models import File
from tuntas.obligations.models import Obligation

USER = settings.AUTH_USER_MODEL


class Screening(_OfCase):
    """Act, means, purpose for one victim, and the result with its reasons.

    UU 21/2007 Pasal 1: an adult needs all three, a child no means (R09). `said_yes` is written down and never enters
    the result (R10).
    """

    victim = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="screenings")
    child = models.BooleanField()
    acts = ArrayField(models.CharField(max_length=14, choices=Act), default=list)
    means = ArrayField(models.CharField(max_length=14, choices=Means), default=list)
    purposes = ArrayField(models.CharField(max_length=14, choices=Purpose), default=list)
    said_yes = models.BooleanField(null=True)
    crosses_region = models.BooleanField(default=False)
    crosses_border = models.BooleanField(default=False)
    status = models.CharField(max_length=14, choices=ScreeningStatus)
    reasons = ArrayField(models.CharField(max_length=40), default=list)
    reviewed_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    duty = models.ForeignKey(Obligation, on_delete=models.PROTECT, null=True, db_constraint=False, related_name="+")
    is_open = models.GeneratedField(
        expression=Q(status=ScreeningStatus.ALERT),  # type: ignore[arg-type]  # a Q is an expression too
        output_field=models.BooleanField(),
        db_persist=True,
    )
    note = SealedField(field_id="screening.note")
    review_note = SealedField(field_id="screening.review_note")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cases_screening_open_iff_duty",
                condition=Q(is_open=True, duty__isnull=False) | Q(is_open=False, duty__isnull=True),
            ),
        ]

    class Privacy:
        personal = {"note", "review_note"}
        plain = {
            "id", "case", "by", "at", "victim", "child", "acts", "means", "purposes", "said_yes", "crosses_region", "crosses_border",
            "status", "reasons", "reviewed_by", "reviewed_at", "duty", "is_open",
        }  # fmt: skip


class Protection(_OfCase):
    """A protection asked of police, court or LPSK, its decision and its end. Open ones have a keeping duty."""

    victim = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="protections")
    kind = models.CharField(max_length=18, choices=ProtectionKind)
    status = models.CharField(max_length=12, choices=ProtectionStatus, default=ProtectionStatus.TO_REQUEST)
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    requested_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    starts_date = models.DateField(null=True)
    ends_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reference = models.CharField(max_length=60, blank=True, help_text="number of the letter or order")
    duty = models.ForeignKey(Obligation, on_delete=models.PROTECT, null=True, db_constraint=False, related_name="+")
    is_open = models.GeneratedField(
        expression=Q(status__in=sorted(PROTECTION_OPEN)),  # type: ignore[arg-type]  # a Q is an expression too
        output_field=models.BooleanField(),
        db_persist=True,
    )
    note = SealedField(field_id="protection.note")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cases_protection_open_iff_duty",
                condition=Q(is_open=True, duty__isnull=False) | Q(is_open=False, duty__isnull=True),
            ),
            models.CheckConstraint(
                name="cases_protection_requested",
                condition=~Q(status__in=["requested", "granted", "refused", "ended"]) | Q(requested_at__isnull=False),
            ),
            models.CheckConstraint(
                name="cases_protection_granted",
                condition=~Q(status__in=["granted", "ended"]) | Q(decided_at__isnull=False, ends_at__isnull=False),
            ),
            models.CheckConstraint(
                name="cases_protection_refused", condition=~Q(status="refused") | Q(decided_at__isnull=False)
            ),
            models.CheckConstraint(
                name="cases_protection_closed_iff_at",
                condition=Q(is_open=True, ended_at__isnull=True) | Q(is_open=False, ended_at__isnull=False),
            ),
        ]

    class Privacy:
        personal = {"note"}
        plain = {
            "id", "case", "by", "at", "victim", "kind", "status", "follows", "requested_at", "decided_at", "starts_date", "ends_at",
            "ended_at", "reference", "duty", "is_open",
        }  # fmt: skip


class ShelterStay(_OfCase):
    """A stay at a safe place. Its address is the shelter's own, seen by those on duty there. STAYING has a keeping duty."""

    victim = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="stays")
    shelter = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=8, choices=ShelterStatus, default=ShelterStatus.STAYING)
    companions_count = models.PositiveSmallIntegerField(default=0, help_text="children or family who stay with her")
    admitted_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    duty = models.ForeignKey(Obligation, on_delete=models.PROTECT, null=True, db_constraint=False, related_name="+")
    is_open = models.GeneratedField(
        expression=Q(status=ShelterStatus.STAYING),  # type: ignore[arg-type]  # a Q is an expression too
        output_field=models.BooleanField(),
        db_persist=True,
    )
    address = SealedField(field_id="shelter_stay.address")
    needs = SealedField(field_id="shelter_stay.needs")
    exit_plan = SealedField(field_id="shelter_stay.exit_plan")

    objects = StayQuerySet.as_manager()  # type: ignore[misc]  # takes the place of the abstract one

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cases_shelterstay_open_iff_duty",
                condition=Q(is_open=True, duty__isnull=False) | Q(is_open=False, duty__isnull=True),
            ),
            models.CheckConstraint(
                name="cases_shelterstay_left_iff_at",
                condition=Q(is_open=True, left_at__isnull=True)
                | Q(is_open=False, left_at__isnull=False, left_at__gte=F("admitted_at")),
            ),
        ]

    class Privacy:
        personal = {"address", "needs", "exit_plan"}
        plain = {
            "id", "case", "by", "at", "victim", "shelter", "status", "companions_count", "admitted_at", "left_at", "duty", "is_open",
        }  # fmt: skip


class LegalEvent(_OfCase):
    """One step of the legal process, by whom, when. Never an ending of ours."""

    step = models.CharField(max_length=22, choices=LegalStep)
    actor = models.CharField(max_length=14, choices=LegalActor, default=LegalActor.INVESTIGATOR)
    on_date = models.DateField()
    number = models.CharField(max_length=60, blank=True)
    office = models.CharField(max_length=80, blank=True, help_text="police unit that took the report")
    number_key = models.GeneratedField(
        expression=Upper(Func(F("number"), Value("[^A-Za-z0-9]"), Value(""), Value("g"), function="regexp_replace")),
        output_field=models.CharField(max_length=60),
        db_persist=True,
    )
    proof_file = models.ForeignKey(File, on_delete=models.PROTECT, null=True, related_name="+")
    hearing_at = models.DateTimeField(null=True)
    late_reason = SealedField(field_id="legal_event.late_reason")
    note = SealedField(field_id="legal_event.note")

    class Meta:
        constraints = [
            # R29: diversion and restorative justice are recorded only as the law enforcers'.
            models.CheckConstraint(
                name="cases_legal_enforcers_only",
                condition=~Q(step__in=["diversion", "restorative"])
                | Q(actor__in=["investigator", "prosecutor", "judge"]),
            ),
            models.CheckConstraint(
                name="cases_legal_hearing_iff_at",
                condition=Q(step="hearing", hearing_at__isnull=False)
                | (~Q(step="hearing") & Q(hearing_at__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(fields=["number_key"], condition=Q(step="reported"), name="cases_legal_police_number"),
        ]

    class Privacy:
        personal = {"late_reason", "note"}
        plain = {
            "id",
            "case",
            "by",
            "at",
            "step",
            "actor",
            "on_date",
            "number",
            "office",
            "number_key",
            "proof_file",
            "hearing_at",
        }
