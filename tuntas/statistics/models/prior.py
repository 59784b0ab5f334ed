"""Years before the system: published counts as they stand, with whose they are and what they count."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tuntas.areas.models import Area
from tuntas.areas.states import Differing
from tuntas.core.ids import uuid7
from tuntas.statistics.querysets import PriorSourceQuerySet
from tuntas.statistics.states import Unit


class PriorSource(models.Model):
    """One published table. `area`: of what it is a table, none for the whole country. `published`: its totals by unit.

    `differences`: where those totals are not the sum of the rows; `decided`, `reason`: which of them holds, and why.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=120)
    definition = models.CharField(max_length=300, help_text="what is counted, and by whose definition")
    source = models.CharField(max_length=200)
    file_name = models.CharField(max_length=120)
    file_hash = models.CharField(max_length=64, help_text="SHA-256 of its lines")
    published = models.JSONField(default=dict)
    differences = models.JSONField(default=list)
    decided = models.CharField(max_length=6, choices=Differing, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    objects = PriorSourceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="statistics_prior_named", condition=~Q(source="") & ~Q(definition="") & ~Q(title="")
            ),
            models.UniqueConstraint(name="statistics_prior_once", fields=["file_hash", "area"], nulls_distinct=False),
            models.CheckConstraint(
                name="statistics_prior_decided_iff_differing",
                condition=Q(differences=[], decided="", reason="")
                | (~Q(differences=[]) & ~Q(decided="") & ~Q(reason="")),
            ),
        ]

    class Privacy:
        personal: set[str] = set()
        plain = {
            "id", "area", "title", "definition", "source", "file_name", "file_hash", "published", "differences", "decided", "reason",
            "imported_at", "imported_by",
        }  # fmt: skip

    class Grants:
        app = {"select", "insert", "delete"}

    def __str__(self) -> str:
        return self.title


class PriorCount(models.Model):
    """One number of a table: of the whole, or of a part that is called `label` there (and is an area, if one is known)."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    source = models.ForeignKey(PriorSource, on_delete=models.CASCADE, related_name="counts")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    label = models.CharField(max_length=80, blank=True)
    unit = models.CharField(max_length=12, choices=Unit)
    first_day = models.DateField()
    last_day = models.DateField()
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="statistics_priorcount_days", condition=Q(last_day__gte=F("first_day"))),
            models.UniqueConstraint(
                name="statistics_priorcount_once", fields=["source", "label", "unit", "first_day", "last_day"]
            ),
        ]
        indexes = [models.Index(fields=["area"], name="statistics_priorcount_area")]

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "source", "area", "label", "unit", "first_day", "last_day", "count"}

    class Grants:
        app = {"select", "insert", "delete"}
