"""What follows from the word "periksa": somebody looks whether people can report there."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.core.ids import uuid7
from tuntas.obligations.models import Obligation
from tuntas.statistics.querysets import SilenceCheckQuerySet
from tuntas.statistics.states import OPEN_CHECKS, CheckStatus, Finding, ReportChannel

USER = settings.AUTH_USER_MODEL


class SilenceCheck(models.Model):
    """One area that was silent over some years; `agency` receives for it. One for each area and last year."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    area_path = models.CharField(max_length=41)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=4, choices=CheckStatus, default=CheckStatus.OPEN)
    opened_at = models.DateTimeField()
    channels = ArrayField(models.CharField(max_length=14, choices=ReportChannel), default=list)
    found = models.CharField(max_length=14, choices=Finding, blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    duty = models.ForeignKey(Obligation, on_delete=models.PROTECT, null=True, db_constraint=False, related_name="+")
    is_open = models.GeneratedField(
        expression=Q(status__in=sorted(OPEN_CHECKS)),  # type: ignore[arg-type]  # a Q is an expression too
        output_field=models.BooleanField(),
        db_persist=True,
    )

    objects = SilenceCheckQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="statistics_check_once", fields=["area", "last_year"]),
            models.CheckConstraint(
                name="statistics_check_open_iff_duty",
                condition=Q(is_open=True, duty__isnull=False) | Q(is_open=False, duty__isnull=True),
            ),
            models.CheckConstraint(
                name="statistics_check_done_iff_found",
                condition=Q(is_open=True, done_at__isnull=True, found="")
                | (Q(is_open=False, done_at__isnull=False) & ~Q(found="")),
            ),
            models.CheckConstraint(name="statistics_check_years", condition=Q(last_year__gte=F("first_year"))),
        ]

    class Privacy:
        personal: set[str] = set()
        plain = {
            "id", "area", "area_path", "agency", "first_year", "last_year", "status", "opened_at", "channels", "found",
            "done_at", "done_by", "duty", "is_open",
        }  # fmt: skip

    @property
    def years(self) -> str:
        """As in 2023–2025."""
        return f"{self.first_year}–{self.last_year}" if self.first_year != self.last_year else str(self.last_year)
