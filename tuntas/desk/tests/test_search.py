"""The search box: a report by its whole number, agencies by name, never a person, nothing behind a wall."""

import re

import pytest
from django.test import Client

from tests.cast import NOW, Cast, sign_in
from tuntas.cases.tests.make import make_case
from tuntas.intake.tests.make import make_report
from tuntas.obligations.actions import walls


@pytest.fixture
def hotline(client: Client, cast: Cast) -> Client:
    """The hotline's browser."""
    sign_in(client, cast.hotline)
    return client


def test_the_number_of_a_report_opens_it(hotline: Client, cast: Cast) -> None:
    report = make_report(cast)
    for text in (report.number, report.number.replace("-", ""), f" {report.number} "):
        response = hotline.get("/meja/cari/", {"q": text})
        assert response.status_code == 302
        assert str(report.pk) in response["Location"]


def test_a_part_of_a_number_finds_nothing(hotline: Client, cast: Cast) -> None:
    report = make_report(cast)
    response = hotline.get("/meja/cari/", {"q": report.number[:8]})
    assert "Tidak ada laporan" in response.content.decode()


def test_behind_a_wall_it_answers_as_if_there_were_none(hotline: Client, cast: Cast) -> None:
    report = make_report(cast)
    walls.add(report.pk, users=[cast.hotline], by=cast.supervisor, at=NOW)
    hidden = _without_token(hotline.get("/meja/cari/", {"q": report.number}).content.decode())
    unknown = _without_token(hotline.get("/meja/cari/", {"q": "26-0000-0000"}).content.decode())
    assert hidden.replace(report.number, "26-0000-0000") == unknown


def _without_token(page: str) -> str:
    """The page but for what is new each time it is drawn."""
    return re.sub(r"[A-Za-z0-9]{64}", "", page)


def test_elsewhere_it_finds_nothing(client: Client, cast: Cast) -> None:
    report = make_report(cast)
    sign_in(client, next(iter(cast.elsewhere.values())))
    assert client.get("/meja/cari/", {"q": report.number}).status_code == 200


def test_agencies_are_found_by_a_part_of_the_name(hotline: Client) -> None:
    assert "Polresta Pontianak" in hotline.get("/meja/cari/", {"q": "polresta"}).content.decode()


@pytest.mark.parametrize("name", ["Uji Petugas pengaduan", "hotline_officer@contoh.test"])
def test_people_are_not_found(hotline: Client, name: str) -> None:
    page = hotline.get("/meja/cari/", {"q": name}).content.decode()
    assert "Orang tidak dapat dicari dari sini" in page


@pytest.mark.parametrize("text", ["", "\x00", "%", "'; DROP TABLE", "<script>alert(1)</script>", "9" * 500, "٣٤٥٦٧٨٩"])
def test_whatever_is_typed_gets_an_answer(hotline: Client, text: str) -> None:
    response = hotline.get("/meja/cari/", {"q": text})
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_the_number_of_a_case_opens_it_for_those_who_see_it(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    sign_in(client, cast.manager)
    for text in (case.number, case.number.lower(), case.number[1:].replace("-", "")):
        response = client.get("/meja/cari/", {"q": text})
        assert response.status_code == 302
        assert str(case.pk) in response["Location"]
    walls.add(case.pk, users=[cast.manager], by=cast.supervisor, at=NOW)
    assert client.get("/meja/cari/", {"q": case.number}).status_code == 200
    sign_in(client, cast.hotline)
    assert "Tidak ada laporan atau kasus" in client.get("/meja/cari/", {"q": case.number}).content.decode()
