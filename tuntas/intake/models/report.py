"""A report, and each look at its danger."""

from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.core.fields import BlindField, SealedField
from tuntas.core.ids import uuid7
from tuntas.intake.querysets import ReportQuerySet
from tuntas.intake.states import (
    OPEN,
    Channel,
    ReporterRole,
    Risk,
    SafetyDecision,
    Status,
    VictimAge,
    ViolenceType,
)
from tuntas.obligations.models import Obligation


class Report(models.Model):
    """What somebody told us, exactly once, with an owner and a deadline until it ends.

    `id` is also the dossier. `form_id` comes from the form: the same form makes one report. `number` is
    for people; the secret code is never stored, only its keyed hash. `agency` owns the report now;
    `found_by` and `channel` say who found it first and how, for honest estimates. `types` is what it is
    held to be, `ever_types` what it ever was. `phone_token` is a blind index of the safe number.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    form_id = models.UUIDField(unique=True)
    number = models.CharField(max_length=14, unique=True)
    code_hash = models.BinaryField(null=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.NEW)
    channel = models.CharField(max_length=12, choices=Channel)
    received_at = models.DateTimeField()
    victim_reported_at = models.DateTimeField(null=True, help_text="when the victim herself reported (R04)")
    closed_at = models.DateTimeField(null=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="reports")
    area_path = models.CharField(max_length=60)
    area_known = models.BooleanField(default=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="reports")
    found_by = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    risk = models.SmallIntegerField(choices=Risk, default=Risk.UNKNOWN)
    danger_now = models.BooleanField(default=False)
    types = ArrayField(models.CharField(max_length=20, choices=ViolenceType), default=list)
    ever_types = ArrayField(models.CharField(max_length=20, choices=ViolenceType), default=list)
    victim_age = models.CharField(max_length=6, choices=VictimAge, default=VictimAge.UNKNOWN, blank=True)
    ever_child = models.BooleanField(default=False)
    reporter_role = models.CharField(max_length=12, choices=ReporterRole, default=ReporterRole.UNSAID, blank=True)
    anonymous = models.BooleanField(default=True)
    contact_allowed = models.BooleanField(default=False)
    contact_withdrawn_at = models.DateTimeField(null=True)
    wants_detail = models.BooleanField(default=False, help_text="the reporter chose to see more than neutral words")
    safety_decision = models.CharField(max_length=10, choices=SafetyDecision, default=SafetyDecision.UNDECIDED)
    followed_up_at = models.DateTimeField(null=True, help_text="first follow-up (R18)")
    phone_token = BlindField()
    duplicate_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="duplicates")
    # The keeping duty. The real, composite and deferred foreign key is made in the migration.
    duty = models.ForeignKey(Obligation, on_delete=models.PROTECT, null=True, db_constraint=False, related_name="+")
    is_open = models.GeneratedField(
        expression=Q(status__in=sorted(OPEN)),  # type: ignore[arg-type]  # a Q is an expression too
        output_field=models.BooleanField(),
        db_persist=True,
    )

    narrative = SealedField(field_id="report.narrative")
    place = SealedField(field_id="report.place")
    since_when = SealedField(field_id="report.since_when")
    about_whom = SealedField(field_id="report.about_whom")
    must_not_know = SealedField(field_id="report.must_not_know")
    safe_contact = SealedField(field_id="report.safe_contact")
    victim_safety = SealedField(field_id="report.victim_safety")
    reporter_name = SealedField(field_id="report.reporter_name")
    reporter_phone = SealedField(field_id="report.reporter_phone")
    victim_name = SealedField(field_id="report.victim_name")
    reported_person_name = SealedField(field_id="report.reported_person_name")
    ending_note = SealedField(field_id="report.ending_note")

    objects = ReportQuerySet.as_manager()
    dossier_lookup = "id"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="intake_report_open_iff_duty",
                condition=Q(is_open=True, duty__isnull=False) | Q(is_open=False, duty__isnull=True),
            ),
            models.CheckConstraint(
                name="intake_report_closed_iff_at",
                condition=Q(is_open=True, closed_at__isnull=True) | Q(is_open=False, closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="intake_report_duplicate_iff_of",
                condition=Q(status=Status.DUPLICATE, duplicate_of__isnull=False)
                | (~Q(status=Status.DUPLICATE) & Q(duplicate_of__isnull=True)),
            ),
            models.CheckConstraint(name="intake_report_not_own_duplicate", condition=~Q(duplicate_of=F("id"))),
        ]
        indexes = [
            models.Index(fields=["agency", "-received_at", "-id"], name="intake_report_agency"),
            models.Index(fields=["agency", "is_open", "-received_at", "-id"], name="intake_report_open"),
            models.Index(fields=["-received_at", "-id"], name="intake_report_newest"),
            models.Index(fields=["area_path"], opclasses=["text_pattern_ops"], name="intake_report_area"),
            # For a rare kind: no long walk along the newest. Without a pending list, so that no send pays for others.
            GinIndex(fields=["types"], name="intake_report_types", fastupdate=False),
            models.Index(fields=["phone_token"], condition=Q(phone_token__isnull=False), name="intake_report_phone"),
        ]

    class Privacy:
        personal = {
            "narrative", "place", "since_when", "about_whom", "must_not_know", "safe_contact", "victim_safety", "reporter_name",
            "reporter_phone", "victim_name", "reported_person_name", "ending_note", "phone_token",
        }  # fmt: skip
        plain = {
            "id", "form_id", "number", "code_hash", "status", "channel", "received_at", "victim_reported_at", "closed_at", "area",
            "area_path", "area_known", "agency", "found_by", "received_by", "risk", "danger_now", "types", "ever_types", "victim_age",
            "ever_child", "reporter_role", "anonymous", "contact_allowed", "contact_withdrawn_at", "safety_decision",
            "wants_detail", "followed_up_at", "duplicate_of", "duty", "is_open",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.number

    @property
    def dossier_id(self) -> UUID:
        """A report is its own dossier."""
        return self.id


class RiskAssessment(models.Model):
    """One look at the danger: which items of the checklist hold, and the level that follows."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="risk_assessments")
    items = ArrayField(models.CharField(max_length=30), default=list)
    level = models.SmallIntegerField(choices=Risk)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "report", "items", "level", "by", "at"}
