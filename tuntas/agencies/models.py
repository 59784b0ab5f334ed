"""Institutions: what they are, when they are open, who can be reached, who receives for which area."""

from collections.abc import Collection
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tuntas.agencies import hours as opening_hours
from tuntas.agencies.querysets import (
    AgencyQuerySet,
    DutyContactQuerySet,
    OnCallShiftQuerySet,
    PublicContactQuerySet,
    ReceivingUnitQuerySet,
)
from tuntas.agencies.states import AgencyKind, ContactChannel, Service, Weekday
from tuntas.areas.models import Area
from tuntas.areas.states import zone_of
from tuntas.core.ids import uuid7
from tuntas.core.prepared import Given, Prepared


class Agency(models.Model):
    """An institution or a unit of one: UPTD PPA under its Dinas, a secretariat under its kecamatan, Polresta …

    `receives_reports`: it can be the owner of reports. `uses_tuntas`: its people have accounts here.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    name = models.CharField(max_length=150)
    short_name = models.CharField(max_length=40)
    kind = models.CharField(max_length=30, choices=AgencyKind)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="agencies")
    area_path = models.CharField(max_length=41)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="units")
    services = ArrayField(models.CharField(max_length=30, choices=Service), default=list, blank=True)
    email = models.EmailField(blank=True)
    receives_reports = models.BooleanField(default=False)
    uses_tuntas = models.BooleanField(default=True)
    open_always = models.BooleanField(default=False)
    closed_date = models.DateField(null=True, blank=True)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(name="agencies_agency_not_own_parent", condition=~Q(parent=F("id")))]
        indexes = [
            models.Index(fields=["area_path"], opclasses=["text_pattern_ops"], name="agencies_agency_area"),
            models.Index(fields=["name", "id"], name="agencies_agency_name"),
        ]

    class Privacy:
        personal: set[str] = set()
        plain = {
            "id", "name", "short_name", "kind", "area", "area_path", "parent", "services", "email", "receives_reports",
            "uses_tuntas", "open_always", "closed_date",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def agency_id(self) -> object:
        """For reach and audit: an agency belongs to itself."""
        return self.id

    @property
    def zone(self) -> ZoneInfo:
        """In which its people tell the time."""
        return zone_of(self.area_path)

    def today(self, at: datetime) -> date:
        """The local day of a moment."""
        return at.astimezone(self.zone).date()

    def stretches(self) -> dict[int, list[opening_hours.Stretch]]:
        """Opening hours by weekday; empty while nobody has told them."""
        found: dict[int, list[opening_hours.Stretch]] = {}
        for row in self.hours.all():
            found.setdefault(row.weekday, []).append((row.opens, row.closes))
        return {weekday: sorted(found[weekday]) for weekday in sorted(found)}

    def opening(self, at: datetime, *, holidays: Collection[date] = ()) -> opening_hours.Opening | None:
        """Open or closed at a moment, and until when; None while nobody has told the hours."""
        stretches = self.stretches()
        if not stretches and not self.open_always:
            return None
        return opening_hours.opening(stretches, self.zone, at, holidays=holidays, always=self.open_always)


class OpeningHours(models.Model):
    """One stretch of a weekday on which an agency works; local time of its area."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="hours")
    weekday = models.SmallIntegerField(choices=Weekday)
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="agencies_hours_order", condition=Q(closes__gt=F("opens"))),
            models.UniqueConstraint(name="agencies_hours_once", fields=["agency", "weekday", "opens"]),
        ]

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "agency", "weekday", "opens", "closes"}

    class Grants:
        app = {"select", "insert", "update", "delete"}


class PublicContact(models.Model):
    """A number or address for the public. Shown only if verified within twelve months."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="public_contacts")
    channel = models.CharField(max_length=20, choices=ContactChannel)
    value = models.CharField(max_length=200)
    note = models.CharField(max_length=120, blank=True)
    emergency = models.BooleanField(default=False)
    verified_date = models.DateField(null=True, blank=True)
    verified_by = models.CharField(max_length=150, blank=True)

    objects = PublicContactQuerySet.as_manager()

    class Privacy:
        personal = {"verified_by"}
        plain = {"id", "agency", "channel", "value", "note", "emergency", "verified_date"}

    class Grants:
        app = {"select", "insert", "update", "delete"}


class DutyContact(models.Model):
    """A colleague who can be rung for work. `user_id` is the account, if there is one."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="duty_contacts")
    name = models.CharField(max_length=150)
    position = models.CharField(max_length=100, blank=True)
    phone = models.CharField(max_length=30)
    user_id = models.UUIDField(null=True, blank=True)
    ended_date = models.DateField(null=True, blank=True)

    objects = DutyContactQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["agency", "name", "id"], name="agencies_dutycontact_name")]

    class Privacy:
        personal = {"name", "phone"}
        plain = {"id", "agency", "position", "user_id", "ended_date"}


class OnCallShift(models.Model):
    """Who is to be rung, in which order, between two moments."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="shifts")
    contact = models.ForeignKey(DutyContact, on_delete=models.PROTECT, related_name="shifts")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ring_order = models.SmallIntegerField(default=1)

    objects = OnCallShiftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="agencies_shift_order", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(name="agencies_shift_ring", condition=Q(ring_order__gte=1)),
            models.UniqueConstraint(name="agencies_shift_once", fields=["agency", "starts_at", "ring_order"]),
        ]
        indexes = [models.Index(fields=["agency", "ends_at"], name="agencies_shift_agency")]

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "agency", "contact", "starts_at", "ends_at", "ring_order"}

    class Grants:
        app = {"select", "insert", "update", "delete"}


class ReceivingUnit(models.Model):
    """Which unit receives reports for an area. The nearest one above a village counts; the root of each
    home area always has one. `to_date` is the first day on which it no longer holds.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="receivers")
    area_path = models.CharField(max_length=41)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="receives_for")
    from_date = models.DateField()
    to_date = models.DateField(null=True, blank=True)

    objects = ReceivingUnitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="agencies_receiver_one", fields=["area"], condition=Q(to_date__isnull=True)),
            models.CheckConstraint(
                name="agencies_receiver_dates", condition=Q(to_date__isnull=True) | Q(to_date__gte=F("from_date"))
            ),
        ]

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "area", "area_path", "agency", "from_date", "to_date"}

    @classmethod
    def all_in_force(cls, on: date) -> "list[ReceivingUnit]":
        """Every unit that receives on a day, with its agency, in order of area."""
        return _RECEIVING(on=on)


_RECEIVING = Prepared(
    lambda: ReceivingUnit.objects.in_force(Given("on")).select_related("agency__area").order_by("area_path")  # type: ignore[arg-type]
)
