"""Texts that are written whole: two officers on one record, and neither writes over the other unasked."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast
from tuntas.access.roles import Role
from tuntas.cases.actions import notes, shelter
from tuntas.cases.models import ShelterStay
from tuntas.cases.tests.make import make_case, make_party
from tuntas.core import vault

pytestmark = pytest.mark.django_db
FIRST, MINE = "Susu bayi, alergi kacang", "Susu bayi, alergi kacang, obat asma"


def version_of(response: Any) -> str:
    found = re.search(r'name="version" value="([^"]+)"', response.content.decode())
    assert found, "a text that is written whole carries what the page knew"
    return found[1]


@pytest.mark.parametrize(("what", "name"), [("kebutuhan", "needs"), ("alamat", "address")])
def test_two_officers_on_one_stay(client: Client, cast: Cast, what: str, name: str) -> None:
    officer, case = cast.by_role[Role.SHELTER_OFFICER], make_case(cast)
    row = shelter.admit(
        case, victim=make_party(case), shelter=cast.agencies["shelter"], needs=FIRST, by=cast.manager, at=NOW
    )
    client.force_login(officer)
    url = reverse("cases:shelter_write", args=[row.pk, what])
    opened = client.get(url)
    assert (FIRST in opened.content.decode()) == (what == "kebutuhan")  # nothing is lost by adding one thing
    known = version_of(opened)
    write: Any = shelter.write_needs if what == "kebutuhan" else shelter.write_address
    write(row, **{name: "Kursi roda"}, by=officer, at=NOW)
    answer = client.post(url, {name: MINE, "version": known})
    assert (answer.status_code, MINE in answer.content.decode()) == (409, True)
    assert client.post(url, {name: MINE}).status_code == 409  # a page that knows nothing
    assert stored(row, name) == "Kursi roda"
    assert client.post(url, {name: MINE, "version": version_of(answer)}).status_code == 302
    assert stored(row, name) == MINE


def test_two_officers_on_one_summary(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    client.force_login(cast.manager)
    url = reverse("cases:summary", args=[case.pk])
    known = version_of(client.get(url))
    notes.summarise(case, text="Butuh tempat aman.", by=cast.supervisor, at=NOW)
    answer = client.post(url, {"text": "Butuh pendampingan.", "version": known})
    assert (answer.status_code, "Butuh pendampingan." in answer.content.decode()) == (409, True)
    case.refresh_from_db()
    assert vault.box(case.pk).unseal(case, "summary") == "Butuh tempat aman."
    assert client.post(url, {"text": "Keduanya.", "version": version_of(answer)}).status_code == 302


def stored(row: ShelterStay, name: str) -> str:
    return vault.box(row.case_id).unseal(ShelterStay.objects.get(pk=row.pk), name)
