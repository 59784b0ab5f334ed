"""What is done for a cadre: supportive calls, answers to her requests, and the tasks she was given."""

from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tuntas.agencies.models import Agency
from tuntas.cadres.models.activities import keeping_duty, open_if, open_iff_duty
from tuntas.cadres.models.registry import Cadre
from tuntas.cadres.querysets import OfCadreQuerySet, TaskQuerySet
from tuntas.cadres.states import CallStatus, HelpKind, HelpStatus, Need, TaskStatus
from tuntas.core.fields import SealedField
from tuntas.core.ids import uuid7

USER = settings.AUTH_USER_MODEL


class Call(models.Model):
    """Panggilan dukungan: what keeps a cadre from her work, asked once for each time she falls silent.

    `since`: the day from which she is silent; one call for each. Nobody else reads that she was called.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    cadre = models.ForeignKey(Cadre, on_delete=models.PROTECT, related_name="calls")
    since = models.DateField()
    opened_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=CallStatus, default=CallStatus.OPEN)
    needs = ArrayField(models.CharField(max_length=10, choices=Need), default=list)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    duty = keeping_duty()
    is_open = open_if(Q(status=CallStatus.OPEN))
    note = SealedField(field_id="cadre_call.note")

    objects = OfCadreQuerySet.as_manager()
    dossier_lookup = "cadre_id"

    class Meta:
        constraints = [
            open_iff_duty("cadres_call_open_iff_duty"),
            models.UniqueConstraint(name="cadres_call_once_a_dormancy", fields=["cadre", "since"]),
            models.CheckConstraint(
                name="cadres_call_ended_iff_at",
                condition=Q(is_open=True, ended_at__isnull=True) | Q(is_open=False, ended_at__isnull=False),
            ),
        ]

    class Privacy:
        personal = {"note"}
        plain = {"id", "cadre", "since", "opened_at", "status", "needs", "ended_at", "ended_by", "duty", "is_open"}

    class Grants:
        app = {"select", "insert", "update", "delete"}  # goes with a line that an undone import brought

    @property
    def dossier_id(self) -> UUID:
        """The note belongs to the cadre's dossier."""
        return self.cadre_id


class Help(models.Model):
    """A cadre asks for help; whoever keeps her line answers."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    cadre = models.ForeignKey(Cadre, on_delete=models.PROTECT, related_name="helps")
    kind = models.CharField(max_length=8, choices=HelpKind)
    asked_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=HelpStatus, default=HelpStatus.OPEN)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    duty = keeping_duty()
    is_open = open_if(Q(status=HelpStatus.OPEN))
    words = SealedField(field_id="cadre_help.words")
    answer = SealedField(field_id="cadre_help.answer")

    objects = OfCadreQuerySet.as_manager()
    dossier_lookup = "cadre_id"

    class Meta:
        verbose_name_plural = "help"
        constraints = [
            open_iff_duty("cadres_help_open_iff_duty"),
            models.CheckConstraint(
                name="cadres_help_answered_iff_at",
                condition=Q(is_open=True, answered_at__isnull=True) | Q(is_open=False, answered_at__isnull=False),
            ),
        ]

    class Privacy:
        personal = {"words", "answer"}
        plain = {"id", "cadre", "kind", "asked_at", "status", "answered_at", "answered_by", "duty", "is_open"}

    @property
    def dossier_id(self) -> UUID:
        """What was said belongs to the cadre's dossier."""
        return self.cadre_id


class Task(models.Model):
    """Something a unit asks a cadre to do for somebody: area, a code or first name, a safe contact, an instruction.

    Given from a case (`dossier_id`), under whose key the words lie: they go when the case's key goes. A cadre sees nothing
    else of the case, not even its number. A case of high risk or trafficking gives none (`cases`).
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    cadre = models.ForeignKey(Cadre, on_delete=models.PROTECT, related_name="tasks")
    dossier_id = models.UUIDField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", help_text="who gave it")
    area_path = models.CharField(max_length=41)
    status = models.CharField(max_length=10, choices=TaskStatus, default=TaskStatus.GIVEN)
    given_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by_id = models.UUIDField(null=True)
    duty = keeping_duty()
    is_open = open_if(Q(status=TaskStatus.GIVEN))
    called = SealedField(field_id="cadre_task.called")
    contact = SealedField(field_id="cadre_task.contact")
    instruction = SealedField(field_id="cadre_task.instruction")
    result = SealedField(field_id="cadre_task.result")

    objects = TaskQuerySet.as_manager()
    dossier_lookup = "dossier_id"

    class Meta:
        constraints = [
            open_iff_duty("cadres_task_open_iff_duty"),
            models.CheckConstraint(
                name="cadres_task_ended_iff_at",
                condition=Q(is_open=True, ended_at__isnull=True) | Q(is_open=False, ended_at__isnull=False),
            ),
            # What was withdrawn leaves nothing with the cadre.
            models.CheckConstraint(
                name="cadres_task_withdrawn_empty",
                condition=~Q(status=TaskStatus.WITHDRAWN)
                | Q(called__isnull=True, contact__isnull=True, instruction__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["dossier_id"], name="cadres_task_dossier")]

    class Privacy:
        personal = {"called", "contact", "instruction", "result"}
        plain = {
            "id", "cadre", "dossier_id", "agency", "area_path", "status", "given_by", "given_at", "ended_at", "ended_by_id", "duty",
            "is_open",
        }  # fmt: skip

    @property
    def label(self) -> str:
        """As duties and lists call it."""
        return f"Tugas {str(self.id)[-6:].upper()}"
