"""Staff pages with scripts off: signing in, triage, forwarding, acknowledging and answering are plain forms."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests import cast as people
from tests.cast import Cast
from tests.functional import steps
from tests.live import Live
from tuntas.accounts.models import User
from tuntas.accounts.tests.helpers import code_now, give_password
from tuntas.intake.models import ContactEntry, Forwarding, Report
from tuntas.intake.states import EntryKind, ForwardingStatus, Risk, Status, ViolenceType
from tuntas.intake.tests.make import make_report

MakePage = Callable[..., Page]


def sign_in(make_page: MakePage, live: Live, user: User) -> Page:
    give_password(user)
    page = make_page(js=False, width=360)
    page.goto(live.url("/meja/"))
    page.fill("[name=email]", user.email)
    page.fill("[name=password]", people.PASSWORD)
    page.keyboard.press("Enter")
    page.fill("[name=code]", code_now())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Kewajiban saya")).to_be_visible()
    return page


def test_triage_forward_acknowledge_answer_and_sign_out(live: Live, browser_page: MakePage, cast: Cast) -> None:
    report = make_report(cast)
    page = sign_in(browser_page, live, cast.hotline)
    page.get_by_role("link", name=f"Buka Telaah laporan {report.number}", exact=True).first.click()
    steps.press(page, "Mulai telaah")
    page.get_by_label("Fisik").check()
    steps.press(page, "Simpan golongan")
    steps.told(page, "Golongan tersimpan.")
    steps.follow(page, "Nilai risiko")
    page.get_by_label("Korban sedang hamil").check()
    page.get_by_role("main").locator("form").first.locator("[type=submit]").click()
    steps.follow(page, "Teruskan")
    page.get_by_label("Diteruskan ke").select_option(label="Satpol PP Kota Pontianak")
    steps.press(page, "Teruskan")
    steps.told(page, "Diteruskan ke Satpol PP")

    theirs = sign_in(browser_page, live, cast.satpol)
    theirs.get_by_role("link", name=f"Buka Konfirmasi terima terusan {report.number}", exact=True).first.click()
    steps.press(theirs, "Konfirmasi terima")
    steps.told(theirs, "Penerimaan dikonfirmasi.")
    steps.press(theirs, "Tidak menerima")
    expect(theirs.get_by_text("Ada yang perlu diperbaiki")).to_be_visible()
    theirs.get_by_label("Alasan tidak menerima").fill("Di luar kewenangan kami.")
    steps.press(theirs, "Tidak menerima")
    steps.told(theirs, "Terusan dikembalikan kepada pengirim")

    page.goto(live.url("/meja/kewajiban/"))
    page.get_by_role("link", name=re.compile(report.number)).first.click()
    expect(page.locator("body")).to_contain_text(report.number)
    page.get_by_role("button", name="Keluar", exact=True).click()
    page.goto(live.url("/meja/kewajiban/"))
    assert "/masuk/" in page.url
    report.refresh_from_db()
    assert (report.status, report.agency, report.types) == (Status.TRIAGE, cast.unit, [ViolenceType.PHYSICAL])
    assert report.risk > Risk.UNKNOWN
    assert Forwarding.objects.get().status == ForwardingStatus.DECLINED


def test_a_report_is_taken_down_and_answered(live: Live, browser_page: MakePage, cast: Cast) -> None:
    page = sign_in(browser_page, live, cast.hotline)
    page.get_by_role("link", name="Laporan baru", exact=True).click()
    page.get_by_label("Apa yang terjadi").fill("Ia dipukul")
    page.get_by_label("Nama atau kode wilayah").fill(f"{cast.village.name}, Pontianak Timur")
    page.locator("[name=area-langkah]").click()  # what was typed stays, the results stand below
    expect(page.get_by_label("Apa yang terjadi")).to_have_value("Ia dipukul")
    page.get_by_role("radio").first.check()
    page.get_by_label("Cara melapor").select_option(label="Datang langsung")
    page.locator("[data-key=s]").click()
    page.wait_for_url("**/tanda-terima/")
    report = Report.objects.get()
    assert report.area == cast.village
    page.goto(live.url(f"/meja/laporan/{report.pk}/"))
    steps.press(page, "Terima untuk kasus")
    steps.told(page, "Laporan diterima untuk kasus.")
    page.get_by_role("navigation", name="Laporan ini").get_by_role("link", name="Pesan").click()
    page.get_by_label("Pesan untuk pelapor").fill("Sedang kami tindak lanjuti.")
    steps.press(page, "Kirim pesan")
    expect(page.get_by_text("Sedang kami tindak lanjuti.")).to_be_visible()


def test_one_button_is_one_entry(live: Live, browser_page: MakePage, cast: Cast) -> None:
    page = sign_in(browser_page, live, cast.hotline)
    page.get_by_role("link", name="Catatan kontak", exact=True).click()
    page.get_by_role("button", name=re.compile(EntryKind.HANG_UP.label)).click()
    steps.told(page, "Tercatat")
    assert ContactEntry.objects.get().kind == EntryKind.HANG_UP


def test_a_refused_button_says_why_and_does_nothing(live: Live, browser_page: MakePage, cast: Cast) -> None:
    report = make_report(cast)
    page = sign_in(browser_page, live, cast.head)
    page.goto(live.url(f"/meja/laporan/{report.pk}/"))
    refused = page.get_by_role("button", name="Terima untuk kasus")
    expect(refused).to_have_attribute("aria-disabled", "true")
    expect(refused).to_have_accessible_description(re.compile("hanya ditelaah oleh petugas penerima"))
    refused.click(force=True)
    report.refresh_from_db()
    assert report.status == Status.NEW
