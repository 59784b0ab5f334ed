"""Assessment, plan and services."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.cases.models.notes import _OfCase
from tuntas.cases.models.parties import Party
from tuntas.cases.states import (
    AssessmentArea,
    PlanItemStatus,
    Proof,
    Restitution,
    ServiceForm,
    ServiceKind,
    ServiceStatus,
)
from tuntas.core.fields import SealedField
from tuntas.files.models import File
from tuntas.obligations.models import Obligation

USER = settings.AUTH_USER_MODEL


class Assessment(_OfCase):
    """What the victim needs, area by area, and what she herself wishes."""

    victim = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="assessments")
    heard_alone = models.BooleanField(default=False)
    economic_need = models.BooleanField(default=False, help_text="recorded as a need, never as an excuse")
    physical = SealedField(field_id="assessment.physical")
    psychological = SealedField(field_id="assessment.psychological")
    social = SealedField(field_id="assessment.social")
    economic = SealedField(field_id="assessment.economic")
    education = SealedField(field_id="assessment.education")
    legal = SealedField(field_id="assessment.legal")
    wishes = SealedField(field_id="assessment.wishes")
    why_not_alone = SealedField(field_id="assessment.why_not_alone")

    class Privacy:
        personal = {"physical", "psychological", "social", "economic", "education", "legal", "wishes", "why_not_alone"}
        plain = {"id", "case", "by", "at", "victim", "heard_alone", "economic_need"}


class Plan(_OfCase):
    """A plan made with the victim, approved by the manager. The newest holds; items stay where they were done."""

    with_victim = models.BooleanField(default=False)
    restitution = models.CharField(max_length=10, choices=Restitution, blank=True)
    approved_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    why_without_victim = SealedField(field_id="plan.why_without_victim")
    restitution_reason = SealedField(field_id="plan.restitution_reason")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cases_plan_approved_iff_at",
                condition=Q(approved_by__isnull=True, approved_at__isnull=True)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
            )
        ]

    class Privacy:
        personal = {"why_without_victim", "restitution_reason"}
        plain = {"id", "case", "by", "at", "with_victim", "restitution", "approved_by", "approved_at"}


class PlanItem(_OfCase):
    """Need → goal → action → who → until when → done. PLANNED has a keeping duty with that person and that day."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="items")
    area = models.CharField(max_length=14, choices=AssessmentArea)
    status = models.CharField(max_length=8, choices=PlanItemStatus, default=PlanItemStatus.PLANNED)
    service_kind = models.SmallIntegerField(choices=ServiceKind, null=True)
    who = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, related_name="+", help_text="who provides it"
    )
    until_date = models.DateField()
    done_at = models.DateTimeField(null=True)
    duty = models.ForeignKey(Obligation, on_delete=models.PROTECT, null=True, db_constraint=False, related_name="+")
    is_open = models.GeneratedField(
        expression=Q(status=PlanItemStatus.PLANNED),  # type: ignore[arg-type]  # a Q is an expression too
        output_field=models.BooleanField(),
        db_persist=True,
    )
    need = SealedField(field_id="plan_item.need")
    goal = SealedField(field_id="plan_item.goal")
    action = SealedField(field_id="plan_item.action")
    result = SealedField(field_id="plan_item.result")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cases_planitem_open_iff_duty",
                condition=Q(is_open=True, duty__isnull=False) | Q(is_open=False, duty__isnull=True),
            ),
            models.CheckConstraint(
                name="cases_planitem_done_iff_at",
                condition=Q(status=PlanItemStatus.PLANNED, done_at__isnull=True)
                | (~Q(status=PlanItemStatus.PLANNED) & Q(done_at__isnull=False)),
            ),
        ]

    class Privacy:
        personal = {"need", "goal", "action", "result"}
        plain = {
            "id", "case", "by", "at", "plan", "area", "status", "service_kind", "who", "agency", "until_date", "done_at", "duty", "is_open",
        }  # fmt: skip


class Service(_OfCase):
    """One service for one victim. `requested_at` to `started_at` is the waiting time. Open ones have a keeping duty."""

    victim = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="services")
    kind = models.SmallIntegerField(choices=ServiceKind)
    form = models.CharField(max_length=8, choices=ServiceForm, default=ServiceForm.DIRECT)
    status = models.CharField(max_length=10, choices=ServiceStatus, default=ServiceStatus.REQUESTED)
    provider = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    plan_item = models.ForeignKey(PlanItem, on_delete=models.PROTECT, null=True, related_name="services")
    urgent = models.BooleanField(default=False)
    rule = models.CharField(max_length=4, blank=True, help_text="the rule that opened it, e.g. R39")
    due_at = models.DateTimeField()
    requested_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    proof = models.CharField(max_length=10, choices=Proof, blank=True)
    proof_number = models.CharField(max_length=60, blank=True)
    proof_file = models.ForeignKey(File, on_delete=models.PROTECT, null=True, related_name="+")
    # Outreach only: who goes with whom, and what was looked at before.
    verified = models.BooleanField(default=False)
    danger_checked = models.BooleanField(default=False)
    with_police = models.BooleanField(default=False)
    kpad_proposed = models.BooleanField(default=False, help_text="KPAD may propose and join, never lead")
    companions: "models.ManyToManyField[User, models.Model]" = models.ManyToManyField(USER, related_name="+")
    duty = models.ForeignKey(Obligation, on_delete=models.PROTECT, null=True, db_constraint=False, related_name="+")
    is_open = models.GeneratedField(
        expression=Q(status__in=["requested", "running"]),  # type: ignore[arg-type]  # a Q is an expression too
        output_field=models.BooleanField(),
        db_persist=True,
    )
    purpose = SealedField(field_id="service.purpose")
    result = SealedField(field_id="service.result")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cases_service_open_iff_duty",
                condition=Q(is_open=True, duty__isnull=False) | Q(is_open=False, duty__isnull=True),
            ),
            models.CheckConstraint(
                name="cases_service_ended_iff_at",
                condition=Q(is_open=True, ended_at__isnull=True) | Q(is_open=False, ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="cases_service_done_with_proof", condition=~Q(status=ServiceStatus.DONE) | ~Q(proof="")
            ),
        ]
        indexes = [models.Index(fields=["case"], name="cases_service_case")]

    class Privacy:
        personal = {"purpose", "result"}
        plain = {
            "id", "case", "by", "at", "victim", "kind", "form", "status", "provider", "plan_item", "urgent", "rule", "due_at",
            "requested_at", "started_at", "ended_at", "proof", "proof_number", "proof_file", "verified", "danger_checked", "with_police",
            "kpad_proposed", "duty", "is_open",
        }  # fmt: skip
