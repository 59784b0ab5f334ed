"""Facts for tests, written straight into the tables: numbers that a test can count by hand."""

from datetime import date
from itertools import count
from typing import Any
from uuid import UUID

from tests.cast import NOW, Cast
from tuntas.access.actors import System
from tuntas.statistics import vocabulary as words
from tuntas.statistics.actions import releases
from tuntas.statistics.facts import years
from tuntas.statistics.facts.rows import CaseRow, PersonRow, ReportRow, ServiceRow, write
from tuntas.statistics.models import CaseFact, PersonFact, Release, ReportFact, ServiceFact
from tuntas.statistics.vocabulary import Part

DAY = date(2026, 3, 5)
_numbers = count(1)


def _key() -> UUID:
    return UUID(int=next(_numbers))


def add(path: str, times: int = 1, *, day: date = DAY, types: tuple[str, ...] = ("physical",), **person: Any) -> None:
    """So many cases with one victim, one reported person, one service and one report each."""
    mask = words.TYPES.mask(types)
    about: dict[str, Any] = {"age": 30, "sex": "f", "education": "", "work": "", "marital": ""} | person
    cases, people, services, reports = [], [], [], []
    for _ in range(times):
        key, at = _key(), (path, day, day, day)
        cases.append(CaseRow(key, *at, mask, 0, "household", "", "open"))
        for part, given in ((Part.VICTIM, about), (Part.REPORTED_PERSON, about | {"sex": "m", "age": 40})):
            people.append(PersonRow(
                _key(), *at, key, _key(), part, given["age"], given["sex"], given["education"], given["work"], given["marital"], 0,
                words.RELATIONS.mask(["spouse"]), words.SERVICES.mask(["2"]) if part is Part.VICTIM else 0, mask, "household", False,
            ))  # fmt: skip
        services.append(ServiceRow(_key(), *at, key, "2", given=True, waited=3))
        reports.append(ReportRow(_key(), path, day, "web", mask, "18-59", became_case=True))
    for model, rows in ((CaseFact, cases), (PersonFact, people), (ServiceFact, services), (ReportFact, reports)):
        write(model, rows)


def publish(through: date = date(2026, 9, 30)) -> Release:
    """What is there now as a release."""
    again = "Diuji sekali lagi." if Release.objects.filter(through=through).exists() else ""
    return releases.publish(through=through, reason=again, by=System("uji"), at=NOW)


def city(cast: Cast) -> str:
    """A city of six kecamatan: many in five of them, few in one. Returns the path of the one with few."""
    from tuntas.areas.models import Area
    from tuntas.areas.states import Level

    districts = list(Area.objects.current().below(cast.city.path).filter(level=Level.DISTRICT).order_by("path"))
    villages = {each: list(Area.objects.current().filter(parent=each).order_by("path")[:2]) for each in districts}
    few, *many = districts
    add(villages[few][0].path, 3, age=14, types=("sexual",))
    for at, district in enumerate(many):
        one, other = villages[district]
        add(one.path, 12 + 3 * at, age=20 + at, types=("physical", "psychological"))
        add(other.path, 2 + at, age=8 + at, sex="m" if at % 2 else "f", day=date(2026, 8, 1 + at), types=("neglect",))
    years.make()
    return few.path
