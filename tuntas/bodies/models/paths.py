"""Guided paths: bringing a body back to life, forming a UPTD PPA. Each step is done, with what shows it, or still owed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.bodies.models.bodies import Body
from tuntas.bodies.querysets import PathQuerySet
from tuntas.bodies.states import PathKind, PathStatus
from tuntas.core.ids import uuid7
from tuntas.obligations.models import Obligation

USER = settings.AUTH_USER_MODEL


class Path(models.Model):
    """A list of steps in an area that one agency carries to its end. Open, it has the duty of its next step."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    kind = models.CharField(max_length=16, choices=PathKind)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, related_name="paths")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    area_path = models.CharField(max_length=41)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="paths")
    status = models.CharField(max_length=8, choices=PathStatus, default=PathStatus.OPEN)
    started_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    stop_reason = models.CharField(max_length=300, blank=True)
    duty = models.ForeignKey(Obligation, on_delete=models.PROTECT, null=True, db_constraint=False, related_name="+")
    is_open = models.GeneratedField(
        expression=Q(status=PathStatus.OPEN),  # type: ignore[arg-type]  # a Q is an expression too
        output_field=models.BooleanField(),
        db_persist=True,
    )

    objects = PathQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="bodies_path_open_iff_duty",
                condition=Q(is_open=True, duty__isnull=False) | Q(is_open=False, duty__isnull=True),
            ),
            models.CheckConstraint(
                name="bodies_path_ended_iff_at",
                condition=Q(is_open=True, ended_at__isnull=True) | Q(is_open=False, ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="bodies_path_of", condition=~Q(kind="reactivation") | Q(body__isnull=False)
            ),
            models.UniqueConstraint(
                name="bodies_path_one_open", fields=["kind", "area", "body"], condition=Q(status="open"),
                nulls_distinct=False,
            ),
        ]  # fmt: skip

    class Privacy:
        personal: set[str] = set()
        plain = {
            "id", "kind", "body", "area", "area_path", "agency", "status", "started_by", "started_at", "ended_at", "stop_reason",
            "duty", "is_open",
        }  # fmt: skip


class PathStep(models.Model):
    """One step. `code` is one of those of its kind (`bodies.paths`); `evidence` says what shows that it was done."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    path = models.ForeignKey(Path, on_delete=models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=24)
    due_date = models.DateField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    done_date = models.DateField(null=True, help_text="when it happened")
    document = models.CharField(max_length=150, blank=True, help_text="number of the letter or decree")
    evidence = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="bodies_pathstep_position", fields=["path", "position"]),
            models.UniqueConstraint(name="bodies_pathstep_code", fields=["path", "code"]),
            models.CheckConstraint(
                name="bodies_pathstep_done_iff_at",
                condition=Q(done_at__isnull=True, done_by__isnull=True, done_date__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False, done_date__isnull=False),
            ),
        ]

    class Privacy:
        personal: set[str] = set()
        plain = {
            "id", "path", "position", "code", "due_date", "done_at", "done_by", "done_date", "document", "evidence",
        }  # fmt: skip
