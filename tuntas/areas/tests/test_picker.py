"""The picker as forms use it: steps without JavaScript, nothing stored."""

from typing import Any

import pytest
from django import forms
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tuntas.areas.models import Area, HomeArea
from tuntas.areas.states import Level
from tuntas.areas.widgets import AreaField, StaffAreaField, choices_for, redraw

SOUTH, VILLAGE = "61.71.01.", "61.71.01.1002."


class Where(forms.Form):
    place = forms.CharField(label="Tempat", required=False)
    area = AreaField(label="Di mana ini terjadi?")


class Optional(forms.Form):
    area = AreaField(label="Wilayah", required=False)


class Staff(forms.Form):
    area = StaffAreaField(label="Wilayah")


@pytest.fixture(autouse=True)
def home(db: None) -> None:
    HomeArea.objects.create(area=Area.objects.get(code="61.71"))


def drawn(form: forms.Form) -> str:
    return str(form["area"])


def test_at_first_one_can_choose_a_district_or_search() -> None:
    html = drawn(Where())
    assert html.count("<select") == 1
    assert "Pontianak Selatan" in html
    assert "Benuamelayu" not in html
    assert 'name="area-langkah"' in html
    assert 'name="area-cari"' in html
    assert 'name="area-tidak-tahu"' in html


def test_the_step_button_shows_the_villages_and_keeps_what_was_typed() -> None:
    form = Where({"area-3": SOUTH, "area-langkah": "pilih", "place": "dekat pasar"})
    assert redraw(form)
    html = drawn(form)
    assert html.count("<select") == 2
    assert f'<option value="{SOUTH}" selected>Pontianak Selatan</option>' in html
    assert "Benuamelayu Laut" in html
    assert "Tidak tahu yang mana di Kecamatan Pontianak Selatan" in html
    assert not form["area"].errors
    assert form["place"].value() == "dekat pasar"


def test_a_village_is_chosen() -> None:
    form = Where({"area-3": SOUTH, "area-4": VILLAGE})
    assert not redraw(form)
    assert form.is_valid()
    assert form.cleaned_data["area"].path == VILLAGE


def test_one_may_know_the_district_only() -> None:
    form = Where({"area-3": SOUTH, "area-4": SOUTH})
    assert form.is_valid()
    assert form.cleaned_data["area"].path == SOUTH
    again = Where({"area-3": SOUTH, "area-4": SOUTH, "area-langkah": "pilih"})
    redraw(again)
    assert f'<option value="{SOUTH}" selected>Tidak tahu yang mana' in drawn(again)


def test_a_district_without_village_asks_for_it_and_offers_them() -> None:
    form = Where({"area-3": SOUTH})
    assert not form.is_valid()
    assert form.errors["area"] == [
        "Kelurahan/desa belum dipilih. Pilih satu, atau “Tidak tahu yang mana” di akhir daftarnya."
    ]
    assert "Benuamelayu Laut" in drawn(form)


def test_another_district_drops_the_village_of_the_one_before() -> None:
    form = Where({"area-3": "61.71.02.", "area-4": VILLAGE})
    assert not form.is_valid()
    html = drawn(form)
    assert "Benuamelayu" not in html
    assert "Saigon" in html


def test_not_knowing_is_an_answer() -> None:
    form = Where({"area-tidak-tahu": "1", "area-3": SOUTH})
    assert form.is_valid()
    assert form.cleaned_data["area"] is None


def test_nothing_at_all_asks_again_unless_optional() -> None:
    assert Where({}).errors["area"] == ["Wilayah belum dipilih. Pilih satu, atau tekan “Tidak tahu”."]
    form = Optional({})
    assert form.is_valid()
    assert form.cleaned_data["area"] is None


def test_a_name_is_searched_and_a_result_chosen() -> None:
    form = Where({"area-cari": "sungai raya, kubu raya", "area-langkah": "cari"})
    assert redraw(form)
    html = drawn(form)
    assert "Kec. Sungai Raya, Kab. Kubu Raya" in html
    assert "Bukan salah satu dari ini" in html
    chosen = Where({"area-cari": "sungai raya, kubu raya", "area-hasil": "61.12.01."})
    assert chosen.is_valid()
    assert chosen.cleaned_data["area"].code == "61.12.01"
    assert 'value="61.12.01." checked' in drawn(chosen)


def test_a_name_without_a_choice_shows_the_results_and_asks() -> None:
    form = Where({"area-cari": "akcya"})
    assert form.errors["area"] == ["Pilih satu dari hasil pencarian di bawah nama yang diketik."]
    assert "Kel. Akcaya, Kec. Pontianak Selatan" in drawn(form)


def test_a_name_that_nobody_has_says_so() -> None:
    form = Where({"area-cari": "xqzwv", "area-langkah": "cari"})
    redraw(form)
    assert "Tidak ada wilayah dengan nama itu" in drawn(form)


@pytest.mark.parametrize("value", ["99.99.", "61.71.01.1002", "%", "\x00", "x" * 5000, "61.71.01.1002.rw01."])
def test_made_up_values_are_refused_with_a_sentence(value: str) -> None:
    form = Where({"area-hasil": value})
    assert form.errors["area"] == ["Wilayah itu tidak ada dalam daftar. Pilih lagi."]
    assert "<select" in drawn(form)


def test_what_is_typed_is_escaped() -> None:
    form = Where({"area-cari": '"><script>alert(1)</script>', "area-langkah": "cari"})
    redraw(form)
    assert "<script>" not in drawn(form)


@pytest.mark.parametrize(
    ("path", "mark"), [(VILLAGE, f'value="{VILLAGE}" selected'), ("61.12.01.", 'value="61.12.01." checked')]
)
def test_a_path_given_before_is_shown_as_chosen(path: str, mark: str) -> None:
    assert mark in drawn(Where(initial={"area": path}))


def test_a_province_as_home_adds_a_step() -> None:
    HomeArea.objects.all().delete()
    HomeArea.objects.create(area=Area.objects.get(code="61"))
    assert [select.level for select in choices_for(["61."])] == [2]
    assert [select.level for select in choices_for(["61."], "61.71.01.")] == [2, 3, 4]
    form = Where({"area-2": "61.71.", "area-3": SOUTH, "area-4": VILLAGE})
    assert form.is_valid()
    assert form.cleaned_data["area"].path == VILLAGE


def test_two_homes_are_told_apart_by_groups() -> None:
    selects = choices_for(["61.12.", "61.71."])
    assert [group for group, _ in selects[0].groups] == ["Kabupaten Kubu Raya", "Kota Pontianak"]


def test_without_home_areas_there_is_still_the_search() -> None:
    HomeArea.objects.all().delete()
    html = drawn(Where())
    assert "<select" not in html
    assert 'id="id_area"' in html


def test_the_staff_picker_is_a_search_field() -> None:
    html = drawn(Staff())
    assert "<select" not in html
    assert "hx-get" in html
    assert "Tidak tahu" not in html
    assert Staff({}).errors["area"] == ["Wilayah belum dipilih. Ketik namanya, lalu pilih dari hasilnya."]
    form = Staff({"area-hasil": VILLAGE})
    assert form.is_valid()
    assert form.cleaned_data["area"].level == Level.VILLAGE


@pytest.mark.parametrize(
    ("data", "most"),
    [
        ({}, 2),
        ({"area-3": SOUTH, "area-langkah": "pilih"}, 2),
        ({"area-3": SOUTH, "area-4": VILLAGE, "area-cari": "sungai", "area-langkah": "cari"}, 4),
    ],
)
def test_drawing_takes_few_queries(data: dict[str, Any], most: int) -> None:
    form = Where(data) if data else Where()
    redraw(form)
    with CaptureQueriesContext(connection) as queries:
        drawn(form)
    assert len(queries) <= most
