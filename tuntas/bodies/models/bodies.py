"""A body, its kind, and the decrees it rests on."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.bodies.querysets import BodyQuerySet, DecreeQuerySet
from tuntas.core.ids import uuid7
from tuntas.files.models import File
from tuntas.obligations.models import Obligation

USER = settings.AUTH_USER_MODEL
A_DAY = timedelta(days=1)


class DateSpan(Func):
    """[from, to): the last day is not part of it; open where it is not known."""

    function = "DATERANGE"
    output_field = DateRangeField()


class BodyKind(models.Model):
    """A kind of body, as data: regions name and group them differently (domain reference §5.1).

    `levels`: of areas in which there can be one. `sub`: it is part of another body (a sub-group of a task force).
    `meets_every_months`: how often it ought to meet, for judging whether it runs (R34).
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    code = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=100)
    levels = ArrayField(models.SmallIntegerField())
    sub = models.BooleanField(default=False)
    needs_decree = models.BooleanField(default=True)
    meets_every_months = models.PositiveSmallIntegerField(default=3)

    class Meta:
        constraints = [models.CheckConstraint(name="bodies_kind_meets", condition=Q(meets_every_months__range=(1, 12)))]

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "code", "name", "levels", "sub", "needs_decree", "meets_every_months"}

    class Grants:
        app = {"select", "insert", "update", "delete"}  # one that no body is of can be removed

    def __str__(self) -> str:
        return self.name


class Body(models.Model):
    """A working group, task force, sub-group, response team, KPAD, PATBM or forum of an area.

    `agency` is its secretariat: address, hours, phone, rota and receiving are those of that agency.
    `dissolved_date` is the first day on which it no longer exists. Whether it runs is nowhere stored: `oversight` derives it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    kind = models.ForeignKey(BodyKind, on_delete=models.PROTECT, related_name="bodies")
    name = models.CharField(max_length=150)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    area_path = models.CharField(max_length=41)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="bodies", help_text="secretariat")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="sub_groups")
    founded_date = models.DateField()
    dissolved_date = models.DateField(null=True)
    dossier_id = models.UUIDField(null=True, help_text="its own dossier, for the files of its decrees")
    created_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    objects = BodyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="bodies_body_not_own_parent", condition=~Q(parent=F("id"))),
            models.CheckConstraint(
                name="bodies_body_dates",
                condition=Q(dissolved_date__isnull=True) | Q(dissolved_date__gte=F("founded_date")),
            ),
            models.UniqueConstraint(
                name="bodies_body_name_once", fields=["area", "name"], condition=Q(dissolved_date__isnull=True)
            ),
        ]
        indexes = [
            models.Index(fields=["area_path", "id"], opclasses=["text_pattern_ops", "uuid_ops"], name="bodies_body_area"),
            models.Index(fields=["name", "id"], name="bodies_body_name"),
        ]  # fmt: skip

    class Privacy:
        personal: set[str] = set()
        plain = {
            "id", "kind", "name", "area", "area_path", "agency", "parent", "founded_date", "dissolved_date", "dossier_id",
            "created_by", "created_at",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def exists_on(self, day: date) -> bool:
        """Whether it exists on a day."""
        return self.founded_date <= day and (self.dissolved_date is None or day < self.dissolved_date)


class Decree(models.Model):
    """Surat keputusan: what a body rests on, for a term. Terms of one body do not overlap; `to_date` is the first day after it.

    `duty`: renew it, opened 60 days before the end.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="decrees")
    number = models.CharField(max_length=100)
    dated = models.DateField()
    signer_name = models.CharField(max_length=150)
    signer_position = models.CharField(max_length=150)
    from_date = models.DateField()
    to_date = models.DateField(null=True)
    file = models.ForeignKey(File, on_delete=models.PROTECT, null=True, related_name="+")
    duty = models.ForeignKey(Obligation, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = DecreeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="bodies_decree_dates", condition=Q(to_date__isnull=True) | Q(to_date__gt=F("from_date"))
            ),
            ExclusionConstraint(
                name="bodies_decree_terms",
                expressions=[
                    ("body", RangeOperators.EQUAL),
                    (DateSpan("from_date", "to_date"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [models.Index(fields=["to_date"], name="bodies_decree_end")]

    class Privacy:
        personal = {"signer_name"}
        plain = {
            "id", "body", "number", "dated", "signer_position", "from_date", "to_date", "file", "duty", "recorded_by", "recorded_at",
        }  # fmt: skip

    @property
    def last_day(self) -> date | None:
        """On which it still holds; none while it has no end."""
        return self.to_date - A_DAY if self.to_date else None

    def holds_on(self, day: date) -> bool:
        """Whether its term covers a day."""
        return self.from_date <= day and (self.to_date is None or day < self.to_date)
