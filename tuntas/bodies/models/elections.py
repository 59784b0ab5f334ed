"""Elections of officers, and the terms of office that follow from them."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q

from tuntas.bodies.models.bodies import A_DAY, Body, DateSpan
from tuntas.bodies.querysets import CurrentQuerySet, OfBodyQuerySet
from tuntas.bodies.states import ElectionMethod, ElectionStatus, Office
from tuntas.core.ids import uuid7
from tuntas.obligations.models import Obligation

USER = settings.AUTH_USER_MODEL


class Election(models.Model):
    """Pemilihan pengurus, as it was held: who could vote, who came, how it was decided, who watched the count.

    `quorum`: how many of the eligible must be present. `keeps_from`, `keeps_to`: the term that follows from it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="elections")
    held_date = models.DateField()
    method = models.CharField(max_length=14, choices=ElectionMethod)
    eligible = models.PositiveIntegerField()
    quorum = models.PositiveIntegerField()
    present = models.PositiveIntegerField(null=True)
    blanks = models.JSONField(default=dict, help_text="office → blank or invalid votes; offices are voted for apart")
    witnesses = ArrayField(models.CharField(max_length=150), default=list)
    minutes = models.TextField(blank=True)
    cancel_reason = models.CharField(max_length=300, blank=True)
    keeps_from = models.DateField(null=True)
    keeps_to = models.DateField(null=True)
    status = models.CharField(max_length=10, choices=ElectionStatus, default=ElectionStatus.OPEN)
    created_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    duty = models.ForeignKey(Obligation, on_delete=models.PROTECT, null=True, db_constraint=False, related_name="+")
    is_open = models.GeneratedField(
        expression=Q(status=ElectionStatus.OPEN),  # type: ignore[arg-type]  # a Q is an expression too
        output_field=models.BooleanField(),
        db_persist=True,
    )

    objects = OfBodyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="bodies_election_open_iff_duty",
                condition=Q(is_open=True, duty__isnull=False) | Q(is_open=False, duty__isnull=True),
            ),
            models.CheckConstraint(
                name="bodies_election_ended_iff_at",
                condition=Q(is_open=True, ended_at__isnull=True) | Q(is_open=False, ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="bodies_election_quorum",
                condition=Q(quorum__gte=1, quorum__lte=F("eligible"))
                & (Q(present__isnull=True) | Q(present__lte=F("eligible"))),
            ),
            models.CheckConstraint(
                name="bodies_election_decided",
                condition=~Q(status="decided") | Q(present__gte=F("quorum"), keeps_from__isnull=False),
            ),
        ]

    class Privacy:
        personal = {"witnesses", "minutes"}
        plain = {
            "id", "body", "held_date", "method", "eligible", "quorum", "present", "blanks", "keeps_from", "keeps_to", "cancel_reason",
            "status", "created_by", "created_at", "ended_at", "duty", "is_open",
        }  # fmt: skip

    @property
    def blank_votes(self) -> int:
        """Blank or invalid votes of all offices together."""
        return sum(self.blanks.values())

    @property
    def keeps_last(self) -> date | None:
        """The last day of the term that follows from it; none while it has no end."""
        return self.keeps_to - A_DAY if self.keeps_to else None


class Candidate(models.Model):
    """Somebody who stood for an office, and the votes counted. By acclamation there are no votes."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    election = models.ForeignKey(Election, on_delete=models.PROTECT, related_name="candidates")
    office = models.CharField(max_length=12, choices=Office)
    name = models.CharField(max_length=150)
    institution = models.CharField(max_length=150)
    votes = models.PositiveIntegerField(null=True)
    elected = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="bodies_candidate_one_elected", fields=["election", "office"], condition=Q(elected=True)
            ),
            models.UniqueConstraint(name="bodies_candidate_once", fields=["election", "office", "name"]),
        ]

    class Privacy:
        personal = {"name"}
        plain = {"id", "election", "office", "institution", "votes", "elected"}

    class Grants:
        app = {"select", "insert", "update", "delete"}


class Officer(models.Model):
    """A term of office. Two people never hold one office of a body on the same day."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="officers")
    office = models.CharField(max_length=12, choices=Office)
    name = models.CharField(max_length=150)
    institution = models.CharField(max_length=150)
    election = models.ForeignKey(Election, on_delete=models.PROTECT, null=True, related_name="officers")
    from_date = models.DateField()
    to_date = models.DateField(null=True)

    objects = CurrentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="bodies_officer_dates", condition=Q(to_date__isnull=True) | Q(to_date__gt=F("from_date"))
            ),
            ExclusionConstraint(
                name="bodies_officer_terms",
                expressions=[
                    ("body", RangeOperators.EQUAL),
                    ("office", RangeOperators.EQUAL),
                    (DateSpan("from_date", "to_date"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    class Privacy:
        personal = {"name"}
        plain = {"id", "body", "office", "institution", "election", "from_date", "to_date"}

    class Grants:
        app = {"select", "insert", "update", "delete"}  # a term that had not begun when its election was annulled

    @property
    def last_day(self) -> date | None:
        """On which the office is still held; none while the term has no end."""
        return self.to_date - A_DAY if self.to_date else None
