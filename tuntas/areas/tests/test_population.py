"""How many people live where: the file, what it does not say, where it does not add up, taking it back."""

from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast
from tuntas.access.actors import System
from tuntas.areas import people, population_file, population_plan
from tuntas.areas.actions import population
from tuntas.areas.models import Area, Population, PopulationSource
from tuntas.areas.states import People
from tuntas.audit.models import Event
from tuntas.core.errors import Denied

DATA = Path(settings.BASE_DIR).parent / "shared" / "data" / "population"
published = pytest.mark.skipif(not DATA.is_dir(), reason="the figures (shared/data/population) are not here")
GIVEN = population.Given(source="Berkas uji", licence="CC0", year=2024)
HEAD = "kode,nama,total,laki-laki,perempuan"
FULL = f"{HEAD},usia_0_4,usia_5_14,usia_15_17,usia_15_19,usia_20_plus\n61.71.01,A,1000,480,520,80,170,50,90,660\n"


def load(text: str, **changes: Any) -> PopulationSource:
    return population.load(raw=text.encode(), given=replace(GIVEN, **changes), by=System("uji"), at=NOW)


def test_denominators_say_what_the_file_says_and_no_more(cast: Cast) -> None:
    load(FULL + "61.71.02,B,500,,,,,,,\n", source="Satu")
    rows = people.in_areas(Area.objects.filter(code__in=["61.71.01", "61.71.02", "61.71.03"]))
    (full,), (bare,) = rows["61.71.01."], rows["61.71.02."]
    assert (full.children, full.ages["20+"]) == (300, 660)
    assert people.of(full, People.RESIDENTS).value == 1000
    assert people.of(full, People.CHILDREN).value == 300
    women = people.of(full, People.WOMEN)
    assert (women.value, women.estimated) == (520 - 156, True)  # 300 × 520 / 1000 of the children
    assert (people.of(bare, People.RESIDENTS).value, people.of(bare, People.CHILDREN).value) == (500, None)
    assert people.of(bare, People.CHILDREN).why == people.NO_AGES
    assert people.of(bare, People.WOMEN).why == people.NO_SEX
    assert people.of(people.nearest(rows.get("61.71.03.", []), 2024), People.RESIDENTS).why == people.NO_ROWS


def test_girls_that_were_counted_are_not_estimated(cast: Cast) -> None:
    load("kode,total,perempuan,anak,anak perempuan\n61.71.01,1000,520,300,140\n")
    women = people.of(Population.objects.select_related("source").get(), People.WOMEN)
    assert (women.value, women.estimated) == (380, False)


def test_of_several_sources_the_year_nearest_counts_then_the_newest_file(cast: Cast) -> None:
    for year, total in ((2020, 10), (2023, 20), (2025, 30)):
        load(f"kode,total\n61.71.01,{total}\n", year=year)
    rows = people.in_areas([cast.district])["61.71.01."]
    found = [people.nearest(rows, year) for year in (2021, 2023, 2026)]
    assert [each and each.total for each in found] == [10, 20, 30]


DIFFERING = f"{HEAD}\n61.71,Kota,900,450,460\n61.71.01,A,500,250,250\n61.71.02,B,300,150,150\n"


def test_a_file_that_does_not_add_up_needs_a_decision_with_a_reason(cast: Cast) -> None:
    found = population_plan.preview(DIFFERING.encode())
    told = {(each.about.partition(" (")[0], each.total, each.parts) for each in found.differences}
    assert told == {("Kota", 900, 910), ("Kota", 900, 800)}
    with pytest.raises(Denied, match="Ada 2 selisih"):
        load(DIFFERING)
    with pytest.raises(Denied, match="tulis alasannya"):
        load(DIFFERING, decided="parts", reason=" ")
    source = load(DIFFERING, decided="parts", reason="Rincian sudah diperiksa dengan Dukcapil.")
    assert Population.objects.get(area=cast.city).total == 910
    assert (source.decided, len(source.differences)) == ("parts", 2)
    population.take_back(source, by=System("uji"), at=NOW)
    assert not Population.objects.exists()
    load(DIFFERING, decided="total", reason="Total dari surat resmi.")
    assert Population.objects.get(area=cast.city).total == 900


def test_the_same_file_is_not_counted_twice(cast: Cast) -> None:
    load(FULL)
    with pytest.raises(Denied, match="sudah diimpor"):
        load(FULL.replace("\n", "\r\n"))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "tidak berisi baris"),
        ("a,b\n1,2\n", "kode wilayah tidak ditemukan"),
        ("kode,nama\n61.71,x\n", "jumlah penduduk tidak ditemukan"),
        ("kode,total\n61.71,1.000\n", "bukan jumlah orang"),
        ("kode,total\n61.71,-5\n", "bukan jumlah orang"),
        ("kode,total\n61.71,=1+1\n", "bukan jumlah orang"),
        ("kode,total\n61.71,99999999999\n", "bukan jumlah orang"),
        ("kode,total\n61.71,\n", "jumlah penduduknya kosong"),
        ("kode,total\nPontianak,5\n", "bukan kode wilayah"),
        ("kode,total\n61.71,5\n61.71,6\n", "sudah ada di baris 2"),
        ("kode,total\n99.99,5\n", "Tidak ada kode"),
        ("kode,total\n61.71,5\0\n", "bukan CSV"),
        ("kode,total,anak\n61.71,5,9\n", "lebih besar dari jumlahnya"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_a_sentence(cast: Cast, text: str, sentence: str) -> None:
    with pytest.raises(Denied, match=sentence):
        load(text)
    assert not PopulationSource.objects.exists()


def test_ages_that_leave_a_gap_tell_nothing() -> None:
    assert population_file.chain({(0, 4): 1, (6, 17): 2}, 17) is None
    assert population_file.chain({(0, 4): 1, (5, 17): 2, (5, 9): 9}, 17) == 3
    assert population_file.chain({(0, 14): 1, (15, 19): 2}, 17) is None


def test_the_admin_looks_decides_keeps_and_takes_back(client: Client, cast: Cast) -> None:
    client.force_login(cast.sysadmin)
    url = reverse("areas:population_load")
    told = {"source": "Dukcapil", "licence": "data pemerintah", "year": "2024"}
    file = SimpleUploadedFile("penduduk.csv", DIFFERING.encode())
    html = client.post(url, {**told, "file": file}).content.decode()
    assert "laki-laki dan perempuan" in html
    assert "910" in html
    assert not PopulationSource.objects.exists()
    kept = {**told, "text": DIFFERING, "file_name": "penduduk.csv", "simpan": "1"}
    assert "Pilih angka mana yang dipakai" in client.post(url, kept).content.decode()
    answer = client.post(url, {**kept, "decided": "total", "reason": "Total dari surat resmi."})
    source = PopulationSource.objects.get()
    assert (answer.status_code, source.file_name, source.decided) == (302, "penduduk.csv", "total")
    html = client.get(reverse("areas:population_detail", args=[source.pk])).content.decode()
    assert "Total dari surat resmi." in html
    assert people.NO_AGES in html
    client.post(reverse("areas:population_take_back", args=[source.pk]))
    assert not PopulationSource.objects.exists()
    assert Event.objects.filter(kind__startswith="population.").count() == 2
    client.force_login(cast.head)
    assert client.post(url, kept).status_code == 403


def test_a_file_without_a_total_is_asked_for_again(client: Client, cast: Cast) -> None:
    client.force_login(cast.sysadmin)
    html = client.post(
        reverse("areas:population_load"), {"source": "x", "licence": "y", "year": "1000"}
    ).content.decode()
    assert "Berkas belum dipilih" in html
    assert "paling kecil 1990" in html


@published
def test_published_figures_add_up_and_say_what_they_do_not_know(cast: Cast) -> None:
    out = StringIO()
    options = {"source": "Dukcapil", "licence": "data pemerintah", "stdout": out}
    call_command("population", str(DATA / "population_province_regency_2024S2.csv"), year=2024, **options)
    call_command("population", str(DATA / "population_district_pilot_202401.csv"), year=2024, **options)
    assert "Selisih" not in out.getvalue()
    assert "tidak dikenal" not in out.getvalue()
    assert Population.objects.count() == 552 + 86
    rows = people.in_areas([cast.city, cast.district])
    assert people.of(rows[cast.city.path][0], People.CHILDREN).why == people.NO_AGES
    assert people.of(rows[cast.district.path][0], People.CHILDREN).value
    assert sum(row.children or 0 for row in Population.objects.filter(area__code__startswith="13.76.")) == sum(
        (row.ages["0-4"] + row.ages["5-9"] + row.ages["10-14"] + row.ages["15-17"])
        for row in Population.objects.filter(area__code__startswith="13.76.", children__isnull=False)
    )


def test_the_command_shows_differences_and_asks(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "penduduk.csv"
    file.write_text(DIFFERING)
    out = StringIO()
    with pytest.raises(CommandError, match="Pilih angka mana"):
        call_command("population", str(file), year=2024, source="x", licence="y", stdout=out)
    assert "total 900, rincian 910" in out.getvalue()
    call_command("population", str(file), year=2024, source="x", licence="y", use="parts", why="Diperiksa.", stdout=out)
    assert "3 wilayah disimpan" in out.getvalue()
