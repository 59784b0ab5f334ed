"""A receiver answers in five clicks; an agency without accounts through its link; all of it on a small screen too."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.functional import steps
from tests.functional.inspection import Inspector
from tests.live import Live
from tuntas.access.roles import Role
from tuntas.cases.models import Case
from tuntas.cases.tests.make import NAME, make_case
from tuntas.referrals import secrets
from tuntas.referrals.actions import links
from tuntas.referrals.models import Referral
from tuntas.referrals.states import Status
from tuntas.referrals.tests.make import ASKED, make_referral, without_accounts

pytestmark = pytest.mark.django_db(transaction=True)
MakePage = Callable[..., Page]
COUNT = (
    "addEventListener('pointerdown', () => { sessionStorage.clicks = Number(sessionStorage.clicks || 0) + 1 }, true)"
)


def test_a_receiver_answers_in_five_clicks(live: Live, browser_page: MakePage, cast: Cast) -> None:
    row = make_referral(cast, case=_case(cast), at=timezone.now())
    page = steps.staff(browser_page, live, cast.by_role[Role.HEALTH_OFFICER], width=360, height=740)
    page.add_init_script(COUNT)
    page.goto(live.url(reverse("obligations:mine")))
    page.get_by_role("link", name=f"Buka Konfirmasi terima rujukan {row.case.number}").click()
    steps.press(page, "Konfirmasi terima")
    steps.press(page, "Terima, kami kerjakan")
    page.get_by_label("Sudah diberikan").check()
    page.get_by_label("Keterangan hasil").fill("Sudah diperiksa")  # typed, not clicked
    steps.press(page, "Kirim jawaban")
    steps.told(page, "Jawaban terkirim")
    row.refresh_from_db()
    assert row.status == Status.ANSWERED
    assert int(page.evaluate("sessionStorage.clicks")) == 5


def test_every_state_on_a_desk_and_on_a_phone(live: Live, browser_page: MakePage, cast: Cast) -> None:
    case = _case(cast)
    row = make_referral(cast, case=case, at=timezone.now())
    waiting = make_referral(cast, case=case, receiver="education", need="school_return", at=timezone.now())
    asked = make_referral(
        cast, case=case, receiver=without_accounts(cast, "police"), need="police_report", at=timezone.now()
    )
    receiver = Inspector(steps.staff(browser_page, live, cast.by_role[Role.HEALTH_OFFICER]), live.base)
    sender = Inspector(steps.staff(browser_page, live, cast.manager), live.base)
    receiver.look(reverse("referrals:received"))
    for name in ("acknowledge", "accept"):
        receiver.look(reverse("referrals:detail", args=[row.pk]))
        steps.press(receiver.page, {"acknowledge": "Konfirmasi terima", "accept": "Terima, kami kerjakan"}[name])
    receiver.inspect("the form of the answer")
    for each in (row, waiting, asked):
        sender.look(reverse("referrals:detail", args=[each.pk]))
    steps.press(sender.page, "Kirim tautan baru ke alamat resmi")
    sender.inspect("the code for the telephone")
    sender.look(reverse("referrals:new", args=[case.pk]) + "?need=medical")
    sender.look(reverse("referrals:new", args=[case.pk]) + "?need=take_over")
    assert receiver.wrong + sender.wrong == []


def test_the_link_from_door_to_answer(live: Live, browser_page: MakePage, cast: Cast) -> None:
    at = timezone.now()
    made = links.make(make_referral(cast, receiver=without_accounts(cast), at=at), by=cast.manager, at=at)
    inspector = Inspector(browser_page(width=360, height=740), live.base)
    page = inspector.page
    inspector.look(reverse("referrals:link", args=[secrets.token_of(made.link)]))
    page.get_by_label("Nama Anda").fill("Sari Contoh")
    page.get_by_label("Jabatan Anda").fill("Kepala Seksi")
    page.get_by_label("Kode dari telepon").fill(made.code)
    steps.press(page, "Buka")
    expect(page.get_by_text(ASKED)).to_be_visible()
    expect(page.get_by_text(NAME)).to_be_visible()
    inspector.inspect("behind the door")
    page.get_by_label("Sudah ada hasilnya").check()
    page.get_by_label("Hasil bila sudah ada").select_option("done")
    page.get_by_label("Tanggal layanan").fill(at.date().isoformat())
    steps.press(page, "Kirim jawaban")
    expect(page.get_by_role("heading", name="Jawaban sudah kami terima")).to_be_visible()
    assert Referral.objects.get().status == Status.ANSWERED
    assert inspector.wrong == []


def _case(cast: Cast) -> Case:
    return make_case(cast, at=timezone.now())
