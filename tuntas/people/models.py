"""People: who somebody is, encrypted under a key of their own. Nobody's name stands anywhere else."""

from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.core.fields import BlindField, SealedField, TokenField, TokensField
from tuntas.core.ids import uuid7
from tuntas.obligations.models import Obligation
from tuntas.people.querysets import MentionQuerySet, MergeQuerySet, PersonQuerySet
from tuntas.people.states import (
    Disability,
    Education,
    Marital,
    MergeStatus,
    SafeChannel,
    SchoolOperator,
    Sex,
    Work,
)

USER = settings.AUTH_USER_MODEL


class Person(models.Model):
    """One person, in as many cases and roles as there are. `id` is also the dossier.

    Plain are only what counting and finding need: sex, year of birth (`birth_year_estimated` when guessed from an
    age), area, SIMFONI's codes. `words`, `deletions`, `birth_token`, `mother_words` are keyed tokens of the name and
    the date (see `names`); `nik_token`, `phone_token` find equals. `merged_into`: the sheet that is kept instead.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="+", help_text="the unit that keeps the sheet"
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    area_path = models.CharField(max_length=60, blank=True)
    sex = models.CharField(max_length=1, choices=Sex, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True)
    birth_year_estimated = models.BooleanField(default=False)
    child = models.BooleanField(null=True, help_text="under 18 when last written; null: not known")
    disabilities = ArrayField(models.CharField(max_length=12, choices=Disability), default=list)
    education = models.CharField(max_length=16, choices=Education, blank=True)
    school_operator = models.CharField(max_length=10, choices=SchoolOperator, blank=True)
    work = models.CharField(max_length=16, choices=Work, blank=True)
    marital = models.CharField(max_length=10, choices=Marital, blank=True)
    safe_channel = models.CharField(max_length=14, choices=SafeChannel, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    words = TokensField()
    deletions = TokensField()
    mother_words = TokensField()
    birth_token = TokenField()
    nik_token = BlindField()
    phone_token = BlindField()

    name = SealedField(field_id="person.name")
    aliases = SealedField(field_id="person.aliases")
    nik = SealedField(field_id="person.nik")
    birth_date = SealedField(field_id="person.birth_date")
    birth_place = SealedField(field_id="person.birth_place")
    phone = SealedField(field_id="person.phone")
    address = SealedField(field_id="person.address")
    school = SealedField(field_id="person.school")
    mother_name = SealedField(field_id="person.mother_name")
    guardian_name = SealedField(field_id="person.guardian_name")
    guardian_contact = SealedField(field_id="person.guardian_contact")
    safe_hours = SealedField(field_id="person.safe_hours")
    code_word = SealedField(field_id="person.code_word")
    say_to_others = SealedField(field_id="person.say_to_others")
    accommodation = SealedField(field_id="person.accommodation")
    note = SealedField(field_id="person.note")

    objects = PersonQuerySet.as_manager()
    dossier_lookup = "id"

    class Meta:
        constraints = [models.CheckConstraint(name="people_person_not_own", condition=~Q(merged_into=F("id")))]
        indexes = [
            # Without pending lists: a sheet is written seldom, and a search must never wait for a list to be worked in.
            GinIndex(fields=["words"], name="people_person_words", fastupdate=False),
            GinIndex(fields=["deletions"], name="people_person_deletions", fastupdate=False),
            models.Index(fields=["birth_token"], condition=Q(birth_token__isnull=False), name="people_person_birth"),
            models.Index(fields=["nik_token"], condition=Q(nik_token__isnull=False), name="people_person_nik"),
            models.Index(fields=["phone_token"], condition=Q(phone_token__isnull=False), name="people_person_phone"),
            models.Index(fields=["agency", "-changed_at", "-id"], name="people_person_agency"),
        ]

    class Privacy:
        personal = {
            "name", "aliases", "nik", "birth_date", "birth_place", "phone", "address", "school", "mother_name", "guardian_name",
            "guardian_contact", "safe_hours", "code_word", "say_to_others", "accommodation", "note", "words", "deletions",
            "mother_words", "birth_token", "nik_token", "phone_token",
        }  # fmt: skip
        plain = {
            "id", "agency", "area", "area_path", "sex", "birth_year", "birth_year_estimated", "child", "disabilities", "education",
            "school_operator", "work", "marital", "safe_channel", "created_at", "changed_at", "merged_into",
        }  # fmt: skip

    @property
    def dossier_id(self) -> UUID:
        """A person is a dossier."""
        return self.id

    @property
    def label(self) -> str:
        """As duties and lists call a sheet, which say no name."""
        return f"Orang {str(self.id)[-6:].upper()}"


class TokenFrequency(models.Model):
    """How many sheets carry a token, for those that at least 30 carry: common words are asked for last."""

    token = models.IntegerField(primary_key=True)
    count = models.PositiveIntegerField()

    class Privacy:
        personal = {"token"}
        plain = {"count"}

    class Grants:
        app = {"select", "insert", "update", "delete"}


class Merge(models.Model):
    """Two sheets held to be one person's. Proposed by one, decided by another; nothing is moved, so it can be undone."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges_kept")
    merged = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges_gone")
    status = models.CharField(max_length=10, choices=MergeStatus, default=MergeStatus.PROPOSED)
    outside = models.BooleanField(default=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", help_text="whose desk decides")
    proposed_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reversed_at = models.DateTimeField(null=True)
    duty = models.ForeignKey(Obligation, on_delete=models.PROTECT, null=True, db_constraint=False, related_name="+")
    is_open = models.GeneratedField(
        expression=Q(status=MergeStatus.PROPOSED),  # type: ignore[arg-type]  # a Q is an expression too
        output_field=models.BooleanField(),
        db_persist=True,
    )
    heard_alone = models.BooleanField(
        default=False,
        help_text="a victim of a grave matter was heard alone about it; where not, why_not_alone says why",
    )
    reason = SealedField(field_id="person_merge.reason")
    why_not_alone = SealedField(field_id="person_merge.why_not_alone")

    objects = MergeQuerySet.as_manager()
    dossier_lookup = "kept_id"

    class Meta:
        constraints = [
            models.CheckConstraint(name="people_merge_two_sheets", condition=~Q(kept=F("merged"))),
            models.CheckConstraint(
                name="people_merge_open_iff_duty",
                condition=Q(is_open=True, duty__isnull=False) | Q(is_open=False, duty__isnull=True),
            ),
            models.CheckConstraint(
                name="people_merge_decided_iff_at",
                condition=Q(is_open=True, decided_at__isnull=True) | Q(is_open=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="people_merge_two_persons",
                condition=Q(decided_by__isnull=True)
                | ~Q(decided_by=F("proposed_by"))
                | Q(status=MergeStatus.WITHDRAWN),
            ),
            models.UniqueConstraint(
                name="people_merge_one_pending", fields=["merged"], condition=Q(status=MergeStatus.PROPOSED)
            ),
        ]

    class Privacy:
        personal = {"reason", "why_not_alone"}
        plain = {
            "id", "kept", "merged", "heard_alone", "status", "outside", "agency", "proposed_by", "proposed_at", "decided_by", "decided_at",
            "reversed_at", "duty", "is_open",
        }  # fmt: skip

    @property
    def dossier_id(self) -> UUID:
        """The reason belongs to the kept sheet's dossier."""
        return self.kept_id


class Distinct(models.Model):
    """Two sheets that somebody looked at and found to be two people: not suggested again."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    one = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="people_distinct_once", fields=["one", "other"]),
            models.CheckConstraint(name="people_distinct_order", condition=Q(one__lt=F("other"))),
        ]

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "one", "other", "by", "at"}

    class Grants:
        app = {"select", "insert"}


class Mention(models.Model):
    """A name that stands where it should not, written by people who do not reach its sheet: the sheet's holder is told.

    `subject_type`, `subject_id`, `label`: the record it was written in, as the holder reads it; `agency`: where it was
    written. Whoever wrote it learns nothing. `told_at`: a duty of the holder was opened, by the worker.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mentions")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    subject_type = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    label = models.CharField(max_length=80)
    day = models.DateField()
    found_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")

    objects = MentionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="people_mention_once_a_day", fields=["person", "subject_id", "day"]),
            models.CheckConstraint(
                name="people_mention_seen_iff_by",
                condition=Q(seen_at__isnull=True, seen_by__isnull=True)
                | Q(seen_at__isnull=False, seen_by__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["found_at"], condition=Q(told_at__isnull=True), name="people_mention_untold")]

    class Privacy:
        personal: set[str] = set()
        plain = {
            "id", "person", "agency", "subject_type", "subject_id", "label", "day", "found_at", "told_at", "seen_at", "seen_by",
        }  # fmt: skip
