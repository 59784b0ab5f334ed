"""Break-glass, the access list, the summary on paper and the sheet for SIMFONI, on a desk and on a phone."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.cast import Cast
from tests.functional import steps
from tests.functional.inspection import Inspector
from tests.live import Live
from tuntas.cases.actions import parties
from tuntas.cases.models import BreakGlass
from tuntas.cases.states import PartyRole
from tuntas.cases.tests.make import make_case, make_party
from tuntas.people.actions.people import PersonData

pytestmark = pytest.mark.django_db(transaction=True)
MakePage = Callable[..., Page]


def test_break_glass_from_the_number_to_the_review(live: Live, browser_page: MakePage, cast: Cast) -> None:
    case = make_case(cast)
    page = steps.staff(browser_page, live, cast.hotline)
    inspector = Inspector(page, live.base)
    inspector.look(reverse("cases:break_glass_open"))
    page.get_by_role("textbox", name="Nomor kasus").fill(case.number)
    page.get_by_label("Alasan").fill("Korban menelepon malam ini, manajer tidak terhubung.")
    steps.press(page, "Buka selama 24 jam (dicatat)")
    steps.told(page, "Akses darurat terbuka selama 24 jam")
    inspector.inspect("case, inside")
    steps.follow(page, "Akhiri akses")
    inspector.inspect("own access")
    steps.press(page, "Akhiri akses sekarang")
    steps.told(page, "Akses darurat diakhiri")
    other = steps.staff(browser_page, live, cast.supervisor)
    judge = Inspector(other, live.base)
    judge.look(reverse("cases:break_glass", args=[BreakGlass.objects.get().pk]))
    other.get_by_label("Ya, beralasan").check()
    other.get_by_label("Catatan").fill("Panggilan ada di catatan kontak.")
    steps.press(other, "Catat pemeriksaan")
    judge.inspect("reviewed")
    judge.look(reverse("cases:access", args=[case.pk]))
    assert inspector.wrong + judge.wrong == []


def test_copying_field_by_field_and_printing(live: Live, browser_page: MakePage, cast: Cast) -> None:
    case = make_case(cast)
    make_party(case)
    child = PersonData(name="Melati Rahasia", birth_year=2014)
    parties.add(case, role=PartyRole.VICTIM, data=child, by=cast.manager, at=case.opened_at)
    page = steps.staff(browser_page, live, cast.manager)
    inspector = Inspector(page, live.base)
    inspector.look(reverse("cases:simfoni", args=[case.pk]))
    page.get_by_role("button", name="Salin Nomor registrasi").click()
    expect(page.locator("[data-copy]").first).to_have_text("Disalin ✓")
    steps.press(page, "Tampilkan identitas orang dewasa (dicatat)")
    inspector.inspect("with names")
    inspector.look(reverse("cases:print", args=[case.pk]))
    with page.expect_download() as paper:
        steps.press(page, "Cetak PDF (dicatat)")
    assert paper.value.suggested_filename == f"ringkasan-{case.number}.pdf"
    assert inspector.wrong == []


def test_without_scripts_there_are_no_dead_buttons(live: Live, browser_page: MakePage, cast: Cast) -> None:
    case = make_case(cast)
    page = steps.staff(browser_page, live, cast.manager, js=False)
    page.goto(live.url(reverse("cases:simfoni", args=[case.pk])))
    expect(page.locator(".copied").first).to_have_text(case.number)
    expect(page.locator("[data-copy]:visible")).to_have_count(0)
