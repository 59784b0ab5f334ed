"""The form: its order, its ways on and back, what it keeps."""

import pytest

from tests.cast import Cast
from tuntas.intake.models import Report
from tuntas.portal.tests.walk import STORY, Walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk(cast: Cast) -> Walk:
    return Walk()


def test_it_asks_in_this_order_about_someone_else(walk: Walk, cast: Cast) -> None:
    order = [
        "bahaya",
        "telepon",
        "cerita",
        "tempat",
        "siapa",
        "sejak",
        "pelapor",
        "keamanan",
        "rahasia",
        "kontak",
        "cara",
        "nomor",
    ]
    for step in [*order, "ringkasan"]:
        walk.to(step, cast, danger="yes")
        assert walk.at(step)


def test_it_does_not_ask_who_reports_when_it_is_the_person_herself(walk: Walk, cast: Cast) -> None:
    walk.to("sejak", cast, self_reported=True)
    walk.send(since="today")
    assert walk.at("rahasia")


def test_it_asks_for_no_number_when_contact_is_refused(walk: Walk, cast: Cast) -> None:
    walk.to("kontak", cast).send(contact="no")
    assert walk.at("ringkasan")


def test_a_page_without_an_answer_says_what_to_do(walk: Walk) -> None:
    page = walk.send()
    assert walk.at("bahaya")
    assert "Ada yang perlu diperbaiki" in page
    assert "Pilih satu, atau tekan “Lewati”" in page


def test_a_story_or_a_choice_is_enough_and_one_is_needed(walk: Walk, cast: Cast) -> None:
    walk.to("cerita", cast)
    assert "Belum ada isinya" in walk.send(story="   ")
    walk.send(kinds=["unknown"])
    assert walk.at("tempat")


@pytest.mark.parametrize(
    "step", ["bahaya", "tempat", "siapa", "sejak", "pelapor", "keamanan", "rahasia", "kontak", "cara", "nomor"]
)
def test_every_question_but_the_story_can_be_passed_over(walk: Walk, cast: Cast, step: str) -> None:
    walk.to(step, cast)
    assert 'value="lewati"' in walk.page
    walk.send("lewati")
    assert not walk.at(step)
    assert walk.response.status_code == 200


def test_nothing_but_a_story_makes_a_report(walk: Walk, cast: Cast) -> None:
    walk.to("cerita", cast).send(story=STORY)
    while not walk.at("ringkasan"):
        walk.send("lewati")
    walk.send("kirim")
    report = Report.objects.get()
    assert not report.area_known
    assert report.anonymous
    assert not report.contact_allowed
    assert report.agency == cast.unit


def test_an_unknown_area_keeps_the_place_that_was_typed(walk: Walk, cast: Cast) -> None:
    walk.to("tempat", cast).send(**{"area-tidak-tahu": "1", "place": "dekat pasar", "tombol": ""})
    assert walk.at("siapa")
    walk.send("kembali")
    assert "dekat pasar" in walk.page


def test_the_kelurahan_are_listed_after_a_kecamatan_was_chosen(walk: Walk, cast: Cast) -> None:
    walk.to("tempat", cast)
    page = walk.send("", **{"area-3": cast.district.path, "area-langkah": "pilih", "place": "Wisma"})
    assert walk.at("tempat")
    assert cast.south_village.name in page
    assert 'value="Wisma"' in page
    assert "Ada yang perlu diperbaiki" not in page


def test_an_area_is_found_by_name(walk: Walk, cast: Cast) -> None:
    walk.to("tempat", cast)
    page = walk.send("", **{"area-cari": cast.village.name, "area-langkah": "cari"})
    assert cast.village.path in page
    walk.send(**{"area-cari": cast.village.name, "area-hasil": cast.village.path})
    assert walk.at("siapa")


def test_back_keeps_what_was_typed_on_this_page_and_the_one_before(walk: Walk, cast: Cast) -> None:
    walk.to("sejak", cast)
    walk.send("kembali", note="sejak puasa")
    assert walk.at("siapa")
    assert 'value="anak tetangga"' in walk.page
    walk.send(whom="other", age="13-17", about="anak tetangga")
    assert 'value="sejak puasa"' in walk.page


def test_an_older_page_sent_again_goes_on_from_there(walk: Walk, cast: Cast) -> None:
    walk.to("cerita", cast)
    older = walk.hidden("isi")
    walk.to("sejak", cast)
    response = walk.client.post("/layanan/warga/", {"isi": older, "tombol": "lanjut", "story": "Lain"})
    assert "Di mana ini terjadi?" in response.content.decode()


def test_an_answer_is_changed_from_the_summary_and_leads_back_to_it(walk: Walk, cast: Cast) -> None:
    walk.to("ringkasan", cast).send("ubah-sejak")
    assert walk.at("sejak")
    walk.send(since="years")
    assert walk.at("ringkasan")
    assert "Lebih dari setahun lalu" in walk.page


def test_back_from_a_change_leads_to_the_summary_without_the_change(walk: Walk, cast: Cast) -> None:
    walk.to("ringkasan", cast).send("ubah-cerita")
    walk.send("kembali", story="")
    assert walk.at("ringkasan")
    assert STORY in walk.page


def test_a_change_that_opens_new_questions_asks_only_those(walk: Walk, cast: Cast) -> None:
    walk.to("ringkasan", cast, self_reported=True).send("ubah-siapa")
    walk.send(whom="other")
    assert walk.at("pelapor")
    walk.send(role="family")
    assert walk.at("keamanan")
    walk.send("tidak_tahu")
    assert walk.at("ringkasan")


def test_answers_that_no_longer_apply_are_not_sent(walk: Walk, cast: Cast) -> None:
    walk.to("ringkasan", cast).send("ubah-kontak")
    walk.send(contact="no")
    walk.send("kirim")
    report = Report.objects.get()
    assert not report.contact_allowed
    assert report.reporter_phone is None
    assert report.safe_contact is None
    assert report.phone_token is None


def test_progress_counts_questions_not_pages(walk: Walk, cast: Cast) -> None:
    assert "Langkah 1 dari 9" in walk.page
    walk.to("telepon", cast, danger="yes")
    assert "Langkah 1 dari 9" in walk.page
    walk.to("keamanan", cast)
    assert "Langkah 6 dari 9" in walk.page
    walk.to("ringkasan", cast)
    assert "Langkah 9 dari 9" in walk.page


def test_the_summary_shows_every_answer_with_a_way_to_change_it(walk: Walk, cast: Cast) -> None:
    page = walk.to("ringkasan", cast).page
    for text in (
        STORY,
        "Wisma Contoh",
        "13–17 tahun",
        "Satpol PP",
        "Pak Contoh di loket",
        "melati",
        "Apakah ia tahu bahwa Anda melapor? Tidak",
        "Kata sandi untuk petugas: melati",
    ):
        assert text in page
    assert page.count('value="ubah-') == 11


def test_emergency_numbers_are_those_that_were_verified(walk: Walk, cast: Cast) -> None:
    page = walk.to("telepon", cast, danger="yes").page
    assert "0561-00-0006" in page  # police, an emergency number
    assert "0561-00-0004" not in page  # the unit, verified but not for emergencies
    assert "tel:129" in page
