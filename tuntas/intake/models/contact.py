"""Messages with a reporter, contacts that are no report, and the brake on guessing codes."""

from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from tuntas.agencies.models import Agency
from tuntas.core.fields import BlindField, SealedField
from tuntas.core.ids import uuid7
from tuntas.intake.models.report import Report
from tuntas.intake.querysets import ContactEntryQuerySet
from tuntas.intake.states import Channel, EntryKind, Sender


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
    def dossier_id(self) -> UUID:
        """Messages belong to the report's dossier."""
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
    phone_token = BlindField()

    objects = ContactEntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["agency", "-id"], name="intake_entry_agency"),
            models.Index(
                fields=["phone_token", "at"], condition=Q(phone_token__isnull=False), name="intake_entry_phone"
            ),
        ]

    class Privacy:
        personal = {"phone_token"}
        plain = {"id", "form_id", "kind", "channel", "agency", "area_path", "by", "at"}


class CodeThrottle(models.Model):
    """Wrong codes given for one number, whether or not there is such a report, or from one source (as a keyed mark).

    Cleared by a job after a day.
    """

    number = models.CharField(primary_key=True, max_length=14)
    failures = models.PositiveIntegerField(default=0)
    blocked_until = models.DateTimeField(null=True)
    updated_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["updated_at"], name="intake_throttle_updated")]

    class Privacy:
        personal: set[str] = set()
        plain = {"number", "failures", "blocked_until", "updated_at"}

    class Grants:
        app = {"select", "insert", "update", "delete"}
