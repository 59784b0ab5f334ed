"""Those who came: how they were written down, in words for lists and papers; whether somebody was already."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from uuid import UUID

from tuntas.areas.states import zone_of
from tuntas.meetings import members
from tuntas.meetings.members import Came
from tuntas.meetings.models import Attendance, Meeting
from tuntas.meetings.states import Via


def by_way(rows: Iterable[Attendance]) -> str:
    """As in "50 lewat QR di ruangan (2 diperbaiki sekretariat), 5 ditulis sekretariat"; empty where nobody came."""
    found = list(rows)
    counted = Counter(row.via for row in found)
    changed = Counter(row.via for row in found if row.corrected)
    said = []
    for way in Via:
        if counted[way]:
            also = f" ({changed[way]} diperbaiki sekretariat)" if changed[way] else ""
            said.append(f"{counted[way]} {lower(way)}{also}")
    return ", ".join(said)


def lower(way: str) -> str:
    """The words of one way in the middle of a sentence."""
    label = Via(way).label
    return label[0].lower() + label[1:]


def institutions(meeting: Meeting, written: Iterable[str]) -> Came:
    """Member institutions and guests of one meeting, as written on its list."""
    day = meeting.starts_at.astimezone(zone_of(meeting.area_path)).date()
    return members.came(members.houses([meeting.body_id])[meeting.body_id], written, day)


def twice(rows: Iterable[Attendance]) -> list[str]:
    """Names that stand there with more than one institution: perhaps one person who was written down twice."""
    found: defaultdict[str, list[Attendance]] = defaultdict(list)
    for row in rows:
        found[row.name_key.partition("|")[0]].append(row)
    return [
        f"{same[0].name} ({', '.join(row.institution for row in same)})" for same in found.values() if len(same) > 1
    ]


def noted(meeting: Meeting, *, name_key: str, form_id: UUID) -> bool:
    """Whether this very form has written down this very person: a reload is answered also when the code has changed."""
    return Attendance.objects.filter(meeting=meeting, form_id=form_id, name_key=name_key).exists()
