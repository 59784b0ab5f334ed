"""axe on every public page (WCAG 2.2 AA), also those of trouble."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser import axe_findings
from tests.functional.public import FORM, STORY, phone, press, town
from tests.live import Live
from tuntas.portal.sealed import Purpose, seal, unseal

__all__ = ["phone", "town"]  # fixtures


def tell(page: Page) -> None:
    page.get_by_label("Apa yang terjadi?").fill(STORY)
    press(page, "Lanjut")


def allow(page: Page) -> None:
    page.get_by_label("Boleh", exact=True).check()
    press(page, "Lanjut")


def test_line_12_axe_finds_nothing_on_any_page(phone: Page, live: Live) -> None:
    found: dict[str, list[str]] = {}

    def look(name: str) -> None:
        phone.wait_for_load_state()
        found[name] = axe_findings(phone)

    for address in ("/", "/layanan/dekat/", "/layanan/privasi/", "/layanan/akses/", "/layanan/jawaban/"):
        phone.goto(live.url(address))
        look(address)
    phone.goto(live.url("/"))
    phone.get_by_role("link", name="Mulai melapor").click()
    press(phone, "Lanjut")
    expect(phone.get_by_text("Ada yang perlu diperbaiki")).to_be_visible()
    look("with an error")
    phone.get_by_label("Ya", exact=True).check()
    press(phone, "Lanjut")
    steps: dict[str, Callable[[], None]] = {
        "telepon": lambda: press(phone, "Lanjut mengisi"),
        "cerita": lambda: tell(phone),
        "tempat": lambda: press(phone, "Tidak tahu daerahnya"),
        "siapa": lambda: press(phone, "Tidak tahu"),
        "sejak": lambda: press(phone, "Tidak tahu"),
        "pelapor": lambda: press(phone, "Lewati"),
        "keamanan": lambda: press(phone, "Lewati"),
        "rahasia": lambda: press(phone, "Lanjut"),
        "kontak": lambda: allow(phone),
        "cara": lambda: press(phone, "Lewati"),
        "nomor": lambda: press(phone, "Lewati"),
        "ringkasan": lambda: press(phone, "Kirim laporan"),
    }
    for name, go in steps.items():
        expect(phone.locator(f"[data-step={name}]")).to_be_visible()
        look(name)
        go()
    expect(phone.locator(".receipt__code")).to_be_visible()
    look("receipt")
    number = phone.locator(".receipt dd").first.inner_text()
    code = phone.locator(".receipt__code").inner_text()
    press(phone, "Sudah saya catat")
    expect(phone.get_by_role("heading", name="Terima kasih")).to_be_visible()
    look("done")
    phone.get_by_role("link", name="Baca jawaban").click()
    phone.get_by_label("Nomor", exact=True).fill(number)
    phone.get_by_label("Kode").fill(code)
    press(phone, "Buka")
    expect(phone.get_by_role("heading", name="Laporan sudah diterima.")).to_be_visible()
    look("answer")
    assert {name: lines for name, lines in found.items() if lines} == {}
    assert len(found) == 21


def test_line_12_axe_finds_nothing_on_pages_of_trouble(phone: Page, live: Live) -> None:
    phone.goto(live.url(FORM))
    fresh = phone.locator("[name=isi]").input_value()
    old = seal(Purpose.REPORT, unseal(Purpose.REPORT, fresh, at=timezone.now()), at=timezone.now() - timedelta(days=2))
    for heading, isi in (("terbuka lebih dari sehari", old), ("tidak dapat dibaca", "x")):
        phone.goto(live.url(FORM))
        phone.evaluate("isi => { document.querySelector('[name=isi]').value = isi; }", isi)
        press(phone, "Lanjut")
        expect(phone.get_by_role("heading", level=1)).to_contain_text(heading)
        assert axe_findings(phone) == []
