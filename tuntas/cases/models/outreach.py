"""What KPAD proposes about a report that it knows."""

from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from tuntas.agencies.models import Agency
from tuntas.cases.models.work import Service
from tuntas.cases.querysets import OutreachProposalQuerySet
from tuntas.cases.states import OutreachStatus, OutreachWhen
from tuntas.core.fields import SealedField
from tuntas.core.ids import uuid7
from tuntas.intake.models import Report
from tuntas.obligations.models import Obligation


class OutreachProposal(models.Model):
    """KPAD proposes that the unit goes and sees. `service`: the outreach it became, where the report is in a case.

    KPAD sees what came of the proposal, never the case.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="outreach_proposals")
    proposer = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    when = models.CharField(max_length=5, choices=OutreachWhen)
    status = models.CharField(max_length=8, choices=OutreachStatus, default=OutreachStatus.PROPOSED)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    service = models.OneToOneField(Service, on_delete=models.PROTECT, null=True, related_name="outreach_proposal")
    # The keeping duty. The real, composite and deferred foreign key is made in the migration.
    duty = models.ForeignKey(Obligation, on_delete=models.PROTECT, null=True, db_constraint=False, related_name="+")
    is_open = models.GeneratedField(
        expression=Q(status=OutreachStatus.PROPOSED),  # type: ignore[arg-type]  # a Q is an expression too
        output_field=models.BooleanField(),
        db_persist=True,
    )
    reason = SealedField(field_id="outreach_proposal.reason")
    answer = SealedField(field_id="outreach_proposal.answer")

    objects = OutreachProposalQuerySet.as_manager()
    dossier_lookup = "report_id"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cases_outreach_open_iff_duty",
                condition=Q(is_open=True, duty__isnull=False) | Q(is_open=False, duty__isnull=True),
            ),
            models.CheckConstraint(
                name="cases_outreach_decided_iff_at",
                condition=Q(is_open=True, decided_at__isnull=True) | Q(is_open=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="cases_outreach_service_only_accepted",
                condition=Q(service__isnull=True) | Q(status=OutreachStatus.ACCEPTED),
            ),
            models.UniqueConstraint(
                name="cases_outreach_one_open", fields=["report"], condition=Q(status=OutreachStatus.PROPOSED)
            ),
        ]

    class Privacy:
        personal = {"reason", "answer"}
        plain = {
            "id", "report", "proposer", "by", "at", "when", "status", "decided_by", "decided_at", "service", "duty", "is_open",
        }  # fmt: skip

    @property
    def dossier_id(self) -> UUID:
        """It belongs to the report's dossier."""
        return self.report_id
