"""Working groups, the task force with its sub-groups, a response team: some run, some do not, as in the founding documents."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count

from tuntas.access.actors import Reporter
from tuntas.accounts.models import User
from tuntas.areas.models import Area
from tuntas.bodies.actions import bodies, decrees, members, paths, tasks
from tuntas.bodies.actions.bodies import BodyData
from tuntas.bodies.actions.decrees import DecreeData
from tuntas.bodies.actions.members import HolderData, SeatData
from tuntas.bodies.actions.tasks import Acceptance, TaskData
from tuntas.bodies.models import Body, BodyKind
from tuntas.bodies.states import PathKind, Profile, SeatRole, Step
from tuntas.core.ids import uuid7
from tuntas.desk.demo.build import World
from tuntas.desk.demo.lives import DAY, HOUR
from tuntas.desk.demo.places import CITY, DISTRICTS
from tuntas.meetings import room
from tuntas.meetings.actions import attendance, decisions, followups, meetings, minutes
from tuntas.meetings.actions.attendance import Person
from tuntas.meetings.actions.followups import ActionData
from tuntas.meetings.actions.meetings import MeetingData
from tuntas.meetings.models import Meeting
from tuntas.meetings.states import MeetingKind, Sex, Topic, Via

# Nunukan names five (domain reference §5.1); other regions have other ones.
SUB_GROUPS = (
    "Pencegahan",
    "Koordinasi dan kerja sama",
    "Rehabilitasi kesehatan",
    "Rehabilitasi sosial, pemulangan, dan reintegrasi",
    "Penegakan dan pengembangan hukum",
)
# Institution, key of a registered agency, position, holder.
SEATS = (
    ("Muspika", "", "Camat", "Camat Contoh"),
    ("TP PKK kecamatan", "", "Ketua", "Ibu Yuni Contoh"),
    ("UPTD PPA", "unit", "Pendamping", "Tuti Contoh"),
    ("Puskesmas", "", "Kepala Puskesmas", "dr. Wulan Contoh"),
    ("LPM", "", "Ketua", "Pak Jamal Contoh"),
    ("Yayasan Rumah Tenang", "ngo", "Paralegal", "Vera Contoh"),
    ("Polsek", "", "Kanit Reskrim", "Aiptu Gatot Contoh"),
)
DECISIONS = (
    ("Semua RT menerima nomor pengaduan", "Membagikan nomor pengaduan ke semua RT", "secretariat"),
    ("Sekolah menerima poster hak anak", "Memasang poster di semua sekolah", "education"),
    ("Kunjungan ke kelurahan yang belum ada sosialisasi", "Menyusun jadwal sosialisasi kelurahan", "unit"),
)
# Days before now on which each working group met, and how many of its actions were done in time.
HISTORY: dict[str, tuple[tuple[int, ...], bool]] = {
    "61.71.01": ((380, 290, 200, 110, 25), True),
    "61.71.02": ((300, 210), True),
    "61.71.03": ((200, 110, 40), False),
    "61.71.04": ((290, 200, 105, 20), True),
    "61.71.05": ((280, 190, 100, 18), True),
    "61.71.06": ((), True),
}

PARTICIPANT = Reporter("peserta")


@dataclass(frozen=True)
class Group:
    """A body with those who keep and lead it."""

    body: Body
    keeper: User
    chair: User


def make(world: World, *, now: datetime) -> None:
    """Everything about bodies, in the order of time."""
    groups = {code: _working_group(world, code, now=now) for code in DISTRICTS}
    plan = sorted((-days, code) for code, (met, _) in HISTORY.items() for days in met)
    for number, (days, code) in zip(count(1), plan, strict=False):
        _meet(world, groups[code], number, at=now + days * DAY, now=now, diligent=HISTORY[code][1])
    _task_force(world, now=now)
    asleep = groups["61.71.02"]
    paths.start(
        kind=PathKind.REACTIVATION, body=asleep.body, area=asleep.body.area, agency=asleep.body.agency, by=asleep.keeper,
        at=now - 12 * DAY,
    )  # fmt: skip


def _working_group(world: World, code: str, *, now: datetime) -> Group:
    number = code[-2:]
    keeper, chair = world.users[f"sekretariat{number}"], world.users[f"camat{number}"]
    since = (now - 500 * DAY).date()
    body = _body(
        world,
        "working_group",
        f"Pokja PPA Kecamatan {DISTRICTS[code]}",
        area=code,
        agency=f"secretariat-{number}",
        since=since,
        by=keeper,
        now=now,
    )
    ends = (now + 40 * DAY).date() if number == "03" else date(since.year + 3, 1, 1)
    if number != "06":
        _decree(
            body,
            f"400.2/{number}/2025",
            f"Camat {DISTRICTS[code]}",
            since=since,
            to=ends,
            by=keeper,
            at=now - 499 * DAY,
        )
    for at, (name, agency, position, holder) in enumerate(SEATS):
        key = agency or ("" if at else f"district-{number}")
        role = SeatRole.MEMBER if at else SeatRole.CHAIR
        members.add(
            body, data=SeatData(position, role, "" if key else name, world.agencies[key] if key else None), from_date=since,
            holder=HolderData(name=holder if at else chair.name, user_id=None if at else chair.pk), by=keeper, at=now - 499 * DAY,
        )  # fmt: skip
    return Group(body, keeper, chair)


def _body(
    world: World, kind: str, name: str, *, area: str, agency: str, since: date, by: User, now: datetime, parent: Body | None = None
) -> Body:  # fmt: skip
    data = BodyData(
        kind=BodyKind.objects.get(code=kind), name=name, area=world.areas[area], agency=world.agencies[agency], founded_date=since,
        parent=parent,
    )  # fmt: skip
    return bodies.found(data=data, by=by, at=now - 499 * DAY)


def _decree(body: Body, number: str, signer: str, *, since: date, to: date, by: User, at: datetime) -> None:
    data = DecreeData(
        number=number, dated=since, signer_name=f"{signer} Contoh", signer_position=signer, from_date=since, to_date=to
    )
    decrees.record(body, data=data, by=by, at=at)


def _task_force(world: World, *, now: datetime) -> None:
    """The task force of the city with its sub-groups; it met last month."""
    keeper, chair = world.users["gugustugas"], world.users["sekda"]
    since = (now - 700 * DAY).date()
    body = _body(
        world,
        "task_force",
        "Gugus Tugas TPPO Kota Pontianak",
        area=CITY,
        agency="task_force",
        since=since,
        by=keeper,
        now=now,
    )
    _decree(
        body, "300/188/2025", "Wali Kota", since=since, to=date(since.year + 5, 1, 1), by=keeper, at=now - 498 * DAY
    )
    for number, name in enumerate(SUB_GROUPS):
        sub = _body(
            world,
            "sub_group",
            f"Sub gugus tugas {name}",
            area=CITY,
            agency="task_force",
            since=since,
            by=keeper,
            now=now,
            parent=body,
        )
        if number < 3:  # the others were named and have not met
            _meet(
                world, Group(sub, keeper, chair), 91 + number, at=now - (50 - 5 * number) * DAY, now=now, diligent=True
            )
    for at, key in enumerate(("city", "police", "dinas", "education", "health", "social")):
        members.add(
            body, data=SeatData(position="Kepala", role=SeatRole.MEMBER if at else SeatRole.CHAIR, agency=world.agencies[key]),
            from_date=since, holder=HolderData(name=f"Kepala {world.agencies[key].short_name} Contoh"), by=keeper, at=now - 498 * DAY,
        )  # fmt: skip
    _agree(world, body, keeper, now=now)
    _meet(world, Group(body, keeper, chair), 90, at=now - 30 * DAY, now=now, diligent=True)


def _agree(world: World, body: Body, keeper: User, *, now: datetime) -> None:
    """Lines of the duties matrix: two in force, one that waits for its answer."""
    wanted = (
        TaskData(world.agencies["police"], Profile.SEXUAL, Step.POLICE_REPORT, "Menerima laporan di ruang khusus", 72),
        TaskData(world.agencies["health"], Profile.SEXUAL, Step.URGENT_HEALTH, "Layanan kesehatan segera", 72),
        TaskData(world.agencies["social"], Profile.ANY, Step.SOCIAL_AID, "Bantuan dan rehabilitasi sosial"),
    )
    for data, head in zip(wanted, ("kapolres", "dinkes", ""), strict=True):
        line = tasks.propose(body, data=data, by=keeper, at=now - 60 * DAY if head else now - 3 * DAY)
        if head:
            who = world.users[head]
            given = Acceptance(who.name, "Kepala", "B/188/2026", (now - 55 * DAY).date())
            line = tasks.accept(line, given=given, by=who, at=now - 55 * DAY)
            tasks.enforce(line, by=keeper, at=now - 54 * DAY)


def _meet(world: World, group: Group, number: int, *, at: datetime, now: datetime, diligent: bool) -> None:
    """Planned, held, written down, decided; what was decided is done or left lying."""
    at = at.replace(hour=2, minute=0, second=0, microsecond=0)  # nine in the morning in Pontianak
    kind = MeetingKind.OUTREACH_EDUCATION if number % 3 == 0 else MeetingKind.COORDINATION
    reached = tuple(
        Area.objects.current().filter(path__startswith=group.body.area_path, level=4).order_by("code")[: number % 4 + 1]
    )
    social = kind is MeetingKind.OUTREACH_EDUCATION
    data = MeetingData(
        kind=kind, title="Sosialisasi hak anak dan cara melapor" if social else "Rapat koordinasi triwulan", place="Aula kantor camat",
        starts_at=at, ends_at=at + 3 * HOUR, chair=group.chair, areas=reached if social else (),
        topics=(Topic.CHILD_RIGHTS, Topic.REPORTING) if social else (),
    )  # fmt: skip
    meeting = meetings.plan(group.body, data=data, by=group.keeper, at=at - 10 * DAY)
    _come(meeting, group, at=at + HOUR)
    meeting = meetings.hold(meeting, by=group.keeper, at=at + 4 * HOUR)
    text = "Dibahas tindak lanjut yang terbuka, laju jawaban antarlembaga, dan rencana triwulan berikutnya."
    revision = minutes.save(meeting, text=text, base=0, by=group.keeper, at=at + 5 * HOUR)
    _decide(world, meeting, group, number, at=at + 6 * HOUR, now=now, diligent=diligent)
    meeting = minutes.propose(meeting, by=group.keeper, at=at + DAY)
    minutes.settle(meeting, number=revision.number, by=group.chair, at=at + 2 * DAY)


def _come(meeting: Meeting, group: Group, *, at: datetime) -> None:
    """One of each member, where it has members; every third by hand, every third from paper."""
    names = list(group.body.seats.order_by("from_date", "pk").values_list("institution", "position"))
    for n, (name, _, office, holder) in enumerate(SEATS):
        institution, position = names[n % len(names)] if names else (name, office)
        person = Person(holder if n else group.chair.name, institution, position, Sex.FEMALE if n % 2 else Sex.MALE)
        if n % 3 == 0:
            code = room.shown(meeting, at=at).spoken
            attendance.present(meeting, person=person, form_id=uuid7(), code=code, by=PARTICIPANT, at=at)
        else:
            via = Via.LIST if n % 3 == 2 else Via.HAND
            attendance.record(meeting, person=person, form_id=uuid7(), via=via, by=group.keeper, at=at)


def _decide(
    world: World, meeting: Meeting, group: Group, number: int, *, at: datetime, now: datetime, diligent: bool
) -> None:
    for n, (decided, done, key) in enumerate(DECISIONS):
        agency = group.body.agency if key == "secretariat" else world.agencies[key]
        decision = decisions.add(meeting, text=decided, by=group.keeper, at=at)
        due = agency.today(at) + timedelta(days=21)
        action = followups.add(decision, data=ActionData(done, agency, due), by=group.keeper, at=at)
        if at + 12 * DAY > now or (not diligent and (number + n) % 2):
            continue
        action = followups.report(
            action, evidence="Tanda terima dan foto ada di sekretariat.", by=_doer(world, group, key), at=at + 10 * DAY
        )
        followups.close(action, by=group.chair, at=at + 12 * DAY)


def _doer(world: World, group: Group, key: str) -> User:
    return group.keeper if key == "secretariat" else world.users[{"education": "sekolah", "unit": "manajer"}[key]]
