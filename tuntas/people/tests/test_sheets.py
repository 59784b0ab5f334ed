from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.cast import NOW, Cast
from tuntas.access.actors import Actor
from tuntas.access.roles import Role
from tuntas.audit.models import Event
from tuntas.core import vault, vault_keys
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.people.actions import people
from tuntas.people.actions.people import PersonData
from tuntas.people.models import Person
from tuntas.people.policies import people as policies
from tuntas.people.policies.people import Turn
from tuntas.people.states import Disability, SafeChannel, Sex
from tuntas.people.tests.make import make_person

pytestmark = pytest.mark.django_db
FULL = PersonData(
    name="Siti Nurhayati",
    aliases="Yati\nNur",
    birth_date=date(2011, 5, 14),
    birth_year=2011,
    birth_place="Sungai Uji",
    sex=Sex.FEMALE,
    nik="9901015405110000",
    phone="+6281200000001",
    address="Gang Uji 7",
    mother_name="Aminah",
    guardian_name="Bu Uji",
    guardian_contact="lewat sekolah",
    disabilities=(Disability.SENSORY,),
    accommodation="juru bahasa isyarat",
    safe_channel=SafeChannel.THROUGH_OTHER,
    safe_hours="setelah 15.00",
    code_word="layang-layang",
    say_to_others="dari perpustakaan",
    note="catatan uji",
)


def edit(person: Person, data: PersonData, by: Actor) -> Person:
    return people.edit(person, data=data, by=by, at=NOW)


def test_everything_written_comes_back_and_opening_is_recorded(cast: Cast) -> None:
    person = people.record(data=FULL, agency=cast.unit, by=cast.manager, at=NOW)
    assert people.open_identity(Person.objects.get(pk=person.pk), by=cast.manager, at=NOW) == FULL
    assert Event.objects.filter(kind="person.identity_shown", dossier_id=person.pk).count() == 1
    assert person.child is True


def test_nothing_is_needed_for_a_sheet(cast: Cast) -> None:
    person = people.record(data=PersonData(), agency=cast.unit, by=cast.manager, at=NOW)
    assert person.child is None
    assert person.words == person.deletions == []


def test_a_placeholder_gives_no_token(cast: Cast) -> None:
    person = make_person(cast, name="Bayi Ny. Siti", mother_name="Tanpa nama", birth_date=date(2020, 1, 1))
    assert (person.words, person.deletions, person.mother_words, person.birth_token) == ([], [], [], None)


@pytest.mark.parametrize(
    ("data", "child"),
    [
        ({"birth_date": date(2008, 11, 23)}, False),  # eighteen today
        ({"birth_date": date(2008, 11, 24)}, True),
        ({"birth_year": 2008}, True),  # in doubt a child
        ({"birth_year": 2007}, False),
        ({}, None),
    ],
)
def test_who_is_a_child(cast: Cast, data: dict[str, Any], child: bool | None) -> None:
    assert make_person(cast, **data).child is child


def test_only_who_works_there_writes_and_opens(cast: Cast) -> None:
    person = make_person(cast)
    for stranger in (cast.elsewhere[Role.CASE_MANAGER], cast.hotline, cast.sysadmin, cast.auditor, cast.stranger):
        with pytest.raises(Denied):
            people.open_identity(person, by=stranger, at=NOW)
        with pytest.raises(Denied):
            edit(person, FULL, stranger)
        with pytest.raises(Denied):
            people.record(data=FULL, agency=cast.unit, by=stranger, at=NOW)


def test_an_edit_says_which_fields_changed_and_not_what(cast: Cast) -> None:
    person = people.record(data=FULL, agency=cast.unit, by=cast.manager, at=NOW)
    person = edit(person, replace(FULL, name="Siti Nurhayani", safe_hours=""), cast.manager)
    event = Event.objects.get(kind="person.edited")
    assert event.data == {"fields": ["name", "safe_hours"]}
    assert people.open_identity(person, by=cast.manager, at=NOW).safe_hours == ""


def test_becoming_older_is_asked_of_those_who_know_the_person(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Turn] = []

    def refuse(actor: Actor, person: Person, turn: Turn, at: object) -> None:
        asked.append(turn)
        raise Denied("Perlu usulan dua orang.", rule="R01")

    monkeypatch.setattr(policies, "_EDIT_CHECKS", [refuse])
    person = people.record(data=FULL, agency=cast.unit, by=cast.manager, at=NOW)
    for change in (
        {"birth_date": date(2006, 5, 14)},
        {"birth_date": None, "birth_year": 2000},
        {"birth_date": None, "birth_year": None},
        {"birth_date": date(2011, 5, 13)},
    ):
        with pytest.raises(Denied, match="dua orang"):
            edit(person, replace(FULL, **change), cast.manager)
    assert asked[0] == Turn(child_before=True, child_after=False, older=True)
    edit(person, replace(FULL, birth_date=date(2012, 5, 14), birth_year=2012), cast.manager)
    edit(person, replace(FULL, birth_date=date(2012, 5, 14), birth_year=2012, work=FULL.work), cast.manager)
    assert len(asked) == 4
    person = people.correct_birth(person, birth_date=date(2006, 5, 14), by=cast.supervisor, at=NOW)
    assert person.child is False


def test_a_merged_sheet_is_not_edited(cast: Cast) -> None:
    person, other = make_person(cast), make_person(cast)
    Person.objects.filter(pk=person.pk).update(merged_into=other)
    with pytest.raises(InvalidTransition):
        edit(person, FULL, cast.manager)


def test_erasing_the_dossier_clears_every_token(cast: Cast) -> None:
    person = people.record(data=replace(FULL, nik="6171015405110001"), agency=cast.unit, by=cast.manager, at=NOW)
    assert person.words
    assert person.deletions
    assert person.nik_token
    vault_keys.erase(person.pk, at=NOW)
    person.refresh_from_db()
    assert (person.words, person.deletions, person.mother_words) == ([], [], [])
    assert (person.birth_token, person.nik_token, person.phone_token) == (None, None, None)
    with pytest.raises(vault.Erased):
        people.open_identity(person, by=cast.manager, at=NOW)
