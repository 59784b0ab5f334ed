"""How many people live where, as somebody counted them: what reports are compared with."""

from django.db import models
from django.db.models import F, Q

from tuntas.areas.models.areas import Area
from tuntas.areas.states import Differing
from tuntas.core.ids import uuid7


class PopulationSource(models.Model):
    """One file of people: who counted, for which year. `differences`: where the file does not add up, and what was decided."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    source = models.CharField(max_length=200)
    licence = models.CharField(max_length=100)
    year = models.PositiveSmallIntegerField()
    period = models.CharField(max_length=40, blank=True, help_text="as the source says it: Semester II 2024")
    file_name = models.CharField(max_length=120)
    file_hash = models.CharField(max_length=64, help_text="SHA-256 of its lines")
    differences = models.JSONField(default=list)
    decided = models.CharField(max_length=6, choices=Differing, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="areas_populationsource_named", condition=~Q(source="") & ~Q(licence="")),
            models.UniqueConstraint(name="areas_populationsource_once", fields=["file_hash", "year"]),
            models.CheckConstraint(
                name="areas_populationsource_decided_iff_differing",
                condition=Q(differences=[], decided="", reason="")
                | (~Q(differences=[]) & ~Q(decided="") & ~Q(reason="")),
            ),
        ]

    class Privacy:
        personal: set[str] = set()
        plain = {
            "id", "source", "licence", "year", "period", "file_name", "file_hash", "differences", "decided", "reason", "imported_at",
        }  # fmt: skip

    class Grants:
        app = {"select", "insert", "delete"}

    def __str__(self) -> str:
        return f"{self.source}, {self.period or self.year}"


class Population(models.Model):
    """People of one area in one source. What the source does not tell is empty, never guessed.

    `children`: under 18; `girls`: of them female. `ages`: the age groups as in the file ("0-4", "75+").
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    source = models.ForeignKey(PopulationSource, on_delete=models.CASCADE, related_name="rows")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="populations")
    total = models.PositiveIntegerField()
    male = models.PositiveIntegerField(null=True)
    female = models.PositiveIntegerField(null=True)
    children = models.PositiveIntegerField(null=True)
    girls = models.PositiveIntegerField(null=True)
    ages = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="areas_population_once", fields=["source", "area"]),
            models.CheckConstraint(
                name="areas_population_parts",
                condition=(Q(children__isnull=True) | Q(children__lte=F("total")))
                & (Q(girls__isnull=True) | Q(girls__lte=F("children")))
                & (Q(female__isnull=True) | Q(female__lte=F("total"))),
            ),
        ]
        indexes = [models.Index(fields=["area"], name="areas_population_area")]

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "source", "area", "total", "male", "female", "children", "girls", "ages"}

    class Grants:
        app = {"select", "insert", "delete"}
