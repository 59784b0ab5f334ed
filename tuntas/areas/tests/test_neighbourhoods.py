"""RW and RT: one by one and by file."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import NOW, Cast
from tuntas.access.permissions import Permission
from tuntas.areas.actions import neighbourhoods
from tuntas.areas.models import Area
from tuntas.areas.states import Level
from tuntas.audit.models import Event
from tuntas.core.errors import Denied


@pytest.fixture
def sysadmin(client: Client, cast: Cast) -> Client:
    client.force_login(cast.sysadmin)
    return client


def add_url(area: Area) -> str:
    return reverse("areas:add", args=[area.pk])


def import_url(area: Area) -> str:
    return reverse("areas:import", args=[area.pk])


def codes(area: Area) -> list[str]:
    return list(Area.objects.below(area.path).filter(level__gt=4).order_by("code").values_list("code", flat=True))


@pytest.mark.parametrize("who", ["sysadmin", "hotline", "head", "stranger"])
def test_who_may_add(client: Client, cast: Cast, who: str) -> None:
    client.force_login(getattr(cast, who))
    expected = {"sysadmin": 200, "stranger": 404}.get(who, 403)
    for url in (add_url(cast.village), import_url(cast.village)):
        assert client.get(url).status_code == expected


def test_the_administrator_of_another_regency_may_not(client: Client, cast: Cast) -> None:
    client.force_login(cast.elsewhere[next(role for role in cast.elsewhere if role.value == "system_admin")])
    response = client.get(add_url(cast.village))
    assert response.status_code == 403
    assert "admin sistem" in response.content.decode()


def test_it_adds_an_rw_and_an_rt_in_it(sysadmin: Client, cast: Cast) -> None:
    sysadmin.post(add_url(cast.village), {"level": "5", "number": "3", "valid_from": "2026-01-02"})
    rw = Area.objects.get(code=f"{cast.village.code}.rw03")
    assert (rw.full_name, rw.level, rw.timezone, str(rw.valid_from)) == (
        "RW 03",
        Level.RW,
        "Asia/Jakarta",
        "2026-01-02",
    )
    response = sysadmin.post(add_url(rw), {"level": "6", "number": "12", "lagi": "1"})
    assert response.headers["Location"] == add_url(rw)
    assert codes(cast.village) == [rw.code, f"{rw.code}.rt12"]
    assert Event.objects.filter(kind="area.added", area_path=f"{rw.code}.rt12.").count() == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"level": "5", "number": ""}, "Nomor belum diisi"),
        ({"level": "5", "number": "0"}, "paling kecil 1"),
        ({"level": "5", "number": "tiga"}, "angka saja"),
        ({"level": "3", "number": "1"}, "3"),
        ({"level": "5", "number": "1", "valid_from": "31-02-2026"}, "Tulis tanggal seperti"),
        ({"level": "5", "number": "7"}, "sudah dipakai"),
    ],
)
def test_bad_input_says_what_is_wrong_and_keeps_it(
    sysadmin: Client, cast: Cast, data: dict[str, str], words: str
) -> None:
    neighbourhoods.add(cast.village, level=Level.RW, number=7, by=cast.sysadmin, at=NOW)
    response = sysadmin.post(add_url(cast.village), data)
    assert response.status_code == 200
    html = response.content.decode()
    assert words in html
    assert not data["number"] or f'value="{data["number"]}"' in html
    assert len(codes(cast.village)) == 1


@pytest.mark.parametrize(("code", "level"), [("61.71", Level.RW), ("61.71.01", Level.RT), ("61", Level.RW)])
def test_they_lie_in_villages_only(cast: Cast, code: str, level: Level) -> None:
    with pytest.raises(Denied):
        neighbourhoods.add(Area.objects.get(code=code), level=level, number=1, by=cast.sysadmin, at=NOW)


def upload(client: Client, area: Area, text: str | bytes) -> str:
    raw = text if isinstance(text, bytes) else text.encode()
    response = client.post(import_url(area), {"file": SimpleUploadedFile("rw.csv", raw, "text/csv")})
    assert response.status_code == 200
    return response.content.decode()


def test_a_file_is_shown_first_and_then_saved_whole(sysadmin: Client, cast: Cast) -> None:
    text = "\ufeffkelurahan;rw;rt\r\nBenua Melayu Laut;1;\r\nbenuamelayu laut;1;1\r\n61.71.01.1002;;5\r\nParit Tokaya;2;9\r\n"
    html = upload(sysadmin, cast.district, text)
    assert "2 RW dan 3 RT akan ditambahkan" in html
    assert "Kelurahan Benuamelayu Laut (61.71.01.1002)" in html
    assert codes(cast.district) == []
    response = sysadmin.post(import_url(cast.district), {"text": text, "simpan": "1"})
    assert response.status_code == 302
    assert codes(cast.district) == [
        "61.71.01.1002.rt05",
        "61.71.01.1002.rw01",
        "61.71.01.1002.rw01.rt01",
        "61.71.01.1004.rw02",
        "61.71.01.1004.rw02.rt09",
    ]
    event = Event.objects.get(kind="area.neighbourhoods_imported")
    assert (event.data["rw"], event.data["rt"]) == (2, 3)


def test_the_same_file_twice_adds_nothing(sysadmin: Client, cast: Cast) -> None:
    text = "rw;rt\n1;1\n1;2\n"
    neighbourhoods.import_file(cast.village, text=text, by=cast.sysadmin, at=NOW)
    plan = neighbourhoods.import_file(cast.village, text=text, by=cast.sysadmin, at=NOW)
    assert (plan.rw, plan.rt, plan.existing) == ([], [], 2)
    assert len(codes(cast.village)) == 3
    assert "2 baris sudah ada" in upload(sysadmin, cast.village, "rw;rt\n1;1\n1;2\n")


def test_one_bad_line_saves_nothing(sysadmin: Client, cast: Cast) -> None:
    text = "kelurahan;rw;rt\nAkcaya;1;1\nTidak Ada;1;1\nAkcaya;=1+1;1\nAkcaya;1;1\n"
    html = upload(sysadmin, cast.district, text)
    assert "Baris 3" in html
    assert "tidak ada di Kecamatan Pontianak Selatan" in html
    assert "tampak seperti rumus" in html
    assert "sama dengan baris 2" in html
    response = sysadmin.post(import_url(cast.district), {"text": text, "simpan": "1"})
    assert response.status_code == 200
    with pytest.raises(Denied, match="Belum ada yang disimpan: baris 3"):
        neighbourhoods.import_file(cast.district, text=text, by=cast.sysadmin, at=NOW)
    assert codes(cast.district) == []


def test_names_that_repeat_ask_for_the_code(cast: Cast) -> None:
    Area.objects.filter(code="61.71.01.1003").update(name="Akcaya")
    with pytest.raises(
        Denied, match=r"ada 2 wilayah bernama Akcaya. Tulis kodenya: 61\.71\.01\.\d{4}, 61\.71\.01\.\d{4}"
    ):
        neighbourhoods.import_file(cast.district, text="kelurahan;rw\nAkcaya;1", by=cast.sysadmin, at=NOW)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"PK\x03\x04\x00", "bukan CSV"),
        (b"", "kosong"),
        (b"rw;rt\n", "tidak memuat baris"),
        (b"a;b\n1;2", "judul kolom"),
    ],
)
def test_a_file_that_cannot_be_read(sysadmin: Client, cast: Cast, text: bytes, words: str) -> None:
    assert words in upload(sysadmin, cast.village, text)


def test_no_file_at_all(sysadmin: Client, cast: Cast) -> None:
    assert "Berkas belum dipilih" in sysadmin.post(import_url(cast.village), {"text": ""}).content.decode()


def test_markup_in_a_file_is_escaped(sysadmin: Client, cast: Cast) -> None:
    html = upload(sysadmin, cast.village, "rw;rt\n<script>alert(1)</script>;1\n")
    assert "<script>alert" not in html


def test_a_large_file_takes_no_more_queries_than_a_small_one(cast: Cast) -> None:
    counts = []
    cast.sysadmin.grants(Permission.AREA_EDIT)  # read once per request, whatever the file
    for number, size in ((1, 2), (2, 900)):
        text = "rw;rt\n" + "\n".join(f"{number};{rt}" for rt in range(1, size + 1))
        with CaptureQueriesContext(connection) as queries:
            neighbourhoods.import_file(cast.village, text=text, by=cast.sysadmin, at=NOW)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert len(codes(cast.village)) == 904
