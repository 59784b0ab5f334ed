"""The story of the hotel: three who know nothing of each other, one office that stays silent, and nothing gets lost."""

import re
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests import cast as people
from tests.cast import Cast
from tests.functional import steps
from tests.live import Live
from tuntas.access.actors import System
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.intake.models import Report
from tuntas.intake.states import Status
from tuntas.obligations.actions import climbing

HOTEL = "Hotel Contoh Indah, kamar 207"
STORIES = (
    "Ada anak perempuan yang dibawa ke kamar itu setiap malam.",
    "Teman saya yang masih sekolah ditawarkan kepada tamu hotel.",
    "Saya bekerja dekat situ. Banyak laki-laki bergantian ke kamar itu, ada anak di dalam.",
)
ANSWER = "Laporan Anda sedang kami tindak lanjuti. Terima kasih."
ADDITION = "Tadi malam ada mobil yang sama lagi."

MakePage = Callable[..., Page]


class Street:
    """Where the story happens: everybody has a browser of their own."""

    def __init__(self, live: Live, make_page: MakePage, owner: psycopg.Connection[Any]) -> None:
        self.live, self.make_page, self.owner = live, make_page, owner
        self.cast: Cast = people.make()
        self.receipts: list[tuple[str, str]] = []

    def desk(self, user: User) -> Page:
        """The home of a member of staff, opened now."""
        return steps.staff(self.make_page, self.live, user)

    def wait(self, hours: float) -> None:
        """Time passes, and the worker looks at the clocks."""
        steps.hours_pass(self.owner, hours)
        climbing.climb(by=System("worker"), at=timezone.now())


@pytest.fixture
def street(live: Live, browser_page: MakePage, owner_connection: psycopg.Connection[Any]) -> Street:
    return Street(live, browser_page, owner_connection)


def test_three_reports_about_one_hotel_are_silenced_by_nobody(street: Street) -> None:
    three_people_report(street)
    the_officer_forwards_each_to_satpol(street)
    satpol_stays_silent_for_a_day(street)
    it_stands_on_the_desks_of_both_sides(street)
    later_it_is_late_by_agency(street)
    the_officer_takes_one_back_and_accepts_it(street)
    one_reporter_reads_the_answer_and_adds_something(street)
    the_officer_finds_the_addition_as_a_duty(street)


def three_people_report(street: Street) -> None:
    for story in STORIES:
        phone = street.make_page(width=360, height=640)
        receipt = steps.report(
            phone, street.live, story=story, place=HOTEL, district="Pontianak Timur", village=street.cast.village.name
        )
        street.receipts.append(receipt)
    assert len({number for number, _ in street.receipts}) == 3
    assert {report.agency for report in Report.objects.all()} == {street.cast.unit}


def the_officer_forwards_each_to_satpol(street: Street) -> None:
    page = street.desk(street.cast.hotline)
    for (number, _), story in zip(street.receipts, STORIES, strict=True):
        page.goto(street.live.url("/meja/kewajiban/"))
        page.get_by_role("link", name=f"Buka Telaah laporan {number}", exact=True).first.click()
        expect(page.get_by_text(story)).to_be_visible()
        expect(page.get_by_text(HOTEL)).to_be_visible()
        steps.press(page, "Mulai telaah")
        steps.follow(page, "Teruskan")
        page.get_by_label("Diteruskan ke").select_option(label="Satpol PP Kota Pontianak")
        # What the receiver is to read is drafted from the report; the officer only checks it.
        expect(page.get_by_label("Yang dibagikan kepada penerima")).to_have_value(re.compile(re.escape(HOTEL)))
        steps.press(page, "Teruskan")
        steps.told(page, "Diteruskan ke Satpol PP")


def satpol_stays_silent_for_a_day(street: Street) -> None:
    page = street.desk(street.cast.satpol)
    for number, _ in street.receipts:
        expect(page.get_by_role("link", name=acknowledge(number), exact=True).first).to_be_visible()
    for user in (street.cast.manager, street.cast.satpol_head):
        expect(climbed(street.desk(user))).to_have_count(0)
    street.wait(25)


def it_stands_on_the_desks_of_both_sides(street: Street) -> None:
    for user in (street.cast.manager, street.cast.satpol_head):
        page = street.desk(user)
        for number, _ in street.receipts:
            line = climbed(page).get_by_role("listitem").filter(has_text=acknowledge(number))
            expect(line).to_contain_text("lewat 1 jam")
            expect(line).to_contain_text("Satpol PP")
        climbed(page).get_by_role("link", name=acknowledge(street.receipts[0][0]), exact=True).click()
        expect(page.get_by_text("Kewajiban ini naik ke meja Anda karena tenggatnya.")).to_be_visible()
        steps.follow(page, "Kerjakan")
        expect(page.get_by_text(HOTEL)).to_be_visible()


def later_it_is_late_by_agency(street: Street) -> None:
    street.wait(24)
    cast, ours, theirs = street.cast, "UPTD PPA Kota Pontianak", "Satpol PP Kota Pontianak"
    task_force = cast.by_role[Role.TASK_FORCE_SECRETARIAT]
    seen = (
        (cast.head, ours, "Pantau terusan laporan"),
        (cast.leadership, ours, "Pantau terusan laporan"),
        (cast.satpol_head, theirs, "Konfirmasi terima terusan"),
        (task_force, theirs, ""),  # counts and agencies for them, no numbers
    )
    for user, agency, duty in seen:
        page = street.desk(user)
        page.get_by_role("link", name="Terlambat", exact=True).click()
        row = page.get_by_role("row").filter(has_text=agency)
        expect(row.get_by_role("cell").first).to_have_text("3")
        expect(row).to_contain_text("lewat 1 hari")
        steps.follow(page, agency)
        expect(page.get_by_role("heading", name=f"Terlambat: {agency}")).to_be_visible()
        lines = page.get_by_role("listitem").filter(has_text=duty or "laporan")
        expect(lines).to_have_count(3 if duty else 0)


def acknowledge(number: str) -> str:
    return f"Konfirmasi terima terusan {number}"


def climbed(page: Page) -> Any:
    """The part of the staff home with what climbed to this desk."""
    return page.get_by_role("region", name="Naik ke meja Anda")


def the_officer_takes_one_back_and_accepts_it(street: Street) -> None:
    number, _ = street.receipts[0]
    page = street.desk(street.cast.hotline)
    page.get_by_role("link", name=f"Pantau terusan laporan {number}", exact=True).first.click()
    steps.follow(page, "Kerjakan")
    steps.follow(page, "Satpol PP Kota Pontianak")
    steps.press(page, "Ambil kembali")
    steps.told(page, "Terusan diambil kembali. Laporan ditelaah di sini.")
    steps.press(page, "Terima untuk kasus")
    steps.told(page, "Kewajiban berikutnya: buka kasus.")
    expect(page.get_by_role("link", name="Buka kasus dari laporan", exact=True)).to_be_visible()
    report = Report.objects.select_related("duty").get(number=number)
    assert report.status == Status.ACCEPTED
    assert report.duty is not None
    assert (report.duty.agency, report.duty.assignee, report.duty.settled_at) == (
        street.cast.unit,
        street.cast.hotline,
        None,
    )
    page.goto(street.live.url("/meja/kewajiban/"))
    expect(page.get_by_role("link", name=f"Buka kasus dari laporan {number}", exact=True)).to_be_visible()


def one_reporter_reads_the_answer_and_adds_something(street: Street) -> None:
    number, code = street.receipts[0]
    page = street.desk(street.cast.hotline)
    page.get_by_role("searchbox").fill(number)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=number)).to_be_visible()
    page.get_by_role("navigation", name="Laporan ini").get_by_role("link", name="Pesan").click()
    page.get_by_label("Pesan untuk pelapor").fill(ANSWER)
    steps.press(page, "Kirim pesan")
    expect(page.get_by_text(ANSWER)).to_be_visible()
    phone = street.make_page(width=360, height=640)
    phone.goto(street.live.url("/"))
    phone.get_by_role("link", name="Baca jawaban").click()
    phone.get_by_label("Nomor", exact=True).fill(number)
    phone.get_by_label("Kode").fill(code)
    steps.press(phone, "Buka")
    expect(phone.get_by_text(ANSWER)).to_be_visible()
    for word in ("Hotel", "kamar", "Satpol", "Uji", "kasus"):  # neither place nor person nor step
        expect(phone.locator("body")).not_to_contain_text(word)
    phone.get_by_role("textbox").fill(ADDITION)
    steps.press(phone, "Kirim pesan")
    expect(phone.get_by_text(ADDITION)).to_be_visible()


def the_officer_finds_the_addition_as_a_duty(street: Street) -> None:
    number, _ = street.receipts[0]
    page = street.desk(street.cast.hotline)
    page.get_by_role("link", name=f"Buka Baca pesan pelapor pada laporan {number}", exact=True).first.click()
    expect(page.get_by_text(ADDITION)).to_be_visible()
    steps.press(page, "Tandai sudah dibaca")
    page.goto(street.live.url("/meja/kewajiban/"))
    expect(page.get_by_role("link", name="Baca pesan pelapor")).to_have_count(0)
