"""Taking a long list away."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tuntas.agencies.models import Agency
from tuntas.core.ids import uuid7
from tuntas.intake.querysets import ExportQuerySet
from tuntas.intake.states import ExportPurpose, ExportStatus
from tuntas.obligations.models import Obligation


class Export(models.Model):
    """A list of reports that one person asks for and another lets go; downloaded once, by the one who asked.

    `filters` are the codes of the list's filters, `count` its rows when it was asked for; the rows themselves are read
    only at the download. `agency` is whose desk decides.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    filters = models.JSONField(default=dict)
    purpose = models.CharField(max_length=12, choices=ExportPurpose)
    count = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=ExportStatus, default=ExportStatus.ASKED)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    downloaded_at = models.DateTimeField(null=True)
    # The keeping duty. The real, composite and deferred foreign key is made in the migration.
    duty = models.ForeignKey(Obligation, on_delete=models.PROTECT, null=True, db_constraint=False, related_name="+")
    is_open = models.GeneratedField(
        expression=Q(status=ExportStatus.ASKED),  # type: ignore[arg-type]  # a Q is an expression too
        output_field=models.BooleanField(),
        db_persist=True,
    )

    objects = ExportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="intake_export_open_iff_duty",
                condition=Q(is_open=True, duty__isnull=False) | Q(is_open=False, duty__isnull=True),
            ),
            models.CheckConstraint(
                name="intake_export_decided_iff_at",
                condition=Q(is_open=True, decided_at__isnull=True) | Q(is_open=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="intake_export_two_persons",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
            ),
        ]
        indexes = [models.Index(fields=["asked_by", "-asked_at"], name="intake_export_asked")]

    class Privacy:
        personal: set[str] = set()
        plain = {
            "id", "filters", "purpose", "count", "status", "agency", "asked_by", "asked_at", "decided_by", "decided_at",
            "downloaded_at", "duty", "is_open",
        }  # fmt: skip
