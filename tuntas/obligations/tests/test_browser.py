"""The pages of this app in a real browser: nothing for axe to find, nothing wider than a small phone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests import cast as casting
from tests.browser import axe_findings
from tests.cast import Cast
from tests.live import Live
from tuntas.accounts.models import User
from tuntas.agencies.models import DutyContact
from tuntas.obligations import kinds
from tuntas.obligations.actions import climbing, duties, holidays
from tuntas.obligations.kinds import Clock, Kind
from tuntas.obligations.models import Obligation
from tuntas.obligations.tests.conftest import BY

KIND = Kind(
    "uji.peramban", "Telaah laporan", Clock(calendar=timedelta(hours=6)), "obligations:detail", rule="R17",
    postpone_times=2, postpone_by=timedelta(days=3),
)  # fmt: skip


def _open(cast: Cast, label: str, hours: float, **options: object) -> Obligation:
    at = timezone.now()
    values = {"agency": cast.unit, "kind": KIND, "assignee": cast.manager} | options
    return duties.open_duty(
        subject=cast.city, dossier_id=cast.city.pk, label=label, area_path=cast.village.path, by=BY,
        at=at - timedelta(days=9), due_at=at + timedelta(hours=hours), **values,  # type: ignore[arg-type]
    )  # fmt: skip


def _world(cast: Cast) -> Obligation:
    DutyContact.objects.create(agency=cast.unit, name="Ibu Piket", position="Petugas piket", phone="0812-0000-0001")
    DutyContact.objects.create(agency=cast.unit, name="Bapak Piket", phone="0812-0000-0002")
    urgent = _open(cast, "26-0001", -30, urgent=True, assignee=None)
    for number, hours in enumerate((-50, 1, 30, 400), start=2):
        _open(cast, f"26-000{number}", hours)
    _open(cast, "26-0009", -200, agency=cast.agencies["satpol"], assignee=cast.satpol, sender=cast.unit)
    climbing.call_out(by=BY, at=timezone.now())
    climbing.climb(by=BY, at=timezone.now())
    holidays.add(timezone.now().date(), name="Libur uji", source="SKB", by=cast.sysadmin, at=timezone.now())
    return urgent


def _signed_in(page: Page, live: Live, user: User) -> Page:
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live.base}])
    return page


def test_every_page_is_readable_by_everyone_and_fits_a_small_phone(
    live: Live, browser_page: Callable[..., Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(kinds._KINDS, KIND.code, KIND)
    cast = casting.make()
    urgent = _world(cast)
    late = f"/meja/kewajiban/terlambat/{cast.unit.pk}/"
    visits: dict[str, list[str]] = {
        "supervisor": [
            "/meja/kewajiban/", "/meja/kewajiban/unit/?pemegang=semua", "/meja/kewajiban/naik/", "/meja/kewajiban/terlambat/",
            late, f"/meja/kewajiban/{urgent.pk}/", f"/meja/kewajiban/{urgent.pk}/tunda/", "/meja/kewajiban/serah-terima/",
            f"/meja/kewajiban/serah-terima/?from_user={cast.manager.pk}", "/meja/pemberitahuan/",
        ],
        "sysadmin": ["/meja/kewajiban/jangka-waktu/", f"/meja/kewajiban/jangka-waktu/{KIND.code}/", "/meja/kewajiban/hari-libur/"],
    }  # fmt: skip
    for who, addresses in visits.items():
        page = _signed_in(browser_page(width=360, height=740), live, getattr(cast, who))
        for address in addresses:
            answer = page.goto(live.url(address))
            assert answer is not None
            assert answer.status == 200, address
            assert axe_findings(page) == [], address
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, address


def test_one_takes_a_duty_without_scripts(
    live: Live, browser_page: Callable[..., Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(kinds._KINDS, KIND.code, KIND)
    cast = casting.make()
    duty = _open(cast, "26-0042", 3, assignee=None)
    page = _signed_in(browser_page(js=False, width=360), live, cast.hotline)
    page.goto(live.url("/meja/kewajiban/"))
    page.get_by_role("link", name="Telaah laporan 26-0042", exact=True).click()
    page.get_by_role("button", name="Ambil kewajiban ini").click()
    expect(page.get_by_text("Kewajiban ini sekarang ada pada Anda.").first).to_be_visible()
    duty.refresh_from_db()
    assert duty.assignee == cast.hotline
