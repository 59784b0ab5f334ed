"""The public form in a real browser, against the running program."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect
from pytest_django import Settings

from tests import cast as people
from tests.browser import axe_findings
from tests.cast import Cast
from tests.live import Live
from tuntas.intake.models import Report
from tuntas.portal.sealed import Purpose, seal, unseal

MakePage = Callable[..., Page]
BEFORE = "/robots.txt?sebelumnya"
WEATHER = "/robots.txt?cuaca"
FORM = "/layanan/warga/"
STORY = "Ia dipukul setiap malam"


@pytest.fixture
def town(transactional_db: None, live: Live, settings: Settings) -> Cast:
    """The cast in the database of the running program; the exit leads to a page that is not ours."""
    settings.PORTAL_EXIT_URL = live.url(WEATHER)
    return people.make()


@pytest.fixture
def phone(live: Live, town: Cast, browser_page: MakePage) -> Page:
    """A phone with scripts that came to our home page from somewhere else."""
    page = browser_page(width=360, height=640)
    page.goto(live.url(BEFORE))
    page.goto(live.url("/"))
    return page


def press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).last.click()


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


def test_line_01_the_exit_stays_under_the_thumb(phone: Page) -> None:
    to_story(phone)
    phone.evaluate("scrollTo(0, document.body.scrollHeight)")
    box = phone.locator(".exit__button").bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert 0 <= box["y"] <= 16
    assert box["x"] + box["width"] <= 360


def test_line_01_three_shifts_leave(phone: Page, live: Live) -> None:
    to_story(phone)
    phone.get_by_label("Apa yang terjadi?").fill("Ada")
    for _ in range(3):
        phone.keyboard.press("Shift")
    phone.wait_for_url(live.url(WEATHER))


@pytest.mark.parametrize("how", ["button", "keys"])
def test_line_02_back_after_the_exit_reaches_none_of_our_pages(phone: Page, live: Live, how: str) -> None:
    to_summary(phone)
    if how == "button":
        phone.locator(".exit__button").click()
    else:
        for _ in range(3):
            phone.keyboard.press("Shift")
    phone.wait_for_url(live.url(WEATHER))
    phone.go_back()
    assert phone.url == live.url(BEFORE)


def test_line_02_also_from_another_page_than_the_form(phone: Page, live: Live) -> None:
    to_summary(phone)
    phone.get_by_role("link", name="Apa yang kami simpan").click()
    phone.wait_for_url("**/layanan/privasi/")
    phone.locator(".exit__button").click()
    phone.wait_for_url(live.url(WEATHER))
    phone.go_back()
    assert phone.url == live.url(BEFORE)


def test_line_02_without_scripts_back_shows_nothing_that_was_typed(
    live: Live, town: Cast, browser_page: MakePage
) -> None:
    page = browser_page(js=False, width=320)
    page.goto(live.url(BEFORE))
    page.goto(live.url("/"))
    to_summary(page)
    page.locator(".exit__button").click()
    assert page.url == live.url(WEATHER)
    for _ in range(9):
        try:
            page.go_back(timeout=3000)
        except Exception as error:  # noqa: BLE001 - the browser refuses to show a page that was not to be kept
            assert "ERR_CACHE_MISS" in str(error)  # noqa: PT017 - its own page stands there instead
        page.wait_for_timeout(200)
        assert STORY not in page.content()
        if page.url == live.url(BEFORE):
            break


def test_line_04_nothing_stays_in_the_browser(phone: Page) -> None:
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    to_summary(phone)
    host = phone.url.split("/layanan")[0]
    assert {url for url in asked if not url.startswith((host, "data:"))} == set()
    assert phone.context.cookies() == []
    stores = "[localStorage.length, sessionStorage.length, JSON.stringify(history.state).length < 20]"
    assert phone.evaluate(stores) == [0, 0, True]
    assert (
        phone.evaluate("navigator.serviceWorker ? navigator.serviceWorker.getRegistrations().then(r => r.length) : 0")
        == 0
    )
    assert phone.title() == "Layanan warga"


def test_line_05_back_of_the_browser_walks_back_and_keeps_what_was_typed(phone: Page, live: Live) -> None:
    to_story(phone)
    phone.get_by_label("Apa yang terjadi?").fill(STORY)
    press(phone, "Lanjut")
    expect(phone.get_by_role("heading", name="Di mana ini terjadi?")).to_be_visible()
    phone.get_by_label("Tempatnya").fill("Wisma Contoh")
    phone.go_back()
    expect(phone.get_by_label("Apa yang terjadi?")).to_have_value(STORY)
    phone.go_back()
    expect(phone.get_by_label("Tidak", exact=True)).to_be_checked()
    press(phone, "Lanjut")
    expect(phone.get_by_label("Apa yang terjadi?")).to_have_value(STORY)
    press(phone, "Lanjut")
    expect(phone.get_by_label("Tempatnya")).to_have_value("Wisma Contoh")
    press(phone, "Kembali")
    expect(phone.get_by_label("Apa yang terjadi?")).to_have_value(STORY)
    press(phone, "Kembali")
    expect(phone.get_by_label("Tidak", exact=True)).to_be_checked()
    phone.go_back()
    assert phone.url == live.url(BEFORE)


@pytest.mark.parametrize("loss", ["never left the phone", "the answer got lost"])
def test_line_11_a_lost_line_keeps_the_answers_and_makes_one_report(phone: Page, loss: str) -> None:
    to_summary(phone)

    def cut(route: Route) -> None:
        if loss == "the answer got lost":
            route.fetch()
        route.abort("internetdisconnected")

    phone.route(f"**{FORM}", cut)
    press(phone, "Kirim laporan")
    expect(phone.get_by_role("alert")).to_contain_text("Belum terkirim. Jawaban Anda masih ada di halaman ini")
    expect(phone.get_by_text(STORY)).to_be_visible()
    phone.unroute(f"**{FORM}")
    press(phone, "Kirim laporan")
    expect(phone.get_by_role("heading", name="Laporan Anda sudah kami terima")).to_be_visible()
    assert Report.objects.count() == 1
    assert phone.locator(".receipt__code").count() == 1


def test_line_11_a_double_tap_makes_one_report(phone: Page) -> None:
    to_summary(phone)
    phone.get_by_role("button", name="Kirim laporan").dblclick()
    expect(phone.get_by_role("heading", name="Laporan Anda sudah kami terima")).to_be_visible()
    assert Report.objects.count() == 1


def tab_to(page: Page, css: str) -> None:
    """Press Tab until the thing has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator(f"{css}:focus").count():
            return
    raise AssertionError(f"the keyboard does not reach {css}")


def test_line_12_the_whole_path_without_scripts_at_320_px_by_keyboard(
    live: Live, town: Cast, browser_page: MakePage
) -> None:
    page = browser_page(js=False, width=320, height=560)
    page.goto(live.url("/"))
    tab_to(page, "a.button")
    page.keyboard.press("Enter")
    keys = page.keyboard
    go = "[value=lanjut].button"
    on: list[tuple[str, str]] = [
        ("[name=danger]", "Space"), (go, "Enter"),
        (go, "Enter"),  # the numbers to call
        ("[name=story]", STORY), (go, "Enter"),
        ("[name=area-3]", "Pontianak Sel"), ("[name=area-langkah]", "Enter"),
        ("[name=area-4]", "Benuamelayu Laut"), ("[name=place]", "Wisma Contoh"), (go, "Enter"),
        ("[name=whom]", "ArrowDown"), ("[name=about]", "anak tetangga"), (":focus", "Enter"),  # Enter in a field goes on
        ("[name=since]", "Space"), (go, "Enter"),
        ("[name=role]", "Space"), (go, "Enter"),
        ("[name=knows]", "Space"), (go, "Enter"),
        ("[name=offices]", "Space"), (go, "Enter"),
        ("[name=contact]", "Space"), (go, "Enter"),
        ("[name=channel]", "Space"), (go, "Enter"),
        ("[name=number]", "081234500021"), (":focus", "Enter"),
        ("[value=kirim]", "Enter"),
    ]  # fmt: skip
    for css, key in on:
        if css != ":focus":
            tab_to(page, css)
        if key == "Enter":
            with page.expect_navigation():
                keys.press(key)
            assert page.evaluate("document.documentElement.scrollWidth") <= 320
        elif key in {"Space", "ArrowDown"}:
            keys.press(key)
        else:
            keys.type(key)
    assert page.get_by_role("heading", name="Laporan Anda sudah kami terima").count() == 1
    report = Report.objects.get()
    assert report.area == town.south_village
    assert report.contact_allowed
    assert page.locator(".receipt").inner_text().count(report.number) == 1


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
    steps = {
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
