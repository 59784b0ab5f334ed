"""Years before the system: published tables as they stand, what does not add up, taking them back."""

from dataclasses import replace
from datetime import date
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
from tuntas.access.roles import Role
from tuntas.areas.models import Area
from tuntas.audit.models import Event
from tuntas.core.errors import Denied
from tuntas.statistics import prior_file
from tuntas.statistics.actions import prior
from tuntas.statistics.models import PriorCount, PriorSource

DATA = Path(settings.BASE_DIR).parent / "shared" / "data" / "counts"
published = pytest.mark.skipif(not DATA.is_dir(), reason="the published counts (shared/data/counts) are not here")
GIVEN = prior.PriorData(title="Uji", definition="kasus menurut dinas", source="Berita uji")
THREE = b"tahun,kasus\n2021,12\n2022,14\n2023,4\n"


def load(raw: bytes, area: Area | None, **changes: Any) -> PriorSource:
    return prior.load(raw=raw, data=replace(GIVEN, area=area, **changes), by=System("uji"), at=NOW)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021", (1, 1), (12, 31)), ("2022-01..10", (1, 1), (10, 31)), ("2024-01-01..07-11", (1, 1), (7, 11)),
        ("2024-01..04-25", (1, 1), (4, 25)), ("2024-02", (2, 1), (2, 29)), ("2024-02-05..20", (2, 5), (2, 20)),
    ],
)  # fmt: skip
def test_a_period_has_a_first_and_a_last_day(text: str, first: tuple[int, int], last: tuple[int, int]) -> None:
    span = prior_file.period(text)
    assert (span.first, span.last) == (date(span.first.year, *first), date(span.first.year, *last))
    assert (span.year is None) == (text != "2021")


@pytest.mark.parametrize(
    "text", ["", "21", "2021-13", "2024-01-01..2024-07-11", "2024-05..02", "2023-02-30", "kemarin"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(prior_file.FileRefused, match="bukan periode"):
        prior_file.period(text)


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "tidak berisi baris"), (b"tahun,banyak\n2021,3\n", "Beri judul kolom angka"),
        (b"wilayah,kasus\nSerpong,3\n", "kolom periode"), (b"tahun,kasus\n2021,1.000\n", "bukan jumlah"),
        (b"tahun,kasus\n2021,-1\n", "bukan jumlah"), (b"tahun,kasus\n2021,1\n2021,2\n", "sudah ada"),
        (b"tahun,kasus\n2021,3\0\n", "bukan CSV"), (b"\xff\xfe", "UTF-8"), (b'tahun,kasus\n"2021,3\n', "tanda kutip"),
        (b"tahun,kasus\ntotal,3\n", "tidak berisi baris"), (b"x" * (256 * 1024 + 1), "lebih besar"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_refused_with_a_sentence(cast: Cast, raw: bytes, sentence: str) -> None:
    with pytest.raises(Denied, match=sentence):
        load(raw, cast.city)
    assert not PriorSource.objects.exists()


def test_a_total_that_differs_is_shown_and_asked_about(cast: Cast) -> None:
    raw = b"wilayah,kasus\nKec. Pontianak Selatan,7\nKecamatan Pontianak Timur,5\nLuar kota,3\nTotal,20\n"
    with pytest.raises(Denied, match="Pilih angka mana"):
        load(raw, cast.city, when="2023")
    with pytest.raises(Denied, match="alasannya"):
        load(raw, cast.city, when="2023", decided="parts")
    source = load(raw, cast.city, when="2023", decided="total", reason="Total dari laporan resmi.")
    assert source.differences == [{"about": "Jumlah kasus", "unit": "cases", "total": 20, "parts": 15}]
    areas = {row.label: row.area and row.area.code for row in source.counts.select_related("area")}
    assert areas == {
        "Kec. Pontianak Selatan": "61.71.01", "Kecamatan Pontianak Timur": "61.71.02", "Luar kota": None,
    }  # fmt: skip
    with pytest.raises(Denied, match="tidak dapat dibagi"):
        load(THREE, cast.city, published={"cases": 31}, decided="total", reason="x")


def test_without_source_and_definition_nothing_is_kept(cast: Cast) -> None:
    with pytest.raises(Denied, match="apa yang dihitung"):
        load(THREE, cast.city, definition=" ")
    load(THREE, cast.city)
    with pytest.raises(Denied, match="sudah diimpor"):
        load(THREE.replace(b"\n", b"\r\n"), cast.city)


def test_the_data_officer_looks_decides_keeps_and_takes_back(client: Client, cast: Cast) -> None:
    client.force_login(cast.by_role[Role.DATA_OFFICER])
    url = reverse("statistics:prior_load")
    told = {
        "area": str(cast.city.pk),
        "title": "KtP",
        "definition": "kasus, definisi dinas",
        "source": "Berita uji",
        "published_cases": "31",
    }
    html = client.post(url, {**told, "file": SimpleUploadedFile("lama.csv", THREE)}).content.decode()
    assert "Total menurut sumber tidak sama" in html
    assert not PriorSource.objects.exists()
    kept = {**told, "text": THREE.decode(), "file_name": "lama.csv", "simpan": "1"}
    assert "Pilih angka mana yang dipakai, dan tulis alasannya" in client.post(url, kept).content.decode()
    answer = client.post(url, {**kept, "decided": "parts", "reason": "Total salah ketik."})
    source = PriorSource.objects.get()
    assert answer.status_code == 302
    assert (source.imported_by, source.file_name) == (cast.by_role[Role.DATA_OFFICER], "lama.csv")
    html = client.get(reverse("statistics:prior_detail", args=[source.pk])).content.decode()
    assert "Total salah ketik." in html
    assert "Jumlah laporan bukan jumlah kejadian" in html
    assert "Berita uji" in client.get(reverse("statistics:prior")).content.decode()
    assert client.post(reverse("statistics:prior_take_back", args=[source.pk])).status_code == 302
    assert not PriorSource.objects.exists()
    assert [event.kind for event in Event.objects.filter(kind__startswith="prior_counts.").order_by("seq")] == [
        "prior_counts.loaded", "prior_counts.taken_back",
    ]  # fmt: skip
    client.force_login(cast.head)
    assert client.get(url).status_code == 404


def _command(name: str, **options: Any) -> str:
    out = StringIO()
    told = {"title": "Uji", "definition": "seperti diterbitkan", "source": "Berita uji"}
    call_command("counts", str(DATA / name), stdout=out, **told | options)
    return out.getvalue()


@published
def test_every_published_file_is_read_as_it_is(cast: Cast) -> None:
    assert "Jumlah kasus: 1.729" in (
        said := _command("id_simfoni_tppo_nasional.csv", published_cases=1729, published_victims=2008)
    )
    assert "Jumlah korban: 2.008" in said
    assert "Selisih" not in said
    _command("id_kemenko_pmk_tppo_korban.csv")
    _command("id_tangsel_tahunan.csv", area="36.74")
    said = _command("id_tangsel_2023_kecamatan.csv", area="36.74", when="2023", published_cases=335)
    assert "Bukan wilayah yang dikenal: Luar Kota Tangsel." in said
    assert "Selisih" not in said
    assert PriorCount.objects.filter(unit="victims", last_day=date(2022, 10, 31)).get().count == 401
    assert PriorSource.objects.filter(area=None).count() == 2


@published
@pytest.mark.parametrize(
    ("name", "options", "said", "known"),
    [
        (
            "id_jabar_simfoni_2017_kabkota.csv", {"area": "32", "when": "2017", "published_cases": 302},
            "Jumlah kasus: total menurut sumber 302, jumlah baris 288", 24,
        ),
        (
            "id_kemensos_tppo_2024-01..04-25.csv", {"when": "2024-01..04-25", "published_victims": 397},
            "Jumlah korban: total menurut sumber 397, jumlah baris 390", 23,
        ),
    ],
)  # fmt: skip
def test_totals_that_do_not_match_their_rows_are_asked_about(
    cast: Cast, name: str, options: dict[str, Any], said: str, known: int
) -> None:
    with pytest.raises(CommandError, match="Pilih angka mana"):
        _command(name, **options)
    assert said in _command(name, **options, use="parts", why="Baris dapat diperiksa, total tidak.")
    assert PriorCount.objects.exclude(area=None).count() == known
