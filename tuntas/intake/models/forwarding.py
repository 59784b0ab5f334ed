"""A report offered to another unit or authority."""

from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from tuntas.agencies.models import Agency
from tuntas.core.fields import SealedField
from tuntas.core.ids import uuid7
from tuntas.intake.models.report import Report
from tuntas.intake.querysets import ForwardingQuerySet
from tuntas.intake.states import FORWARDING_OPEN, ForwardingStatus
from tuntas.obligations.models import Obligation


class Forwarding(models.Model):
    """A report offered to another unit or authority. Until it is accepted, the report stays ours.

    `receiver` owes acknowledgement, then an answer; `shared` is what the sender chose to tell, `names` who it is about,
    if the sender chose to tell that too.
    `answered_by_name` holds name and position where the receiver has no accounts here.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="forwardings")
    sender = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="sent_forwardings")
    receiver = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="received_forwardings")
    status = models.CharField(max_length=12, choices=ForwardingStatus, default=ForwardingStatus.SENT)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    answered_by_name = models.CharField(max_length=150, blank=True)
    shared = SealedField(field_id="forwarding.shared")
    names = SealedField(field_id="forwarding.names")
    answer = SealedField(field_id="forwarding.answer")
    # The keeping duty. The real, composite and deferred foreign key is made in the migration.
    duty = models.ForeignKey(Obligation, on_delete=models.PROTECT, null=True, db_constraint=False, related_name="+")
    is_open = models.GeneratedField(
        expression=Q(status__in=sorted(FORWARDING_OPEN)),  # type: ignore[arg-type]  # a Q is an expression too
        output_field=models.BooleanField(),
        db_persist=True,
    )

    objects = ForwardingQuerySet.as_manager()
    dossier_lookup = "report_id"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="intake_forwarding_open_iff_duty",
                condition=Q(is_open=True, duty__isnull=False) | Q(is_open=False, duty__isnull=True),
            ),
            models.CheckConstraint(
                name="intake_forwarding_ended_iff_at",
                condition=Q(is_open=True, ended_at__isnull=True) | Q(is_open=False, ended_at__isnull=False),
            ),
            models.CheckConstraint(name="intake_forwarding_elsewhere", condition=~Q(sender=F("receiver"))),
            models.UniqueConstraint(
                name="intake_forwarding_one_open", fields=["report"], condition=Q(status__in=sorted(FORWARDING_OPEN))
            ),
        ]
        indexes = [
            models.Index(fields=["receiver", "-sent_at", "-id"], name="intake_forwarding_receiver"),
            models.Index(fields=["-sent_at", "-id"], name="intake_forwarding_newest"),
        ]

    class Privacy:
        personal = {"shared", "names", "answer", "answered_by_name"}
        plain = {
            "id", "report", "sender", "receiver", "status", "sent_by", "sent_at", "acknowledged_at", "ended_at", "duty", "is_open",
        }  # fmt: skip

    @property
    def dossier_id(self) -> UUID:
        """A forwarding belongs to the report's dossier."""
        return self.report_id
