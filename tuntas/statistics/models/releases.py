"""Releases: figures as they were published (R28 over time), so that the same figure is the same on two days.

A release keeps the facts as they stood when a quarter was closed, without any token: rows that are alike are one row
with a count, and nothing leads back to a fact or a dossier. A row holds from release `first` to release `last`; what did
not change between two releases is written once.
"""

from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q

from tuntas.statistics.models.facts import OfCase, OfReport, OfService, OfYear, indexes

STILL = 2**31 - 1  # the last release of what holds in the newest one


class Release(models.Model):
    """Figures of everything that was entered up to the end of `through`, as it was known when they were made.

    `revision` counts the corrections of one period, each with its reason. A release is never changed.
    """

    number = models.PositiveIntegerField(primary_key=True)
    through = models.DateField()
    revision = models.PositiveSmallIntegerField(default=0)
    reason = models.CharField(max_length=300, blank=True)
    facts_seq = models.BigIntegerField(help_text="up to which event of the log facts had been taken")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["through", "revision"], name="statistics_release_once"),
            models.CheckConstraint(
                name="statistics_release_reason",
                condition=Q(revision=0, reason="") | (Q(revision__gt=0) & ~Q(reason="")),
            ),
        ]

    class Privacy:
        personal: set[str] = set()
        plain = {"number", "through", "revision", "reason", "facts_seq", "made_at", "made_by"}

    class Grants:
        app = {"select", "insert"}

    def __str__(self) -> str:
        corrected = f", perbaikan {self.revision}" if self.revision else ""
        return f"Rilis {self.number}, per {self.through:%d-%m-%Y}{corrected}"


class Released(models.Model):
    """So many facts that are alike, from one release to another. `digest` is made of what they say."""

    id = models.UUIDField(primary_key=True, db_default=RandomUUID())
    digest = models.UUIDField()
    count = models.PositiveIntegerField()
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=STILL)

    class Meta:
        abstract = True


_KEPT = {"id", "digest", "count", "first", "last"}
_OF = {"area_path", "incident_date", "report_date", "entry_date"}


def _once(name: str) -> list[models.BaseConstraint]:
    return [
        models.UniqueConstraint(
            fields=["digest", "count"], condition=Q(last=STILL), name=f"statistics_released_{name}_once"
        ),
        models.CheckConstraint(condition=Q(last__gte=models.F("first")), name=f"statistics_released_{name}_order"),
    ]


class ReleasedCase(Released, OfCase):
    """Cases."""

    class Meta:
        constraints = _once("case")
        indexes = indexes("rcase")

    class Privacy:
        personal: set[str] = set()
        plain = _KEPT | _OF | {"types", "contexts", "place", "platform", "ending"}


class ReleasedYear(Released, OfYear):
    """People in a year."""

    class Meta:
        constraints = _once("year")
        indexes = [models.Index(fields=["part", "basis", "year"], name="statistics_ryear_year")]

    class Privacy:
        personal: set[str] = set()
        plain = _KEPT | {
            "part", "basis", "year", "quarter", "area_path", "age", "sex", "education", "work", "marital", "disabilities",
            "relations", "services", "types", "place", "final_verdict",
        }  # fmt: skip


class ReleasedService(Released, OfService):
    """Services."""

    class Meta:
        constraints = _once("service")
        indexes = indexes("rservice")

    class Privacy:
        personal: set[str] = set()
        plain = _KEPT | _OF | {"kind", "given", "waited"}


class ReleasedReport(Released, OfReport):
    """Reports."""

    class Meta:
        constraints = _once("report")
        indexes = [models.Index(fields=["report_date"], name="statistics_rreport_report")]

    class Privacy:
        personal: set[str] = set()
        plain = _KEPT | {"area_path", "report_date", "channel", "types", "victim_age", "became_case"}
