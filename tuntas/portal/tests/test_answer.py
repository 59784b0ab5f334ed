"""Coming back with number and code."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from tests import clock
from tests.cast import Cast
from tuntas.core import vault
from tuntas.intake.actions import messages
from tuntas.intake.models import Message, Report
from tuntas.intake.states import Sender
from tuntas.portal.sealed import Purpose, seal, unseal
from tuntas.portal.tests.walk import ANSWER, FORM, NUMBER, STORY, Walk

pytestmark = pytest.mark.django_db
WRONG = "Nomor dan kode ini tidak cocok"


@pytest.fixture
def reporter(cast: Cast) -> Walk:
    """Somebody who has just reported what happened to her."""
    walk = Walk().to("ringkasan", cast, self_reported=True, unit=True)
    walk.send("kirim")
    return walk


def login(walk: Walk, number: str, code: str, **more: str) -> str:
    walk.response = walk.client.post(ANSWER, {"number": number, "code": code, **more})
    return walk.page


def press(walk: Walk, button: str, **fields: str) -> str:
    walk.response = walk.client.post(ANSWER, {"kunci": walk.hidden("kunci"), "tombol": button, **fields})
    return walk.page


@pytest.mark.parametrize("style", ["{n}|{c}", " {n} |{g}", "{flat}|{d}"])
def test_it_opens_with_number_and_code_however_they_are_written(reporter: Walk, style: str) -> None:
    number, code = reporter.receipt()
    groups = [code[at : at + 4] for at in range(0, 20, 4)]
    written = style.format(n=number, c=code, g=" ".join(groups), flat=number.replace("-", ""), d="-".join(groups))
    page = login(reporter, *written.split("|"))
    assert "Laporan sudah diterima." in page
    assert "ditindaklanjuti" not in page


def test_a_slip_of_the_pen_is_told_before_anything_is_looked_up(reporter: Walk) -> None:
    number, code = reporter.receipt()
    slip = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert "Nomor ini salah tulis" in login(reporter, slip, code)
    assert "dua puluh angka; yang tertulis 19" in login(reporter, number, code[:-1])
    assert f'value="{number}"' in reporter.page


def test_a_wrong_number_and_a_wrong_code_are_told_apart_by_nobody(reporter: Walk) -> None:
    from tuntas.intake.receipts import new_number

    number, code = reporter.receipt()
    unknown = login(reporter, new_number(2026), code)
    wrong = login(reporter, number, code[::-1] if code[::-1] != code else "1" * 20)
    assert WRONG in unknown
    assert WRONG in wrong


def test_guesses_are_slowed_by_number_and_others_are_not(
    reporter: Walk, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.stop(monkeypatch)
    number, code = reporter.receipt()
    for _ in range(5):
        login(reporter, number, "1" * 20)
    assert "Tunggu" in login(reporter, number, code)
    assert reporter.response.status_code == 429
    other = Walk().to("ringkasan", cast)
    other.send("kirim")
    assert "Laporan sudah diterima." in login(other, *other.receipt())
    Walk().to("ringkasan", cast).send("kirim")  # nobody behind the same address is refused a report
    assert Report.objects.count() == 3


def test_it_says_neutral_words_and_nothing_of_the_report(reporter: Walk) -> None:
    number, code = reporter.receipt()
    page = login(reporter, number, code)
    assert "Menunggu" not in page
    for secret in (STORY, "Wisma Contoh", NUMBER, "Mawar", "Pontianak", "anak tetangga", "UPTD"):
        assert secret not in page


def test_messages_go_both_ways(reporter: Walk, cast: Cast) -> None:
    number, code = reporter.receipt()
    login(reporter, number, code)
    page = press(reporter, "pesan", message="Pindah ke kamar 14 <b>malam ini</b>")
    assert "Pesan sudah kami terima." in page
    report, message = Report.objects.get(), Message.objects.get()
    assert vault.box(report.pk).unseal(message, "text") == "Pindah ke kamar 14 <b>malam ini</b>"
    messages.from_office(report, form_id=uuid4(), text="Kami sudah membacanya.", by=cast.manager, at=timezone.now())
    page = press(reporter, "lihat")
    assert "Kami sudah membacanya." in page
    assert "<b>malam ini</b>" not in reporter.response.content.decode()
    assert Message.objects.get(sender=Sender.OFFICE).read_at


def test_the_same_message_sent_twice_is_one(reporter: Walk) -> None:
    login(reporter, *reporter.receipt())
    key = reporter.hidden("kunci")
    for _ in range(2):
        reporter.client.post(ANSWER, {"kunci": key, "tombol": "pesan", "message": "Sekali saja"})
    assert Message.objects.count() == 1
    press(reporter, "pesan", message="Pertama")


def test_contact_is_withdrawn_at_once(reporter: Walk) -> None:
    assert "Jangan hubungi saya lagi" in login(reporter, *reporter.receipt())
    page = press(reporter, "berhenti", message="belum terkirim")
    assert "Mulai sekarang kami tidak menghubungi Anda." in page
    assert "Jangan hubungi saya lagi" not in page
    assert Report.objects.get().contact_withdrawn_at


def test_the_one_who_suffered_it_may_choose_to_see_the_stage(reporter: Walk) -> None:
    assert "Menunggu dibaca petugas" not in login(reporter, *reporter.receipt())
    assert "Menunggu dibaca petugas" in press(reporter, "rinci")
    assert Report.objects.get().wants_detail
    assert "Menunggu dibaca petugas" not in press(reporter, "ringkas")


def test_a_third_party_never_sees_the_stage(cast: Cast) -> None:
    walk = Walk().to("ringkasan", cast)
    walk.send("kirim")
    assert "Tampilkan tahap penanganan" not in login(walk, *walk.receipt())
    assert "Menunggu dibaca petugas" not in press(walk, "rinci")
    assert not Report.objects.get().wants_detail


def test_the_page_closes_itself_after_half_an_hour_and_keeps_what_was_typed(reporter: Walk) -> None:
    pair = reporter.receipt()
    login(reporter, *pair)
    key = unseal(Purpose.ANSWER, reporter.hidden("kunci"), at=timezone.now())
    old = seal(Purpose.ANSWER, key, at=timezone.now() - timedelta(minutes=31))
    reporter.response = reporter.client.post(ANSWER, {"kunci": old, "tombol": "pesan", "message": "Tulisan panjang"})
    assert "isi nomor dan kode, lalu kirim lagi" in reporter.page
    assert Message.objects.count() == 0
    page = login(reporter, *pair, pesan=reporter.hidden("pesan"))
    assert "Tulisan panjang</textarea>" in page


def test_a_report_without_code_opens_for_nobody(reporter: Walk) -> None:
    pair = reporter.receipt()
    reporter.response = reporter.client.post(FORM, {"bukti": reporter.hidden("bukti"), "tombol": "tolak"})
    assert WRONG in login(reporter, *pair)


def test_a_key_of_another_page_opens_nothing(reporter: Walk, cast: Cast) -> None:
    receipt = reporter.hidden("bukti")
    reporter.response = reporter.client.post(ANSWER, {"kunci": receipt, "tombol": "lihat"})
    assert "Isi lagi nomor dan kode" in reporter.page


def test_a_message_is_not_lost_when_the_database_is_away(reporter: Walk) -> None:
    login(reporter, *reporter.receipt())

    def away(*_: object) -> None:
        raise OperationalError("the database system is shutting down")

    with connection.execute_wrapper(away):
        press(reporter, "pesan", message="Tulisan penting")
    assert reporter.response.status_code == 503
    fields = {name: reporter.hidden(name) for name in ("kunci", "tombol", "message")}
    reporter.response = reporter.client.post(ANSWER, fields)
    assert "Pesan sudah kami terima." in reporter.page
    assert Message.objects.count() == 1


def test_an_empty_message_says_so(reporter: Walk) -> None:
    login(reporter, *reporter.receipt())
    assert "Pesan belum diisi." in press(reporter, "pesan", message=" \n ")
