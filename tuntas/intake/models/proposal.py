"""What needs two persons."""

from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tuntas.agencies.models import Agency
from tuntas.core.fields import SealedField
from tuntas.core.ids import uuid7
from tuntas.intake.models.report import Report
from tuntas.intake.querysets import ProposalQuerySet
from tuntas.intake.states import ProposalKind, ProposalStatus, Risk, VictimAge, ViolenceType
from tuntas.obligations.models import Obligation


class Proposal(models.Model):
    """What one person proposes about a report and another decides; never the same person, see the constraint."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="proposals")
    kind = models.CharField(max_length=12, choices=ProposalKind)
    status = models.CharField(max_length=10, choices=ProposalStatus, default=ProposalStatus.PENDING)
    target = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, related_name="+")
    level = models.SmallIntegerField(choices=Risk, null=True)
    types = ArrayField(models.CharField(max_length=20, choices=ViolenceType), default=list)
    victim_age = models.CharField(max_length=6, choices=VictimAge, null=True, blank=True)
    wall_id = models.UUIDField(null=True)
    sent_to = models.CharField(max_length=150, blank=True, help_text="where the person was sent, for not_ours")
    reason = SealedField(field_id="proposal.reason")
    decision_note = SealedField(field_id="proposal.decision_note")
    outside = models.BooleanField(default=False, help_text="the second person must be from outside the unit")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", help_text="whose desk decides")
    # The keeping duty. The real, composite and deferred foreign key is made in the migration.
    duty = models.ForeignKey(Obligation, on_delete=models.PROTECT, null=True, db_constraint=False, related_name="+")
    is_open = models.GeneratedField(
        expression=Q(status=ProposalStatus.PENDING),  # type: ignore[arg-type]  # a Q is an expression too
        output_field=models.BooleanField(),
        db_persist=True,
    )

    objects = ProposalQuerySet.as_manager()
    dossier_lookup = "report_id"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="intake_proposal_open_iff_duty",
                condition=Q(is_open=True, duty__isnull=False) | Q(is_open=False, duty__isnull=True),
            ),
            models.CheckConstraint(
                name="intake_proposal_decided_iff_at",
                condition=Q(is_open=True, decided_at__isnull=True) | Q(is_open=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="intake_proposal_two_persons",
                condition=Q(decided_by__isnull=True)
                | ~Q(decided_by=F("proposed_by"))
                | Q(status=ProposalStatus.WITHDRAWN),
            ),
            models.UniqueConstraint(
                name="intake_proposal_one_pending",
                fields=["report", "kind"],
                condition=Q(status=ProposalStatus.PENDING),
            ),
        ]

    class Privacy:
        personal = {"reason", "decision_note"}
        plain = {
            "id", "report", "kind", "status", "target", "level", "types", "victim_age", "wall_id", "sent_to", "outside", "proposed_by",
            "proposed_at", "decided_by", "decided_at", "agency", "duty", "is_open",
        }  # fmt: skip

    @property
    def dossier_id(self) -> UUID:
        """A proposal belongs to the report's dossier."""
        return self.report_id
