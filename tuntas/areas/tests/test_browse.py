"""The list of areas, one area, suggestions."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import NOW, Cast
from tuntas.areas.actions import neighbourhoods
from tuntas.areas.models import Area
from tuntas.areas.states import Level


@pytest.fixture
def staff(client: Client, cast: Cast) -> Client:
    client.force_login(cast.hotline)
    return client


def test_everyone_with_a_posting_sees_areas_and_nobody_else(client: Client, cast: Cast) -> None:
    urls = [
        reverse("areas:list"),
        reverse("areas:detail", args=[cast.village.pk]),
        reverse("areas:suggest") + "?nama=x",
    ]
    for user, code in ((cast.hotline, 200), (cast.auditor, 200), (cast.stranger, 404)):
        client.force_login(user)
        assert [client.get(url).status_code for url in urls] == [code] * 3
    client.logout()
    assert {client.get(url).status_code for url in urls} == {302}


def test_the_list_shows_home_areas_provinces_and_results(staff: Client) -> None:
    html = staff.get(reverse("areas:list")).content.decode()
    assert "Kota Pontianak" in html
    assert "Papua" in html
    html = staff.get(reverse("areas:list"), {"q": "akcya"}).content.decode()
    assert "Kel. Akcaya, Kec. Pontianak Selatan, Kota Pontianak" in html
    assert 'value="akcya"' in html
    assert "Tidak ada wilayah" in staff.get(reverse("areas:list"), {"q": "xqzwv"}).content.decode()


def test_a_page_shows_where_it_lies_and_what_lies_in_it(staff: Client, cast: Cast) -> None:
    html = staff.get(reverse("areas:detail", args=[cast.district.pk])).content.decode()
    for words in ("Kecamatan Pontianak Selatan", "Kota Pontianak", "WIB", "Kelurahan Akcaya", "61.71.01.1002"):
        assert words in html
    assert reverse("agencies:area", args=[cast.district.pk]) in html
    assert "Mekarkan" not in html


def test_the_administrator_sees_what_can_be_done_and_why_not(client: Client, cast: Cast) -> None:
    client.force_login(cast.sysadmin)
    assert "Mekarkan" in client.get(reverse("areas:detail", args=[cast.village.pk])).content.decode()
    there = client.get(reverse("areas:detail", args=[cast.other_city.pk])).content.decode()
    assert "Mengubah wilayah ini adalah tugas admin sistem" in there


def test_children_come_by_key_with_the_same_number_of_queries(staff: Client, cast: Cast) -> None:
    url = reverse("areas:detail", args=[cast.village.pk])
    neighbourhoods.add(cast.village, level=Level.RT, number=1, by=cast.sysadmin, at=NOW)
    staff.get(url)
    with CaptureQueriesContext(connection) as few:
        staff.get(url)
    text = "rw;rt\n" + "\n".join(f";{number}" for number in range(2, 100))
    neighbourhoods.import_file(cast.village, text=text, by=cast.sysadmin, at=NOW)
    with CaptureQueriesContext(connection) as many:
        first = staff.get(url)
    assert len(many) == len(few)
    rows, after = first.context["inside"].rows, first.context["inside"].after
    assert len(rows) == 50
    second = staff.get(url, {"after": after}).context["inside"]
    assert [area.name for area in [*rows, *second.rows]] == [f"{number:02}" for number in range(1, 100)]
    assert second.after == ""
    assert staff.get(url, {"after": "rusak"}).context["inside"].rows == rows


def test_ended_areas_are_shown_when_asked_for(staff: Client, cast: Cast) -> None:
    Area.objects.filter(code="61.71.01.1004").update(valid_to=NOW.date())
    url = reverse("areas:detail", args=[cast.district.pk])
    assert "61.71.01.1004" not in staff.get(url).content.decode()
    assert "61.71.01.1004" in staff.get(url, {"berakhir": "1"}).content.decode()


def test_suggestions_are_the_results_of_the_picker(staff: Client) -> None:
    html = staff.get(reverse("areas:suggest"), {"nama": "area", "area-cari": "akcya"}).content.decode()
    assert 'name="area-hasil"' in html
    assert "Kel. Akcaya" in html
    assert "<html" not in html
    assert staff.get(reverse("areas:suggest"), {"nama": '"><script>'}).status_code == 404


def test_an_unknown_area_is_not_found(staff: Client, cast: Cast) -> None:
    assert staff.get(reverse("areas:detail", args=[cast.hotline.pk])).status_code == 404
