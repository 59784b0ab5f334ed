"""The template tags: everything escaped, everything tied together, every word as people say it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django import forms
from django.contrib.messages import constants
from django.template import Context, Template
from django.test import RequestFactory

from tuntas.core import marks
from tuntas.core.tests import catalogue
from tuntas.core.tests.catalogue import wrong_form

pytestmark = pytest.mark.urls("tuntas.core.tests.catalogue")


def draw(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


class Hostile(forms.Form):
    text = forms.CharField(label=catalogue.HOSTILE, help_text=catalogue.HOSTILE, widget=forms.Textarea)
    one = forms.ChoiceField(label="Satu", choices=[(catalogue.HOSTILE, catalogue.HOSTILE)], widget=forms.RadioSelect)

    def clean_text(self) -> str:
        raise forms.ValidationError(catalogue.HOSTILE)

    def clean(self) -> None:
        raise forms.ValidationError(catalogue.HOSTILE)


@pytest.mark.parametrize(
    "source",
    [
        "{% field form.text %}",
        "{% field form.text heading=True label=h hint=h %}",
        "{% field form.one %}",
        "{% error_summary form %}",
        "{% button h name=h value=h form=h id=h %}",
        "{% button h url=h %}",
        "{% button h reason=h %}",
        "{% tag h %}",
        "{% notice h title=h %}",
        "{% progress 1 2 h url=h %}",
        "{% next_page h label=h %}",
        "{{ h|code_groups }}",
    ],
)
def test_hostile_text_stays_text(source: str) -> None:
    form = Hostile({"text": catalogue.HOSTILE, "one": catalogue.HOSTILE})
    drawn = draw(source, form=form, h=catalogue.HOSTILE)
    assert re.search("&lt;scr?|%3Cscript", drawn)
    assert "<script" not in drawn
    assert "<img" not in drawn
    assert "\"'>" not in drawn


def test_what_was_typed_is_still_there_after_an_error() -> None:
    form = wrong_form(story="Cerita saya", who="keluarga", district="2")
    assert "Cerita saya" in draw("{% field form.story %}", form=form)
    assert re.search(r'value="keluarga" checked', draw("{% field form.who %}", form=form))
    assert re.search(r'value="2" selected', draw("{% field form.district %}", form=form))


def test_an_error_names_its_field_and_keeps_a_sentence_of_its_own() -> None:
    drawn = draw("{% error_summary form %}", form=wrong_form())
    assert "Kecamatan belum dipilih." in drawn
    assert "Tanggal belum diisi." in drawn
    assert "Belum dijawab: Apa yang terjadi?" in drawn
    assert "Kelurahan belum dipilih. Pilih satu, atau tekan &quot;Tidak tahu&quot;." in drawn


class _Picked(forms.Form):
    victim = forms.ChoiceField(label="Korban", choices=[("1", "Korban 1")], widget=forms.RadioSelect)
    photo = forms.FileField(label="Foto")


def test_what_is_picked_and_not_typed_is_called_so() -> None:
    drawn = draw("{% error_summary form %}", form=_Picked({}))
    assert "Korban belum dipilih." in drawn
    assert "Foto belum dipilih." in drawn


def test_a_form_without_errors_has_no_summary() -> None:
    assert not draw("{% error_summary form %}", form=catalogue.Sample()).strip()


def test_the_browser_is_not_asked_to_remember_what_was_typed() -> None:
    assert 'autocomplete="off"' in draw("{% field form.phone %}", form=catalogue.Sample())


def test_groups_of_choices_keep_their_names() -> None:
    drawn = draw("{% field form.needs %}", form=catalogue.Sample())
    assert drawn.index("Sekarang") < drawn.index("Pengobatan") < drawn.index("Nanti") < drawn.index("Bantuan hukum")


def test_a_refused_button_can_be_reached_and_says_why() -> None:
    drawn = draw('{% button "Tutup" reason=why %}', why="Perlu orang kedua.")
    assert 'aria-disabled="true"' in drawn
    assert not re.search(r'\sdisabled|type="submit"', drawn)
    described = re.search(r'aria-describedby="([^"]+)"', drawn)
    assert described is not None
    assert f'id="{described[1]}">Perlu orang kedua.' in drawn


def test_a_button_without_a_reason_sends() -> None:
    assert 'type="submit"' in draw('{% button "Tutup" reason=why %}', why="")


def test_a_misspelt_option_fails_at_once() -> None:
    with pytest.raises(TypeError, match="raeson"):
        draw('{% button "Tutup" raeson="x" %}')


@pytest.mark.parametrize("kind", sorted(marks.SHAPES))
def test_a_state_has_a_shape_of_its_own_beside_its_word(kind: str) -> None:
    assert list(marks.SHAPES.values()).count(marks.SHAPES[kind]) == 1
    assert f'aria-hidden="true">{marks.SHAPES[kind]}</span>Kata' in draw('{% tag "Kata" kind %}', kind=kind)


@pytest.mark.parametrize("level", sorted(constants.DEFAULT_TAGS.values()))
def test_every_level_of_message_has_a_look(level: str) -> None:
    assert level in marks.NOTICES


@pytest.mark.parametrize(
    ("zone", "shown"),
    [("Asia/Pontianak", "14.05 WIB"), ("Asia/Makassar", "15.05 WITA"), ("Asia/Jayapura", "16.05 WIT")],
)
def test_a_moment_is_told_in_the_zone_of_its_area(zone: str, shown: str) -> None:
    assert f"22 Nov 2026 {shown}" in marks.moment(catalogue.AT, zone)


@pytest.mark.parametrize(
    ("offset", "shown"),
    [
        (timedelta(minutes=-9), "lewat 9 menit"),
        (timedelta(hours=-3), "lewat 3 jam"),
        (timedelta(hours=-30), "lewat 1 hari"),
        (timedelta(hours=3, minutes=25), "sampai 17.30"),
        (timedelta(days=2), "sampai 24 Nov 14.05"),
    ],
)
def test_a_deadline_is_told_from_now(offset: timedelta, shown: str) -> None:
    drawn = marks.due(catalogue.AT + offset, catalogue.AT, "Asia/Pontianak")
    assert f">{shown}<" in drawn
    assert ("due--late" in drawn) == (offset < timedelta())


def test_a_day_can_be_told_in_full() -> None:
    assert "Minggu, 22 November 2026" in marks.day(datetime(2026, 11, 22, tzinfo=UTC).date(), long=True)


def test_the_next_page_keeps_the_filters() -> None:
    request = RequestFactory().get("/", {"wilayah": "61.71", "after": "1"})
    assert 'href="?wilayah=61.71&amp;after=24-06"' in draw('{% next_page "24-06" %}', request=request)
    assert not draw("{% next_page key %}", key=None).strip()


def test_progress_stops_asking_when_the_work_is_done() -> None:
    assert "hx-get" in draw('{% progress 1 2 "Impor" url="/p" %}')
    assert "hx-get" not in draw('{% progress 2 2 "Impor" url="/p" %}')
