"""Reports and what becomes of them before there is a case."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.core.fields import SealedField
from tuntas.core.ids import uuid7
from tuntas.intake.querysets import ContactEntryQuerySet, ForwardingQuerySet, ProposalQuerySet, ReportQuerySet
from tuntas.intake.states import (
    FORWARDING_OPEN,
    OPEN,
    Channel,
    EntryKind,
    ForwardingStatus,
    ProposalKind,
    ProposalStatus,
    ReporterRole,
    Risk,
    SafetyDecision,
    Sender,
    Status,
    VictimAge,
    ViolenceType,
)
from tuntas.obligations.models import Obligation


def _duty() -> "models.ForeignKey[Obligation | None]":
    """The keeping duty. The real, composite and deferred foreign key is made in the migration."""
    return models.ForeignKey(Obligation, on_delete=models.PROTECT, null=True, db_constraint=False, related_name="+")


class Report(models.Model):
    """What somebody told us, exactly once, with an owner and a deadline until it ends.

    `id` is also the dossier. `form_id` comes from the form: the same form makes one report. `number` is
    for people; the secret code is never stored, only its keyed hash. `agency` owns the report now;
    `found_by` and `channel` say who found it first and how, for honest estimates. `types` is what it is
    held to be, `ever_types` what it ever was. `phone_token` is a blind index of the safe number.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    form_id = models.UUIDField(unique=True)
    number = models.CharField(max_length=14, unique=True)
    code_hash = models.BinaryField(null=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.NEW)
    channel = models.CharField(max_length=12, choices=Channel)
    received_at = models.DateTimeField()
    victim_reported_at = models.DateTimeField(null=True, help_text="when the victim herself reported (R04)")
    closed_at = models.DateTimeField(null=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="reports")
    area_path = models.CharField(max_length=60)
    area_known = models.BooleanField(default=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="reports")
    found_by = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    risk = models.SmallIntegerField(choices=Risk, default=Risk.UNKNOWN)
    danger_now = models.BooleanField(default=False)
    types = ArrayField(models.CharField(max_length=20, choices=ViolenceType), default=list)
    ever_types = ArrayField(models.CharField(max_length=20, choices=ViolenceType), default=list)
    victim_age = models.CharField(max_length=6, choices=VictimAge, default=VictimAge.UNKNOWN, blank=True)
    ever_child = models.BooleanField(default=False)
    reporter_role = models.CharField(max_length=12, choices=ReporterRole, default=ReporterRole.UNSAID, blank=True)
    anonymous = models.BooleanField(default=True)
    contact_allowed = models.BooleanField(default=False)
    contact_withdrawn_at = models.DateTimeField(null=True)
    safety_decision = models.CharField(max_length=10, choices=SafetyDecision, default=SafetyDecision.UNDECIDED)
    followed_up_at = models.DateTimeField(null=True, help_text="first follow-up (R18)")
    phone_token = models.BinaryField(null=True)
    duplicate_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="duplicates")
    duty = _duty()
    is_open = models.GeneratedField(
        expression=Q(status__in=sorted(OPEN)), output_field=models.BooleanField(), db_persist=True
    )

    narrative = SealedField(field_id="report.narrative")
    place = SealedField(field_id="report.place")
    since_when = SealedField(field_id="report.since_when")
    about_whom = SealedField(field_id="report.about_whom")
    must_not_know = SealedField(field_id="report.must_not_know")
    safe_contact = SealedField(field_id="report.safe_contact")
    victim_safety = SealedField(field_id="report.victim_safety")
    reporter_name = SealedField(field_id="report.reporter_name")
    reporter_phone = SealedField(field_id="report.reporter_phone")
    victim_name = SealedField(field_id="report.victim_name")
    reported_person_name = SealedField(field_id="report.reported_person_name")
    ending_note = SealedField(field_id="report.ending_note")

    objects = ReportQuerySet.as_manager()
    dossier_lookup = "id"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="intake_report_open_iff_duty", condition=Q(is_open=True, duty__isnull=False) | Q(is_open=False, duty__isnull=True)
            ),
            models.CheckConstraint(
                name="intake_report_closed_iff_at",
                condition=Q(is_open=True, closed_at__isnull=True) | Q(is_open=False, closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="intake_report_duplicate_iff_of",
                condition=Q(status=Status.DUPLICATE, duplicate_of__isnull=False) | (~Q(status=Status.DUPLICATE) & Q(duplicate_of__isnull=True)),
            ),
            models.CheckConstraint(name="intake_report_not_own_duplicate", condition=~Q(duplicate_of=F("id"))),
        ]
        indexes = [
            models.Index(fields=["agency", "-id"], name="intake_report_agency"),
            models.Index(fields=["agency", "is_open", "-id"], name="intake_report_open"),
            models.Index(fields=["area_path", "-id"], opclasses=["text_pattern_ops", "uuid_ops"], name="intake_report_area"),
            models.Index(fields=["phone_token"], condition=Q(phone_token__isnull=False), name="intake_report_phone"),
        ]

    class Privacy:
        personal = {
            "narrative", "place", "since_when", "about_whom", "must_not_know", "safe_contact", "victim_safety", "reporter_name",
            "reporter_phone", "victim_name", "reported_person_name", "ending_note", "phone_token",
        }  # fmt: skip
        plain = {
            "id", "form_id", "number", "code_hash", "status", "channel", "received_at", "victim_reported_at", "closed_at", "area",
            "area_path", "area_known", "agency", "found_by", "received_by", "risk", "danger_now", "types", "ever_types", "victim_age",
            "ever_child", "reporter_role", "anonymous", "contact_allowed", "contact_withdrawn_at", "safety_decision",
            "followed_up_at", "duplicate_of", "duty", "is_open",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.number

    @property
    def dossier_id(self) -> object:
        """A report is its own dossier."""
        return self.id


class RiskAssessment(models.Model):
    """One look at the danger: which items of the checklist hold, and the level that follows."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="risk_assessments")
    items = ArrayField(models.CharField(max_length=30), default=list)
    level = models.SmallIntegerField(choices=Risk)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "report", "items", "level", "by", "at"}


class Message(models.Model):
    """One message between reporter and office. `read_at`: when the other side first opened it."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    form_id = models.UUIDField(unique=True)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="messages")
    sender = models.CharField(max_length=10, choices=Sender)
    text = SealedField(field_id="message.text", null=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    dossier_lookup = "report_id"

    class Meta:
        indexes = [models.Index(fields=["report", "at"], name="intake_message_report")]

    class Privacy:
        personal = {"text"}
        plain = {"id", "form_id", "report", "sender", "by", "at", "read_at"}

    @property
    def dossier_id(self) -> object:
        """Messages belong to the report's dossier."""
        return self.report_id


class Forwarding(models.Model):
    """A report offered to another unit or authority. Until it is accepted, the report stays ours.

    `receiver` owes acknowledgement, then an answer; `shared` is what the sender chose to tell.
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
    answer = SealedField(field_id="forwarding.answer")
    duty = _duty()
    is_open = models.GeneratedField(
        expression=Q(status__in=sorted(FORWARDING_OPEN)), output_field=models.BooleanField(), db_persist=True
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
            models.UniqueConstraint(name="intake_forwarding_one_open", fields=["report"], condition=Q(status__in=sorted(FORWARDING_OPEN))),
        ]
        indexes = [models.Index(fields=["receiver", "-id"], name="intake_forwarding_receiver")]

    class Privacy:
        personal = {"shared", "answer", "answered_by_name"}
        plain = {
            "id", "report", "sender", "receiver", "status", "sent_by", "sent_at", "acknowledged_at", "ended_at", "duty", "is_open",
        }  # fmt: skip

    @property
    def dossier_id(self) -> object:
        """A forwarding belongs to the report's dossier."""
        return self.report_id


class Proposal(models.Model):
    """What one person proposes about a report and another decides; never the same person, see the constraint."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="proposals")
    kind = models.CharField(max_length=12, choices=ProposalKind)
    status = models.CharField(max_length=10, choices=ProposalStatus, default=ProposalStatus.PENDING)
    target = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, related_name="+")
    level = models.SmallIntegerField(choices=Risk, null=True)
    types = ArrayField(models.CharField(max_length=20, choices=ViolenceType), default=list)
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
    duty = _duty()
    is_open = models.GeneratedField(
        expression=Q(status=ProposalStatus.PENDING), output_field=models.BooleanField(), db_persist=True
    )

    objects = ProposalQuerySet.as_manager()
    dossier_lookup = "report_id"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="intake_proposal_open_iff_duty", condition=Q(is_open=True, duty__isnull=False) | Q(is_open=False, duty__isnull=True)
            ),
            models.CheckConstraint(
                name="intake_proposal_decided_iff_at",
                condition=Q(is_open=True, decided_at__isnull=True) | Q(is_open=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="intake_proposal_two_persons",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")) | Q(status=ProposalStatus.WITHDRAWN),
            ),
            models.UniqueConstraint(
                name="intake_proposal_one_pending", fields=["report", "kind"], condition=Q(status=ProposalStatus.PENDING)
            ),
        ]

    class Privacy:
        personal = {"reason", "decision_note"}
        plain = {
            "id", "report", "kind", "status", "target", "level", "types", "wall_id", "sent_to", "outside", "proposed_by",
            "proposed_at", "decided_by", "decided_at", "agency", "duty", "is_open",
        }  # fmt: skip

    @property
    def dossier_id(self) -> object:
        """A proposal belongs to the report's dossier."""
        return self.report_id


class ContactEntry(models.Model):
    """A call or visit that is no report: kind, when, where it was taken. No personal data.

    `phone_token` (blind, cleared after 90 days) lets repeated silence be seen without keeping a number.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    form_id = models.UUIDField(unique=True)
    kind = models.CharField(max_length=15, choices=EntryKind)
    channel = models.CharField(max_length=12, choices=Channel, default=Channel.PHONE)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    area_path = models.CharField(max_length=60)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    phone_token = models.BinaryField(null=True)

    objects = ContactEntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["agency", "-id"], name="intake_entry_agency"),
            models.Index(fields=["phone_token", "at"], condition=Q(phone_token__isnull=False), name="intake_entry_phone"),
        ]

    class Privacy:
        personal = {"phone_token"}
        plain = {"id", "form_id", "kind", "channel", "agency", "area_path", "by", "at"}
