"""Where a part of a page is fetched by script, it is the same as the page loaded fresh, or asked for by a button."""

import re
from collections.abc import Callable

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from tests.browser import axe_findings
from tests.cast import Cast
from tests.functional import steps
from tests.live import Live
from tuntas.obligations.models import Recount

MakePage = Callable[..., Page]


def plain(html: str) -> str:
    """Markup without what does not matter: white space between tags, which field has the focus."""
    return re.sub(r"\s+", " ", re.sub(r">\s+", ">", re.sub(r"\s+<", "<", html))).strip()


def test_suggestions_while_typing_are_those_of_the_button(live: Live, browser_page: MakePage, cast: Cast) -> None:
    page = steps.staff(browser_page, live, cast.hotline)
    page.goto(live.url("/meja/laporan/baru/"))
    field = page.get_by_label("Nama atau kode wilayah")
    results = page.locator(f"#{field.get_attribute('id')}-hasil")
    with steps.suggested(page, "Saigon"):
        field.press_sequentially("Saigon")
    expect(results.get_by_role("radio").first).to_be_visible()
    assert axe_findings(page) == []
    typed = plain(results.inner_html())
    page.locator("[name=area-langkah]").click()
    page.wait_for_load_state()
    assert plain(page.locator(f"#{field.get_attribute('id')}-hasil").inner_html()) == typed


def test_a_recount_shows_its_progress_until_it_is_done(live: Live, browser_page: MakePage, cast: Cast) -> None:
    run = Recount.objects.create(by_name="uji", at=timezone.now(), total=10, done=3)
    page = steps.staff(browser_page, live, cast.sysadmin)
    page.goto(live.url(reverse("obligations:recount", args=[run.pk])))
    expect(page.get_by_role("status").filter(has_text="3 dari 10")).to_be_visible()
    run.done, run.finished_at = 10, timezone.now()
    run.save()
    expect(page.get_by_text("0 dari 10 tenggat berubah.")).to_be_visible()
    steps.settled(page)
    swapped = plain(page.locator("main").inner_html())
    assert axe_findings(page) == []
    page.reload()
    assert plain(page.locator("main").inner_html()) == swapped


def test_who_serves_an_area_comes_into_its_page(live: Live, browser_page: MakePage, cast: Cast) -> None:
    page = steps.staff(browser_page, live, cast.hotline)
    page.goto(live.url(reverse("areas:detail", args=[cast.village.pk])))
    panel = page.locator("main [hx-get]")
    expect(panel).to_contain_text("UPTD PPA Kota Pontianak")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    assert axe_findings(page) == []


def test_a_part_that_does_not_come_leaves_the_page_usable(live: Live, browser_page: MakePage, cast: Cast) -> None:
    page = steps.staff(browser_page, live, cast.hotline)
    page.goto(live.url("/meja/laporan/baru/"))

    def cut(route: Route) -> None:
        route.abort("internetdisconnected")

    page.route("**/meja/wilayah/saran/**", cut)
    page.get_by_label("Apa yang terjadi").fill("Ia dipukul")
    page.get_by_label("Nama atau kode wilayah").press_sequentially("Saigon")
    expect(page.get_by_role("alert")).to_contain_text("Belum terkirim.")
    expect(page.get_by_label("Apa yang terjadi")).to_have_value("Ia dipukul")
    page.locator("[name=area-langkah]").click()
    expect(page.get_by_role("radio").first).to_be_visible()
