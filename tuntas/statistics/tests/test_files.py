"""Figures as files: who may take them, what is in them, and that no hidden count is."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from tests.cast import NOW, Cast, sign_in
from tuntas.access.actors import System
from tuntas.audit.models import Event
from tuntas.core.errors import Denied
from tuntas.letters import press
from tuntas.statistics.actions import exports
from tuntas.statistics.figures import files, sheets
from tuntas.statistics.figures.counting import Scope
from tuntas.statistics.figures.declarations import BY_KEY, MEASURES, D
from tuntas.statistics.figures.editions import published
from tuntas.statistics.jobs import make_file
from tuntas.statistics.models import FigureFile
from tuntas.statistics.models.exports import KEPT
from tuntas.statistics.states import FileFormat
from tuntas.statistics.suppression import CLOSED_SIGN, FEW_SIGN
from tuntas.statistics.tests.make import city, publish
from tuntas.statistics.vocabulary import Basis
from tuntas.statistics.wording import UNDER_REPORTING

pytestmark = pytest.mark.django_db
WORKER = System("uji")


def made(cast: Cast, form: FileFormat) -> bytes:
    city(cast)
    publish()
    row = exports.ask(Scope(2026, Basis.REPORT, cast.city.path), form=form, by=cast.head, at=NOW)
    make_file(str(row.pk))
    return exports.take(FigureFile.objects.get(), by=cast.head, at=NOW)


def expected(cast: Cast, measure: str, key: str) -> dict[str, Any]:
    """What the page shows."""
    shown = sheets.figures(BY_KEY[measure], Scope(2026, Basis.REPORT, cast.city.path))
    listed = sheets.listed(shown, D[key])
    assert listed
    return {line.label: line.cell.number if line.cell.number is not None else line.cell.text for line in listed.lines}


def test_the_workbook_has_what_the_page_has_and_no_more(cast: Cast) -> None:
    book = load_workbook(io.BytesIO(made(cast, FileFormat.XLSX)))
    assert book.sheetnames == ["Baca dulu", *(measure.label for measure in MEASURES)]
    victims = [[cell.value for cell in row] for row in book["Korban"].iter_rows(max_col=2)]
    start = victims.index(["Kelompok usia (SIMFONI)", "Jumlah"]) + 1
    ages = dict(victims[start : start + 8])
    assert ages == expected(cast, "korban", "umur")
    assert {FEW_SIGN, CLOSED_SIGN} <= set(ages.values())
    for sheet in book:
        assert UNDER_REPORTING in {cell.value for row in sheet.iter_rows() for cell in row}
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_the_csv_has_a_row_of_hashtags(cast: Cast) -> None:
    rows = list(csv.reader(io.StringIO(made(cast, FileFormat.CSV).decode("utf-8-sig"))))
    assert all(tag.startswith("#") for tag in rows[1])
    assert "#adm+code" in rows[1]
    assert all(len(row) == len(rows[0]) and row[-1] == UNDER_REPORTING for row in rows[2:])
    types = {row[7]: row[8] for row in rows if row[4:6] == ["Kasus", "Jenis kekerasan"]}
    assert types == {label: str(count) for label, count in expected(cast, "kasus", "jenis").items()}


def test_the_yearly_report_on_paper(cast: Cast) -> None:
    assert made(cast, FileFormat.PDF).startswith(b"%PDF-")
    scope = Scope(2026, Basis.REPORT, cast.city.path, published())
    parts = list(files._parts(scope, lambda _: None, crossed=True))
    data = files._paper(parts, scope, cast.unit, NOW)
    assert data["subject"] == "Laporan tahunan 2026"
    assert data["note"] == UNDER_REPORTING
    assert [part["title"] for part in data["parts"]][:2] == ["Kasus: 113", "Korban: 113"]
    assert any(BY_KEY["korban"].how in rule for rule in data["rules"])
    ages = next(each for each in data["parts"][1]["lists"] if each["label"] == "Kelompok usia (SIMFONI)")
    assert dict(ages["rows"]) == {label: str(count) for label, count in expected(cast, "korban", "umur").items()}


def test_a_name_that_looks_like_a_formula_is_text(cast: Cast) -> None:
    cast.district.__class__.objects.filter(pk=cast.district.pk).update(name="=1+1", label="")
    assert files.safe("=1+1") == "'=1+1"
    assert files.safe("-5") == "'-5"
    city(cast)
    publish()
    row = exports.ask(Scope(2026, Basis.REPORT, cast.city.path), form=FileFormat.XLSX, by=cast.head, at=NOW)
    exports.make(row, by=WORKER, at=NOW)
    book = load_workbook(io.BytesIO(bytes(FigureFile.objects.get().content or b"")))
    assert not [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.data_type == "f"]


def test_asking_making_and_taking_are_recorded(cast: Cast) -> None:
    made(cast, FileFormat.CSV)
    kinds = (
        Event.objects.filter(kind__startswith="figures.")
        .exclude(kind="figures.published")
        .order_by("seq")
        .values_list("kind", "actor_name")
    )
    assert list(kinds) == [
        ("figures.asked", cast.head.name), ("figures.made", "pembuat berkas angka"), ("figures.taken", cast.head.name),
    ]  # fmt: skip


def test_on_the_page(client: Client, cast: Cast) -> None:
    city(cast)
    sign_in(client, cast.head)
    assert "Bawa angka ini" not in client.get(reverse("statistics:counts")).content.decode()
    publish()
    assert "Bawa angka ini" in client.get(reverse("statistics:counts")).content.decode()
    asked = client.post(reverse("statistics:ask_file"), {"wilayah": cast.city.path, "tahun": "2026", "berkas": "csv"})
    assert "Membuat berkas" in client.get(asked["Location"]).content.decode()
    row = FigureFile.objects.get()
    assert client.post(reverse("statistics:take_file", args=[row.pk])).status_code == 403
    make_file(str(row.pk))
    assert "Unduh (dicatat)" in client.get(asked["Location"], headers={"HX-Request": "true"}).content.decode()
    taken = client.post(reverse("statistics:take_file", args=[row.pk]))
    assert taken["Content-Disposition"] == 'attachment; filename="angka-6171-2026.csv"'
    assert b"#adm+code" in taken.content


def test_who_reads_but_may_not_take(client: Client, cast: Cast) -> None:
    sign_in(client, cast.secretariat)
    assert "Bawa angka ini" not in client.get(reverse("statistics:counts")).content.decode()
    with pytest.raises(Denied, match="tidak dapat Anda unduh"):
        exports.ask(Scope(2026, Basis.REPORT, cast.district.path), form=FileFormat.CSV, by=cast.secretariat, at=NOW)
    with pytest.raises(Denied):
        exports.ask(Scope(2026, Basis.REPORT, cast.other_city.path), form=FileFormat.CSV, by=cast.head, at=NOW)


def test_made_twice_it_is_one_file(cast: Cast) -> None:
    made(cast, FileFormat.CSV)
    make_file(str(FigureFile.objects.get().pk))
    assert Event.objects.filter(kind="figures.made").count() == 1


def test_what_cannot_be_made_says_so(client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    publish()
    monkeypatch.setattr(press, "PATIENCE", 0.001)  # the press has no time
    row = exports.ask(Scope(2026, Basis.REPORT, cast.city.path), form=FileFormat.PDF, by=cast.head, at=NOW)
    make_file(str(row.pk))
    sign_in(client, cast.head)
    assert "tidak dapat dibuat" in client.get(reverse("statistics:file", args=[row.pk])).content.decode()


def test_a_file_is_forgotten_after_a_week(cast: Cast) -> None:
    made(cast, FileFormat.CSV)
    assert exports.forget(by=WORKER, at=NOW + KEPT) == 0
    assert exports.forget(by=WORKER, at=NOW + 2 * KEPT) == 1
    with pytest.raises(Denied, match="lebih dari seminggu"):
        exports.take(FigureFile.objects.get(), by=cast.head, at=NOW)
