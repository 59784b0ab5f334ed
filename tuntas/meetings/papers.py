"""What stands on the papers of a meeting: gathered from its rows, for the press. Nothing here is about a person helped."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tuntas.areas.states import Zone, zone_of
from tuntas.bodies.models import Election
from tuntas.letters import contents
from tuntas.meetings import attendees, carrying
from tuntas.meetings.models import (
    AgendaItem,
    Attendance,
    Decision,
    FollowUpAction,
    Invitation,
    Meeting,
    MinutesRevision,
)
from tuntas.meetings.states import MeetingStatus, Sex, Topic

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
LETTERS_OF_SEX = {Sex.FEMALE: "P", Sex.MALE: "L", Sex.NOT_SAID: ""}
SPARE = 10  # empty lines of a list that is signed on paper


def invitation(meeting: Meeting, rows: Sequence[Invitation]) -> dict[str, Any]:
    """The content of an invitation letter, stored when it is issued."""
    facts = (
        ("Hari, tanggal", _day(meeting)),
        ("Waktu", _hours(meeting)),
        ("Tempat", meeting.place),
        ("Acara", meeting.title),
    )
    content = contents.Content(
        opening=f"Dengan hormat, {meeting.body.name} mengundang Bapak/Ibu untuk hadir pada:",
        sections=(contents.Section("", facts),),
        closing="Mengingat pentingnya acara ini, dimohon hadir tepat waktu atau menugaskan wakil yang dapat mengambil keputusan.",
        extra={"agenda": agenda(meeting), "recipients": [[row.institution, row.addressee] for row in rows]},
    )
    return content.as_fields()


def minutes(meeting: Meeting) -> dict[str, Any]:
    """Notulen: what was said, decided, and who does what until when."""
    newest = MinutesRevision.objects.filter(meeting=meeting).order_by("-number").first()
    actions: dict[Any, list[FollowUpAction]] = {}
    for action in FollowUpAction.objects.filter(meeting=meeting).select_related("agency").order_by("due_date", "pk"):
        actions.setdefault(action.decision_id, []).append(action)
    decided = Decision.objects.filter(meeting=meeting).order_by("number")
    return _paper(meeting, "Notulen") | {
        "agenda": agenda(meeting),
        "text": newest.text if newest else "",
        "decisions": [
            {"number": row.number, "text": row.text, "actions": [_line(each) for each in actions.get(row.pk, [])]}
            for row in decided
        ],
    }


def attendance(meeting: Meeting, *, empty: bool) -> dict[str, Any]:
    """Daftar hadir with a column for signatures: those who were written down; or those who were invited, to sign on paper."""
    rows = list(Attendance.objects.filter(meeting=meeting).order_by("at", "pk"))
    if empty:
        invited = Invitation.objects.filter(meeting=meeting).order_by("institution", "addressee", "pk")
        people = [["", row.institution, row.addressee, "", ""] for row in invited] + [[""] * 5] * SPARE
    else:
        people = [[row.name, row.institution, row.position, LETTERS_OF_SEX[Sex(row.sex)], row.way] for row in rows]
    women, men = (sum(row.sex == sex for row in rows) for sex in (Sex.FEMALE, Sex.MALE))
    unsaid = len(rows) - women - men
    counts = f"{len(rows)} orang ({women} perempuan, {men} laki-laki{f', {unsaid} tidak disebutkan' * bool(unsaid)})"
    came = attendees.institutions(meeting, (row.institution for row in rows))
    if came.of and not empty:
        guests = f"; lembaga tamu: {', '.join(came.guests)}" if came.guests else ""
        counts += f". Lembaga anggota: {came.members} dari {came.of} hadir{guests}"
    ways = attendees.by_way(rows)
    return _paper(meeting, "Daftar hadir") | {"people": people, "filled": not empty, "counts": counts, "ways": ways}


def official_record(meeting: Meeting) -> dict[str, Any]:
    """Berita acara: that it took place, with whom, what was decided; for an election its result."""
    present = Attendance.objects.filter(meeting=meeting).count()
    paper = _paper(meeting, f"Berita acara {_kind(meeting)}")
    paper["facts"].append(["Jumlah hadir", f"{present} orang (daftar hadir terlampir)"])
    election = meeting.election
    return paper | {
        "opening": f"Pada hari {_day(meeting)} telah dilaksanakan {_kind(meeting)} {meeting.body.name}:",
        "closing": "Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya.",
        "decisions": [row.text for row in Decision.objects.filter(meeting=meeting).order_by("number")],
        "election": _election(election) if election else [],
        "candidates": _candidates(election) if election else [],
        "witnesses": list(election.witnesses) if election else [],
    }


def agenda(meeting: Meeting) -> list[str]:
    """Its points in words: what is carried over first."""
    own = [row.text for row in AgendaItem.objects.filter(meeting=meeting).order_by("position")]
    if meeting.status == MeetingStatus.PLANNED:
        own = [row.text for row in carrying.open_before(meeting)] + own
    return own


def _paper(meeting: Meeting, title: str) -> dict[str, Any]:
    """Letterhead, facts and signatures of every paper. It bears the day of the meeting, so that it prints the same tomorrow."""
    day = meeting.agency.today(meeting.ends_at)
    facts = [
        ["Pertemuan", meeting.title], ["Kelompok", meeting.body.name], ["Hari, tanggal", _day(meeting)], ["Waktu", _hours(meeting)],
        ["Tempat", meeting.place], ["Ketua pertemuan", meeting.chair.name],
    ]  # fmt: skip
    if meeting.topics:
        facts.append(["Topik", ", ".join(Topic(value).label for value in meeting.topics)])
    return {
        "title": title,
        "head": contents.head_of(meeting.called_by or meeting.agency, ""),
        "date": [day.year, day.month, day.day],
        "chair": meeting.chair.name,
        "facts": facts,
    }


def _kind(meeting: Meeting) -> str:
    """In the middle of a sentence; an abbreviation stays one."""
    label: str = meeting.get_kind_display()
    return label if label.isupper() else label.lower()


def _line(action: FollowUpAction) -> list[str]:
    who = action.agency.name + (f", {action.person_name}" if action.person_name else "")
    return [action.text, who, f"{action.due_date:%d-%m-%Y}", action.get_status_display()]


def _election(election: Election) -> list[list[str]]:
    term = ""
    if election.keeps_from:
        term = f"{election.keeps_from:%d-%m-%Y}" + (
            f" sampai {election.keeps_last:%d-%m-%Y}" if election.keeps_last else ""
        )
    return [
        ["Cara", election.get_method_display()],
        ["Berhak memilih", str(election.eligible)],
        ["Kuorum", str(election.quorum)],
        ["Hadir", str(election.present or "")],
        ["Suara tidak sah atau kosong", str(election.blank_votes)],
        ["Hasil", election.get_status_display()],
        ["Masa tugas", term],
    ]


def _candidates(election: Election) -> list[list[str]]:
    return [
        [
            row.get_office_display(), row.name, row.institution, "" if row.votes is None else str(row.votes),
            "Terpilih" if row.elected else "",
        ]
        for row in election.candidates.order_by("office", "-votes", "name")
    ]  # fmt: skip


def _day(meeting: Meeting) -> str:
    starts, ends = (moment.astimezone(zone_of(meeting.area_path)) for moment in (meeting.starts_at, meeting.ends_at))
    return _date(starts) if starts.date() == ends.date() else f"{_date(starts)} sampai {_date(ends)}"


def _date(day: datetime) -> str:
    return f"{WEEKDAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]} {day.year}"


def _hours(meeting: Meeting) -> str:
    zone = zone_of(meeting.area_path)
    starts, ends = meeting.starts_at.astimezone(zone), meeting.ends_at.astimezone(zone)
    return f"{starts:%H.%M} sampai {ends:%H.%M} {Zone(zone.key).label}"
