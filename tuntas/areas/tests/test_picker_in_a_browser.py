"""The staff picker as people meet it: results while typing, or by the button where there are no scripts."""

import pytest
from playwright.sync_api import Page, expect

from tests import cast as people
from tests.functional import steps
from tests.live import Live

pytestmark = pytest.mark.django_db(transaction=True)
LABEL = "Kel. Akcaya, Kec. Pontianak Selatan, Kota Pontianak"


def open_form(make_page: steps.MakePage, live: Live, *, js: bool) -> Page:
    page = steps.staff(make_page, live, people.make().sysadmin, js=js, width=320, height=640)
    page.goto(live.url("/meja/lembaga/baru/"))
    page.get_by_label("Nama lengkap").fill("Posko Akcaya")
    page.get_by_label("Nama singkat").fill("Posko")
    return page


def save(page: Page) -> None:
    page.get_by_label(LABEL).check()
    steps.press(page, "Simpan")
    expect(page.get_by_role("heading", level=1)).to_have_text("Posko Akcaya")
    expect(page.get_by_role("main")).to_contain_text("Kelurahan Akcaya")


def test_results_come_while_typing(live: Live, browser_page: steps.MakePage) -> None:
    page = open_form(browser_page, live, js=True)
    with steps.suggested(page, "akcya, pontianak"):
        page.get_by_label("Nama atau kode wilayah").press_sequentially("akcya, pontianak")
    expect(page.get_by_label(LABEL)).to_be_visible()
    save(page)


def test_without_scripts_a_button_brings_them(live: Live, browser_page: steps.MakePage) -> None:
    page = open_form(browser_page, live, js=False)
    page.get_by_label("Nama atau kode wilayah").fill("akcya")
    steps.press(page, "Cari")
    expect(page.get_by_label("Nama lengkap")).to_have_value("Posko Akcaya")
    save(page)
