from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.cast import NOW, Cast, make_user, post
from tuntas.access.actors import System
from tuntas.access.roles import Role
from tuntas.audit.models import Event
from tuntas.core.errors import Denied
from tuntas.obligations.actions import walls
from tuntas.obligations.models import Obligation
from tuntas.people import kinds
from tuntas.people.actions import duplicates, frequencies, people
from tuntas.people.actions.people import PersonData
from tuntas.people.models import Distinct, Person, TokenFrequency
from tuntas.people.policies import merges as policies
from tuntas.people.search import ALL
from tuntas.people.states import Sex
from tuntas.people.tests.make import make_person

pytestmark = pytest.mark.django_db
BORN = date(2009, 3, 4)
ME: dict[str, Any] = {"name": "Siti Nurhayati", "birth_date": BORN, "sex": Sex.FEMALE, "mother_name": "Maimunah"}


def found(person: Person, by: Any) -> list[Person]:
    return [match.person for match in duplicates.similar(person, by=by, at=NOW)]


@pytest.mark.parametrize(
    "other",
    [
        {"name": "St. Nur Hayati"},
        {"name": "Sitti Noerhajati", "birth_date": date(2009, 4, 3)},
        {"name": "Siti Nurhayti", "birth_date": None, "birth_year": 2010, "birth_year_estimated": True},
        {"name": "Yati", "aliases": "Siti Nurhayati"},
        {"name": "Hj. Siti Nurhayati, S.Pd.", "birth_date": date(2009, 1, 1)},
    ],
)
def test_the_same_person_written_differently_is_found_first(cast: Cast, other: dict[str, Any]) -> None:
    make_person(cast, name="Siti Rohani", birth_date=BORN, sex=Sex.FEMALE)
    make_person(cast, name="Dewi Lestari", birth_date=date(1990, 5, 6))
    again = make_person(cast, **(ME | other))
    matches = duplicates.similar(make_person(cast, **ME), by=cast.manager, at=NOW)
    assert matches[0].person == again
    assert matches[0].probably
    assert set(matches[0].agrees) & {"name", "name_like"}


def test_a_twin_is_shown_with_what_differs_and_is_not_probably_the_same(cast: Cast) -> None:
    twin = make_person(cast, **(ME | {"name": "Siti Rahmawati", "phone": "0812 0000 0001"}))
    (match,) = duplicates.similar(make_person(cast, **ME, phone="081200000001"), by=cast.manager, at=NOW)
    assert match.person == twin
    assert not match.probably
    assert "name" in match.differs
    assert {"birth", "mother", "phone"} <= set(match.agrees)


def test_people_without_a_name_are_never_probably_each_other(cast: Cast) -> None:
    for name in ("Bayi Ny. Siti", "Bayi Ny. Siti", "NN", "Tanpa nama"):
        make_person(cast, **(ME | {"name": name}), phone="081200000002")
    person = make_person(cast, **(ME | {"name": "Bayi Ny. Siti"}), phone="081200000002")
    assert not any(match.probably for match in duplicates.similar(person, by=cast.manager, at=NOW))


def test_a_number_finds_the_other_sheet_whatever_the_name(cast: Cast) -> None:
    other = make_person(cast, name="Melati", nik="6171.0144.0309.0001")
    person = make_person(cast, **ME, nik="6171014403090001")
    (match,) = duplicates.similar(person, by=cast.manager, at=NOW)
    assert (match.person, "nik" in match.agrees) == (other, True)


def test_what_is_shown_is_recorded_for_each(cast: Cast) -> None:
    other, person = make_person(cast, **ME), make_person(cast, **ME)
    assert found(person, cast.manager) == [other]
    seen = Event.objects.filter(kind="person.identity_shown").values_list("dossier_id", flat=True)
    assert list(seen) == [other.pk]
    assert Event.objects.get(kind="person.looked_up").data == {"shown": 1}


@pytest.fixture
def elsewhere(cast: Cast) -> Callable[..., Person]:
    """Writes a sheet that another regency keeps."""
    there = cast.elsewhere[Role.CASE_MANAGER]
    agency = there.postings.get().agency

    def write(**data: Any) -> Person:
        return people.record(data=PersonData(**data), agency=agency, by=there, at=NOW)

    return write


def asked(person: Person) -> int:
    return Obligation.objects.unsettled().filter(kind=kinds.CHECK_PERSON.code, subject_id=person.pk).count()


def test_beyond_reach_nothing_is_shown_and_the_holder_is_asked_once(
    cast: Cast, elsewhere: Callable[..., Person]
) -> None:
    other, person = elsewhere(**ME), make_person(cast, **ME)
    for _ in range(2):
        assert found(person, cast.manager) == []
    assert asked(other) == 1
    there = cast.elsewhere[Role.CASE_MANAGER]
    duplicates.compared(other, by=there, at=NOW + timedelta(minutes=1))
    assert asked(other) == 0
    assert found(person, cast.manager) == []
    assert asked(other) == 0
    assert Event.objects.filter(kind="person.looked_up", data={"shown": 0}).count() == 3


def test_a_holder_is_not_asked_about_somebody_who_only_resembles(cast: Cast, elsewhere: Callable[..., Person]) -> None:
    other = elsewhere(**(ME | {"name": "Siti Rahmawati"}))
    assert found(make_person(cast, **ME), cast.manager) == []
    assert asked(other) == 0


def test_a_holder_behind_the_wall_is_not_asked(cast: Cast, elsewhere: Callable[..., Person]) -> None:
    other, person = elsewhere(**ME), make_person(cast, **ME)
    walls.add(person.pk, agencies=[other.agency], by=System("uji"), at=NOW)
    assert found(person, cast.manager) == []
    assert asked(other) == 0


def test_who_was_told_apart_is_not_shown_again(cast: Cast) -> None:
    one, other = make_person(cast, **ME), make_person(cast, **ME)
    duplicates.distinct(one, other, by=cast.manager, at=NOW)
    duplicates.distinct(other, one, by=cast.manager, at=NOW)
    assert found(one, cast.manager) == found(other, cast.manager) == []
    assert Distinct.objects.count() == 1


def test_leafing_is_stopped(cast: Cast) -> None:
    person = make_person(cast, **ME)
    for _ in range(policies.LOOK_UPS):
        duplicates.similar(person, by=cast.manager, at=NOW)
    with pytest.raises(Denied, match="terlalu sering"):
        duplicates.similar(person, by=cast.manager, at=NOW)
    duplicates.similar(person, by=cast.manager, at=NOW + timedelta(minutes=11))


def test_only_who_may_open_the_identity_looks(cast: Cast) -> None:
    person = make_person(cast, **ME)
    for user in (cast.hotline, cast.head, cast.elsewhere[Role.CASE_MANAGER], cast.sysadmin):
        with pytest.raises(Denied):
            duplicates.similar(person, by=user, at=NOW)


def test_frequent_tokens_are_counted_and_still_find(cast: Cast) -> None:
    for at in range(31):
        make_person(cast, name=f"Siti {chr(97 + at % 26) * 2}ndari{at // 26 * 'o'}")
    person, other = make_person(cast, **ME), make_person(cast, **ME)
    assert frequencies.count(by=System("uji"), at=NOW) >= 1
    assert TokenFrequency.objects.get(token=ALL).count == 33
    assert found(person, cast.manager)[0] == other


def test_side_by_side_says_what_agrees(cast: Cast) -> None:
    one, other = make_person(cast, **ME), make_person(cast, **(ME | {"sex": Sex.MALE}))
    mine, theirs, likeness = duplicates.between(one, other, by=cast.manager, at=NOW)
    assert mine.name == theirs.name == ME["name"]
    assert likeness.differs == ("sex",)
    colleague = make_user("Uji Lain", "lain@contoh.test")
    post(colleague, Role.CASE_MANAGER, cast.agencies["secretariat"], cast.city)
    with pytest.raises(Denied):
        duplicates.between(one, other, by=colleague, at=NOW)
