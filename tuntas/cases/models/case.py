"""A case, how it came to be, and its timeline."""

from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.cases.querysets import CaseQuerySet, OfCaseQuerySet
from tuntas.cases.states import CLOSED_STATES, OPEN, ClosingReason, Context, EntryKind, SimfoniState, Status
from tuntas.core.fields import SealedField
from tuntas.core.ids import uuid7
from tuntas.intake.models import Report
from tuntas.intake.states import Risk, ViolenceType
from tuntas.obligations.models import Obligation


class Case(models.Model):
    """What is done for the victims of one matter, from opening to the end, with an owner and a deadline until then.

    `id` is also the dossier (narratives of the case; identities live in `people`). `types` is what it is held to
    be, `ever_types` what it ever was (R01, R02 look at that). `manager` repeats the team's manager of this moment,
    for lists. `last_entry_at` is when something was last done (R19). `status_before` is where a rejected closure returns.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    number = models.CharField(max_length=14, unique=True)
    status = models.CharField(max_length=16, choices=Status, default=Status.ASSESSMENT)
    status_before = models.CharField(max_length=16, choices=Status, blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="cases")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="cases")
    area_path = models.CharField(max_length=60)
    manager = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="managed_cases")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closing_reason = models.CharField(max_length=22, choices=ClosingReason, blank=True)
    reopened_at = models.DateTimeField(null=True)
    reopened_times = models.PositiveSmallIntegerField(default=0)
    recurrence = models.BooleanField(default=False, help_text="the same victim or suspect again within 12 months (R23)")
    risk = models.SmallIntegerField(choices=Risk, default=Risk.UNKNOWN)
    types = ArrayField(models.CharField(max_length=20, choices=ViolenceType), default=list)
    ever_types = ArrayField(models.CharField(max_length=20, choices=ViolenceType), default=list)
    contexts = ArrayField(models.CharField(max_length=12, choices=Context), default=list)
    trafficking_alert = models.BooleanField(default=False, help_text="WASPADA_TPPO: screened as alert or suspected")
    ever_trafficking = models.BooleanField(default=False)
    ever_child = models.BooleanField(default=False, help_text="a victim is or was held to be a child")
    child_reported = models.BooleanField(default=False, help_text="a reported person is or was held to be a child")
    disabled_victim = models.BooleanField(default=False)
    danger_now = models.BooleanField(default=False)
    victim_reported_at = models.DateTimeField(null=True, help_text="when the victim herself reported (R04)")
    police_reported_at = models.DateTimeField(null=True)
    last_entry_at = models.DateTimeField()
    simfoni = models.CharField(max_length=10, choices=SimfoniState, default=SimfoniState.NOT_YET)
    simfoni_number = models.CharField(max_length=40, blank=True)
    simfoni_date = models.DateField(null=True)
    # The keeping duty. The real, composite and deferred foreign key is made in the migration.
    duty = models.ForeignKey(Obligation, on_delete=models.PROTECT, null=True, db_constraint=False, related_name="+")
    is_open = models.GeneratedField(
        expression=Q(status__in=sorted(OPEN)),  # type: ignore[arg-type]  # a Q is an expression too
        output_field=models.BooleanField(),
        db_persist=True,
    )

    narrative = SealedField(field_id="case.narrative")
    summary = SealedField(field_id="case.summary")
    closing_note = SealedField(field_id="case.closing_note")

    objects = CaseQuerySet.as_manager()
    dossier_lookup = "id"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cases_case_open_iff_duty",
                condition=Q(is_open=True, duty__isnull=False) | Q(is_open=False, duty__isnull=True),
            ),
            models.CheckConstraint(
                name="cases_case_closed_iff_at",
                condition=Q(status__in=sorted(CLOSED_STATES), closed_at__isnull=False)
                | (~Q(status__in=sorted(CLOSED_STATES)) & Q(closed_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="cases_case_closed_iff_reason",
                condition=(Q(closed_at__isnull=False) & ~Q(closing_reason=""))
                | Q(closed_at__isnull=True, closing_reason=""),
            ),
            # R01, R02 and local policy: these endings do not exist, whatever the program thinks.
            models.CheckConstraint(
                name="cases_case_no_settlement",
                condition=~Q(closing_reason__in=["family_settlement", "peace", "withdrawn"]),
            ),
            models.CheckConstraint(
                name="cases_case_reopened_iff_times",
                condition=Q(reopened_at__isnull=True, reopened_times=0)
                | Q(reopened_at__isnull=False, reopened_times__gt=0),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "is_open", "-opened_at", "-id"], name="cases_case_unit"),
            models.Index(fields=["agency", "-opened_at", "-id"], name="cases_case_agency"),
            models.Index(fields=["manager", "is_open", "-opened_at", "-id"], name="cases_case_manager"),
            models.Index(fields=["-opened_at", "-id"], name="cases_case_newest"),
            models.Index(fields=["area_path"], opclasses=["text_pattern_ops"], name="cases_case_area"),
        ]

    class Privacy:
        personal = {"narrative", "summary", "closing_note"}
        plain = {
            "id", "number", "status", "status_before", "agency", "area", "area_path", "manager", "opened_at", "opened_by", "closed_at",
            "closing_reason", "reopened_at", "reopened_times", "recurrence", "risk", "types", "ever_types", "contexts",
            "trafficking_alert", "ever_trafficking", "ever_child", "child_reported", "disabled_victim", "danger_now",
            "victim_reported_at", "police_reported_at", "last_entry_at", "simfoni", "simfoni_number", "simfoni_date", "duty", "is_open",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.number

    @property
    def dossier_id(self) -> UUID:
        """A case is its own dossier."""
        return self.id


class CaseReport(models.Model):
    """Which reports became this case. A report becomes one case only."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reports")
    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="case_link")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "case", "report", "by", "at"}


class Entry(models.Model):
    """One line of the timeline: what kind of thing happened, when, by whom, and where it stands. No narrative."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=16, choices=EntryKind)
    detail = models.CharField(
        max_length=40, blank=True, help_text="a code of the kind's own list, never words of people"
    )
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    url_name = models.CharField(max_length=60, blank=True)
    object_id = models.UUIDField(null=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["case", "-at", "-id"], name="cases_entry_case"),
            models.Index(fields=["case", "kind", "-at", "-id"], name="cases_entry_kind"),
        ]

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "case", "kind", "detail", "at", "by", "url_name", "object_id"}

    class Grants:
        app = {"select", "insert"}
