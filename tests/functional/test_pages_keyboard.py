"""Staff pages by keyboard alone: whoever answers the phone has one hand for the handset."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.functional import steps
from tests.live import Live
from tuntas.intake.models import ContactEntry, Report
from tuntas.intake.states import Channel, EntryKind, Risk
from tuntas.intake.tests.make import make_report

MakePage = Callable[..., Page]
# The ring around what has the focus (look.md), as the browser computes it.
RING = """() => {
  const one = document.activeElement, style = getComputedStyle(one);
  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const box = one.getBoundingClientRect();
  return {ring: ring || style.boxShadow !== 'none', seen: box.bottom > 0 && box.top < innerHeight, what: one.outerHTML.slice(0, 120)};
}"""


def tab_to(page: Page, css: str, *, presses: int = 120) -> None:
    """Press Tab until the thing has the focus; on the way the focus is always to be seen."""
    for _ in range(presses):
        page.keyboard.press("Tab")
        focus = page.evaluate(RING)
        assert focus["ring"], f"no ring around {focus['what']}"
        assert focus["seen"], f"out of sight: {focus['what']}"
        if page.locator(f"{css}:focus").count():
            return
    raise AssertionError(f"the keyboard does not reach {css}")


def write(page: Page, name: str, text: str) -> None:
    tab_to(page, f"[name={name}]")
    page.keyboard.type(text)


def test_a_report_is_taken_down_by_keyboard(live: Live, browser_page: MakePage, cast: Cast) -> None:
    page = steps.staff(browser_page, live, cast.hotline)
    page.get_by_role("link", name="Laporan baru").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/meja/laporan/baru/")
    tab_to(page, "[name=danger_now]")
    page.keyboard.press("Space")
    write(page, "safe_contact", "Telepon sore, jangan tinggalkan pesan")
    write(page, "narrative", "Ia diancam dengan pisau")
    write(page, "place", "Wisma Contoh")
    with steps.suggested(page, cast.village.name):
        write(page, "area-cari", cast.village.name)
    expect(page.get_by_role("radio").first).to_be_visible()  # suggestions come while typing
    tab_to(page, "[name=area-hasil]")
    page.keyboard.press("Space")
    tab_to(page, "[name=channel]")
    page.keyboard.type("Tele")
    write(page, "reporter_phone", "081234500021")
    page.keyboard.press("Escape")
    tab_to(page, "[data-key=s]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tanda-terima/")
    report = Report.objects.get()
    expect(page.get_by_text(report.number).first).to_be_visible()
    assert (report.area, report.channel, report.risk) == (cast.village, Channel.PHONE, Risk.HIGH)
    assert report.received_by == cast.hotline


def test_a_duty_is_opened_and_taken_by_keyboard(live: Live, browser_page: MakePage, cast: Cast) -> None:
    report = make_report(cast)
    page = steps.staff(browser_page, live, cast.hotline)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Langsung ke isi halaman")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, ".duty__what a", presses=3)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=f"Telaah laporan {report.number}")).to_be_visible()
    tab_to(page, "form[action$='/ambil/'] button")
    page.keyboard.press("Enter")
    steps.told(page, "Kewajiban ini sekarang ada pada Anda.")
    report.refresh_from_db()
    assert report.duty is not None
    assert report.duty.assignee == cast.hotline


def test_a_number_is_found_by_keyboard(live: Live, browser_page: MakePage, cast: Cast) -> None:
    report = make_report(cast)
    page = steps.staff(browser_page, live, cast.hotline)
    page.keyboard.press("/")
    page.keyboard.type(report.number)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=report.number)).to_be_visible()


@pytest.mark.parametrize(
    ("key", "kind"), [("d", EntryKind.SILENT), ("s", EntryKind.WRONG_NUMBER), ("t", EntryKind.THANKS)]
)
def test_a_call_that_is_no_report_takes_one_key(
    live: Live, browser_page: MakePage, cast: Cast, key: str, kind: EntryKind
) -> None:
    page = steps.staff(browser_page, live, cast.hotline)
    page.goto(live.url("/meja/catatan/"))
    page.keyboard.press(key)
    steps.told(page, f"Tercatat: {kind.label}.")
    assert ContactEntry.objects.get().kind == kind


def test_from_the_new_report_one_key_leads_to_the_entries_and_typing_does_not(
    live: Live, browser_page: MakePage, cast: Cast
) -> None:
    page = steps.staff(browser_page, live, cast.hotline)
    page.goto(live.url("/meja/laporan/baru/"))
    page.get_by_label("Apa yang terjadi").press_sequentially("takut sekali")  # k and s are shortcuts elsewhere
    assert page.url.endswith("/meja/laporan/baru/")
    page.get_by_role("heading", name="Laporan baru").click()
    page.keyboard.press("k")
    page.wait_for_url("**/meja/catatan/")
    assert Report.objects.count() == 0


def test_shortcuts_can_be_switched_off(live: Live, browser_page: MakePage, cast: Cast) -> None:
    page = steps.staff(browser_page, live, cast.hotline)
    page.get_by_role("button", name="Matikan").click()
    page.goto(live.url("/meja/catatan/"))
    page.keyboard.press("d")
    page.wait_for_timeout(300)
    assert ContactEntry.objects.count() == 0
