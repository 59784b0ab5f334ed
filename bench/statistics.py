"""Figures: how long every table takes at a million cases, and how fast facts are made from real cases."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from time import perf_counter
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from bench import generate_cases
from bench.figures import Figure, timed
from tuntas.access.actors import System
from tuntas.accounts.models import User
from tuntas.areas.models import Area
from tuntas.areas.states import Level
from tuntas.cases.models import Case, Incident, Party, Service
from tuntas.cases.states import PartyRole, PlaceType, ServiceForm, ServiceKind, ServiceStatus
from tuntas.core import vault
from tuntas.core.ids import uuid7
from tuntas.core.keyring import keyring
from tuntas.core.models import DossierKey
from tuntas.people.models import Person
from tuntas.people.states import Sex
from tuntas.statistics.actions import releases
from tuntas.statistics.facts import keeping, years
from tuntas.statistics.figures import sheets
from tuntas.statistics.figures.counting import Scope
from tuntas.statistics.figures.declarations import MEASURES, D
from tuntas.statistics.figures.editions import Editions, published
from tuntas.statistics.vocabulary import Basis

SECONDS, A_MINUTE = 1.0, 50_000
PROVINCE = "61."
FIRST_YEAR, YEARS = 2022, 5
LAST_DAY = date(FIRST_YEAR + YEARS, 1, 31)  # cases are entered two days after they are reported
FIRST_NUMBER = 5_000_000  # beyond the cases of other measurements

# One case with a victim, a reported person in every third, a service and a report; a tenth of the victims come again.
_CASES = """
INSERT INTO statistics_casefact (key, area_path, incident_date, report_date, entry_date, types, contexts, place, platform, ending)
SELECT gen_random_uuid(), (%(villages)s::text[])[1 + floor(random() * cardinality(%(villages)s::text[]))::int],
  on_date - 20, on_date, on_date + 2, 1 << floor(random() * 6)::int | (random() < 0.3)::int, 1, 'household', '', 'open'
FROM (SELECT %(first)s::date + floor(random() * %(days)s)::int AS on_date FROM generate_series(1, %(count)s)) AS days
"""
_PEOPLE = """
INSERT INTO statistics_personfact (key, area_path, incident_date, report_date, entry_date, case_key, person_key, part, age, sex,
  education, work, marital, disabilities, relations, services, types, place, final_verdict)
SELECT gen_random_uuid(), area_path, incident_date, report_date, entry_date, key,
  md5((%(part)s * 10000000 + floor(random() * %(persons)s))::text)::uuid, %(part)s, floor(random() * 70)::int,
  (ARRAY['f', 'f', 'f', 'm', ''])[1 + floor(random() * 5)::int], 'primary', 'student', 'single', 0,
  1 << floor(random() * 9)::int, 1 << floor(random() * 8)::int, types, place, false
FROM statistics_casefact WHERE random() < %(share)s
"""
_SERVICES = """
INSERT INTO statistics_servicefact (key, area_path, incident_date, report_date, entry_date, case_key, kind, given, waited)
SELECT gen_random_uuid(), area_path, incident_date, report_date, entry_date, key, (1 + floor(random() * 8)::int)::text, true,
  floor(random() * 60)::int FROM statistics_casefact
"""
_REPORTS = """
INSERT INTO statistics_reportfact (key, area_path, report_date, channel, types, victim_age, became_case)
SELECT gen_random_uuid(), area_path, report_date, 'web', types, '18-59', true FROM statistics_casefact
"""


def tables(count: int) -> list[Figure]:
    """Every list and every crossed table of the province and of its largest city, for a year of `count` cases: now, and published."""
    fill(count)
    began = perf_counter()
    releases.publish(through=LAST_DAY, by=System("bench"), at=timezone.now())
    figures = [Figure(f"a release of {count} cases made", perf_counter() - began, "s")]
    began = perf_counter()
    releases.publish(through=LAST_DAY, reason="Ukuran kedua.", by=System("bench"), at=timezone.now())
    figures.append(Figure("the same once more, with nothing changed", perf_counter() - began, "s"))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return figures + _slowest(count, None) + _slowest(count, published())


def _slowest(count: int, editions: Editions | None) -> list[Figure]:
    figures, read = [], "published" if editions else "now"
    for measure in MEASURES:
        worst = (0.0, "")
        for path in (PROVINCE, "61.71."):
            scope = Scope(FIRST_YEAR + YEARS - 1, Basis.REPORT, path, editions)
            shown = sheets.figures(measure, scope)
            asked: dict[str, Callable[[], object]] = {"years": partial(sheets.years, measure, scope)}
            asked["total"] = partial(sheets.figures, measure, scope)
            asked |= {f"{key}": partial(sheets.listed, shown, D[key]) for key in measure.lists}
            pairs = sheets.crosses(measure, scope)
            asked |= {f"{row.key} × {column.key}": partial(sheets.grid, shown, row, column) for row, column in pairs}
            for name, call in asked.items():
                worst = max(worst, (max(timed(call, 3, warm_up=1)) / 1000, f"{name}, {path}"))
        figures.append(
            Figure(
                f"slowest table of {measure.label.lower()}, {read} ({worst[1]}), {count} cases", worst[0], "s", SECONDS
            )
        )
    return figures


def fill(count: int) -> None:
    """Facts of `count` cases, over five years and all villages of a province."""
    villages = list(
        Area.objects.current()
        .below(PROVINCE)
        .filter(level=Level.VILLAGE)
        .order_by("path")
        .values_list("path", flat=True)
    )
    given: dict[str, Any] = {"villages": villages, "first": date(FIRST_YEAR, 1, 1), "days": YEARS * 365, "count": count}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_CASES, given)
        cursor.execute(_PEOPLE, {"part": 1, "persons": count * 9 // 10, "share": 1})
        cursor.execute(_PEOPLE, {"part": 2, "persons": count // 3, "share": 0.35})
        cursor.execute(_SERVICES)
        cursor.execute(_REPORTS)
        years.make()


def rebuild(count: int) -> list[Figure]:
    """Real cases with people under their own keys, an incident and a service each; all facts of them made anew."""
    generate_cases.load(count, seed=9, first=FIRST_NUMBER)
    people(list(Case.objects.filter(number__gte=generate_cases.number(FIRST_NUMBER)).order_by("number")[:count]))
    began = perf_counter()
    made = keeping.rebuild(at=timezone.now())
    spent = perf_counter() - began
    return [
        Figure(f"facts of {made} cases made anew, as 50,000 cases", spent * A_MINUTE / made, "s", 60),
        Figure("cases a minute", made / spent * 60, ""),
    ]


def people(cases: list[Case]) -> None:
    """A victim and a reported person for each case, by the tables alone."""
    chance, at = random.Random(4), timezone.now()
    by = User.objects.order_by("pk")[0]
    ring = keyring()
    for start in range(0, len(cases), 1000):
        rows: list[Party] = []
        persons, keys, incidents, services = [], [], [], []
        for case in cases[start : start + 1000]:
            for role in (PartyRole.VICTIM, PartyRole.REPORTED_PERSON):
                person = Person(
                    id=uuid7(), agency_id=case.agency_id, area_path=case.area_path, sex=Sex.FEMALE, birth_year=1990, created_at=at,
                    changed_at=at,
                )  # fmt: skip
                key = chance.randbytes(32)
                born = date(1960, 1, 1) + timedelta(days=chance.randrange(22_000))
                vault.Box(person.pk, key, writing=True).seal(person, birth_date=born.isoformat())
                wrapped = vault.wrap(ring.keks[ring.kek], key, person.pk)
                keys.append(DossierKey(id=person.pk, kind="person", wrapped=wrapped, kek=ring.kek, created_at=at))
                persons.append(person)
                rows.append(Party(case=case, person=person, role=role, ordinal=1, added_at=at))
            incidents.append(Incident(
                case=case, on_date=case.opened_at.date(), place_type=PlaceType.HOUSEHOLD, types=case.types, recorded_at=at, recorded_by=by
            ))  # fmt: skip
            services.append(Service(
                case=case, by=by, at=at, victim=rows[-2], kind=ServiceKind.HEALTH, form=ServiceForm.DIRECT, provider_id=case.agency_id,
                status=ServiceStatus.DONE, due_at=at, requested_at=at, started_at=at, ended_at=at, proof="letter",
            ))  # fmt: skip
        with transaction.atomic():
            DossierKey.objects.bulk_create(keys)
            Person.objects.bulk_create(persons)
            Party.objects.bulk_create(rows)
            Incident.objects.bulk_create(incidents)
            Service.objects.bulk_create(services)
