"""The duties matrix (tupoksi): which institution does what, at which step, for whom."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from tuntas.agencies.models import Agency
from tuntas.bodies.models.bodies import Body
from tuntas.bodies.querysets import TaskLineQuerySet
from tuntas.bodies.states import OPEN_TASKS, Profile, Step, TaskStatus
from tuntas.core.ids import uuid7
from tuntas.obligations.models import Obligation
from tuntas.people.states import Education, SchoolOperator

USER = settings.AUTH_USER_MODEL


class TaskLine(models.Model):
    """One line: proposed → accepted by the head of the institution (name, date, letter) → in force.

    `within_hours`: how soon, where it was agreed. `area_path` is that of the body. `accepted_by` accepted in Tuntas;
    where nobody there can, `recorded_by` wrote it down from the letter.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="task_lines")
    area_path = models.CharField(max_length=41)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="task_lines")
    profile = models.CharField(max_length=12, choices=Profile)
    step = models.CharField(max_length=18, choices=Step)
    what = models.CharField(max_length=300)
    within_hours = models.PositiveSmallIntegerField(null=True)
    school_level = models.CharField(max_length=16, choices=Education, blank=True)
    school_operator = models.CharField(max_length=10, choices=SchoolOperator, blank=True)
    status = models.CharField(max_length=10, choices=TaskStatus, default=TaskStatus.PROPOSED)
    proposed_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    accepted_name = models.CharField(max_length=150, blank=True)
    accepted_position = models.CharField(max_length=150, blank=True)
    accepted_letter = models.CharField(max_length=100, blank=True)
    accepted_date = models.DateField(null=True)
    accepted_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, null=True, related_name="+", help_text="at the secretariat, from the letter"
    )
    in_force_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    decline_note = models.CharField(max_length=300, blank=True)
    duty = models.ForeignKey(Obligation, on_delete=models.PROTECT, null=True, db_constraint=False, related_name="+")
    is_open = models.GeneratedField(
        expression=Q(status__in=sorted(OPEN_TASKS)),  # type: ignore[arg-type]  # a Q is an expression too
        output_field=models.BooleanField(),
        db_persist=True,
    )

    objects = TaskLineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="bodies_taskline_open_iff_duty",
                condition=Q(is_open=True, duty__isnull=False) | Q(is_open=False, duty__isnull=True),
            ),
            models.CheckConstraint(
                name="bodies_taskline_accepted",
                condition=~Q(status__in=["accepted", "in_force"])
                | (Q(accepted_date__isnull=False) & ~Q(accepted_name="") & ~Q(accepted_letter="")),
            ),
            models.CheckConstraint(
                name="bodies_taskline_in_force", condition=~Q(status="in_force") | Q(in_force_at__isnull=False)
            ),
            models.CheckConstraint(
                name="bodies_taskline_ended_iff_at",
                condition=Q(status__in=["declined", "ended"], ended_at__isnull=False)
                | (~Q(status__in=["declined", "ended"]) & Q(ended_at__isnull=True)),
            ),
            models.UniqueConstraint(
                name="bodies_taskline_once",
                fields=["body", "agency", "profile", "step", "school_level", "school_operator"],
                condition=Q(ended_at__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["area_path", "status"], name="bodies_taskline_area")]

    class Privacy:
        personal = {"accepted_name"}
        plain = {
            "id", "body", "area_path", "agency", "profile", "step", "what", "within_hours", "school_level", "school_operator", "status",
            "proposed_by", "proposed_at", "accepted_position", "accepted_letter", "accepted_date", "accepted_by", "recorded_by",
            "in_force_at", "ended_at", "decline_note", "duty", "is_open",
        }  # fmt: skip
