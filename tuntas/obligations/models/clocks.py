"""What clocks depend on: local overrides, holidays; and the worker that watches them."""

from django.db import models
from django.db.models import Q

from tuntas.core.ids import uuid7
from tuntas.obligations.querysets import HeartbeatQuerySet


class ClockOverride(models.Model):
    """The local government's own clock for a kind that the law does not fix; the newest not ended counts."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    kind = models.CharField(max_length=40)
    hours = models.PositiveIntegerField(null=True)
    working_days = models.PositiveIntegerField(null=True)
    reason = models.CharField(max_length=300)
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="obligations_override_one_unit",
                condition=Q(hours__gt=0, working_days__isnull=True) | Q(hours__isnull=True, working_days__gt=0),
            ),
            models.UniqueConstraint(
                name="obligations_override_current", fields=["kind"], condition=Q(ended_at__isnull=True)
            ),
        ]

    class Privacy:
        personal = {"by_name"}
        plain = {"id", "kind", "hours", "working_days", "reason", "at", "ended_at"}


class Holiday(models.Model):
    """A day on which working time stands still. Seeded from a library, editable: cuti bersama is decreed year by year.

    A day taken away by hand stays as a row that no longer counts, so that the library does not bring it back.
    """

    date = models.DateField(primary_key=True)
    name = models.CharField(max_length=120)
    source = models.CharField(max_length=120)
    counts = models.BooleanField(default=True)

    class Privacy:
        personal: set[str] = set()
        plain = {"date", "name", "source", "counts"}


class Recount(models.Model):
    """Open working-time duties computed anew after the holidays changed: how far, and how many moved.

    `after` is the last duty looked at; a worker that dies goes on from there, and looking twice moves nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=150)
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)
    after = models.UUIDField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["at"], condition=Q(finished_at__isnull=True), name="obligations_recount_open")]

    class Privacy:
        personal = {"by_name"}
        plain = {"id", "at", "total", "done", "moved", "after", "finished_at"}


class Heartbeat(models.Model):
    """When a worker last said that it is alive."""

    name = models.CharField(primary_key=True, max_length=40)
    at = models.DateTimeField()

    objects = HeartbeatQuerySet.as_manager()

    class Privacy:
        personal: set[str] = set()
        plain = {"name", "at"}
