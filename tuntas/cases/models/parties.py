"""Who is in a case, what they are to each other, what happened, and who works on it."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tuntas.areas.models import Area
from tuntas.cases.models.case import Case
from tuntas.cases.querysets import BreakGlassQuerySet, OfCaseQuerySet
from tuntas.cases.querysets.cases import BREAK_GLASS_LASTS
from tuntas.cases.states import Context, PartyRole, PlaceType, Relation, TeamRole
from tuntas.core.fields import SealedField
from tuntas.core.ids import uuid7
from tuntas.intake.states import ViolenceType
from tuntas.people.models import Person


class Party(models.Model):
    """One person in one role of one case, known here as "Korban 1", never by name.

    `child`: under 18 now or at the incident. `ever_child` never goes back to false (R12).
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parties")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(max_length=16, choices=PartyRole)
    ordinal = models.PositiveSmallIntegerField()
    child = models.BooleanField(default=False)
    ever_child = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "role", "ordinal"], name="cases_party_ordinal"),
            models.UniqueConstraint(
                fields=["case", "person", "role"], condition=Q(removed_at__isnull=True), name="cases_party_once"
            ),
        ]
        indexes = [models.Index(fields=["person"], name="cases_party_person")]

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "case", "person", "role", "ordinal", "child", "ever_child", "added_at", "removed_at"}

    @property
    def label(self) -> str:
        """As the case knows them: "Korban 1"."""
        return f"{PartyRole(self.role).label} {self.ordinal}"


class Relationship(models.Model):
    """What a reported person is to a victim."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="relationships")
    victim = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    reported_person = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Relation, blank=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["victim", "reported_person"], name="cases_relationship_once"),
            models.CheckConstraint(name="cases_relationship_two", condition=~Q(victim=F("reported_person"))),
        ]

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "case", "victim", "reported_person", "kind"}


class Incident(models.Model):
    """Something that happened: when, where, of which types, in which context. Types and contexts are apart."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="incidents")
    on_date = models.DateField(null=True)
    until_date = models.DateField(null=True)
    at_time = models.DateTimeField(null=True, help_text="if known: the 72 hours of R39 run from here")
    approximate = models.BooleanField(default=False)
    place_type = models.CharField(max_length=16, choices=PlaceType, blank=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    platform = models.CharField(max_length=40, blank=True, help_text="online platform, from a list")
    types = ArrayField(models.CharField(max_length=20, choices=ViolenceType), default=list)
    contexts = ArrayField(models.CharField(max_length=12, choices=Context), default=list)
    possible_penetration = models.BooleanField(default=False)
    cross_border = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    narrative = SealedField(field_id="incident.narrative")
    place = SealedField(field_id="incident.place")

    objects = OfCaseQuerySet.as_manager()
    dossier_lookup = "case_id"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cases_incident_dates",
                condition=Q(until_date__isnull=True) | Q(on_date__isnull=True) | Q(until_date__gte=F("on_date")),
            )
        ]

    class Privacy:
        personal = {"narrative", "place"}
        plain = {
            "id", "case", "on_date", "until_date", "at_time", "approximate", "place_type", "area", "platform", "types", "contexts",
            "possible_penetration", "cross_border", "recorded_at", "recorded_by",
        }  # fmt: skip

    @property
    def dossier_id(self) -> UUID:
        """An incident belongs to the case's dossier."""
        return self.case_id


class TeamMember(models.Model):
    """Somebody who works on a case, from when until when. One manager at a time."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="team")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="case_teams")
    role = models.CharField(max_length=16, choices=TeamRole)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(role="manager", until__isnull=True), name="cases_team_one_manager"
            ),
            models.UniqueConstraint(
                fields=["case", "user", "role"], condition=Q(until__isnull=True), name="cases_team_once"
            ),
        ]
        indexes = [models.Index(fields=["user"], condition=Q(until__isnull=True), name="cases_team_user")]

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "case", "user", "role", "since", "until"}


class BreakGlass(models.Model):
    """Somebody without a task opened a case, with a reason. Another person reviews it the next day (R25)."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="break_glass")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    justified = models.BooleanField(null=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    reason = SealedField(field_id="break_glass.reason")
    review_note = SealedField(field_id="break_glass.review_note")

    objects = BreakGlassQuerySet.as_manager()
    dossier_lookup = "case_id"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="cases_break_glass_other",
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("user")),
            ),
            models.CheckConstraint(
                name="cases_break_glass_reviewed",
                condition=Q(reviewed_by__isnull=True, reviewed_at__isnull=True, justified__isnull=True)
                | Q(reviewed_by__isnull=False, reviewed_at__isnull=False, justified__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["user"], condition=Q(ended_at__isnull=True), name="cases_break_glass_user")]

    class Privacy:
        personal = {"reason", "review_note"}
        plain = {"id", "case", "user", "at", "ended_at", "justified", "reviewed_by", "reviewed_at"}

    @property
    def until(self) -> datetime:
        """When it ended, or will by itself."""
        return self.ended_at or self.at + BREAK_GLASS_LASTS

    @property
    def dossier_id(self) -> UUID:
        """It belongs to the case's dossier."""
        return self.case_id
