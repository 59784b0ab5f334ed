"""Old registers: nothing trusted, each defect said with its row, whole or not at all, once, undone whole."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, sign_in
from tuntas.access.actors import System
from tuntas.areas.actions import neighbourhoods
from tuntas.areas.states import Level
from tuntas.cadres import kinds, sheets
from tuntas.cadres.actions import calls, imports, training
from tuntas.cadres.actions.training import CohortData
from tuntas.cadres.models import Cadre, Call, Cohort, Import, Trainee
from tuntas.cadres.states import ImportStatus
from tuntas.cadres.tests.make import day, did, make_cadre
from tuntas.core.errors import Denied
from tuntas.core.models import DossierKey
from tuntas.obligations.models import Obligation

JOB = System("uji")
SINCE = date(2017, 5, 12)
HEAD = "Nama;Kelurahan;Kecamatan;Sejak\n"


def book(*rows: tuple[object, ...]) -> bytes:
    made = openpyxl.Workbook()
    for row in rows:
        made.worksheets[0].append(row)
    packed = io.BytesIO()
    made.save(packed)
    return packed.getvalue()


def bring(cast: Cast, data: bytes | str, cohort: Cohort | None = None) -> Import:
    sent = data.encode() if isinstance(data, str) else data
    row = imports.upload(sent, agency=cast.unit, since=SINCE, cohort=cohort, by=cast.head, at=NOW)
    found = imports.read(row.pk, by=JOB, at=NOW)
    assert found is not None
    return found


def wrong(cast: Cast, row: Import) -> dict[int, str]:
    return {each.number: each.error for each in imports.preview(row, by=cast.head, at=NOW) if each.error}


def make_cohort(cast: Cast, year: int = 2017) -> Cohort:
    days = (date(year, 5, 11), date(year, 5, 12))
    return training.open_cohort(data=CohortData("Kader pendamping anak", year, cast.unit, days), by=cast.head, at=NOW)


def test_each_defect_is_said_with_its_row_and_nothing_comes_in(cast: Cast) -> None:
    make_cadre(cast, "Dikenal Contoh")
    row = bring(cast, book(
        ("Daftar kader tahun 2017",), ("No", "Nama", "Kelurahan", "Sejak", "No HP"),
        (1, "Aminah Contoh", "Saigon", date(2017, 5, 12), 8120000000), (2, "", "Saigon", None, None),
        (3, "Rohani Contoh", "Saigonn", "12 Mei 2017", None), (4, "AMINAH contoh", "Kel. Saigon", 42867, None),
        (5, '=HYPERLINK("http://x")', "Saigon", None, None), (6, "Zahra Contoh", "Saigon", "31-02-2017", None),
        (7, "Maimun Contoh", "Saigon", "12-05-2099", None), (8, "Dikenal Contoh", "Saigon", None, None),
        (9, "Nur Contoh", "", None, None),
    ))  # fmt: skip
    said = wrong(cast, row)
    assert set(said) == {4, 5, 6, 7, 8, 9, 11}
    for number, words in (
        (4, "Nama belum diisi"), (5, "tidak dikenal di sini. Maksudnya “Saigon”?"), (6, "Sama dengan baris 3"), (7, "rumus"),
        (8, "tidak dapat dibaca"), (9, "tidak mungkin"), (11, "Kelurahan belum diisi"),
    ):  # fmt: skip
        assert words in said[number]
    with pytest.raises(Denied, match="Ada 7 baris yang perlu diperbaiki"):
        imports.apply(row, by=cast.head, at=NOW)
    assert Cadre.objects.count() == 1


def test_what_is_right_comes_in_whole_joins_its_cohort_and_goes_out_whole(cast: Cast) -> None:
    known, cohort = make_cadre(cast, "Dikenal Contoh"), make_cohort(cast)
    text = HEAD + "Aminah Contoh;Saigon;;\nDikenal Contoh;Saigon;;\nCamat Contoh;;Pontianak Selatan;2018-01-02\n"
    row = bring(cast, text, cohort)
    imports.apply(row, by=cast.head, at=NOW)
    assert {str(day) for day in Cadre.objects.filter(source=row).values_list("from_date", flat=True)} == {
        "2017-05-12", "2018-01-02",
    }  # fmt: skip
    assert Trainee.objects.filter(cohort=cohort).trained().count() == 3
    row.refresh_from_db()
    assert (row.status, row.upload, row.read) == (ImportStatus.APPLIED, None, None)
    assert not DossierKey.objects.filter(pk=row.pk).exists()
    with pytest.raises(Denied, match="sudah diimpor pada"):  # the same file again
        bring(cast, text)
    keys = DossierKey.objects.count()
    imports.undo(row, by=cast.head, at=NOW)
    assert list(Cadre.objects.all()) == [known]
    assert not Trainee.objects.exists()
    assert DossierKey.objects.count() == keys - 2
    assert bring(cast, text, cohort).wrong == 0  # and may come in again


def test_undo_says_what_keeps_it(cast: Cast) -> None:
    row = bring(cast, HEAD + "Aminah Contoh;Saigon;;\n")
    imports.apply(row, by=cast.head, at=NOW)
    did(Cadre.objects.get())
    with pytest.raises(Denied, match="1 kader mempunyai kegiatan"):
        imports.undo(row, by=cast.head, at=NOW)
    assert Cadre.objects.count() == 1


def test_undo_takes_with_it_a_call_that_only_the_worker_asked_for(cast: Cast) -> None:
    row = bring(cast, HEAD + f"Aminah Contoh;Saigon;;{day(100)}\nRohani Contoh;Saigon;;{day(101)}\n")
    imports.apply(row, by=cast.head, at=NOW)
    assert calls.watch(by=JOB, at=NOW) == 2
    with transaction.atomic():
        calls.called(Call.objects.order_by("since")[0], needs=[], by=cast.head, at=NOW)
        with pytest.raises(Denied, match="1 kader sudah dihubungi"):
            imports.undo(row, by=cast.head, at=NOW)
        transaction.set_rollback(True)
    imports.undo(row, by=cast.head, at=NOW)
    assert [rows.objects.count() for rows in (Cadre, Call)] == [0, 0]
    assert not Obligation.objects.unsettled().filter(kind=kinds.CALL.code).exists()
    assert bring(cast, HEAD + "Aminah Contoh;Saigon;;\n").wrong == 0


def test_an_rw_or_rt_that_is_not_registered_is_said_with_its_row(cast: Cast, client: Client) -> None:
    rw = neighbourhoods.add(cast.village, level=Level.RW, number=1, by=cast.sysadmin, at=NOW)
    neighbourhoods.add(rw, level=Level.RT, number=2, by=cast.sysadmin, at=NOW)
    row = bring(cast, (
        "Nama;Kelurahan;RW;RT\nAminah Contoh;Saigon;01;RT 02\nRohani Contoh;Saigon;1;9\nZahra Contoh;Saigon;7;2\n"
        "Nur Contoh;Saigon;;2\nMaimun Contoh;Saigon;melati;\nDua Contoh;Saigon;²;\nTiga Contoh;Saigon;1;\n"
    ))  # fmt: skip
    found = imports.preview(row, by=cast.head, at=NOW)
    doubts = {each.number: each.doubt for each in found if each.doubt}
    assert (row.wrong, sorted(doubts)) == (0, [3, 4, 5, 6, 7]), "said, and not refused"
    assert doubts[3] == "RT “9” tidak terdaftar di sini; kader dicatat pada RW-nya."
    assert doubts[4] == "RW “7” tidak terdaftar di sini; kader dicatat pada kelurahannya."
    assert "RT “2”" in doubts[5]
    village = cast.village.path
    assert [each.area_path.removeprefix(village) for each in found] == ["rw01.rt02.", "rw01.", "", "", "", "", "rw01."]
    sign_in(client, cast.head)
    text = client.get(reverse("cadres:import", args=[row.pk])).content.decode()
    assert "Baris 6: RW “melati” tidak terdaftar di sini" in text


def test_who_was_registered_meanwhile_keeps_the_whole_register_out(cast: Cast) -> None:
    row = bring(cast, HEAD + "Aminah Contoh;Saigon;;\nRohani Contoh;Saigon;;\n")
    make_cadre(cast, "Aminah Contoh")
    with pytest.raises(Denied, match="Register berubah"):
        imports.apply(row, by=cast.head, at=NOW)
    assert Cadre.objects.count() == 1


@pytest.mark.parametrize(
    "encoded",
    [
        "Nama,Kelurahan\nAminah Contoh,Saigon\n".encode("utf-8-sig"),
        "Nama\tKelurahan\nAminah Contoh\tSaigon\n".encode("utf-16"),
        "Nama;Kelurahan\nAminah Contoh é;Saigon\n".encode("cp1252"),
        b'"Nama";"Kelurahan"\r\n"Aminah\nContoh";"Saigon"\r\n',
    ],
)
def test_encodings_and_separators_of_other_programs_are_read(encoded: bytes) -> None:
    (line,) = sheets.read(encoded)
    assert line.cells["village"] == "Saigon"
    assert str(line.cells["name"]).startswith("Aminah")


def _bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/worksheets/sheet1.xml", b"0" * (sheets.LARGEST_UNPACKED + 1))
    return packed.getvalue()


def _entities() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("xl/workbook.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (_bomb(), "terlalu besar setelah dibuka"),
        (_entities(), "tidak diterima"),
        (b"PK\x03\x04 rusak", "rusak"),
        (b"Nama;Kelurahan\n" + b"Aminah;Saigon\n" * 100_000, "lebih dari 2000 baris"),
        (b"\x00\x01\x02", "bukan XLSX atau CSV"),
        (b"Siapa;Dimana\nA;B\n", "Judul kolom tidak ditemukan"),
        (b"Nama;Kelurahan\n", "Tidak ada baris"),
        (b"x" * (sheets.LARGEST + 1), "lebih besar dari 2 MB"),
    ],
    ids=["bomb", "entities", "broken", "100k rows", "binary", "no heading", "no rows", "large"],
)
def test_a_hostile_or_broken_file_is_refused_with_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(sheets.Unreadable, match=sentence):
        sheets.read(data)


def test_pages_from_upload_to_undo(cast: Cast, client: Client) -> None:
    sign_in(client, cast.head)
    typed = {"agency": str(cast.unit.pk), "since": "2017-05-12", "cohort": ""}

    def send(text: str, form_id: str) -> str:
        file = SimpleUploadedFile("register.csv", text.encode(), content_type="text/csv")
        answer = client.post(reverse("cadres:import_new"), typed | {"file": file, "form_id": form_id})
        assert answer.status_code == 302
        return str(answer.url)  # type: ignore[attr-defined]

    form_id = "01930000-0000-7000-8000-000000000001"
    page = send(HEAD + "Aminah Contoh;Saigonn;;\n", form_id)
    assert send(HEAD + "Aminah Contoh;Saigonn;;\n", form_id) == page  # a second tap
    assert "sedang dibaca" in client.get(page).content.decode()
    imports.read(Import.objects.get().pk, by=JOB, at=NOW)
    text = client.get(page).content.decode()
    assert "Baris 2: Kelurahan “Saigonn” tidak dikenal" in text
    client.post(page, {"do": "impor"})
    assert not Cadre.objects.exists()
    client.post(page, {"do": "buang"})
    page = send(HEAD + "Aminah Contoh;Saigon;;\n", "01930000-0000-7000-8000-000000000002")
    imports.read(Import.objects.get(status=ImportStatus.UPLOADED).pk, by=JOB, at=NOW)
    assert "Aminah Contoh" in client.get(page).content.decode()
    client.post(page, {"do": "impor"})
    assert Cadre.objects.count() == 1
    sign_in(client, cast.leadership)
    assert client.get(page).status_code == 404
    sign_in(client, cast.head)
    client.post(page, {"do": "batal"})
    assert not Cadre.objects.exists()


def test_what_nobody_takes_over_is_gone_after_a_week(cast: Cast) -> None:
    row = bring(cast, HEAD + "Aminah Contoh;Saigon;;\n")
    assert imports.forget(by=JOB, at=NOW) == 0
    assert imports.forget(by=JOB, at=NOW + imports.KEPT * 2) == 1
    row.refresh_from_db()
    assert (row.status, row.read) == (ImportStatus.DISCARDED, None)
