"""Home, privacy, access, the way out, the address on posters: none of them needs the database."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.utils import timezone

from tuntas.core.marks import day


def test_home_leads_to_what_people_come_for() -> None:
    page = Client().get("/").content.decode()
    for address in ("/layanan/warga/", "/layanan/jawaban/", "/layanan/dekat/", "/layanan/privasi/", "tel:129"):
        assert f'href="{address}"' in page


def test_the_exit_clears_and_leads_to_the_weather() -> None:
    response = Client().get("/keluar")
    assert response.status_code == 302
    assert response["Location"] == "https://www.bmkg.go.id/cuaca"
    assert response["Clear-Site-Data"] == '"cookies", "storage"'
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"


def test_another_site_cannot_sign_anybody_out_by_leading_to_the_exit() -> None:
    response = Client(headers={"Sec-Fetch-Site": "cross-site"}).get("/keluar")
    assert response.status_code == 302
    assert "Clear-Site-Data" not in response


@pytest.mark.parametrize("address", ["/lapor", "/lapor/"])
def test_the_address_on_posters_leads_on_without_a_page_of_its_own(address: str) -> None:
    response = Client().get(address)
    assert response.status_code == 302
    assert response["Location"] == "/layanan/warga/"
    assert response.content == b""


def test_privacy_names_the_day_on_which_erasure_is_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    # Where Indonesia's day begins first it is 2 December already.
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 12, 1, 15, 30, tzinfo=UTC))
    page = Client().get("/layanan/privasi/").content.decode()
    assert str(day(date(2027, 1, 6), long=True)) in page
    for word in ("Riwayat peramban", "Aplikasi pengintai", "Ponsel yang dipakai bersama", "35 hari"):
        assert word in page


def test_search_machines_are_asked_to_stay_away() -> None:
    assert Client().get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"
    assert Client().get("/layanan/akses/")["X-Robots-Tag"] == "noindex, nofollow"
