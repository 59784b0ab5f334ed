"""Seats belong to institutions; the person who holds one changes."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from tuntas.agencies.models import Agency
from tuntas.bodies.models.bodies import A_DAY, Body, DateSpan
from tuntas.bodies.querysets import CurrentQuerySet
from tuntas.bodies.states import SeatRole
from tuntas.core.ids import uuid7

USER = settings.AUTH_USER_MODEL


class Seat(models.Model):
    """The place of one institution in a body. `institution` names it where it is not a registered agency (Muspika, PKK, LPM …).

    `ended_at`: when its end was written down; who counts who came asks for it, so that no past meeting becomes full.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="seats")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    institution = models.CharField(max_length=150)
    position = models.CharField(max_length=150, help_text="position in the institution that holds the seat")
    role = models.CharField(max_length=12, choices=SeatRole, default=SeatRole.MEMBER)
    from_date = models.DateField()
    to_date = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = CurrentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="bodies_seat_dates", condition=Q(to_date__isnull=True) | Q(to_date__gt=F("from_date"))
            )
        ]
        indexes = [models.Index(fields=["agency", "to_date"], name="bodies_seat_agency")]

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "body", "agency", "institution", "position", "role", "from_date", "to_date", "ended_at"}

    @property
    def last_day(self) -> date | None:
        """On which it still holds; none while it has no end."""
        return self.to_date - A_DAY if self.to_date else None


class Holder(models.Model):
    """Who holds a seat for a time, or stands in (`substitute`). One holder at a time, one substitute at a time."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="holders")
    name = models.CharField(max_length=150)
    phone = models.CharField(max_length=30, blank=True)
    user = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    substitute = models.BooleanField(default=False)
    from_date = models.DateField()
    to_date = models.DateField(null=True)

    objects = CurrentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="bodies_holder_dates", condition=Q(to_date__isnull=True) | Q(to_date__gt=F("from_date"))
            ),
            *(
                ExclusionConstraint(
                    name=f"bodies_holder_one_{name}",
                    expressions=[
                        ("seat", RangeOperators.EQUAL),
                        (DateSpan("from_date", "to_date"), RangeOperators.OVERLAPS),
                    ],
                    condition=Q(substitute=substitute),
                )
                for name, substitute in (("main", False), ("substitute", True))
            ),
        ]

    class Privacy:
        personal = {"name", "phone"}
        plain = {"id", "seat", "user", "substitute", "from_date", "to_date"}

    @property
    def last_day(self) -> date | None:
        """On which it still holds; none while it has no end."""
        return self.to_date - A_DAY if self.to_date else None
