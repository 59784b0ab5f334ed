"""The catalogue in a real browser. Pages are answered from the test itself: no server, no line but the one we cut."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.http import QueryDict
from django.template.loader import render_to_string
from playwright.sync_api import Page, Route, expect

from tests.browser import axe_findings
from tuntas.core.tests import catalogue

pytestmark = pytest.mark.urls("tuntas.core.tests.catalogue")

STATIC = Path(settings.BASE_DIR) / "tuntas" / "core" / "static"
HOST = "http://layanan.test"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'"
MakePage = Callable[..., Page]
PAGES = [
    *(f"/umum?bagian={step}" for step in ("where", "danger", "story", "done")),
    *(f"/staf?bagian={part}" for part in ("parts", "duties", "record", "list")),
]
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class Desk:
    """Answers like our program would, counts what is sent, and can cut the line or break."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.posts = 0
        self.line = True
        self.broken = False
        self.troubles: list[str] = []
        page.route("**/*", self.answer)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("console", lambda said: self.troubles.append(said.text) if "Content Security" in said.text else None)

    def answer(self, route: Route) -> None:
        request, parts = route.request, urlsplit(route.request.url)
        if parts.netloc != urlsplit(HOST).netloc:
            self.troubles.append(f"asked {parts.netloc}")
            return route.abort()
        if parts.path.startswith("/static/"):
            name = Path(parts.path).name.split(".")
            file = STATIC / f"{name[0]}.{name[-1]}"
            return route.fulfill(body=file.read_bytes(), content_type=KINDS[file.suffix])
        if request.method == "POST":
            self.posts += 1
            if not self.line:
                return route.abort("internetdisconnected")
            if self.broken:
                return route.fulfill(status=502, body="<h1>Bad gateway</h1>", content_type="text/html")
        headers = {"Content-Security-Policy": POLICY, "Cache-Control": "no-store"}
        return route.fulfill(body=self.draw(request.post_data, parts), content_type="text/html", headers=headers)

    def draw(self, sent: str | None, parts: Any) -> str:
        if parts.path in {"/keluar", "/", "/kemajuan"}:
            return f"<!doctype html><title>lain</title><p>{parts.path}"
        form = catalogue.Sample(QueryDict(sent)) if sent else catalogue.Sample()
        part = parse_qs(parts.query).get("bagian", ["where"])[0]
        name = "catalogue_public" if parts.path == "/umum" else "catalogue"
        return render_to_string(f"core/{name}.html", catalogue.context(form=form, step=part, part=part))

    def open(self, path: str) -> None:
        self.page.goto(HOST + path)


@pytest.fixture
def phone(browser_page: MakePage) -> Desk:
    """A phone that came to the form from somewhere else."""
    desk = Desk(browser_page(width=360, height=640))
    desk.open("/")
    desk.open("/umum?bagian=story")
    return desk


def test_the_exit_is_sticky_and_big_enough_for_a_thumb(phone: Desk) -> None:
    button = phone.page.locator(".exit__button")
    phone.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert 0 <= box["y"] <= 16


def test_back_after_the_exit_reaches_none_of_our_pages(phone: Desk) -> None:
    phone.page.click("main >> text=Lanjut")
    phone.page.wait_for_selector(".govuk-error-summary")
    phone.page.click(".govuk-error-summary a >> nth=0")
    phone.page.click("text=Kembali >> nth=0")
    phone.page.wait_for_url("**/umum?langkah=2")
    phone.page.click(".exit__button")
    phone.page.wait_for_url("**/keluar")
    phone.page.go_back()
    expect(phone.page).to_have_url(f"{HOST}/")


def test_three_shifts_leave_but_typing_capitals_does_not(phone: Desk) -> None:
    phone.page.focus("#id_story")
    phone.page.keyboard.type("Ada Bapak Di Rumah")
    assert phone.page.input_value("#id_story") == "Ada Bapak Di Rumah"
    for _ in range(3):
        phone.page.keyboard.press("Shift")
    phone.page.wait_for_url("**/keluar")
    phone.page.go_back()
    expect(phone.page).to_have_url(f"{HOST}/")


def test_the_exit_is_a_link_without_scripts(browser_page: MakePage) -> None:
    desk = Desk(browser_page(js=False, width=320))
    desk.open("/umum?bagian=story")
    desk.page.click("main >> text=Lanjut")
    expect(desk.page.locator(".govuk-error-summary")).to_have_count(1)
    desk.page.click(".exit__button")
    desk.page.wait_for_url("**/keluar")


def test_a_keyboard_meets_the_exit_right_after_the_skip_link(phone: Desk) -> None:
    phone.page.keyboard.press("Tab")
    assert phone.page.evaluate("document.activeElement.textContent") == "Langsung ke isi halaman"
    phone.page.keyboard.press("Tab")
    assert "Keluar cepat" in phone.page.evaluate("document.activeElement.textContent")


@pytest.mark.parametrize("trouble", ["line", "broken"])
def test_what_was_typed_stays_when_it_could_not_be_sent_and_a_retry_works(phone: Desk, trouble: str) -> None:
    setattr(phone, trouble, trouble == "broken")
    phone.page.fill("#id_story", "Cerita saya")
    phone.page.click("main >> text=Lanjut")
    said = phone.page.wait_for_selector("[data-said]")
    assert said is not None
    assert said.inner_text() == "Belum terkirim. Jawaban Anda masih ada di halaman ini; coba kirim lagi."
    assert phone.page.input_value("#id_story") == "Cerita saya"
    phone.line, phone.broken = True, False
    phone.page.click("main >> text=Lanjut")
    phone.page.wait_for_selector(".govuk-error-summary")
    assert phone.page.input_value("#id_story") == "Cerita saya"
    assert phone.posts == 2


def test_a_double_tap_sends_once(phone: Desk) -> None:
    phone.page.evaluate("() => { const b = document.querySelector('main form button'); b.click(); b.click(); }")
    phone.page.wait_for_selector(".govuk-error-summary")
    assert phone.posts == 1


def test_after_a_wrong_answer_the_summary_has_the_focus_and_leads_to_the_field(phone: Desk) -> None:
    phone.page.click("main >> text=Lanjut")
    phone.page.wait_for_selector(".govuk-error-summary:focus")
    phone.page.click("text=Belum dijawab: Siapa yang melapor? >> nth=0")
    assert phone.page.evaluate("document.activeElement.name") == "who"


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_fits_and_asks_no_other_host(browser_page: MakePage, path: str, width: int) -> None:
    desk = Desk(browser_page(width=width))
    desk.open(path)
    assert desk.page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe_findings(desk.page) == []
    assert desk.troubles == []


def test_staff_keys_can_be_switched_off(browser_page: MakePage) -> None:
    desk = Desk(browser_page())
    desk.open("/staf?bagian=duties")
    desk.page.keyboard.press("/")
    assert desk.page.evaluate("document.activeElement.id") == "cari"
    desk.page.click("[data-keys-switch]")
    desk.page.evaluate("document.activeElement.blur()")
    desk.page.keyboard.press("/")
    assert desk.page.evaluate("document.activeElement.id") != "cari"


def test_a_refused_button_takes_the_focus_and_sends_nothing(browser_page: MakePage) -> None:
    desk = Desk(browser_page())
    desk.open("/staf?bagian=record")
    desk.page.focus("text=Tutup laporan")
    assert desk.page.evaluate("document.activeElement.textContent") == "Tutup laporan"
    desk.page.keyboard.press("Enter")
    assert desk.posts == 0
