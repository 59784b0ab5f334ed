"""The public form in a real browser, against the running program."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.cast import Cast
from tests.functional.public import BEFORE, FORM, STORY, WEATHER, MakePage, phone, press, to_story, to_summary, town
from tests.live import Live
from tuntas.intake.models import Report

__all__ = ["phone", "town"]  # fixtures


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
    expect(phone).to_have_url(live.url(BEFORE))


def test_line_02_also_from_another_page_than_the_form(phone: Page, live: Live) -> None:
    to_summary(phone)
    phone.get_by_role("link", name="Apa yang kami simpan").click()
    phone.wait_for_url("**/layanan/privasi/")
    phone.locator(".exit__button").click()
    phone.wait_for_url(live.url(WEATHER))
    phone.go_back()
    expect(phone).to_have_url(live.url(BEFORE))


def test_line_02_without_scripts_back_shows_nothing_that_was_typed(
    live: Live, town: Cast, browser_page: MakePage
) -> None:
    page = browser_page(js=False, width=320)
    page.goto(live.url(BEFORE))
    page.goto(live.url("/"))
    to_summary(page)
    page.locator(".exit__button").click()
    page.wait_for_url(live.url(WEATHER))
    for _ in range(9):
        try:
            page.go_back()
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
    expect(phone).to_have_url(live.url(BEFORE))


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
    expect(phone.locator(".receipt__code")).to_have_count(1)


@pytest.mark.parametrize("width", [320, 360, 1000])
def test_line_05_the_summary_reads_name_answer_change(phone: Page, width: int) -> None:
    to_summary(phone)
    phone.set_viewport_size({"width": width, "height": 800})
    row = phone.locator(".summary__row").nth(1)
    boxes = [row.locator(css).bounding_box() for css in ("dt", "dd >> nth=0", ".summary__do")]
    name, answer, change = [box for box in boxes if box]
    assert change["x"] > name["x"] + name["width"] - 1
    assert change["x"] + change["width"] <= width
    if width < 640:
        assert answer["y"] >= name["y"] + name["height"] - 1
    else:
        assert name["x"] < answer["x"] < change["x"]


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


GO = "[value=lanjut].button"
BY_KEYBOARD: list[tuple[str, str]] = [
    ("[name=danger]", "Space"), (GO, "Enter"),
    (GO, "Enter"),  # the numbers to call
    ("[name=story]", STORY), (GO, "Enter"),
    ("[name=area-3]", "Pontianak Sel"), ("[name=area-langkah]", "Enter"),
    ("[name=area-4]", "Benuamelayu Laut"), ("[name=place]", "Wisma Contoh"), (GO, "Enter"),
    ("[name=whom]", "ArrowDown"), ("[name=about]", "anak tetangga"), (":focus", "Enter"),  # Enter in a field goes on
    ("[name=since]", "Space"), (GO, "Enter"),
    ("[name=role]", "Space"), (GO, "Enter"),
    ("[name=knows]", "Space"), (GO, "Enter"),
    ("summary", "Space"), ("[name=offices]", "Space"), (GO, "Enter"),
    ("[name=contact]", "Space"), (GO, "Enter"),
    ("[name=channel]", "Space"), (GO, "Enter"),
    ("[name=number]", "081234500021"), (":focus", "Enter"),
    ("[value=kirim]", "Enter"),
]  # fmt: skip


def test_line_12_the_whole_path_without_scripts_at_320_px_by_keyboard(
    live: Live, town: Cast, browser_page: MakePage
) -> None:
    page = browser_page(js=False, width=320, height=560)
    page.goto(live.url("/"))
    tab_to(page, "a.button")
    page.keyboard.press("Enter")
    keys = page.keyboard
    for css, key in BY_KEYBOARD:
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
    expect(page.get_by_role("heading", name="Laporan Anda sudah kami terima")).to_have_count(1)
    report = Report.objects.get()
    assert report.area == town.south_village
    assert report.contact_allowed
    assert page.locator(".receipt").inner_text().count(report.number) == 1
