"""The page of yearly numbers: Payakumbuh's three years, the system's own beside them, rates with their denominator."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, make_user, post
from tuntas.access.actors import System
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.areas.actions import population
from tuntas.areas.models import Area
from tuntas.areas.states import Level
from tuntas.statistics.models import CaseFact, ReportFact
from tuntas.statistics.tests.make import publish
from tuntas.statistics.tests.test_counts import tables
from tuntas.statistics.tests.test_prior import THREE, load

URL = "statistics:trend"


@pytest.fixture
def payakumbuh(cast: Cast) -> Area:
    return Area.objects.current().get(code="13.76")


@pytest.fixture
def reader(client: Client, cast: Cast, payakumbuh: Area) -> Client:
    """Reads the figures of Payakumbuh."""
    user: User = make_user("Pembaca Contoh", "pembaca@contoh.test")
    post(user, Role.DATA_OFFICER, cast.unit, payakumbuh)
    client.force_login(user)
    return client


def test_payakumbuh_with_the_honest_sentence(reader: Client, payakumbuh: Area) -> None:
    load(THREE, payakumbuh, title="Kekerasan terhadap perempuan", definition="kasus KtP menurut dinas")
    html = reader.get(reverse(URL)).content.decode()
    for words in (
        "Tahun 2023 tercatat 4 kasus; tahun-tahun sebelumnya 12 (2021) dan 14 (2022).",
        "Dari angka sebelumnya, 6 sampai 23 kasus masih wajar; 4 berada di bawah rentang itu.",
        "tetapi arahnya tidak dapat disimpulkan",
        "Tiga angka terlalu sedikit untuk berbicara tentang tren.",
        "laporan yang lebih sedikit tidak berarti kejadian yang lebih sedikit",
        "Periksa apakah saluran laporan berjalan.",
        "kasus KtP menurut dinas",
        "p 0,0470", "p 0,0930", "0,0195",
        "14, selang 95 % 7,7 sampai 23,5",
    ):  # fmt: skip
        assert words in html, words
    assert " turun " not in html
    assert " naik " not in html
    assert html.count("Jumlah laporan bukan jumlah kejadian") == 1


def _cases(area: Area, years: dict[int, int]) -> None:
    for year, count in years.items():
        ReportFact.objects.create(
            key=uuid4(), area_path=area.path, report_date=date(year, 1, 2), channel="web", types=1, became_case=True
        )
        CaseFact.objects.bulk_create(
            CaseFact(
                key=uuid4(), area_path=area.path, report_date=date(year, 5, 1), entry_date=date(year, 5, 1), types=1, contexts=0,
                ending="open",
            )
            for _ in range(count)
        )  # fmt: skip
    publish()


def test_two_definitions_are_joined_only_on_request_and_with_a_warning(reader: Client, payakumbuh: Area) -> None:
    load(THREE, payakumbuh, definition="kasus KtP menurut dinas")
    _cases(payakumbuh, {2024: 9, 2025: 11, NOW.year: 3})
    html = reader.get(reverse(URL)).content.decode()
    assert "dua definisi" not in html
    assert "2024: 9; 2025: 11" in html  # the system's own, in a row of its own
    assert f"{NOW.year}: 3" not in html  # a year that is not over is compared with nothing
    assert re.search(rf"{NOW.year}(</time>)?: ×", html), "the province has 3: nothing below it is told"
    prior_key = next(part.split('"')[0] for part in html.split("seri=")[1:] if "gabung" in part.split('"')[0])
    html = reader.get(reverse(URL) + f"?seri={prior_key.replace('&amp;', '&')}").content.decode()
    assert "memakai dua definisi" in html
    assert "Tahun 2025 tercatat 11 kasus" in html
    assert "12 (2021), 14 (2022), 4 (2023), dan 9 (2024)" in html


def test_a_word_of_direction_when_the_test_says_so(reader: Client, payakumbuh: Area) -> None:
    _cases(payakumbuh, {2023: 5, 2024: 12, 2025: 30})
    html = reader.get(reverse(URL)).content.decode()
    assert "Jumlah kasus naik dari 5 menjadi 30" in html


def test_the_year_in_which_the_system_began_is_no_year(reader: Client, payakumbuh: Area) -> None:
    for day in (date(2024, 6, 1), date(2025, 2, 1)) * 6:
        ReportFact.objects.create(
            key=uuid4(), area_path=payakumbuh.path, report_date=day, channel="web", types=1, became_case=False
        )
    publish()
    html = reader.get(reverse(URL) + "?hitung=reports").content.decode()
    assert "Tahun 2025 tercatat 6 laporan; tidak ada angka tahun sebelumnya" in html
    assert "1 Jun 2024" in html  # told as a part of a year


def test_rates_name_their_denominator_or_why_there_is_none(reader: Client, payakumbuh: Area) -> None:
    load(THREE, payakumbuh)
    given = population.Given(source="Dukcapil uji", licence="CC0", year=2023)
    raw = b"kode,total,perempuan,anak\n13.76,100000,50000,30000\n"
    population.load(raw=raw, given=given, by=System("uji"), at=NOW)
    html = reader.get(reverse(URL)).content.decode()
    assert "12,0" in html
    assert "penduduk: Dukcapil uji, 2023, 100.000 orang" in html
    html = reader.get(reverse(URL) + "?per=women").content.decode()
    assert "34,3" in html  # 12 of 35,000: girls are estimated
    assert "perkiraan perempuan 18 tahun ke atas" in html


def test_only_areas_within_reach_are_offered(reader: Client, cast: Cast) -> None:
    html = reader.get(reverse(URL) + f"?wilayah={cast.city.pk}").content.decode()
    assert "Angka per tahun: Kota Payakumbuh" in html
    assert str(cast.city.pk) not in html


def test_what_the_tables_hide_the_years_do_not_tell(reader: Client, payakumbuh: Area) -> None:
    _cases(payakumbuh, {2023: 12, 2024: 9, 2025: 3})
    inside = Area.objects.current().filter(path__startswith=payakumbuh.path, level=Level.DISTRICT).order_by("code")
    _cases(inside[0], {2024: 2, 2025: 20})
    _cases(inside[1], {2024: 7, 2025: 20})
    html = reader.get(reverse(URL)).content.decode()
    assert "2023: 12; 2024: 18; 2025: 43" in html
    html = reader.get(reverse(URL), {"wilayah": str(inside[0].pk)}).content.decode()
    assert "2024: &lt;5; 2025: " in html
    assert "2024 (&lt;5)" in html
    assert "2024: 2" not in html
    assert "tercatat 2 kasus" not in html
    # 43 of the city are known: its remainder of 3 is small, so another part is closed, here as in the table of the city.
    for area in inside[:2]:
        shown = reader.get(reverse("statistics:counts"), {"wilayah": area.path, "tahun": "2025", "dasar": "lapor"})
        told = "20" in tables(shown)[0][-1]
        page = reader.get(reverse(URL), {"wilayah": str(area.pk)}).content.decode()
        assert ("2025: 20" in page) is told
    assert "2025 (×)" in "".join(
        reader.get(reverse(URL), {"wilayah": str(area.pk)}).content.decode() for area in inside[:2]
    )


def test_ten_years_are_counted_and_it_says_since_when(reader: Client, payakumbuh: Area) -> None:
    _cases(payakumbuh, dict.fromkeys(range(NOW.year - 14, NOW.year), 6))
    html = reader.get(reverse(URL)).content.decode()
    assert f"menurut tanggal lapor; sejak {NOW.year - 10}" in html
    assert f"{NOW.year - 10}: 6" in html
    assert f"{NOW.year - 11}: " not in html
