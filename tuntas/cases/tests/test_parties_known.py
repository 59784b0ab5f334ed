"""Whoever is written into a case may have a sheet already: that is said before a second one is made."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, sign_in
from tuntas.access.roles import Role
from tuntas.audit.models import Event
from tuntas.cases.actions import parties
from tuntas.cases.models import Party
from tuntas.cases.states import PartyRole
from tuntas.cases.tests.make import make_case
from tuntas.core import vault
from tuntas.obligations.actions import walls
from tuntas.obligations.models import Obligation
from tuntas.people.actions import people, supplements
from tuntas.people.actions.people import PersonData
from tuntas.people.models import Person
from tuntas.people.states import Sex

pytestmark = pytest.mark.django_db
KNOWN = PersonData(
    name="Siti Nurhayati", birth_date=date(2009, 3, 4), sex=Sex.FEMALE, mother_name="Aminah Rahasia", phone="081200000003",
    note="Lebih suka dihubungi pagi.",
)  # fmt: skip
TYPED = {
    "role": "victim", "name": "St. Nur Hayati", "sex": "f", "birth_day": "4", "birth_month": "3", "birth_year": "2009",
    "mother_name": "Aminah Rahasia", "phone": "081299999999", "address": "Gang Melati 3", "note": "Takut anjing.",
}  # fmt: skip


def typed(**more: str) -> dict[str, str]:
    return TYPED | {"form_id": str(uuid4())} | more


def known(cast: Cast) -> Person:
    return people.record(data=KNOWN, agency=cast.unit, by=cast.manager, at=NOW)


def read(person: Person) -> PersonData:
    person.refresh_from_db()
    return people.unsealed(person, vault.box(person.pk))


def asked(person: Person) -> int:
    return Obligation.objects.unsettled().filter(kind="person.check_similar", subject_id=person.pk).count()


def test_who_may_be_known_is_shown_before_anything_is_stored(client: Client, cast: Cast) -> None:
    case, other = make_case(cast), known(cast)
    url, form = reverse("cases:party_new", args=[case.pk]), typed()
    client.force_login(cast.manager)  # the code was given long ago: no names
    page = client.post(url, form).content.decode()
    assert "mungkin sudah tercatat" in page
    assert (other.label in page, "Siti Nurhayati" in page) == (True, False)
    assert "nama ibu" in page  # what agrees
    assert 'value="St. Nur Hayati"' in page  # what was typed
    assert "Gang Melati 3" in page
    assert (Party.objects.count(), Person.objects.count()) == (0, 1)
    sign_in(client, cast.manager)
    assert "Siti Nurhayati" in client.post(url, form).content.decode()
    assert Event.objects.filter(kind="person.identity_shown", dossier_id=other.pk).count() == 2
    for _ in range(2):  # the answer was lost, the button pressed once more
        assert client.post(url, form | {"baru": "1"}).status_code == 302
    assert Party.objects.get(case=case).person != other
    assert Person.objects.count() == 2
    assert client.post(url, form).status_code == 302  # it is not held to be like itself
    assert Person.objects.count() == 2


def test_choosing_the_known_person_makes_no_second_sheet_and_loses_nothing(client: Client, cast: Cast) -> None:
    case, other = make_case(cast), known(cast)
    client.force_login(cast.manager)
    url, form = reverse("cases:party_new", args=[case.pk]), typed(pakai=str(other.pk))
    for _ in range(2):
        assert client.post(url, form).status_code == 302
    party = Party.objects.get(case=case)
    assert (party.person, party.child, Person.objects.count()) == (other, True, 1)
    now = read(other)
    assert (now.name, now.phone, now.birth_date) == (KNOWN.name, "+6281200000003", KNOWN.birth_date)
    assert (now.aliases, now.address) == ("St. Nur Hayati", "Gang Melati 3")
    lines = now.note.splitlines()
    assert lines[0] == KNOWN.note
    assert lines[2:] == ["Nomor telepon: 081299999999", "Takut anjing."]


def test_nobody_becomes_older_by_what_is_added(cast: Cast) -> None:
    child = people.record(
        data=PersonData(name="Dahlia", birth_year=2009), agency=cast.unit, by=cast.manager, at=NOW
    )  # fmt: skip
    supplements.add(
        child, data=PersonData(name="dahlia", birth_date=date(2000, 1, 1), work=KNOWN.work), by=cast.manager, at=NOW
    )
    now = read(child)
    assert (now.birth_date, now.birth_year, now.aliases, child.child) == (None, 2009, "", True)
    assert "Lahir: 01-01-2000" in now.note


def test_beyond_reach_nothing_is_shown_and_the_holder_is_asked(client: Client, cast: Cast) -> None:
    there = cast.elsewhere[Role.CASE_MANAGER]
    far = people.record(data=KNOWN, agency=there.postings.get().agency, by=there, at=NOW)
    case = make_case(cast)
    client.force_login(cast.manager)
    url = reverse("cases:party_new", args=[case.pk])
    assert client.post(url, typed()).status_code == 302  # as for somebody whom nobody knows
    assert Party.objects.get(case=case).person != far
    assert asked(far) == 1
    assert client.post(url, typed(pakai=str(far.pk))).status_code == 404
    walled = known(cast)
    walls.add(walled.pk, users=[cast.manager], by=cast.supervisor, at=NOW)
    data = PersonData(name=KNOWN.name, birth_date=KNOWN.birth_date, mother_name=KNOWN.mother_name)
    found = parties.alike(case, data=data, party_id=uuid4(), by=cast.manager, at=NOW)
    assert [match.person for match in found] == [Party.objects.get(case=case).person]


def test_looking_too_often_holds_up_no_writing(client: Client, cast: Cast) -> None:
    case, _ = make_case(cast), known(cast)
    given: dict[str, Any] = {"case": case, "data": KNOWN, "party_id": uuid4(), "by": cast.manager, "at": NOW}
    assert [len(parties.alike(**given)) for _ in range(31)] == [1] * 30 + [0]
    party = parties.write_down(
        case, role=PartyRole.VICTIM, data=KNOWN, child=False, party_id=uuid4(), by=cast.manager, at=NOW
    )
    assert party.child
