"""What needs two persons, and what follows after the end."""

from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tuntas.agencies.models import Agency
from tuntas.cases.models.case import Case
from tuntas.cases.models.notes import _OfCase
from tuntas.cases.models.parties import Party
from tuntas.cases.querysets import CaseProposalQuerySet, MediationQuerySet
from tuntas.cases.states import ClosingReason, MediationMatter, ProposalKind, ProposalStatus
from tuntas.core.fields import SealedField
from tuntas.core.ids import uuid7
from tuntas.intake.states import Risk, ViolenceType
from tuntas.obligations.models import Obligation

USER = settings.AUTH_USER_MODEL


class Proposal(models.Model):
    """What one person proposes about a case and another decides; never the same person, see the constraint."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="proposals")
    kind = models.CharField(max_length=16, choices=ProposalKind)
    status = models.CharField(max_length=10, choices=ProposalStatus, default=ProposalStatus.PENDING)
    closing_reason = models.CharField(max_length=22, choices=ClosingReason, blank=True)
    target = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    level = models.SmallIntegerField(choices=Risk, null=True)
    types = ArrayField(models.CharField(max_length=20, choices=ViolenceType), default=list)
    wall_id = models.UUIDField(null=True)
    mediation = models.ForeignKey("Mediation", on_delete=models.PROTECT, null=True, related_name="+")
    heard_alone = models.BooleanField(null=True)
    # R21, for a proposal to close.
    goals_reviewed = models.BooleanField(default=False)
    victim_informed = models.BooleanField(default=False, help_text="the victim herself, not only her family")
    follow_up_dates = ArrayField(models.DateField(), default=list)
    outside = models.BooleanField(default=False, help_text="the second person must be from outside the unit")
    proposed_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", help_text="whose desk decides")
    duty = models.ForeignKey(Obligation, on_delete=models.PROTECT, null=True, db_constraint=False, related_name="+")
    is_open = models.GeneratedField(
        expression=Q(status=ProposalStatus.PENDING),  # type: ignore[arg-type]  # a Q is an expression too
        output_field=models.BooleanField(),
        db_persist=True,
    )
    reason = SealedField(field_id="case_proposal.reason")
    why_not_alone = SealedField(field_id="case_proposal.why_not_alone")
    birth_date = SealedField(field_id="case_proposal.birth_date")
    decision_note = SealedField(field_id="case_proposal.decision_note")

    objects = CaseProposalQuerySet.as_manager()
    dossier_lookup = "case_id"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cases_proposal_open_iff_duty",
                condition=Q(is_open=True, duty__isnull=False) | Q(is_open=False, duty__isnull=True),
            ),
            models.CheckConstraint(
                name="cases_proposal_decided_iff_at",
                condition=Q(is_open=True, decided_at__isnull=True) | Q(is_open=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="cases_proposal_two_persons",
                condition=Q(decided_by__isnull=True)
                | ~Q(decided_by=F("proposed_by"))
                | Q(status=ProposalStatus.WITHDRAWN),
            ),
            models.CheckConstraint(
                name="cases_proposal_no_settlement",
                condition=~Q(closing_reason__in=["family_settlement", "peace", "withdrawn"]),
            ),
            models.CheckConstraint(
                name="cases_proposal_close_iff_reason",
                condition=Q(kind=ProposalKind.CLOSE) & ~Q(closing_reason="")
                | ~Q(kind=ProposalKind.CLOSE) & Q(closing_reason=""),
            ),
            models.UniqueConstraint(
                name="cases_proposal_one_pending", fields=["case", "kind"], condition=Q(status=ProposalStatus.PENDING)
            ),
        ]

    class Privacy:
        personal = {"reason", "why_not_alone", "birth_date", "decision_note"}
        plain = {
            "id", "case", "kind", "status", "closing_reason", "target", "party", "level", "types", "wall_id", "mediation",
            "heard_alone", "goals_reviewed", "victim_informed", "follow_up_dates", "outside", "proposed_by",
            "proposed_at", "decided_by", "decided_at", "agency", "duty", "is_open",
        }  # fmt: skip

    @property
    def dossier_id(self) -> UUID:
        """A proposal belongs to the case's dossier."""
        return self.case_id


class Mediation(_OfCase):
    """A request for mediation and the conditions of R03, each by whom. Locked until all are met and a supervisor agrees."""

    matter_kind = models.CharField(max_length=18, choices=MediationMatter)
    victim_request_at = models.DateTimeField(null=True, help_text="written request of the adult victim")
    assessed_by_companion = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    assessed_by_psychologist = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    mediator = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True, help_text="ended without agreement, or given up before")
    matter = SealedField(field_id="mediation.matter")
    monitoring_plan = SealedField(field_id="mediation.monitoring_plan")
    agreement = SealedField(field_id="mediation.agreement")

    objects = MediationQuerySet.as_manager()  # type: ignore[misc]  # takes the place of the abstract one

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cases_mediation_one_end", condition=Q(agreed_at__isnull=True) | Q(failed_at__isnull=True)
            ),
            models.UniqueConstraint(
                name="cases_mediation_one_open",
                fields=["case"],
                condition=Q(agreed_at__isnull=True, failed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="cases_mediation_agreed_after_approval",
                condition=Q(agreed_at__isnull=True) | Q(approved_at__isnull=False, mediator__isnull=False),
            ),
        ]

    class Privacy:
        personal = {"matter", "monitoring_plan", "agreement"}
        plain = {
            "id", "case", "by", "at", "matter_kind", "victim_request_at", "assessed_by_companion", "assessed_by_psychologist",
            "approved_at", "mediator", "agreed_at", "failed_at",
        }  # fmt: skip


class FollowUp(_OfCase):
    """What was found when the victim was asked after the end; asked again until the last chosen date."""

    reached = models.BooleanField(help_text="she was reached by the safe way")
    safe = models.BooleanField(null=True)
    violence_again = models.BooleanField(null=True)
    note = SealedField(field_id="follow_up.note")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cases_followup_reached_iff_said",
                condition=Q(reached=True, safe__isnull=False, violence_again__isnull=False)
                | Q(reached=False, safe__isnull=True, violence_again__isnull=True),
            )
        ]

    class Privacy:
        personal = {"note"}
        plain = {"id", "case", "by", "at", "reached", "safe", "violence_again"}
