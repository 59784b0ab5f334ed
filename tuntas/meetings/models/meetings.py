"""A meeting: its invitations, agenda, the areas it reached, its pictures."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.bodies.models import Body, Election, Seat
from tuntas.core.ids import uuid7
from tuntas.files.models import File
from tuntas.letters.models import Letter
from tuntas.meetings.querysets import MeetingQuerySet
from tuntas.meetings.states import OPEN_MEETINGS, MeetingKind, MeetingStatus, Topic
from tuntas.obligations.models import Obligation

USER = settings.AUTH_USER_MODEL


class Meeting(models.Model):
    """A meeting of a body, called by its secretariat (`agency`). `chair` closes what was decided.

    `called_by`: who called it, where another secretariat keeps it now. `code`: in the address that participants scan;
    `fixed_code_at`: since when the code of the room stands still (`meetings.room`); `dossier_id`: its own dossier, for pictures;
    `signed_list`: the printed list that those who came signed, kept as evidence.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    called_by = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    area_path = models.CharField(max_length=41)
    kind = models.CharField(max_length=20, choices=MeetingKind)
    title = models.CharField(max_length=200)
    place = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    topics = ArrayField(models.CharField(max_length=20, choices=Topic), default=list)
    chair = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    election = models.ForeignKey(Election, on_delete=models.PROTECT, null=True, related_name="+")
    code = models.CharField(max_length=32, unique=True)
    fixed_code_at = models.DateTimeField(null=True)
    dossier_id = models.UUIDField(null=True)
    signed_list = models.OneToOneField(File, on_delete=models.PROTECT, null=True, related_name="+")
    status = models.CharField(max_length=10, choices=MeetingStatus, default=MeetingStatus.PLANNED)
    created_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    held_at = models.DateTimeField(null=True, help_text="when it was recorded as held")
    ended_at = models.DateTimeField(null=True, help_text="minutes settled, or called off")
    cancel_reason = models.CharField(max_length=200, blank=True)
    reminded_at = models.DateTimeField(null=True, help_text="institutions were reminded of what they owe")
    duty = models.ForeignKey(Obligation, on_delete=models.PROTECT, null=True, db_constraint=False, related_name="+")
    is_open = models.GeneratedField(
        expression=Q(status__in=sorted(OPEN_MEETINGS)),  # type: ignore[arg-type]  # a Q is an expression too
        output_field=models.BooleanField(),
        db_persist=True,
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="meetings_meeting_open_iff_duty",
                condition=Q(is_open=True, duty__isnull=False) | Q(is_open=False, duty__isnull=True),
            ),
            models.CheckConstraint(
                name="meetings_meeting_ended_iff_at",
                condition=Q(is_open=True, ended_at__isnull=True) | Q(is_open=False, ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="meetings_meeting_held_iff_at",
                condition=Q(status__in=["held", "closed"], held_at__isnull=False)
                | (~Q(status__in=["held", "closed"]) & Q(held_at__isnull=True)),
            ),
            models.CheckConstraint(name="meetings_meeting_order", condition=Q(ends_at__gt=F("starts_at"))),
        ]
        indexes = [
            models.Index(fields=["body", "-starts_at", "-id"], name="meetings_body"),
            models.Index(fields=["agency", "-starts_at", "-id"], name="meetings_agency"),
            models.Index(fields=["-starts_at", "-id"], name="meetings_newest"),
            models.Index(fields=["area_path"], opclasses=["text_pattern_ops"], name="meetings_area"),
        ]

    class Privacy:
        personal: set[str] = set()
        plain = {
            "id", "body", "agency", "called_by", "area_path", "kind", "title", "place", "starts_at", "ends_at", "topics",
            "chair", "previous", "election", "code", "fixed_code_at", "dossier_id", "signed_list", "status", "created_by",
            "created_at", "held_at", "ended_at", "cancel_reason", "reminded_at", "duty", "is_open",
        }  # fmt: skip


class Invitation(models.Model):
    """An institution or person asked to come. From a seat, or named freely."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="invitations")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    institution = models.CharField(max_length=150)
    addressee = models.CharField(max_length=150, blank=True, help_text="name or position")
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="meetings_invitation_once", fields=["meeting", "institution", "addressee"])
        ]

    class Privacy:
        personal = {"addressee"}
        plain = {"id", "meeting", "seat", "agency", "institution", "letter", "sent_at"}

    class Grants:
        app = {"select", "insert", "update", "delete"}


class AgendaItem(models.Model):
    """A point of the agenda. Open actions of earlier meetings stand before these by themselves; when held they are kept in `carried`."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    carried = models.ForeignKey("FollowUpAction", on_delete=models.PROTECT, null=True, related_name="carried_to")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="meetings_agenda_position", fields=["meeting", "position"], deferrable=models.Deferrable.DEFERRED),
            models.UniqueConstraint(name="meetings_agenda_carried_once", fields=["meeting", "carried"]),
        ]  # fmt: skip

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "meeting", "position", "text", "carried"}

    class Grants:
        app = {"select", "insert", "update", "delete"}


class Coverage(models.Model):
    """An area reached by a sosialisasi or training."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="covered")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    area_path = models.CharField(max_length=41)

    class Meta:
        constraints = [models.UniqueConstraint(name="meetings_coverage_once", fields=["meeting", "area"])]
        indexes = [models.Index(fields=["area_path"], opclasses=["text_pattern_ops"], name="meetings_coverage_area")]

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "meeting", "area", "area_path"}

    class Grants:
        app = {"select", "insert", "update", "delete"}


class MeetingPhoto(models.Model):
    """A picture of a meeting, encrypted under the meeting's dossier."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="photos")
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="+")
    caption = models.CharField(max_length=200, blank=True)

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "meeting", "file", "caption"}
