"""The shapes of areas, as some file drew them: for maps, never for the law."""

from django.db import models
from django.db.models import Q

from tuntas.areas.models.areas import Area
from tuntas.core.ids import uuid7


class BoundarySource(models.Model):
    """One file of boundaries: where its shapes come from and under which licence. The maps say it."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    source = models.CharField(max_length=200)
    licence = models.CharField(max_length=100)
    file_name = models.CharField(max_length=120)
    file_hash = models.CharField(max_length=64, help_text="SHA-256 of the file")
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="areas_boundarysource_named", condition=~Q(source="") & ~Q(licence="")),
        ]

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "source", "licence", "file_name", "file_hash", "imported_at"}

    def __str__(self) -> str:
        return f"{self.source} ({self.licence})"


class Boundary(models.Model):
    """The shape of one area: closed lines in steps of 0.00001 degree, as `areas.shapes` packs them.

    `mark_x`, `mark_y` is a point inside, where the area is widest; `mark_room` how wide it is there.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    area = models.OneToOneField(Area, on_delete=models.PROTECT, related_name="boundary")
    source = models.ForeignKey(BoundarySource, on_delete=models.PROTECT, related_name="boundaries")
    lines = models.BinaryField()
    mark_x = models.IntegerField()
    mark_y = models.IntegerField()
    mark_room = models.IntegerField()

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "area", "source", "lines", "mark_x", "mark_y", "mark_room"}
