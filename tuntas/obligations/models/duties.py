"""Duties: what, about what, whose, until when; and what happened when nobody acted."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tuntas.agencies.models import Agency, DutyContact
from tuntas.core.fields import SealedField
from tuntas.core.ids import uuid7
from tuntas.obligations.querysets import EscalationQuerySet, ObligationQuerySet
from tuntas.obligations.states import HandOverReason, Outcome, PostponeReason, RingOutcome, Rung, Side


class Obligation(models.Model):
    """One act that somebody owes, until a moment. The only list of what is to be done.

    An open subject names its keeping duty by a composite foreign key to (id, is_open, subject_id), so the
    database refuses a commit that would leave it ownerless. `dossier_id` is the report (or case) the duty
    belongs to, for walls and for erasure; a duty about nothing of the kind repeats its subject.
    `label` holds a public number or a code, never personal data. `sender` is the agency that waits.
    `working_days` is the clock it was opened with, if that clock stands still on holidays: what a changed
    holiday recomputes. `rings_at`: an urgent duty that nobody has taken by then gets an on-call list.
    `unheard`: a step of the ladder found every seat above empty, or could not be taken.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    kind = models.CharField(max_length=40)
    subject_type = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    dossier_id = models.UUIDField()
    label = models.CharField(max_length=80)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="duties")
    sender = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="awaited_duties")
    area_path = models.CharField(max_length=60)
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="duties")
    urgent = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    level = models.SmallIntegerField(default=0, help_text="steps of the ladder already taken")
    next_escalation_at = models.DateTimeField(null=True)
    basis = models.CharField(max_length=80, blank=True)
    postponed = models.SmallIntegerField(default=0)
    working_days = models.PositiveSmallIntegerField(default=0)
    rings_at = models.DateTimeField(null=True)
    unheard = models.BooleanField(default=False)
    is_open = models.GeneratedField(
        expression=Q(settled_at__isnull=True),  # type: ignore[arg-type]  # Django takes a condition, its stubs do not know
        output_field=models.BooleanField(),
        db_persist=True,
    )

    objects = ObligationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="obligations_keeper", fields=["id", "is_open", "subject_id"]),
            models.CheckConstraint(
                name="obligations_settled_iff_outcome",
                condition=Q(settled_at__isnull=True, outcome="") | (Q(settled_at__isnull=False) & ~Q(outcome="")),
            ),
            models.CheckConstraint(
                name="obligations_settled_climbs_no_more",
                condition=Q(settled_at__isnull=True) | Q(next_escalation_at__isnull=True),
            ),
            models.CheckConstraint(
                name="obligations_settled_rings_no_more",
                condition=Q(settled_at__isnull=True) | Q(rings_at__isnull=True),
            ),
            models.CheckConstraint(name="obligations_due_after_opening", condition=Q(due_at__gte=F("opened_at"))),
        ]
        indexes = [
            models.Index(
                fields=["assignee", "due_at", "id"], condition=Q(settled_at__isnull=True), name="obligations_mine"
            ),
            models.Index(
                fields=["agency", "due_at", "id"], condition=Q(settled_at__isnull=True), name="obligations_unit"
            ),
            models.Index(fields=["next_escalation_at"], condition=Q(settled_at__isnull=True), name="obligations_climb"),
            models.Index(
                fields=["rings_at"],
                condition=Q(settled_at__isnull=True, rings_at__isnull=False),
                name="obligations_rings",
            ),
            models.Index(
                fields=["id"], condition=Q(settled_at__isnull=True, working_days__gt=0), name="obligations_working"
            ),
            # For looking back on a quarter: what an agency owed then, and whether it was done in time.
            models.Index(
                fields=["agency", "due_at"], condition=Q(settled_at__isnull=False), name="obligations_settled"
            ),
            models.Index(fields=["subject_id"], name="obligations_subject"),
            models.Index(fields=["dossier_id"], name="obligations_dossier"),
            models.Index(
                fields=["area_path"],
                opclasses=["text_pattern_ops"],
                condition=Q(settled_at__isnull=True),
                name="obligations_area",
            ),
        ]

    class Privacy:
        personal: set[str] = set()
        plain = {
            "id", "kind", "subject_type", "subject_id", "dossier_id", "label", "agency", "sender", "area_path", "assignee", "urgent",
            "opened_at", "due_at", "settled_at", "outcome", "level", "next_escalation_at", "basis", "postponed", "working_days",
            "rings_at", "unheard", "is_open",
        }  # fmt: skip


class Escalation(models.Model):
    """One line of the ladder: a late duty on the desk of one person above. The duty keeps its owner."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="escalations")
    step = models.SmallIntegerField()
    side = models.CharField(max_length=10, choices=Side)
    rung = models.SmallIntegerField(choices=Rung)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="escalations")
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    objects = EscalationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="obligations_escalation_once", fields=["obligation", "step", "user"])
        ]
        indexes = [models.Index(fields=["user", "-at"], name="obligations_escalation_user")]

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "obligation", "step", "side", "rung", "user", "at", "seen_at"}


class RingLine(models.Model):
    """One call to be made for an urgent duty when the house is empty: whom, not before when, and what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="ring_lines")
    contact = models.ForeignKey(DutyContact, on_delete=models.PROTECT, related_name="+")
    position = models.SmallIntegerField()
    ring_at = models.DateTimeField()
    outcome = models.CharField(max_length=15, choices=RingOutcome, default=RingOutcome.WAITING)
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="obligations_ring_once", fields=["obligation", "position"]),
            models.CheckConstraint(
                name="obligations_ring_answered_iff_at",
                condition=Q(outcome=RingOutcome.WAITING, answered_at__isnull=True)
                | (~Q(outcome=RingOutcome.WAITING) & Q(answered_at__isnull=False)),
            ),
        ]

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "obligation", "contact", "position", "ring_at", "outcome", "answered_at", "answered_by_id"}


class Postponement(models.Model):
    """A deadline moved, by whom, why, from when to when."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    obligation = models.ForeignKey(Obligation, on_delete=models.PROTECT, related_name="postponements")
    dossier_id = models.UUIDField()
    from_due_at = models.DateTimeField()
    to_due_at = models.DateTimeField()
    reason = models.CharField(max_length=20, choices=PostponeReason)
    note = SealedField(field_id="postponement.note")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    dossier_lookup = "dossier_id"

    class Meta:
        constraints = [
            models.CheckConstraint(name="obligations_postponed_later", condition=Q(to_due_at__gt=F("from_due_at")))
        ]

    class Privacy:
        personal = {"note"}
        plain = {"id", "obligation", "dossier_id", "from_due_at", "to_due_at", "reason", "by", "at"}


class HandOver(models.Model):
    """All open duties of one person given to another in one act."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    from_user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    to_user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=10, choices=HandOverReason)
    duties = models.PositiveIntegerField()
    by_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="obligations_hand_over_two", condition=~Q(from_user=F("to_user")))]

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "from_user", "to_user", "reason", "duties", "by_id", "at"}
