"""Referrals, transfers, and the one-time link of an agency without accounts."""

from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from tuntas.agencies.models import Agency
from tuntas.cases.models import Case, Consent, Party, Service
from tuntas.cases.states import LegalBasis
from tuntas.core.fields import SealedField
from tuntas.core.ids import uuid7
from tuntas.letters.models import Letter
from tuntas.obligations.models import Obligation
from tuntas.people.states import Education, SchoolOperator
from tuntas.referrals.querysets import ReferralQuerySet
from tuntas.referrals.states import OPEN, AnsweredBy, DeclineReason, Need, ReferralKind, Result, Status

USER = settings.AUTH_USER_MODEL


class Referral(models.Model):
    """A need of one victim laid on another agency's desk, with the least data, and what came back.

    `shared` is all the receiver reads of the case, `identity` the names if they were ticked; of a transfer `sheets` are
    the same by victim, for the case that the receiver opens. While WAITING (a school referral before it is known that
    the suspect does not work there) the receiver sees nothing. Neither side sees the other's case.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="referrals")
    victim = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, related_name="referrals")
    kind = models.CharField(max_length=8, choices=ReferralKind, default=ReferralKind.REFERRAL)
    need = models.CharField(max_length=18, choices=Need)
    status = models.CharField(max_length=12, choices=Status, default=Status.SENT)
    urgent = models.BooleanField(default=False)
    sender = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="referrals_sent")
    receiver = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="referrals_received")
    basis = models.CharField(max_length=12, choices=LegalBasis)
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, null=True, related_name="+")
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, null=True, related_name="+")
    taken_as = models.OneToOneField(
        Case, on_delete=models.PROTECT, null=True, related_name="taken_from", help_text="the receiver's own case"
    )
    school_level = models.CharField(max_length=16, choices=Education, blank=True)
    school_operator = models.CharField(max_length=10, choices=SchoolOperator, blank=True)
    school_checked_at = models.DateTimeField(null=True, help_text="the suspect does not work there: found out then")
    school_checked_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=8, choices=AnsweredBy, blank=True)
    result = models.CharField(max_length=14, choices=Result, blank=True)
    result_date = models.DateField(null=True)
    decline_reason = models.CharField(max_length=12, choices=DeclineReason, blank=True)
    duty = models.ForeignKey(Obligation, on_delete=models.PROTECT, null=True, db_constraint=False, related_name="+")
    is_open = models.GeneratedField(
        expression=Q(status__in=sorted(OPEN)),  # type: ignore[arg-type]  # a Q is an expression too
        output_field=models.BooleanField(),
        db_persist=True,
    )
    shared = SealedField(field_id="referral.shared")
    identity = SealedField(field_id="referral.identity")
    sheets = SealedField(field_id="referral.sheets")
    basis_note = SealedField(field_id="referral.basis_note")
    answer = SealedField(field_id="referral.answer")
    next_step = SealedField(field_id="referral.next_step")
    answerer = SealedField(field_id="referral.answerer")

    objects = ReferralQuerySet.as_manager()
    dossier_lookup = "case_id"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="referrals_referral_open_iff_duty",
                condition=Q(is_open=True, duty__isnull=False) | Q(is_open=False, duty__isnull=True),
            ),
            models.CheckConstraint(
                name="referrals_referral_sent_iff_at",
                condition=Q(status="waiting", sent_at__isnull=True) | ~Q(status="waiting"),
            ),
            models.CheckConstraint(
                name="referrals_referral_ended_iff_at",
                condition=Q(is_open=True, ended_at__isnull=True) | Q(is_open=False, ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="referrals_referral_answered",
                condition=~Q(status="answered") | (Q(answered_at__isnull=False) & ~Q(result="")),
            ),
            models.CheckConstraint(
                name="referrals_referral_declined", condition=~Q(status="declined") | ~Q(decline_reason="")
            ),
            models.CheckConstraint(
                name="referrals_referral_basis", condition=~Q(basis="consent") | Q(consent__isnull=False)
            ),
            models.CheckConstraint(
                name="referrals_referral_taken_as",
                condition=Q(taken_as__isnull=True) | Q(kind="transfer", status="answered", result="done"),
            ),
        ]
        indexes = [
            models.Index(fields=["receiver", "-created_at", "-id"], name="referrals_received"),
            models.Index(fields=["receiver", "is_open", "-created_at", "-id"], name="referrals_received_open"),
            models.Index(fields=["case", "-created_at"], name="referrals_case"),
            models.Index(fields=["sender", "is_open", "-created_at", "-id"], name="referrals_sent"),
        ]

    class Privacy:
        personal = {"shared", "identity", "sheets", "basis_note", "answer", "next_step", "answerer"}
        plain = {
            "id", "case", "victim", "service", "kind", "need", "status", "urgent", "sender", "receiver", "basis", "consent", "letter",
            "taken_as", "school_level", "school_operator", "school_checked_at", "school_checked_by",
            "created_at", "created_by", "sent_at", "acknowledged_at", "decided_at", "answered_at", "ended_at", "answered_by", "result",
            "result_date", "decline_reason", "duty", "is_open",
        }  # fmt: skip

    @property
    def dossier_id(self) -> UUID:
        """It belongs to the case's dossier."""
        return self.case_id


class Link(models.Model):
    """A one-time link to an agency's official address, opened with a code told by phone, on one device.

    Only keyed hashes of the token, the code and the device are kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="links")
    token_hash = models.BinaryField(unique=True)
    code_hash = models.BinaryField()
    device_hash = models.BinaryField(null=True)
    sent_to = models.CharField(max_length=150, help_text="the agency's official address")
    mailed_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    opener_name = SealedField(field_id="referral_link.opener_name")
    opener_position = SealedField(field_id="referral_link.opener_position")

    dossier_lookup = "referral__case_id"

    class Privacy:
        personal = {"opener_name", "opener_position"}
        plain = {
            "id", "referral", "token_hash", "code_hash", "device_hash", "sent_to", "mailed_at", "made_at", "made_by", "expires_at",
            "revoked_at", "opened_at", "wrong_codes",
        }  # fmt: skip

    @property
    def dossier_id(self) -> UUID:
        """It belongs to the case's dossier."""
        return self.referral.case_id
