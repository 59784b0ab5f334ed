"""Six working groups of Pontianak after a quarter: which of them run, and why. A Satgas that slept is brought back.

The Satgas is Kukar's in the request; here it is that of the city of the cast, which has the offices that it needs.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import NamedTuple

import pytest
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from tests.cast import Cast, make_agency, make_user, post
from tests.functional import steps
from tests.live import Live
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.agencies.states import AgencyKind
from tuntas.areas.models import Area
from tuntas.bodies.models import Body, Seat
from tuntas.bodies.states import SeatRole
from tuntas.bodies.tests.make import make_body, make_decree, make_seat
from tuntas.core.ids import uuid7
from tuntas.meetings.actions import attendance, decisions, followups, meetings, minutes
from tuntas.meetings.actions.attendance import Person
from tuntas.meetings.actions.followups import ActionData
from tuntas.meetings.models import Attendance, Meeting
from tuntas.meetings.states import MeetingKind, Sex, Topic, Via
from tuntas.meetings.tests.make import HOUR, make_chair, make_meeting
from tuntas.oversight.states import Quarter

pytestmark = pytest.mark.django_db(transaction=True)
MakePage = Callable[..., Page]
SEATS = (
    ("Muspika", "Camat", SeatRole.CHAIR),
    ("TP PKK kecamatan", "Ketua", SeatRole.MEMBER),
    ("Puskesmas", "Kepala", SeatRole.MEMBER),
    ("LPM", "Ketua", SeatRole.MEMBER),
    ("LSM Rumah Tenang", "Paralegal", SeatRole.MEMBER),
)


class Town:
    """The quarter that is over, and who lived in it."""

    def __init__(self, live: Live, make_page: MakePage, cast: Cast) -> None:
        self.live, self.make_page, self.cast = live, make_page, cast
        self.zone = cast.unit.zone
        self.quarter = Quarter.of(timezone.now().astimezone(self.zone).date()).previous()
        self.unreached = Area.objects.current().filter(parent=cast.district).order_by("-code")[0]
        self.founded = self.quarter.start - timedelta(days=250)

    def day(self, number: int) -> date:
        """A day of that quarter."""
        return self.quarter.start + timedelta(days=number)

    def at(self, number: int) -> datetime:
        """Ten in the morning of a day of that quarter."""
        day = self.day(number)
        return datetime(day.year, day.month, day.day, 10, tzinfo=self.zone)

    def desk(self, user: User, **options: int) -> Page:
        """The home of a member of staff, opened now."""
        return steps.staff(self.make_page, self.live, user, **options)


class Group(NamedTuple):
    """A working group, who keeps it, who leads its meetings."""

    body: Body
    keeper: User
    chair: User


def test_after_a_quarter_the_page_shows_which_groups_run_and_why(
    live: Live, browser_page: MakePage, cast: Cast
) -> None:
    town = Town(live, browser_page, cast)
    others = the_pasts_of_five(town)
    body, camat = the_secretariat_founds_the_sixth(town)
    it_holds_its_sosialisasi(town, body, camat)
    the_camat_sees_that_it_runs(town, body, camat)
    the_sekda_sees_who_does_not(town, others)


def the_pasts_of_five(town: Town) -> dict[str, Body]:
    """A sosialisasi is called in each kecamatan. Timur's is called off, nobody's name is kept in Tenggara's."""
    east, west, north, centre, south_east = (_group(town, code) for code in ("02", "03", "04", "05", "06"))
    never = _sosialisasi(town, east, held=False)
    meetings.cancel(never, reason="Aula dipakai.", by=east.keeper, at=town.at(40))
    for group, late in ((west, True), (north, False), (centre, False)):
        meeting = _sosialisasi(town, group)
        _come(meeting, group, town.at(40))
        _decide(town, group, meeting, late=late)
    _sosialisasi(town, south_east)
    return {group.body.area.code[-2:]: group.body for group in (east, west, north, centre, south_east)}


def _group(town: Town, code: str) -> Group:
    district = Area.objects.current().get(code=f"61.71.{code}")
    agency = make_agency(f"Sekretariat {district.name}", AgencyKind.DISTRICT_SECRETARIAT, district)
    keeper = make_user(f"Admin {district.name}", f"sekretariat-{code}@contoh.test")
    post(keeper, Role.SECRETARIAT_ADMIN, agency, district)
    body = make_body(
        town.cast, name=f"Pokja PPA {district.name}", area=district, agency=agency, founded_date=town.founded, by=keeper,
        at=town.at(0),
    )  # fmt: skip
    if code != "04":
        make_decree(body, from_date=town.founded, to_date=None, at=town.at(0))
    _members(town, body, SEATS)
    return Group(body, keeper, make_chair(agency, district))


def _members(town: Town, body: Body, seats: tuple[tuple[str, str, SeatRole], ...]) -> None:
    for name, position, role in seats:
        make_seat(
            body, name, holder=f"Wakil {name}", position=position, role=role, from_date=town.founded, at=town.at(0)
        )
    for agency, position, role in (
        (town.cast.unit, "Pendamping", SeatRole.MEMBER),
        (body.agency, "Sekretaris", SeatRole.SECRETARY),
    ):
        make_seat(
            body, agency=agency, holder=f"Wakil {agency.short_name}", position=position, role=role, from_date=town.founded,
            at=town.at(0),
        )  # fmt: skip


def _sosialisasi(town: Town, group: Group, *, held: bool = True) -> Meeting:
    villages = tuple(Area.objects.current().filter(parent=group.body.area))
    return make_meeting(
        town.cast, group.body, at=town.at(40), held=held, by=group.keeper, kind=MeetingKind.OUTREACH_EDUCATION,
        title="Sosialisasi hak anak", topics=(Topic.CHILD_RIGHTS, Topic.REPORTING), areas=villages, chair=group.chair,
    )  # fmt: skip


def _come(meeting: Meeting, group: Group, at: datetime) -> None:
    for seat in Seat.objects.filter(body=group.body):
        person = Person(f"Wakil {seat.institution}", seat.institution, seat.position, Sex.FEMALE)
        attendance.record(meeting, person=person, form_id=uuid7(), via=Via.LIST, by=group.keeper, at=at)


def _decide(town: Town, group: Group, meeting: Meeting, *, late: bool) -> None:
    """Two things to do; the chair closes what was reported, on the last day or five days later."""
    by, chair = group.keeper, group.chair
    for number, text in enumerate(("Membagikan nomor pengaduan", "Memasang poster")):
        decision = decisions.add(meeting, text=text, by=by, at=town.at(40) + HOUR)
        action = followups.add(decision, data=ActionData(text, group.body.agency, town.day(60)), by=by, at=town.at(41))
        if late and number:
            continue
        action = followups.report(action, evidence="Foto di map", by=by, at=town.at(65 if late else 60))
        followups.close(action, by=chair, at=town.at(66))
    revision = minutes.save(meeting, text="Warga bertanya tentang nomor pengaduan.", base=0, by=by, at=town.at(42))
    minutes.settle(minutes.propose(meeting, by=by, at=town.at(42)), number=revision.number, by=chair, at=town.at(43))


def the_secretariat_founds_the_sixth(town: Town) -> tuple[Body, User]:
    cast, page = town.cast, town.desk(town.cast.secretariat)
    camat = make_chair(cast.agencies["secretariat"], cast.district)
    steps.follow_menu(page, "Kelompok")
    steps.follow(page, "Catat kelompok baru")
    steps.fill(
        page, kind="Kelompok kerja kecamatan", name="Pokja PPA Pontianak Selatan", agency=cast.agencies["secretariat"].name,
        founded_date=town.founded.isoformat(),
    )  # fmt: skip
    page.get_by_label("Nama atau kode wilayah").fill(cast.district.code)
    page.get_by_role("radio", name=re.compile("^Kec. Pontianak Selatan")).check()
    steps.press(page, "Catat")
    steps.told(page, "Lengkapi SK dan anggotanya")
    body = Body.objects.get(name="Pokja PPA Pontianak Selatan")
    _side(page, "SK")
    steps.follow(page, "Catat SK")
    steps.fill(
        page, number="400.2/7/2026", dated=town.founded.isoformat(), signer_name="Camat Contoh", signer_position="Camat",
        from_date=town.founded.isoformat(),
    )  # fmt: skip
    steps.press(page, "Catat SK")
    _side(page, "Anggota")
    steps.follow(page, "Tambah kursi")
    steps.fill(
        page,
        institution="Muspika",
        position="Camat",
        role="Ketua",
        holder="Camat Contoh",
        from_date=town.founded.isoformat(),
    )
    steps.press(page, "Tambah")
    expect(page.get_by_role("row", name=re.compile("Muspika"))).to_contain_text("Camat Contoh")
    _members(town, body, SEATS[1:])
    return body, camat


def it_holds_its_sosialisasi(town: Town, body: Body, camat: User) -> None:
    """Planned, held, three people written down by hand; the plan said two kelurahan, one was reached."""
    page = town.desk(town.cast.secretariat, width=360, height=740)
    page.goto(town.live.url(reverse("meetings:of_body", args=[body.pk])))
    steps.follow(page, "Rencanakan pertemuan")
    steps.fill(
        page, kind="Sosialisasi", title="Sosialisasi cara melapor", day=town.day(50).isoformat(), starts="09:00", ends="11:00",
        place="Aula kantor camat", chair=camat.name,
    )  # fmt: skip
    page.get_by_label("Cara dan tempat melapor").check()
    reached, missed = town.cast.south_village, town.unreached
    for area in (reached, missed):
        page.get_by_label(area.name, exact=True).check()
    steps.press(page, "Rencanakan")
    steps.follow(page, "Catat sudah berlangsung")
    page.get_by_label(missed.name, exact=True).uncheck()
    steps.press(page, "Catat sudah berlangsung")
    steps.follow(page, "Buka daftar hadir")
    for name in ("Muspika", "TP PKK kecamatan", "Puskesmas", "LPM"):
        steps.fill(page, name=f"Wakil {name}", institution=name, position="Ketua", sex="Perempuan")
        steps.press(page, "Catat hadir")
        expect(page.get_by_role("rowheader", name=f"Wakil {name}")).to_be_visible()
    meeting = Meeting.objects.get(body=body)
    assert [row.area for row in meeting.covered.select_related("area")] == [reached]
    assert set(Attendance.objects.filter(meeting=meeting).values_list("via", flat=True)) == {Via.HAND}


def the_camat_sees_that_it_runs(town: Town, body: Body, camat: User) -> None:
    page = town.desk(camat, width=360, height=740)
    _oversight(page, town)
    expect(page.get_by_role("row")).to_have_count(2)  # the head of the table, and the only group of this kecamatan
    # A quarter that is over cannot be made green by writing a meeting down today; as if it had been done that evening, it runs.
    expect(_row(page, body)).to_contain_text("Semua pertemuannya baru dicatat lebih dari 14 hari")
    Meeting.objects.filter(body=body).update(held_at=F("ends_at"))
    _oversight(page, town)
    expect(_row(page, body)).to_contain_text("berjalan")
    expect(_row(page, body)).to_contain_text("1 pertemuan dalam triwulan ini")
    page.get_by_role("link", name=body.name).click()
    expect(page.get_by_role("main")).to_contain_text(
        "Paling banyak 4 dari 7 lembaga anggota hadir dalam satu pertemuan."
    )


def the_sekda_sees_who_does_not(town: Town, others: dict[str, Body]) -> None:
    page = town.desk(town.cast.leadership)
    _oversight(page, town)
    since = "Tidak ada pertemuan dengan daftar hadir sejak 1 "
    for code, state, why in (
        ("02", "tidak berjalan", since),
        ("06", "tidak berjalan", since),
        ("03", "lemah", "0 dari 2 tindak lanjut tepat waktu, 1 belum dikerjakan dan lewat tenggat."),
        ("04", "lemah", "Tidak ada SK yang berlaku."),
        ("05", "berjalan", "1 pertemuan dalam triwulan ini"),
    ):
        expect(_row(page, others[code])).to_contain_text(why)
        expect(_row(page, others[code]).get_by_role("cell", name=re.compile(f"^{state}"))).to_be_visible()
    page.get_by_role("link", name=others["06"].name).click()
    expect(page.get_by_role("main")).to_contain_text(
        "1 pertemuan tidak dihitung: kurang dari dua nama di daftar hadirnya."
    )
    report = page.get_by_role("link", name="Laporan triwulan (PDF)").get_attribute("href")
    assert page.request.get(town.live.url(str(report))).body().startswith(b"%PDF-")
    steps.follow_menu(page, "Pertemuan")
    steps.follow(page, "Jangkauan sosialisasi")
    steps.fill(page, area=town.cast.city.full_name, year=str(town.quarter.year))
    steps.press(page, "Tampilkan")
    missing = page.get_by_role("main").get_by_role("list").first
    # One group did not meet, one has no list of who came to its sosialisasi: neither reached anybody.
    expect(missing.get_by_role("listitem")).to_have_count(
        4 + Area.objects.current().filter(parent__code__in=("61.71.02", "61.71.06")).count()
    )
    expect(missing).to_contain_text(f"{town.unreached.full_name}, Kecamatan Pontianak Selatan")
    expect(missing).to_contain_text("Kecamatan Pontianak Timur")


def _side(page: Page, label: str) -> None:
    page.get_by_role("navigation", name="Kelompok ini").get_by_role("link", name=label, exact=True).click()


def _oversight(page: Page, town: Town) -> None:
    steps.follow_menu(page, "Pengawasan")
    page.get_by_role("link", name=town.quarter.label).click()


def _row(page: Page, body: Body) -> Locator:
    return page.get_by_role("row", name=body.name)
