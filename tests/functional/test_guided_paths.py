"""Two guided paths: a Satgas that slept is brought back, and a city that has no UPTD PPA forms one.

The Satgas is Kutai Kartanegara's in the request; here it is that of the cast's city, which has the offices that it needs.
The UPTD PPA is Payakumbuh's, in Sumatera Barat.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.cast import Cast, make_agency
from tests.functional import steps
from tests.functional.places import Region
from tests.live import Live
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.agencies.models import PublicContact, ReceivingUnit
from tuntas.agencies.states import AgencyKind
from tuntas.areas.models import Area
from tuntas.bodies.actions import paths
from tuntas.bodies.models import Body, Path, TaskLine
from tuntas.bodies.states import PathStatus, SeatRole
from tuntas.bodies.tests.make import make_body, make_decree, make_seat
from tuntas.cases.tests.make import make_case, make_party
from tuntas.core.ids import uuid7
from tuntas.meetings.actions import attendance, decisions, followups
from tuntas.meetings.actions.attendance import Person
from tuntas.meetings.actions.followups import ActionData
from tuntas.meetings.models import FollowUpAction, Meeting
from tuntas.meetings.states import ActionStatus, MeetingKind, Via
from tuntas.meetings.tests.make import HOUR, make_meeting

pytestmark = pytest.mark.django_db(transaction=True)
MakePage = Callable[..., Page]
DAY = timedelta(days=1)


def test_a_satgas_that_slept_is_brought_back(live: Live, browser_page: MakePage, cast: Cast) -> None:
    region = Region(live, browser_page, cast, "61.71")
    body = make_body(
        cast, kind="response_team", name="Satgas PPA", area=cast.city, agency=cast.unit, founded_date=date(2019, 3, 4),
        by=cast.head, at=timezone.now(),
    )  # fmt: skip
    page = region.desk(cast.head, width=360, height=740)
    path = the_path_asks_for_what_the_records_show(region, page, body)
    the_education_office_accepts_its_task(region, page, body)
    members_meet_are_trained_and_meet_again(region, page, body)
    it_is_looked_at_again_after_ninety_days(region, page, path)
    a_child_is_referred_to_whom_the_matrix_names(region)


def the_path_asks_for_what_the_records_show(region: Region, page: Page, body: Body) -> Path:
    """Members, decree, contacts: each step is refused until they are there."""
    region.open(page, "bodies:paths", body.pk)
    steps.press(page, "Mulai mengaktifkan kembali")
    path, now = Path.objects.get(body=body), timezone.now()
    _step(region, page, path, "members", refused="Baru 0 kursi")
    for name, agency, role in (
        ("Camat", None, SeatRole.CHAIR),
        ("", region.cast.agencies["police"], SeatRole.MEMBER),
        ("", region.cast.agencies["education"], SeatRole.MEMBER),
    ):
        make_seat(body, name, agency=agency, holder="Wakil Contoh", role=role, from_date=region.today(), at=now)
    _step(region, page, path, "members")
    make_decree(body, from_date=date(2019, 3, 4), to_date=date(2023, 3, 4), at=path.started_at - DAY)
    _step(region, page, path, "decree", refused="Belum ada SK baru")
    expect(page.get_by_role("main").get_by_role("link", name="SK", exact=True)).to_have_attribute(
        "href", reverse("bodies:decrees", args=[body.pk])
    )
    make_decree(body, number="SK/baru", from_date=region.today(), to_date=None, at=now)
    _step(region, page, path, "decree")
    contacts = PublicContact.objects.filter(agency=body.agency)
    contacts.update(verified_date=region.today() - 400 * DAY)
    _step(region, page, path, "contacts", refused="yang diverifikasi dalam 12 bulan terakhir")
    contacts.update(verified_date=region.today())
    _step(region, page, path, "contacts")
    _step(region, page, path, "tasks", refused="Belum ada pembagian tugas yang berlaku")
    return path


def _step(region: Region, page: Page, path: Path, code: str, *, refused: str = "") -> None:
    """Say that a step is done; with `refused`, the page says why it is not."""
    step = path.steps.get(code=code)
    region.open(page, "bodies:path_step", step.pk)
    steps.fill(page, done_date=region.today().isoformat())
    steps.press(page, "Catat selesai")
    if refused:
        expect(page.get_by_role("alert")).to_contain_text(refused)
    else:
        steps.told(page, "Langkah dicatat selesai")
    step.refresh_from_db()
    assert (step.done_at is None) is bool(refused)


def the_education_office_accepts_its_task(region: Region, page: Page, body: Body) -> None:
    """Proposed from the gap that the page shows; its head accepts on a phone; the secretariat puts it in force."""
    office = region.cast.agencies["education"]
    head = region.person("Kepala Dinas Pendidikan", Role.LEADERSHIP, office)
    region.open(page, "bodies:tasks", body.pk)
    page.get_by_role("link", name=re.compile("^Usulkan.*SLTP")).click()
    steps.fill(page, agency=office.name, what="Mengatur pindah sekolah tanpa membuka alasannya")
    steps.press(page, "Usulkan")
    line = TaskLine.objects.get(body=body)
    desk = region.desk(head, width=360, height=740)
    desk.get_by_role("main").get_by_role("link", name=re.compile("^Buka .*Kembali atau pindah sekolah")).first.click()
    steps.follow(desk, "Terima tugas ini")
    steps.fill(desk, position="Kepala Dinas", letter="420/12/2026")
    steps.press(desk, "Terima")
    steps.told(desk, "Penerimaan dicatat")
    region.open(page, "bodies:task", line.pk)
    expect(page.get_by_role("main")).to_contain_text("Kepala Dinas Pendidikan, Kepala Dinas, surat 420/12/2026")
    steps.press(page, "Berlakukan")
    steps.told(page, "Pembagian tugas berlaku")
    _step(region, page, line.body.paths.get(), "tasks")


def members_meet_are_trained_and_meet_again(region: Region, page: Page, body: Body) -> None:
    """An FGD decides, a training teaches, a follow-up meeting begins with what the FGD left open."""
    path, by = body.paths.get(), region.cast.head
    _step(region, page, path, "training", refused="Belum ada pelatihan dengan daftar hadir")
    for kind, title in (
        (MeetingKind.FGD, "FGD anak dan gawai"),
        (MeetingKind.TRAINING, "Pelatihan anggota"),
        (MeetingKind.FOLLOW_UP, "Rapat tindak lanjut"),
    ):
        at = timezone.now()
        meeting = make_meeting(
            region.cast,
            body,
            at=at,
            by=by,
            kind=kind,
            title=title,
            starts_at=at,
            ends_at=at + 2 * HOUR,
            chair=region.cast.leadership,
        )
        attendance.record(meeting, person=Person("Wakil Contoh", "Camat"), form_id=uuid7(), via=Via.LIST, by=by, at=at)
        if kind is MeetingKind.FGD:
            decision = decisions.add(meeting, text="Sekolah diajak bicara", by=by, at=at)
            data = ActionData("Menemui kepala sekolah", region.cast.agencies["education"], region.today() + 9 * DAY)
            followups.add(decision, data=data, by=by, at=at)
    _step(region, page, path, "training")
    region.open(page, "meetings:detail", Meeting.objects.get(kind=MeetingKind.FOLLOW_UP).pk)
    expect(page.get_by_role("region", name="Agenda").get_by_role("listitem").first).to_contain_text(
        "Menemui kepala sekolah"
    )


def it_is_looked_at_again_after_ninety_days(region: Region, page: Page, path: Path) -> None:
    _step(region, page, path, "review", refused="Tinjauan dilakukan 90 hari setelah pelatihan")
    later = timezone.now() + 91 * DAY
    paths.finish(
        path.steps.get(code="review"), done_date=path.agency.today(later), document="", evidence="Berjalan", by=region.cast.head,
        at=later,
    )  # fmt: skip
    path.refresh_from_db()
    assert path.status == PathStatus.DONE


def a_child_is_referred_to_whom_the_matrix_names(region: Region) -> None:
    """Another office of the same kind comes first by name; the one that took it on is offered before it."""
    cast = region.cast
    other = region.office("Balai Pendidikan Contoh", AgencyKind.AGENCY_EDUCATION)
    case = make_case(cast, child=True, at=timezone.now())
    make_party(case, child=True)
    page = region.desk(cast.manager)
    region.open(page, "referrals:new", case.pk)
    page.get_by_label("Kembali atau pindah sekolah dengan aman").check()
    steps.fill(page, level="SLTP", operator="Sekolah negeri atau swasta, dinas kabupaten/kota")
    steps.press(page, "Lanjut")
    offered = page.locator("select[name=receiver] option[value]:not([value=''])")
    expect(offered.first).to_have_text(re.compile("^Dinas Pendidikan"))
    expect(offered.nth(1)).to_have_text(re.compile(other.name))
    expect(page.get_by_role("main")).to_contain_text("420/12/2026")


def test_a_city_decides_to_have_a_uptd_ppa_and_gets_one(live: Live, browser_page: MakePage, cast: Cast) -> None:
    """Payakumbuh, in Sumatera Barat."""
    region = Region(live, browser_page, cast, "13.76")
    agency = region.office("Dinas P3A Payakumbuh", AgencyKind.AGENCY_WOMEN_CHILD)
    keeper = region.person("Admin Forum", Role.SECRETARIAT_ADMIN, agency)
    chair = region.person("Asisten Contoh", Role.LEADERSHIP, agency)
    action = the_rakor_decides(region, keeper, chair)
    path = the_path_is_begun_and_its_first_step_done(region, keeper, action)
    the_province_sees_how_far_it_is(region, path)
    at_its_end_the_chair_closes_the_action(region, keeper, chair, path, action)


def the_rakor_decides(region: Region, keeper: User, chair: User) -> FollowUpAction:
    """Offices and NGOs come together; forming a UPTD PPA is decided and given to the dinas."""
    at = timezone.now() - 2 * DAY
    agency = keeper.postings.get().agency
    body = make_body(
        region.cast, kind="forum", name="Forum PPA Payakumbuh", area=region.area, agency=agency, by=keeper, at=at
    )
    meeting = make_meeting(region.cast, body, at=at, by=keeper, chair=chair, title="Rakor OPD dan LSM")
    for name in ("Dinas P3A", "Bagian Hukum", "Dinas Sosial", "LSM Perempuan", "LBH"):
        make_seat(body, name, holder=f"Wakil {name}", by=keeper, at=at)
        attendance.record(
            meeting, person=Person(f"Wakil {name}", name), form_id=uuid7(), via=Via.LIST, by=keeper, at=at
        )
    page = region.desk(keeper)
    region.open(page, "meetings:detail", meeting.pk)
    steps.follow(page, "Catat keputusan")
    steps.fill(page, text="Membentuk UPTD PPA Kota Payakumbuh")
    steps.press(page, "Simpan")
    page.get_by_role("link", name=re.compile("Tambah tindak lanjut")).click()
    steps.fill(
        page, text="Menyiapkan pembentukan UPTD PPA", due_date=(agency.today(timezone.now()) + 300 * DAY).isoformat()
    )
    page.locator("[name=agency]").select_option(label=agency.name)
    steps.press(page, "Simpan")
    steps.told(page, "Tindak lanjut tercatat")
    return FollowUpAction.objects.get(meeting=meeting)


def the_path_is_begun_and_its_first_step_done(region: Region, keeper: User, action: FollowUpAction) -> Path:
    page = region.desk(keeper, width=360, height=740)
    region.open(page, "meetings:action", action.pk)
    steps.press(page, "Mulai jalur")
    steps.follow(page, "Membentuk UPTD PPA")
    for basis in ("Perpres 55/2024", "UU 12/2022 Pasal 78"):
        expect(page.get_by_text(basis).first).to_be_visible()
    page.get_by_role("link", name=re.compile("^Catat selesai.*Layanan dibuka")).click()
    today = action.agency.today(timezone.now()).isoformat()
    steps.fill(page, done_date=today)
    steps.press(page, "Catat selesai")
    expect(page.get_by_role("alert")).to_contain_text("Langkah ini yang terakhir")
    steps.follow(page, "Batal")
    page.get_by_role("link", name=re.compile("^Catat selesai.*Kajian kebutuhan dan beban kerja")).click()
    steps.fill(page, done_date=today, document="Kajian 050/7/2026", evidence="Tiga petugas, dua ruang")
    steps.press(page, "Catat selesai")
    expect(page.get_by_text("Kajian 050/7/2026")).to_be_visible()
    return Path.objects.get(area=region.area)


def the_province_sees_how_far_it_is(region: Region, path: Path) -> None:
    province = Area.objects.current().get(code="13")
    agency = make_agency("Dinas P3AP2KB Sumatera Barat", AgencyKind.AGENCY_WOMEN_CHILD, province)
    page = region.desk(region.person("Kepala Dinas Provinsi", Role.LEADERSHIP, agency))
    steps.follow_menu(page, "Pengawasan")
    page.get_by_role("link", name=re.compile("^Membentuk UPTD PPA: Pertimbangan teknis Menteri PPPA")).click()
    expect(page.get_by_text("Kajian 050/7/2026")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("Catat selesai"))).to_have_count(0)


def at_its_end_the_chair_closes_the_action(
    region: Region, keeper: User, chair: User, path: Path, action: FollowUpAction
) -> None:
    """The other steps with their documents; the unit is there and receives reports; what was decided is reported by itself."""
    unit = region.office("UPTD PPA Payakumbuh", AgencyKind.UPTD_PPA)
    ReceivingUnit.objects.create(
        area=region.area, area_path=region.area.path, agency=unit, from_date=path.started_at.date()
    )
    for step in path.steps.filter(done_at=None).order_by("position"):
        paths.finish(
            step,
            done_date=path.agency.today(timezone.now()),
            document="Nomor 1/2026",
            evidence="",
            by=keeper,
            at=timezone.now(),
        )
    path.refresh_from_db()
    assert path.status == PathStatus.DONE
    page = region.desk(chair, width=360, height=740)
    region.open(page, "meetings:action", action.pk)
    expect(page.get_by_role("main")).to_contain_text("selesai sampai langkah terakhir")
    steps.press(page, "Tutup: sudah selesai")
    action.refresh_from_db()
    assert action.status == ActionStatus.CLOSED
