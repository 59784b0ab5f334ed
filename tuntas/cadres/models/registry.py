"""Who is a cadre, where, and when she pauses."""

from uuid import UUID

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.areas.states import paths_up
from tuntas.cadres.querysets import VILLAGE, CadreQuerySet
from tuntas.cadres.states import LeaveReason, LeftReason
from tuntas.core.fields import BlindField, SealedField
from tuntas.core.ids import uuid7

USER = settings.AUTH_USER_MODEL


class DateSpan(Func):
    """[from, to): the last day is not part of it; open where it is not known."""

    function = "DATERANGE"
    output_field = DateRangeField()


class Cadre(models.Model):
    """A person of the public who volunteers. `id` is also the dossier: name and contact lie under a key of their own.

    `area`: where she works, a kecamatan, kelurahan, RW or RT. `agency` keeps the line and answers for her. `user`: her
    account, if she has one. How she stands is nowhere stored (R33). `left_date` is the first day on which she is no cadre.
    `name_token` finds the same name in the same kelurahan again.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", help_text="who keeps the line")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    area_path = models.CharField(max_length=41)
    user = models.OneToOneField(USER, on_delete=models.PROTECT, null=True, related_name="cadre")
    from_date = models.DateField()
    left_date = models.DateField(null=True)
    left_reason = models.CharField(max_length=10, choices=LeftReason, blank=True)
    created_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    source = models.ForeignKey("cadres.Import", on_delete=models.PROTECT, null=True, related_name="cadres")
    name_token = BlindField()

    name = SealedField(field_id="cadre.name")
    contact = SealedField(field_id="cadre.contact")

    objects = CadreQuerySet.as_manager()
    dossier_lookup = "id"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cadres_cadre_left_iff_reason",
                condition=Q(left_date__isnull=True, left_reason="") | (Q(left_date__isnull=False) & ~Q(left_reason="")),
            ),
            models.CheckConstraint(
                name="cadres_cadre_dates", condition=Q(left_date__isnull=True) | Q(left_date__gte=F("from_date"))
            ),
        ]
        indexes = [
            models.Index(fields=["area_path", "id"], opclasses=["text_pattern_ops", "uuid_ops"], name="cadres_cadre_area"),
            models.Index(fields=["agency", "area_path", "id"], name="cadres_cadre_agency"),
            models.Index(fields=["name_token"], condition=Q(name_token__isnull=False), name="cadres_cadre_name"),
        ]  # fmt: skip

    class Privacy:
        personal = {"name", "contact", "name_token"}
        plain = {
            "id", "agency", "area", "area_path", "user", "from_date", "left_date", "left_reason", "created_by", "created_at",
            "source",
        }  # fmt: skip

    class Grants:
        app = {"select", "insert", "update", "delete"}  # an import is undone whole

    @property
    def dossier_id(self) -> UUID:
        """A cadre is a dossier."""
        return self.id

    @property
    def label(self) -> str:
        """As duties and lists call her, which say no name."""
        return f"Kader {str(self.id)[-6:].upper()}"

    @property
    def village_path(self) -> str:
        """Her kelurahan; her kecamatan where she works for all of it."""
        return paths_up(self.area_path)[-1][:VILLAGE]


class Leave(models.Model):
    """A time in which a cadre pauses. Not overlapping; `to_date` is the first day after it, none while it has no end."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    cadre = models.ForeignKey(Cadre, on_delete=models.PROTECT, related_name="leaves")
    reason = models.CharField(max_length=10, choices=LeaveReason)
    from_date = models.DateField()
    to_date = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cadres_leave_dates", condition=Q(to_date__isnull=True) | Q(to_date__gt=F("from_date"))
            ),
            ExclusionConstraint(
                name="cadres_leave_terms",
                expressions=[
                    ("cadre", RangeOperators.EQUAL),
                    (DateSpan("from_date", "to_date"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "cadre", "reason", "from_date", "to_date"}
