"""Who came, and what was written down."""

from django.conf import settings
from django.db import models

from tuntas.core.ids import uuid7
from tuntas.meetings.models.meetings import Meeting
from tuntas.meetings.states import BY_SECRETARIAT, Sex, Via

USER = settings.AUTH_USER_MODEL


class Attendance(models.Model):
    """Somebody was there. Once per person: `form_id` catches the double tap, `name_key` the second scan."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance")
    form_id = models.UUIDField(unique=True)
    name = models.CharField(max_length=150)
    institution = models.CharField(max_length=150)
    position = models.CharField(max_length=150, blank=True)
    sex = models.CharField(max_length=8, choices=Sex, default=Sex.NOT_SAID)
    name_key = models.CharField(max_length=320, help_text="name and institution without case, spaces and signs")
    via = models.CharField(max_length=5, choices=Via)
    at = models.DateTimeField()
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="meetings_attendance_once", fields=["meeting", "name_key"])]

    class Privacy:
        personal = {"name", "name_key"}
        plain = {"id", "meeting", "form_id", "institution", "position", "sex", "via", "at", "recorded_by"}

    class Grants:
        app = {"select", "insert", "update", "delete"}

    @property
    def way(self) -> str:
        """How it came onto the list, in words; what somebody wrote about themselves and the secretariat changed says both."""
        label: str = self.get_via_display()
        return f"{label}, diperbaiki sekretariat" if self.corrected else label

    @property
    def own(self) -> bool:
        """Whether it stands there as somebody wrote it about themselves."""
        return self.via not in BY_SECRETARIAT and not self.corrected

    @property
    def corrected(self) -> bool:
        """Whether the secretariat changed what somebody wrote about themselves."""
        return self.recorded_by_id is not None and self.via not in BY_SECRETARIAT


class ScanBucket(models.Model):
    """How often one address wrote to one attendance list within some minutes; the key is a keyed hash of both."""

    key = models.BinaryField(primary_key=True)
    count = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="meetings_scanbucket_at")]

    class Privacy:
        personal: set[str] = set()
        plain = {"key", "count", "at"}

    class Grants:
        app = {"select", "insert", "update", "delete"}


class MinutesRevision(models.Model):
    """The minutes as somebody left them; the highest number holds. Nothing that was written is lost."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="meetings_revision_once", fields=["meeting", "number"])]

    class Privacy:
        personal: set[str] = set()  # case matters stand in it by register code only, which is checked
        plain = {"id", "meeting", "number", "text", "by", "at"}

    class Grants:
        app = {"select", "insert"}
