"""What people do in a browser, for tests that follow them over several pages."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import psycopg
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from tests.cast import sign_in
from tests.live import Live
from tuntas.accounts.models import User

MakePage = Callable[..., Page]


def staff(make_page: MakePage, live: Live, user: User, **options: Any) -> Page:
    """A browser in which this person is signed in, standing on the home of staff."""
    client = Client()
    sign_in(client, user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page = make_page(**options)
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live.base}])
    page.goto(live.url("/meja/"))
    return page


def press(page: Page, label: str) -> None:
    """The button of the page that is called so."""
    page.get_by_role("main").get_by_role("button", name=label, exact=True).last.click()
    page.wait_for_load_state()


def follow(page: Page, label: str) -> None:
    """The link of the page that is called so."""
    page.get_by_role("main").get_by_role("link", name=label, exact=True).first.click()
    page.wait_for_load_state()


def follow_menu(page: Page, label: str) -> None:
    """The entry of the main navigation, which a narrow screen folds away."""
    menu = page.get_by_role("navigation", name="Utama")
    menu.get_by_role("link", name=label, exact=True).click()
    page.wait_for_load_state()


def fill(page: Page, **typed: str) -> None:
    """Type into the fields of the page's form by their names; of a choice, what stands there."""
    for name, value in typed.items():
        box = page.get_by_role("main").locator(f"[name={name}]")
        if box.evaluate("box => box.tagName") == "SELECT":
            box.select_option(label=value)
        else:
            box.fill(value)


@contextmanager
def suggested(page: Page, text: str) -> Iterator[None]:
    """While this text is typed into the picker of areas; at the end what stands below answers to all of it, and stays."""
    with page.expect_response(lambda answer: [text] in parse_qs(urlsplit(answer.url).query).values()):
        yield
    settled(page)


def settled(page: Page) -> None:
    """Nothing that was fetched by script is still being put into the page."""
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")).to_have_count(0)


def told(page: Page, text: str) -> None:
    """The page says at its head what has happened."""
    expect(page.get_by_role("status").filter(has_text=text)).to_be_visible()


def report(page: Page, live: Live, *, story: str, place: str, district: str, village: str) -> tuple[str, str]:
    """Fill and send the public form without a name; returns number and code as the receipt shows them."""
    page.goto(live.url("/"))
    page.get_by_role("link", name="Mulai melapor").click()
    page.get_by_label("Tidak", exact=True).check()
    press(page, "Lanjut")
    page.get_by_label("Apa yang terjadi?").fill(story)
    press(page, "Lanjut")
    page.get_by_label("Kecamatan").select_option(label=district)
    press(page, "Pilih kecamatan")
    page.get_by_label("Kelurahan").select_option(label=village)
    page.get_by_label("Tempatnya").fill(place)
    press(page, "Lanjut")
    page.get_by_label("Orang lain").check()
    press(page, "Lanjut")
    for heading in ("Kapan ini terjadi?", "Anda siapa baginya?", "Apakah ia aman?", "Adakah petugas", "Bolehkah kami"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
        press(page, "Lewati")
    press(page, "Kirim laporan")
    expect(page.get_by_role("heading", name="Laporan Anda sudah kami terima")).to_be_visible()
    return page.locator(".receipt dd").first.inner_text(), page.locator(".receipt__code").inner_text()


def hours_pass(owner: psycopg.Connection[Any], hours: float) -> None:
    """As if all that waits had begun so much earlier: the clocks of duties are set back."""
    owner.execute(
        """UPDATE obligations_obligation
           SET opened_at = opened_at - %(by)s, due_at = due_at - %(by)s, next_escalation_at = next_escalation_at - %(by)s
           WHERE settled_at IS NULL""",
        {"by": timedelta(hours=hours)},
    )
