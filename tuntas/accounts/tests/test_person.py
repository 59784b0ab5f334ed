from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import Cast, make_user, post
from tuntas.access.roles import Role
from tuntas.accounts.models import Posting
from tuntas.accounts.tests.helpers import events


@pytest.mark.parametrize(
    ("who", "code"),
    [("head", 200), ("sysadmin", 200), ("leadership", 200), ("manager", 404), ("satpol_head", 404), ("stranger", 404)],
)
def test_who_sees_somebody_of_the_unit(client: Client, cast: Cast, who: str, code: int) -> None:
    client.force_login(getattr(cast, who))
    assert client.get(f"/meja/pengguna/{cast.hotline.id}/").status_code == code
    assert client.get(f"/meja/pengguna/{cast.hotline.id}/penugasan/").status_code == code


def test_elsewhere_the_person_does_not_exist(client: Client, cast: Cast) -> None:
    client.force_login(cast.elsewhere[Role.SYSTEM_ADMIN])
    for path in ("", "penugasan/", "tutup/"):
        assert client.get(f"/meja/pengguna/{cast.hotline.id}/{path}").status_code in {302, 404}
    assert client.get(f"/meja/pengguna/{cast.hotline.id}/").status_code == 404


def test_postings_out_of_reach_are_not_shown(client: Client, cast: Cast) -> None:
    post(cast.hotline, Role.CADRE, cast.agencies["satpol"], cast.city)
    client.force_login(cast.head)
    page = client.get(f"/meja/pengguna/{cast.hotline.id}/").content.decode()
    assert "Satpol PP" not in page


def test_giving_a_posting_counts_at_once(client: Client, cast: Cast) -> None:
    browser = Client()
    browser.force_login(cast.hotline)
    assert browser.get("/meja/pengguna/").status_code == 403
    client.force_login(cast.sysadmin)
    data = {"role": Role.UNIT_HEAD, "agency": str(cast.unit.id), "area": ""}
    assert client.post(f"/meja/pengguna/{cast.hotline.id}/penugasan/", data).status_code == 302
    assert browser.get("/meja/pengguna/").status_code == 200
    (event,) = events("posting.given")
    assert (event.actor_id, event.data["role"], event.area_path) == (cast.sysadmin.id, "unit_head", "61.71.")


def test_the_same_posting_is_not_given_twice(client: Client, cast: Cast) -> None:
    client.force_login(cast.head)
    data = {"role": Role.HOTLINE_OFFICER, "agency": str(cast.unit.id), "area": ""}
    answer = client.post(f"/meja/pengguna/{cast.hotline.id}/penugasan/", data)
    assert "sudah memegang peran itu" in answer.content.decode()
    assert cast.hotline.postings.count() == 1


def test_nobody_gives_to_oneself(client: Client, cast: Cast) -> None:
    client.force_login(cast.sysadmin)
    data = {"role": Role.AUDITOR, "agency": str(cast.unit.id), "area": ""}
    answer = client.post(f"/meja/pengguna/{cast.sysadmin.id}/penugasan/", data)
    assert "kepada dirinya sendiri" in answer.content.decode()
    assert cast.sysadmin.postings.count() == 1


def test_a_role_that_is_not_offered_is_refused(client: Client, cast: Cast) -> None:
    client.force_login(cast.head)
    for role in (Role.SYSTEM_ADMIN, "raja"):
        data = {"role": role, "agency": str(cast.unit.id), "area": ""}
        assert client.post(f"/meja/pengguna/{cast.hotline.id}/penugasan/", data).status_code == 200
    assert cast.hotline.postings.count() == 1


def test_a_posting_that_begins_later_gives_nothing_yet(cast: Cast) -> None:
    person = make_user("Besok", "besok@contoh.test")
    Posting.objects.create(
        user=person, role=Role.UNIT_HEAD, agency=cast.unit, area=cast.city, starts_at=timezone.now() + timedelta(days=1)
    )
    browser = Client()
    browser.force_login(person)
    assert browser.get("/meja/pengguna/").status_code == 403
