"""Figures on their way out: only what a page would show, made by the worker, fetched by whoever asked."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from tuntas.agencies.models import Agency
from tuntas.core.ids import uuid7
from tuntas.statistics.states import FileFormat
from tuntas.statistics.vocabulary import Basis

KEPT = timedelta(days=7)


class FigureFile(models.Model):
    """A file of figures that somebody asked for. `content` holds no count that a page would hide; it goes after a week.

    `done` of `total` says how far the worker has come; `failed_at` that it could not make it. `agency`: on whose paper.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    format = models.CharField(max_length=4, choices=FileFormat)
    area_path = models.CharField(max_length=20)
    year = models.SmallIntegerField()
    basis = models.SmallIntegerField(choices=[(basis.value, basis.name) for basis in Basis])
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    total = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    content = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="statistics_figurefile_one_end", condition=Q(made_at__isnull=True) | Q(failed_at__isnull=True)
            ),
            models.CheckConstraint(
                name="statistics_figurefile_content_made", condition=Q(content__isnull=True) | Q(made_at__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["asked_by", "-asked_at"], name="statistics_figurefile_asked")]

    class Privacy:
        personal: set[str] = set()
        plain = {
            "id", "format", "area_path", "year", "basis", "agency", "asked_by", "asked_at", "total", "done", "made_at", "failed_at",
            "content",
        }  # fmt: skip

    @property
    def name(self) -> str:
        """Of the file."""
        return f"angka-{self.area_path.replace('.', '')}-{self.year}.{self.format}"
