"""The camat's notification to all kelurahan, RW and RT of Pontianak Kota: acknowledged by some, chased for others."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.cast import NOW, Cast, make_agency, make_user, post
from tests.functional import steps
from tests.live import Live
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.agencies.states import AgencyKind
from tuntas.areas.actions import neighbourhoods
from tuntas.areas.models import Area
from tuntas.areas.states import Level
from tuntas.letters import jobs
from tuntas.letters.actions import chasing
from tuntas.letters.models import Batch, Delivery
from tuntas.letters.states import BatchStatus, ReceiptVia

pytestmark = pytest.mark.django_db(transaction=True)
MakePage = Callable[..., Page]
KOTA = "61.71.05"


def test_the_camat_writes_to_all_some_answer_and_the_others_are_chased(
    live: Live, browser_page: MakePage, cast: Cast
) -> None:
    _agency, keeper = the_office(cast)
    page = steps.staff(browser_page, live, keeper)
    batch = it_writes_to_everybody(page, live)
    it_goes_out(page, live, batch)
    a_ketua_rt_scans_the_code_on_a_phone(browser_page, live, batch)
    the_office_writes_down_what_came_on_paper(page, live, batch)
    seven_working_days_later_the_silent_are_chased(page, live, batch)
    second = reminders_go_out(page, live, batch)
    one_of_them_answers(browser_page, live, batch, second)
    expect_the_list(page, live, batch)


def the_office(cast: Cast) -> tuple[Agency, User]:
    """The secretariat of the kecamatan; two kelurahan have told their RW and RT."""
    district = Area.objects.current().get(code=KOTA)
    agency = make_agency("Kantor Camat Pontianak Kota", AgencyKind.DISTRICT_SECRETARIAT, district)
    keeper = make_user("Admin Pontianak Kota", "kota@contoh.test")
    post(keeper, Role.SECRETARIAT_ADMIN, agency, district)
    for village in Area.objects.current().filter(parent=district).order_by("code")[:2]:
        for number in (1, 2):
            rw = neighbourhoods.add(village, level=Level.RW, number=number, by=cast.sysadmin, at=NOW)
            neighbourhoods.add(rw, level=Level.RT, number=1, by=cast.sysadmin, at=NOW)
    return agency, keeper


def it_writes_to_everybody(page: Page, live: Live) -> Batch:
    """From the register of letters to a checked draft."""
    page.goto(live.url(reverse("letters:list")))
    steps.follow(page, "Surat ke kelurahan, RW dan RT")
    steps.follow(page, "Surat pemberitahuan baru")
    for level in ("Setiap RW", "Setiap RT"):
        page.get_by_label(level).check()
    steps.fill(
        page, address="Jalan Contoh 5", hours="Senin sampai Jumat, 08.00 sampai 16.00", contacts="Telepon 0561-000005",
        note="Laporan 26-0123-4567 sudah ditangani",
    )  # fmt: skip
    steps.press(page, "Simpan rancangan")
    expect(page.get_by_role("main").get_by_text("terbaca sebagai nomor laporan atau kasus").first).to_be_visible()
    assert not Batch.objects.exists()
    steps.fill(page, note="Poster terlampir mohon ditempel.")
    steps.press(page, "Simpan rancangan")
    steps.told(page, "Rancangan tersimpan")
    steps.press(page, "Periksa isi surat")
    steps.told(page, "sudah diperiksa")
    return Batch.objects.get()


def it_goes_out(page: Page, live: Live, batch: Batch) -> None:
    """The worker makes them while the page shows how far it is; then they are on their way."""
    steps.press(page, "Beri nomor dan buat surat")
    expect(page.get_by_text(f"0 dari {2 * batch.deliveries.count()}").first).to_be_visible()
    jobs.make(batch_id=str(batch.pk))
    page.reload()
    steps.follow(page, "Kirim")
    steps.press(page, "Catat terkirim")
    steps.told(page, "Tercatat terkirim")
    batch.refresh_from_db()
    villages = Area.objects.current().filter(path__startswith=batch.area_path, level__gte=Level.VILLAGE)
    assert batch.deliveries.filter(sent_at__isnull=False).count() == villages.count() > 12


def a_ketua_rt_scans_the_code_on_a_phone(browser_page: MakePage, live: Live, batch: Batch) -> None:
    """No account, no script, 360 px."""
    row = Delivery.objects.select_related("letter").filter(batch=batch, level=Level.RT).order_by("position")[0]
    phone = scan(browser_page, live, row)
    expect(phone.get_by_text("Surat ini asli")).to_be_visible()
    receive(phone, "Pak Contoh", "Ketua RT 01")
    row.refresh_from_db()
    assert row.receipt_via == ReceiptVia.QR


def scan(browser_page: MakePage, live: Live, row: Delivery) -> Page:
    """The page behind the code of a letter, on a small phone."""
    assert row.letter
    phone = browser_page(js=False, width=360, height=640)
    phone.goto(live.url(reverse("letters:genuine", args=[row.letter.token])))
    return phone


def receive(phone: Page, name: str, position: str) -> None:
    """One tap."""
    phone.get_by_label("Nama penerima").fill(name)
    phone.get_by_label("Jabatan").fill(position)
    steps.press(phone, "Surat sudah saya terima")
    expect(phone.get_by_text("sudah tercatat")).to_be_visible()


def the_office_writes_down_what_came_on_paper(page: Page, live: Live, batch: Batch) -> None:
    """All kelurahan signed the messenger's book."""
    for row in batch.deliveries.filter(level=Level.VILLAGE).order_by("position"):
        page.goto(live.url(reverse("letters:coverage", args=[batch.pk])))
        steps.follow(page, row.addressee)
        steps.fill(page, name="Staf Contoh", position="Staf kelurahan")
        steps.press(page, "Catat tanda terima")
        steps.told(page, row.addressee)


def seven_working_days_later_the_silent_are_chased(page: Page, live: Live, batch: Batch) -> None:
    """One duty, on the desk of the office."""
    batch.refresh_from_db()
    assert batch.chase_from
    assert batch.chase_from - NOW > timedelta(days=7)
    assert [chasing.chase_due(by=jobs.CHASER, at=batch.chase_from) for _ in range(2)] == [1, 0]
    page.goto(live.url("/meja/"))
    expect(page.locator("li.duty").filter(has_text="Tagih tanda terima surat massal")).to_have_count(1)


def reminders_go_out(page: Page, live: Live, batch: Batch) -> Batch:
    """A letter to each of those who are silent, with the number of the first."""
    silent = batch.deliveries.filter(receipt_at__isnull=True).count()
    page.goto(live.url(reverse("letters:batch", args=[batch.pk])))
    steps.follow(page, "Buat surat pengingat")
    expect(page.get_by_role("heading", name=f"Surat pengingat untuk {silent} penerima")).to_be_visible()
    steps.fill(page, answer_by="2026-12-31")
    steps.press(page, "Simpan rancangan")
    second = Batch.objects.get(reminds=batch)
    assert second.deliveries.count() == silent
    steps.press(page, "Periksa isi surat")
    steps.press(page, "Beri nomor dan buat surat")
    steps.told(page, "sedang dibuat")
    jobs.make(batch_id=str(second.pk))
    page.reload()
    steps.follow(page, "Kirim")
    steps.press(page, "Catat terkirim")
    steps.told(page, "Tercatat terkirim")
    return second


def one_of_them_answers(browser_page: MakePage, live: Live, batch: Batch, second: Batch) -> None:
    """By the code of the reminder; it counts for the first letter."""
    row = Delivery.objects.select_related("letter", "reminds").filter(batch=second).order_by("position")[0]
    receive(scan(browser_page, live, row), "Bu Contoh", "Ketua RW")
    assert row.reminds
    row.reminds.refresh_from_db()
    assert row.reminds.receipt_via == ReceiptVia.REMINDER
    batch.refresh_from_db()
    assert batch.status == BatchStatus.SENT


def expect_the_list(page: Page, live: Live, batch: Batch) -> None:
    """Who confirmed, by which way; who was reminded and is still silent."""
    page.goto(live.url(reverse("letters:coverage", args=[batch.pk])))
    rows = page.get_by_role("main").locator("tbody")
    for way in ("Pindai kode QR", "Dicatat sekretariat", "Lewat surat pengingat", "sudah diingatkan"):
        expect(rows.get_by_text(way).first).to_be_visible()
