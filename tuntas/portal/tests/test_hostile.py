"""Whatever is sent, the answer is a page that can be read, and nothing that was typed is lost."""

import base64
import os
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from tuntas.core import vault
from tuntas.intake.models import Report
from tuntas.portal.sealed import Expired, Purpose, Unreadable, seal, unseal
from tuntas.portal.tests.walk import ANSWER, FORM, STORY, Walk

NASTY = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }} {% now 'Y' %}",
    "'; DROP TABLE intake_report; --",
    "😀👩‍👧‍👦 \u0627\u0644\u0639\u0631\u0628\u064a\u0629",
    "baris\nbaris\r\nbaris",
    "=HYPERLINK(1)",
    "\ufeff\u200bkosong\u00a0",
]


def raw(data: dict[str, str]) -> Any:
    """Sent byte by byte, also what no browser would send."""
    body = urlencode({name: value.encode("utf-8", "surrogatepass") for name, value in data.items()})
    return Client().post(FORM, body, content_type="application/x-www-form-urlencoded")


@pytest.mark.django_db
@pytest.mark.parametrize("text", NASTY)
def test_text_arrives_as_it_was_typed_and_never_as_markup(cast: Cast, text: str) -> None:
    walk = Walk().to("cerita", cast)
    walk.send(story=text)
    walk.to("ringkasan", cast)
    assert "<script>alert" not in walk.response.content.decode()
    assert "<img src=x" not in walk.response.content.decode()
    walk.send("kirim")
    report = Report.objects.get()
    assert vault.box(report.pk).unseal(report, "narrative") == text.replace("\r\n", "\n").strip()


@pytest.mark.django_db
def test_signs_that_nobody_sees_are_dropped(cast: Cast) -> None:
    walk = Walk().to("cerita", cast)
    walk.response = raw({"isi": walk.hidden("isi"), "story": "awal\x00\x07\u202egnalib\u2066 akhir"})
    walk.to("ringkasan", cast).send("kirim")
    report = Report.objects.get()
    assert vault.box(report.pk).unseal(report, "narrative").startswith("awalgnalib akhir")


@pytest.mark.django_db
@pytest.mark.parametrize(("step", "press"), [("tempat", "cari"), ("tempat", ""), ("rahasia", "")])
def test_no_field_of_any_page_breaks_it(cast: Cast, step: str, press: str) -> None:
    sealed = Walk().to(step, cast).hidden("isi")
    for name in ("area-3", "area-4", "area-cari", "area-hasil", "danger", "offices", "whom", "tombol"):
        for value in ("61.71.\x00\u202e", "9" * 5000, "../../x", "\ud83d"):
            response = raw({"isi": sealed, name: value, "area-langkah": press})
            assert response.status_code == 200, (name, value)


@pytest.mark.django_db
def test_a_story_that_is_too_long_stays_on_the_page(cast: Cast) -> None:
    walk = Walk().to("cerita", cast)
    story = "panjang " * 2600
    page = walk.send(story=story)
    assert "Terlalu panjang" in page
    assert "paling banyak 20000" in page
    assert story.strip() in page
    walk.send(story=story[:20_000])
    assert walk.at("tempat")


@pytest.mark.django_db
def test_what_no_page_could_carry_stays_on_the_page_too(cast: Cast) -> None:
    walk = Walk().to("cerita", cast)
    story = "x" * 300_000
    for button in ("lanjut", "kembali"):
        page = walk.send(button, story=story)
        assert walk.at("cerita")
        assert story in page
        assert "Terlalu panjang" in page


def test_ten_megabytes_are_refused_with_a_sentence() -> None:
    walk = Walk()
    walk.response = walk.client.post(FORM, {"isi": walk.hidden("isi"), "danger": "x" * 10_000_000})
    assert walk.response.status_code == 413
    assert "Terlalu panjang" in walk.page
    assert Client().post(ANSWER, {"number": "1" * 2_000_000}).status_code == 413


def test_a_thousand_and_more_fields_are_refused_with_a_sentence() -> None:
    assert Client().post(FORM, {f"f{index}": "1" for index in range(2000)}).status_code == 413


@pytest.mark.parametrize(
    "blob",
    [
        "",
        "x",
        "A" * 199_999,
        "A" * 900_000,
        base64.urlsafe_b64encode(b"\x01" + os.urandom(200)).decode(),
        "%00",
        "é" * 40,
        "AQ==",
    ],
)
def test_what_we_did_not_make_is_answered_with_a_new_form(blob: str) -> None:
    response = Client().post(FORM, {"isi": blob, "tombol": "lanjut"})
    assert response.status_code == 400
    assert "Halaman sebelumnya tidak dapat dibaca" in response.content.decode()


@pytest.mark.django_db
def test_a_changed_blob_keeps_what_stands_on_the_page(cast: Cast) -> None:
    walk = Walk().to("cerita", cast)
    blob = walk.hidden("isi")
    changed = blob[:40] + ("A" if blob[40] != "A" else "B") + blob[41:]
    walk.response = walk.client.post(FORM, {"isi": changed, "story": STORY})
    assert walk.response.status_code == 400
    assert "Tulisan Anda di halaman terakhir masih ada" in walk.page
    walk.response = walk.client.post(FORM, {"isi": walk.hidden("isi"), "tombol": "lanjutkan"})
    walk.send(danger="no")
    assert walk.at("cerita")
    assert STORY in walk.page


@pytest.mark.django_db
def test_the_blob_of_another_page_is_refused(cast: Cast) -> None:
    other = seal(Purpose.ANSWER, {"r": "0" * 32, "m": "0" * 32}, at=timezone.now())
    assert Client().post(FORM, {"isi": other}).status_code == 400
    assert "Formulir ini sudah terkirim" in Client().post(FORM, {"bukti": other}).content.decode()


@pytest.mark.django_db
def test_a_page_open_for_two_days_goes_on_where_it_was(cast: Cast) -> None:
    walk = Walk().to("sejak", cast)
    now = timezone.now()
    data = unseal(Purpose.REPORT, walk.hidden("isi"), at=now)
    old = seal(Purpose.REPORT, data, at=now - timedelta(days=2))
    walk.response = walk.client.post(FORM, {"isi": old, "note": "sejak Lebaran", "tombol": "lanjut"})
    assert "terbuka lebih dari sehari" in walk.page
    assert STORY not in walk.page
    walk.response = walk.client.post(FORM, {"isi": walk.hidden("isi"), "tombol": "lanjutkan"})
    assert walk.at("sejak")
    assert "sejak Lebaran" in walk.page


@pytest.mark.django_db
def test_a_form_that_was_sent_is_not_shown_again_after_a_day(cast: Cast) -> None:
    walk = Walk().to("ringkasan", cast)
    data = unseal(Purpose.REPORT, walk.hidden("isi"), at=timezone.now())
    walk.send("kirim")
    old = seal(Purpose.REPORT, data, at=timezone.now() - timedelta(hours=25))
    walk.response = walk.client.post(FORM, {"isi": old, "tombol": "kirim"})
    assert "Formulir ini sudah terkirim" in walk.page
    assert "lanjutkan" not in walk.page


@pytest.mark.django_db
def test_the_end_cannot_be_reached_without_the_questions(cast: Cast) -> None:
    walk = Walk()
    data = unseal(Purpose.REPORT, walk.hidden("isi"), at=timezone.now())
    for typed in ({}, {"cerita": {"_": ["lewati"]}}, {"cerita": {"story": [""]}}, {"siapa": {"age": ["999"]}}):
        forged = seal(Purpose.REPORT, data | {"s": "ringkasan", "a": typed}, at=timezone.now())
        response = walk.client.post(FORM, {"isi": forged, "tombol": "kirim"})
        assert response.status_code == 200
        assert Report.objects.count() == 0


def test_sealed_values_open_only_for_their_purpose_and_time() -> None:
    now = timezone.now()
    text = seal(Purpose.REPORT, {"a": "é" * 100}, at=now)
    assert unseal(Purpose.REPORT, text, at=now + timedelta(hours=23, minutes=59)) == {"a": "é" * 100}
    with pytest.raises(Unreadable):
        unseal(Purpose.RECEIPT, text, at=now)
    with pytest.raises(Expired) as late:
        unseal(Purpose.REPORT, text, at=now + timedelta(hours=24, seconds=2))
    assert late.value.data == {"a": "é" * 100}
    assert "é" not in text
    assert seal(Purpose.REPORT, {"a": 1}, at=now) != seal(Purpose.REPORT, {"a": 1}, at=now)


@given(st.text(max_size=300))
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_no_text_at_all_opens_a_seal(text: str) -> None:
    with pytest.raises(Unreadable):
        unseal(Purpose.REPORT, text, at=timezone.now())
