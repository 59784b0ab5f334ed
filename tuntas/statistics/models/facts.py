"""Facts: what is counted of reports, cases, people and services, without anything that says who it was.

No fact has an id of the record it was taken from. `key`, `case_key` and `person_key` are tokens under the installation's
key (`core.vault.blind`): with them a fact finds its place again when its dossier changes, and two cases of one person
are found to be one person's. Who has only the tables can follow none of them back. Lists are SIMFONI's (`vocabulary`).
"""

from django.contrib.postgres.functions import RandomUUID
from django.db import models

from tuntas.statistics.vocabulary import Basis, Part

RIGHTS = {"select", "insert", "delete"}
BASIS_CHOICES = [(basis.value, basis.name) for basis in Basis]
PART_CHOICES = [(part.value, part.name) for part in Part]


class Of(models.Model):
    """Where and when: the area down to the kelurahan or desa, and the three days, each apart."""

    area_path = models.CharField(max_length=20)
    incident_date = models.DateField(null=True)
    report_date = models.DateField()
    entry_date = models.DateField()

    class Meta:
        abstract = True


def indexes(name: str) -> list[models.Index]:
    """By each of the three days."""
    return [
        models.Index(fields=[f"{day}_date"], name=f"statistics_{name}_{day}") for day in ("incident", "report", "entry")
    ]


class OfCase(Of):
    """`place` and `platform` are those of its first incident; `ending` is "open" or why it ended."""

    types = models.SmallIntegerField()
    contexts = models.SmallIntegerField()
    place = models.CharField(max_length=16, blank=True)
    platform = models.CharField(max_length=40, blank=True)
    ending = models.CharField(max_length=22)

    class Meta:
        abstract = True


class CaseFact(OfCase):
    """One case."""

    key = models.UUIDField(primary_key=True)

    class Meta:
        indexes = indexes("case")

    class Privacy:
        personal: set[str] = set()
        plain = {
            "key", "area_path", "incident_date", "report_date", "entry_date", "types", "contexts", "place", "platform", "ending",
        }  # fmt: skip

    class Grants:
        app = RIGHTS


class OfPerson(models.Model):
    """A victim or a reported person. `age`: completed years on the day of the incident.

    `relations`: what reported persons are to this victim, or this one to the victims; `services`: which were given.
    """

    part = models.SmallIntegerField(choices=PART_CHOICES)
    age = models.SmallIntegerField(null=True)
    sex = models.CharField(max_length=1, blank=True)
    education = models.CharField(max_length=16, blank=True)
    work = models.CharField(max_length=16, blank=True)
    marital = models.CharField(max_length=10, blank=True)
    disabilities = models.SmallIntegerField()
    relations = models.SmallIntegerField()
    services = models.SmallIntegerField()
    types = models.SmallIntegerField()
    place = models.CharField(max_length=16, blank=True)
    final_verdict = models.BooleanField(help_text="a final verdict is recorded in the case")

    class Meta:
        abstract = True


class PersonFact(Of, OfPerson):
    """One person in one case."""

    key = models.UUIDField(primary_key=True)
    case_key = models.UUIDField()
    person_key = models.UUIDField()

    class Meta:
        indexes = [
            models.Index(fields=["person_key"], name="statistics_person_person"),
            models.Index(fields=["case_key"], name="statistics_person_case"),
        ]

    class Privacy:
        personal: set[str] = set()
        plain = {
            "key", "area_path", "incident_date", "report_date", "entry_date", "case_key", "person_key", "part", "age", "sex",
            "education", "work", "marital", "disabilities", "relations", "services", "types", "place", "final_verdict",
        }  # fmt: skip

    class Grants:
        app = RIGHTS


class OfYear(OfPerson):
    """In which year by which way of dating; `area_path` of the first case of that year."""

    basis = models.SmallIntegerField(choices=BASIS_CHOICES)
    year = models.SmallIntegerField()
    quarter = models.SmallIntegerField()
    area_path = models.CharField(max_length=20)

    class Meta:
        abstract = True


class PersonYear(OfYear):
    """One person in one year, counted once (R24), for each way of dating. Made from PersonFact by `facts.years` alone.

    Where, when, age and the like are of the first case of that year; types, relations, services of all of them.
    """

    id = models.UUIDField(primary_key=True, db_default=RandomUUID())
    person_key = models.UUIDField()
    cases = models.SmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person_key", "part", "basis", "year"], name="statistics_person_year_once")
        ]
        indexes = [models.Index(fields=["part", "basis", "year"], name="statistics_person_year")]

    class Privacy:
        personal: set[str] = set()
        plain = {
            "id", "person_key", "part", "basis", "year", "quarter", "area_path", "cases", "age", "sex", "education", "work", "marital",
            "disabilities", "relations", "services", "types", "place", "final_verdict",
        }  # fmt: skip

    class Grants:
        app = RIGHTS


class OfService(Of):
    """One service for one victim, with the days she waited for it; dated as her case is."""

    kind = models.CharField(max_length=1)
    given = models.BooleanField(help_text="begun or done, not only asked for")
    waited = models.SmallIntegerField(null=True, help_text="days from asking to the beginning")

    class Meta:
        abstract = True


class ServiceFact(OfService):
    """One service, and of which case."""

    key = models.UUIDField(primary_key=True)
    case_key = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["case_key"], name="statistics_service_case"), *indexes("service")]

    class Privacy:
        personal: set[str] = set()
        plain = {
            "key", "area_path", "incident_date", "report_date", "entry_date", "case_key", "kind", "given", "waited",
        }  # fmt: skip

    class Grants:
        app = RIGHTS


class OfReport(models.Model):
    """By the day it came in: a report has no other day, when it happened was told in words."""

    area_path = models.CharField(max_length=20)
    report_date = models.DateField()
    channel = models.CharField(max_length=12)
    types = models.SmallIntegerField()
    victim_age = models.CharField(max_length=6, blank=True)
    became_case = models.BooleanField()

    class Meta:
        abstract = True


class ReportFact(OfReport):
    """One report."""

    key = models.UUIDField(primary_key=True)

    class Meta:
        indexes = [models.Index(fields=["report_date"], name="statistics_report_report")]

    class Privacy:
        personal: set[str] = set()
        plain = {"key", "area_path", "report_date", "channel", "types", "victim_age", "became_case"}

    class Grants:
        app = RIGHTS


class FactCursor(models.Model):
    """Up to which event of the log facts have been taken. One row, made by the migration; moved with the facts."""

    id = models.SmallIntegerField(primary_key=True)
    seq = models.BigIntegerField(default=0)
    moved_at = models.DateTimeField(null=True)
    rebuilt_at = models.DateTimeField(null=True)

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "seq", "moved_at", "rebuilt_at"}

    class Grants:
        app = {"select", "update"}
