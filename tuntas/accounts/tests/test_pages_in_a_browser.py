"""The pages as people meet them: a real browser, axe, a small screen."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests import cast as people
from tests.browser import axe_findings
from tests.live import Live
from tuntas.access.roles import Role
from tuntas.accounts.actions import invitations, users
from tuntas.accounts.models import User
from tuntas.accounts.tests.helpers import code_now, give_password

LONG = "nama.yang.panjang.sekali.dari.seorang.petugas@dinas-pemberdayaan-perempuan.contoh-kota.test"
pytestmark = pytest.mark.django_db(transaction=True)


def own_pages(person: str) -> tuple[str, ...]:
    return (
        "/masuk/akun/", "/masuk/akun/sesi/", "/masuk/akun/sandi/", "/masuk/akun/kode-cadangan/", "/masuk/akun/langkah-kedua/ganti/",
        "/masuk/ulang/", "/masuk/keluar/", "/meja/pengguna/", "/meja/pengguna/undangan/", "/meja/pengguna/undangan/baru/",
        person, f"{person}penugasan/", f"{person}tutup/",
    )  # fmt: skip


STICKS_OUT = "[...document.querySelectorAll('.scroll')].some(box => box.scrollWidth > box.clientWidth)"


def look(page: Page) -> None:
    """Axe finds nothing, and nothing sticks out at the right, also not inside a table whose rows became cards."""
    page.wait_for_load_state()
    assert not page.evaluate(STICKS_OUT), page.url
    assert (page.url, axe_findings(page)) == (page.url, [])
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url


def test_from_the_invitation_to_the_list_of_people(live: Live, browser_page: Callable[..., Page]) -> None:
    cast = people.make()
    at = timezone.now()
    User.objects.filter(pk=cast.hotline.pk).update(email=LONG)
    User.objects.filter(pk=cast.manager.pk).update(name="Nama" * 12)
    invitation = invitations.invite(
        name="Orang Baru", email="baru@contoh.test", role=Role.UNIT_HEAD, agency=cast.unit, area=cast.city,
        by=cast.sysadmin, at=at,
    )  # fmt: skip
    users.propose_restoration(cast.hotline, kind="second_factor", by=cast.head, at=at)
    page = browser_page(width=320, height=640)
    for path in (
        "/masuk/",
        "/masuk/lupa/",
        "/masuk/lupa/terkirim/",
        "/masuk/undangan/",
        f"/masuk/undangan/{invitation.token}/",
    ):
        page.goto(live.url(path))
        look(page)
    page.fill("input[name=password]", people.PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/langkah-kedua/")
    look(page)
    page.click("summary")
    page.fill("input[name=code]", code_now(page.inner_text("#kunci").replace(" ", "")))
    page.click("main button[type=submit]")
    page.wait_for_selector("text=Sudah saya catat")
    look(page)
    for path in own_pages(f"/meja/pengguna/{cast.hotline.id}/"):
        page.goto(live.url(path))
        assert urlsplit(page.url).path == path
        look(page)


def test_signing_in_works_without_scripts(live: Live, browser_page: Callable[..., Page]) -> None:
    cast = people.make()
    give_password(cast.head)
    page = browser_page(js=False, width=320, height=640)
    page.goto(live.url("/meja/pengguna/"))
    page.fill("input[name=email]", cast.head.email)
    page.fill("input[name=password]", people.PASSWORD)
    page.keyboard.press("Enter")
    page.fill("input[name=code]", code_now())
    page.keyboard.press("Enter")
    page.wait_for_url("**/meja/pengguna/")
    expect(page.get_by_role("main")).to_contain_text(cast.hotline.email)
