"""A phone on the public pages, and what its owner does there."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from tests.cast import Cast
from tests.live import Live

MakePage = Callable[..., Page]
BEFORE = "/robots.txt?sebelumnya"
WEATHER = "/robots.txt?cuaca"
FORM = "/layanan/warga/"
STORY = "Ia dipukul setiap malam"


@pytest.fixture
def town(live: Live, cast: Cast, settings: Settings) -> Cast:
    """The cast in the database of the running program; the exit leads to a page that is not ours."""
    settings.PORTAL_EXIT_URL = live.url(WEATHER)
    return cast


@pytest.fixture
def phone(live: Live, town: Cast, browser_page: MakePage) -> Page:
    """A phone with scripts that came to our home page from somewhere else."""
    page = browser_page(width=360, height=640)
    page.goto(live.url(BEFORE))
    page.goto(live.url("/"))
    return page


def press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).last.click()
    page.wait_for_load_state()


def to_story(page: Page) -> None:
    page.get_by_role("link", name="Mulai melapor").click()
    page.get_by_label("Tidak", exact=True).check()
    press(page, "Lanjut")
    expect(page.get_by_role("heading", name="Apa yang terjadi?")).to_be_visible()


def to_summary(page: Page) -> None:
    to_story(page)
    page.get_by_label("Apa yang terjadi?").fill(STORY)
    press(page, "Lanjut")
    press(page, "Tidak tahu daerahnya")
    page.get_by_label("Saya sendiri").check()
    press(page, "Lanjut")
    for heading in ("Kapan ini terjadi?", "Adakah petugas", "Bolehkah kami menghubungi Anda?"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
        press(page, "Lewati")
    expect(page.get_by_role("heading", name="Periksa, lalu kirim")).to_be_visible()
