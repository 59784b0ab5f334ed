"""axe on every public page (WCAG 2.2 AA), also those of trouble."""

from collections.abc import Callable
from datetime import timedelta

import pytest
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


# Each page of the form with the button that leads on from it; a function where more is to be done.
STEPS: dict[str, str | Callable[[Page], None]] = {
    "telepon": "Lanjut mengisi",
    "cerita": tell,
    "tempat": "Tidak tahu daerahnya",
    "siapa": "Tidak tahu",
    "sejak": "Tidak tahu",
    "pelapor": "Lewati",
    "keamanan": "Lewati",
    "rahasia": "Lanjut",
    "kontak": allow,
    "cara": "Lewati",
    "nomor": "Lewati",
    "ringkasan": "Kirim laporan",
}


@pytest.mark.parametrize(
    "address", ["/", "/layanan/dekat/", "/layanan/privasi/", "/layanan/akses/", "/layanan/jawaban/"]
)
def test_line_12_axe_finds_nothing_on_plain_pages(phone: Page, live: Live, address: str) -> None:
    phone.goto(live.url(address))
    assert axe_findings(phone) == []


def test_line_12_axe_finds_nothing_from_the_first_question_to_the_answer(phone: Page) -> None:
    phone.get_by_role("link", name="Mulai melapor").click()
    press(phone, "Lanjut")
    expect(phone.get_by_text("Ada yang perlu diperbaiki")).to_be_visible()
    found = {"with an error": axe_findings(phone)}
    phone.get_by_label("Ya", exact=True).check()
    press(phone, "Lanjut")
    for name, go in STEPS.items():
        expect(phone.locator(f"[data-step={name}]")).to_be_visible()
        found[name] = axe_findings(phone)
        press(phone, go) if isinstance(go, str) else go(phone)
    expect(phone.locator(".receipt__code")).to_be_visible()
    found["receipt"] = axe_findings(phone)
    number, code = phone.locator(".receipt dd").all_inner_texts()
    press(phone, "Sudah saya catat")
    expect(phone.get_by_role("heading", name="Terima kasih")).to_be_visible()
    found["done"] = axe_findings(phone)
    phone.get_by_role("link", name="Baca jawaban").click()
    phone.get_by_label("Nomor", exact=True).fill(number)
    phone.get_by_label("Kode").fill(code)
    press(phone, "Buka")
    expect(phone.get_by_role("heading", name="Laporan sudah diterima.")).to_be_visible()
    found["answer"] = axe_findings(phone)
    assert {name: lines for name, lines in found.items() if lines} == {}


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
