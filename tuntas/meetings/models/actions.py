"""What was decided, and who does what about it until when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.bodies.models import Path
from tuntas.core.ids import uuid7
from tuntas.files.models import File
from tuntas.meetings.models.meetings import Meeting
from tuntas.meetings.querysets import ActionQuerySet
from tuntas.meetings.states import OPEN_ACTIONS, ActionStatus
from tuntas.obligations.models import Obligation

USER = settings.AUTH_USER_MODEL


class Decision(models.Model):
    """One decision of a meeting."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="meetings_decision_number", fields=["meeting", "number"])]

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "meeting", "number", "text", "at", "by"}


class FollowUpAction(models.Model):
    """Tindak lanjut: institution, person, date, evidence. Open until the chair closes it.

    The duty lies with `agency`; where that agency does not use Tuntas, with the secretariat that called the meeting.
    `path`: a guided path that was started for it (forming a UPTD PPA).
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="actions")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="actions")
    text = models.CharField(max_length=300)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="follow_up_actions")
    area_path = models.CharField(max_length=41)
    person_name = models.CharField(max_length=150, blank=True)
    user: models.ForeignKey[User | None, User | None] = models.ForeignKey(
        USER, on_delete=models.PROTECT, null=True, related_name="+"
    )
    due_date = models.DateField()
    status = models.CharField(max_length=8, choices=ActionStatus, default=ActionStatus.OPEN)
    opened_at = models.DateTimeField()
    reported_at = models.DateTimeField(null=True)
    reported_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    evidence = models.CharField(max_length=500, blank=True)
    evidence_file = models.ForeignKey(File, on_delete=models.PROTECT, null=True, related_name="+")
    returned = models.PositiveSmallIntegerField(default=0, help_text="how often the chair gave it back")
    return_note = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    drop_reason = models.CharField(max_length=300, blank=True)
    path = models.ForeignKey(Path, on_delete=models.PROTECT, null=True, related_name="follow_up_actions")
    duty = models.ForeignKey(Obligation, on_delete=models.PROTECT, null=True, db_constraint=False, related_name="+")
    is_open = models.GeneratedField(
        expression=Q(status__in=sorted(OPEN_ACTIONS)),  # type: ignore[arg-type]  # a Q is an expression too
        output_field=models.BooleanField(),
        db_persist=True,
    )

    objects = ActionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="meetings_action_open_iff_duty",
                condition=Q(is_open=True, duty__isnull=False) | Q(is_open=False, duty__isnull=True),
            ),
            models.CheckConstraint(
                name="meetings_action_ended_iff_at",
                condition=Q(is_open=True, ended_at__isnull=True) | Q(is_open=False, ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="meetings_action_reported", condition=~Q(status__in=["reported", "closed"]) | ~Q(evidence="")
            ),
            models.CheckConstraint(
                name="meetings_action_two_persons",
                condition=~Q(status="closed") | Q(reported_by__isnull=True) | ~Q(ended_by=F("reported_by")),
            ),
            models.CheckConstraint(name="meetings_action_dropped", condition=~Q(status="dropped") | ~Q(drop_reason="")),
        ]
        indexes = [
            models.Index(fields=["agency", "is_open", "due_date", "id"], name="meetings_action_agency"),
            models.Index(fields=["meeting", "is_open"], name="meetings_action_meeting"),
        ]

    class Privacy:
        personal = {"person_name"}
        plain = {
            "id", "decision", "meeting", "text", "agency", "area_path", "user", "due_date", "status", "opened_at", "reported_at",
            "reported_by", "evidence", "evidence_file", "returned", "return_note", "ended_at", "ended_by", "drop_reason", "path",
            "duty", "is_open",
        }  # fmt: skip
