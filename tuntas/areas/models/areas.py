"""The tree of areas, with dates: areas are founded, renamed, split, merged."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper

from tuntas.areas.querysets import AreaQuerySet, HomeAreaQuerySet, labelled
from tuntas.areas.states import Level, Zone, paths_up
from tuntas.core.ids import uuid7
from tuntas.core.prepared import Among, Given, Prepared


class Area(models.Model):
    """A province, regency or city, district (kecamatan), kelurahan or desa, RW or RT.

    `code` is the Kemendagri code (61.71.01.1001; RW and RT append rw01, rt02); `path` is the code with
    a closing dot, so that a prefix never matches a neighbour. `valid_to` is the first day on which it
    no longer exists.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    code = models.CharField(max_length=40)
    path = models.CharField(max_length=41)
    name = models.CharField(max_length=120)
    level = models.SmallIntegerField(choices=Level)
    label = models.CharField(max_length=30, help_text="Kelurahan, Desa, Kota, Kabupaten …")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    timezone = models.CharField(max_length=20, choices=Zone)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="areas_area_code_current", fields=["code"], condition=Q(valid_to__isnull=True)
            ),
            models.CheckConstraint(name="areas_area_path_closes", condition=Q(path__endswith=".")),
            models.CheckConstraint(
                name="areas_area_root_is_province",
                condition=Q(level=Level.PROVINCE, parent__isnull=True)
                | (~Q(level=Level.PROVINCE) & Q(parent__isnull=False)),
            ),
            models.CheckConstraint(
                name="areas_area_dates",
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gt=F("valid_from")),
            ),
        ]
        indexes = [
            models.Index(fields=["path"], opclasses=["text_pattern_ops"], name="areas_area_path"),
            models.Index(fields=["parent", "code"], name="areas_area_parent"),
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="areas_area_name"),
        ]

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "code", "path", "name", "level", "label", "parent", "timezone", "valid_from", "valid_to"}

    def __str__(self) -> str:
        return f"{self.label} {self.name}"

    @classmethod
    def at(cls, path: str) -> "Area | None":
        """The area that exists now at a path, if there is one."""
        return _AT_PATH.first(path=path)

    @property
    def label_in_full(self) -> str:
        """As `objects.labels` says it: Kel. Benuamelayu Darat, Kec. Pontianak Selatan, Kota Pontianak."""
        return labelled([self.path], _AROUND(paths=paths_up(self.path))).get(self.path, "")

    @property
    def full_name(self) -> str:
        """As in Kelurahan Benuamelayu Darat, RW 03."""
        return f"{self.label} {self.name}"

    @property
    def area_path(self) -> str:
        """For audit: an area lies in itself."""
        return self.path


class Succession(models.Model):
    """That one area took over (part of) another: a split has several successors, a merger several predecessors."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    predecessor = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="precessions")
    effective_date = models.DateField()
    basis = models.CharField(max_length=200, help_text="Perda, Permendagri …")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="areas_succession_once", fields=["predecessor", "successor"]),
            models.CheckConstraint(name="areas_succession_not_self", condition=~Q(predecessor=F("successor"))),
        ]

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "predecessor", "successor", "effective_date", "basis"}


class HomeArea(models.Model):
    """An area for which this installation is responsible. Inside it some unit always receives."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    area = models.OneToOneField(Area, on_delete=models.PROTECT, related_name="home")

    objects = HomeAreaQuerySet.as_manager()

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "area"}

    class Grants:
        app = {"select", "insert", "delete"}

    @classmethod
    def all_paths(cls) -> list[str]:
        """As `objects.paths`, where every report passes."""
        return [path for (path,) in _HOMES()]


_AT_PATH = Prepared(lambda: Area.objects.current().filter(path=Given("path")))
_AROUND = Prepared(
    lambda: Area.objects.filter(Among(F("path"), Given("paths"))).order_by(F("valid_to").asc(nulls_last=True))
)
_HOMES = Prepared(lambda: HomeArea.objects.order_by("area__path").values_list("area__path"))
