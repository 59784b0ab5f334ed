"""A task force with its sub-groups: a hall of phones writes itself down, and what was decided is done (Kalimantan Utara)."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from django.utils import timezone
from playwright.sync_api import FilePayload, Page, expect

from tests.cast import Cast
from tests.functional import steps
from tests.functional.places import Region
from tests.live import Live
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.agencies.states import AgencyKind
from tuntas.bodies.models import Body
from tuntas.bodies.tests.make import make_body
from tuntas.files.tests.make import picture
from tuntas.meetings import room
from tuntas.meetings.actions import agenda, decisions, followups
from tuntas.meetings.actions.followups import ActionData
from tuntas.meetings.models import Attendance, FollowUpAction, Meeting
from tuntas.meetings.states import ActionStatus, MeetingStatus, Sex, Via
from tuntas.meetings.tests.make import make_meeting

pytestmark = pytest.mark.django_db(transaction=True)
MakePage = Callable[..., Page]
DAY = timedelta(days=1)
PEOPLE = 55
INSTITUTIONS = (
    "Polda", "BP3MI", "Kantor Imigrasi", "Dinas Sosial", "Dinas Kesehatan", "Dinas Tenaga Kerja", "Dinas PPPA", "Kejaksaan",
    "Kemenag", "Universitas", "LSM Perempuan",
)  # fmt: skip
SUB_GROUPS = ("Pencegahan", "Rehabilitasi kesehatan", "Rehabilitasi sosial", "Penegakan hukum")


def test_a_task_force_of_fifty_five_does_what_it_decided(live: Live, browser_page: MakePage, cast: Cast) -> None:
    region = Region(live, browser_page, cast, "65")
    agency = region.office("Sekretariat Gugus Tugas TPPO Kaltara", AgencyKind.TASK_FORCE)
    keeper = region.person("Admin Gugus Tugas", Role.TASK_FORCE_SECRETARIAT, agency)
    chair = region.person("Sekda Contoh", Role.LEADERSHIP, agency)
    police = region.office("Polda Kaltara", AgencyKind.POLICE)
    officer = region.person("Kanit Contoh", Role.POLICE_PPA, police)
    body = the_secretariat_founds_it_with_sub_groups(region, keeper)
    meeting = it_plans_a_coordination_meeting(region, keeper, body, chair)
    fifty_five_scan_the_code(region, keeper, meeting)
    minutes_are_written_and_settled(region, keeper, chair, meeting)
    done = the_police_reports_and_the_chair_closes(region, officer, chair)
    only_what_is_open_comes_first_next_time(region, keeper, meeting, done)


def the_secretariat_founds_it_with_sub_groups(region: Region, keeper: User) -> Body:
    page = region.desk(keeper)
    steps.follow_menu(page, "Kelompok")
    steps.follow(page, "Catat kelompok baru")
    name = "Gugus Tugas TPPO Kalimantan Utara"
    _found(page, region, kind="Gugus Tugas TPPO", name=name)
    body = Body.objects.get(name=name)
    for sub in SUB_GROUPS[:2]:
        region.open(page, "bodies:detail", body.pk)
        steps.follow(page, "Catat bagian (sub gugus tugas)")
        _found(page, region, kind="Sub gugus tugas", name=f"Sub gugus tugas {sub}")
    for sub in SUB_GROUPS[2:]:
        make_body(
            region.cast, kind="sub_group", name=f"Sub gugus tugas {sub}", area=region.area, agency=body.agency, parent=body,
            by=keeper, at=timezone.now(),
        )  # fmt: skip
    region.open(page, "bodies:detail", body.pk)
    for sub in SUB_GROUPS:
        expect(page.get_by_role("main").get_by_role("link", name=f"Sub gugus tugas {sub}")).to_be_visible()
    return body


def _found(page: Page, region: Region, *, kind: str, name: str) -> None:
    steps.fill(page, kind=kind, name=name, agency="Sekretariat Gugus Tugas TPPO Kaltara", founded_date="2025-01-06")
    box = page.get_by_label("Nama atau kode wilayah")
    if not page.get_by_role("radio").count():
        box.fill(region.area.code)
    page.get_by_role("radio", name=re.compile(f"{region.area.name}$")).first.check()
    steps.press(page, "Catat")
    steps.told(page, "Lengkapi SK dan anggotanya")


def it_plans_a_coordination_meeting(region: Region, keeper: User, body: Body, chair: User) -> Meeting:
    """It has begun half an hour ago, whatever the clock says there, and lasts two hours."""
    page = region.desk(keeper)
    region.open(page, "meetings:of_body", body.pk)
    steps.follow(page, "Rencanakan pertemuan")
    begins = (timezone.now() - timedelta(minutes=30)).astimezone(body.agency.zone)
    ends = begins + timedelta(hours=2)
    steps.fill(
        page, kind="Rapat koordinasi", title="Rakor Gugus Tugas", day=begins.date().isoformat(), starts=f"{begins:%H:%M}",
        ends=f"{ends:%H:%M}", last_day=ends.date().isoformat(), place="Aula kantor gubernur", chair=chair.name,
    )  # fmt: skip
    steps.press(page, "Rencanakan")
    steps.told(page, "Pertemuan direncanakan")
    return Meeting.objects.get(body=body)


def fifty_five_scan_the_code(region: Region, keeper: User, meeting: Meeting) -> None:
    """Three in a browser, one of them without scripts, one who taps twice; all others as their phones would."""
    page = region.desk(keeper)
    region.open(page, "meetings:qr", meeting.pk)
    code = room.shown(meeting, at=timezone.now())
    expect(page.get_by_text(f"{code.spoken[:3]} {code.spoken[3:]}")).to_be_visible()
    poster = page.locator("strong.one-word").inner_text()
    address = f"{poster}?{room.FIELD}={code.scanned}"  # what the picture carries
    for number in range(3):
        phone = region.make_page(width=360, height=640, js=number != 1)
        phone.goto(poster if number == 1 else address)
        if number == 1:
            phone.get_by_label("Kode ruangan").fill(code.spoken)
        name, institution, _ = _participant(number)
        phone.get_by_label("Nama", exact=True).fill(name)
        phone.get_by_label("Lembaga").fill(institution)
        phone.get_by_label("Jenis kelamin").select_option(label="Perempuan")
        button = phone.get_by_role("button", name="Saya hadir")
        button.dblclick() if number == 2 else button.click()
        expect(phone.get_by_text("kehadiran Anda tercatat")).to_be_visible()
    with ThreadPoolExecutor(4) as hall:
        assert all(hall.map(lambda number: _scan(address, number), range(3, PEOPLE)))
    assert Attendance.objects.filter(meeting=meeting, via=Via.ROOM).count() == PEOPLE
    region.open(page, "meetings:attendance", meeting.pk)
    expect(page.get_by_text("55 orang hadir:")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("33 perempuan, 22 laki-laki. 55 dari 55 nama dicatat sendiri")
    page.get_by_text("Menurut lembaga (11)").click()
    expect(page.get_by_text("BP3MI: 5")).to_be_visible()


def _participant(number: int) -> tuple[str, str, Sex]:
    return f"Peserta {number:02}", INSTITUTIONS[number % 11], Sex.FEMALE if number < 33 else Sex.MALE


def _scan(address: str, number: int) -> bool:
    """Open the page, fill its form, send it."""
    with urlopen(address) as answer:
        form_id = re.search(r'name="form_id" value="([^"]+)"', answer.read().decode())
    name, institution, sex = _participant(number)
    assert form_id
    typed = {
        "room": address.rpartition("=")[2],
        "form_id": form_id[1],
        "name": name,
        "institution": institution,
        "position": "Staf",
        "sex": str(sex),
    }
    with urlopen(address, urlencode(typed).encode()) as answer:
        return "kehadiran Anda tercatat" in answer.read().decode()


def minutes_are_written_and_settled(region: Region, keeper: User, chair: User, meeting: Meeting) -> None:
    page = region.desk(keeper)
    region.open(page, "meetings:detail", meeting.pk)
    steps.follow(page, "Catat sudah berlangsung")
    steps.press(page, "Catat sudah berlangsung")
    steps.follow(page, "Tulis notulen")
    steps.fill(page, text="Peserta membahas pemeriksaan di pelabuhan.")
    steps.press(page, "Simpan notulen")
    decision = decisions.add(Meeting.objects.get(pk=meeting.pk), text="Pelabuhan diawasi", by=keeper, at=timezone.now())
    region.open(page, "meetings:action_new", decision.pk)
    due = meeting.agency.today(timezone.now()) + 14 * DAY
    steps.fill(page, text="Menempatkan petugas di pelabuhan", due_date=due.isoformat(), person_name="Kanit Contoh")
    page.locator("[name=agency]").select_option(label="Polda Kaltara")
    steps.press(page, "Simpan")
    data = ActionData("Memasang nomor pengaduan di pelabuhan", meeting.agency, due)
    followups.add(decision, data=data, by=keeper, at=timezone.now())
    steps.press(page, "Kirim kepada ketua")
    page = region.desk(chair, width=360, height=740)
    page.get_by_role("main").get_by_role("link", name=re.compile("^Buka Tetapkan notulen")).first.click()
    steps.press(page, "Tetapkan notulen")
    steps.told(page, "Notulen ditetapkan")
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.CLOSED


def the_police_reports_and_the_chair_closes(region: Region, officer: User, chair: User) -> FollowUpAction:
    action = FollowUpAction.objects.get(agency__kind=AgencyKind.POLICE)
    page = region.desk(officer, width=360, height=740)
    page.get_by_role("main").get_by_role("link", name=re.compile("^Buka .* keputusan 1")).first.click()
    page.get_by_label("Hasil dan buktinya").fill("Surat perintah 12/2026, dua petugas setiap kapal.")
    shown = FilePayload(name="pelabuhan.jpg", mimeType="image/jpeg", buffer=picture())
    page.get_by_label("Berkas bukti").set_input_files(shown)
    steps.press(page, "Laporkan selesai")
    steps.told(page, "Hasil dilaporkan")
    page = region.desk(chair)
    page.get_by_role("main").get_by_role("link", name=re.compile("^Buka .* keputusan 1")).first.click()
    expect(page.get_by_role("link", name=re.compile("Unduh berkas"))).to_be_visible()
    steps.press(page, "Tutup: sudah selesai")
    action.refresh_from_db()
    assert action.status == ActionStatus.CLOSED
    return action


def only_what_is_open_comes_first_next_time(
    region: Region, keeper: User, meeting: Meeting, done: FollowUpAction
) -> None:
    at = timezone.now()
    following = make_meeting(
        region.cast,
        meeting.body,
        at=at + 30 * DAY,
        held=False,
        by=keeper,
        chair=meeting.chair,
    )
    agenda.add(following, text="Laporan triwulan", by=keeper, at=at)
    page = region.desk(keeper)
    region.open(page, "meetings:detail", following.pk)
    points = page.get_by_role("region", name="Agenda").get_by_role("listitem")
    expect(points).to_have_count(2)
    expect(points.first).to_contain_text("Memasang nomor pengaduan di pelabuhan")
    expect(points.last).to_have_text("Laporan triwulan")
    expect(page.get_by_role("region", name="Agenda")).not_to_contain_text(done.text)
