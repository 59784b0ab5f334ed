"""The typed fields of each kind of letter that is about no person concerned (R13, R32).

A type has fields for what its template prints and no other: none of them takes a case, a report or a person concerned.
People who stand in one (who is sent on duty, who was trained) stand there by office. What is stored is read back by its type.
"""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from typing import Any, ClassVar, get_type_hints

from tuntas.agencies.states import SAPA_129
from tuntas.letters.states import LetterKind, Nature

LONGEST = 4000  # characters of one field


@dataclass(frozen=True)
class Notification:
    """Surat pemberitahuan: that a secretariat receives complaints, where, when, and what nobody may do."""

    kind: ClassVar = LetterKind.NOTIFICATION
    subject: str
    secretariat: str
    address: str
    hours: str
    contacts: tuple[str, ...]
    group: str = ""
    note: str = ""
    enclosure: str = ""


@dataclass(frozen=True)
class Invitation:
    """Surat undangan: day, time, place, agenda."""

    kind: ClassVar = LetterKind.INVITATION
    subject: str
    event: str
    day: date
    hours: str
    place: str
    agenda: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Assignment:
    """Surat tugas: who of an office does what, on which basis, when and where."""

    kind: ClassVar = LetterKind.ASSIGNMENT
    subject: str
    basis: str
    officers: tuple[str, ...]
    task: str
    from_day: date
    to_day: date
    place: str = ""


@dataclass(frozen=True)
class Reminder:
    """Surat pengingat: of a letter whose receipt has not come."""

    kind: ClassVar = LetterKind.REMINDER
    subject: str
    about: str
    first_number: str
    first_day: date
    answer_by: date
    contacts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decree:
    """Surat keputusan: considering, on the basis of, decides."""

    kind: ClassVar = LetterKind.DECREE
    subject: str
    about: str
    considering: tuple[str, ...]
    basis: tuple[str, ...]
    decides: tuple[str, ...]
    in_force: date


@dataclass(frozen=True)
class Certificate:
    """Sertifikat: who was trained in what, by whom, when. `topics` with their hours, in words."""

    kind: ClassVar = LetterKind.CERTIFICATE
    subject: str
    holder: str
    training: str
    from_day: date
    to_day: date
    place: str = ""
    result: str = ""
    topics: tuple[str, ...] = ()


Paper = Notification | Invitation | Assignment | Reminder | Decree | Certificate
TYPES: dict[LetterKind, type[Paper]] = {
    each.kind: each for each in (Notification, Invitation, Assignment, Reminder, Decree, Certificate)
}
# What may stand after "Hal" where the nature is not ordinary: the kind, and nothing of what it says.
NEUTRAL = {kind: kind.label for kind in TYPES}
# Who is named in a letter by office; whoever writes a party's name there is asked who is meant (R32).
IN_OFFICE = {LetterKind.ASSIGNMENT: "officers", LetterKind.CERTIFICATE: "holder"}


def subject_line(paper: Paper, nature: Nature) -> str:
    """What stands after "Hal"."""
    return paper.subject if nature is Nature.ORDINARY else NEUTRAL[paper.kind]


def as_fields(paper: Paper) -> dict[str, Any]:
    """As it is stored with the letter and printed by the press."""
    plain = {each.name: _plain(getattr(paper, each.name)) for each in fields(paper) if each.name != "subject"}
    return plain | _EXTRA.get(paper.kind, lambda _paper: {})(paper) | {"secrecy": False}


def to_json(paper: Paper) -> dict[str, Any]:
    """As a batch keeps it: only what was typed."""
    return {each.name: _plain(getattr(paper, each.name)) for each in fields(paper)}


def from_json(kind: LetterKind, stored: Mapping[str, Any]) -> Paper:
    """What `to_json` gave. Raises KeyError for a field that is missing, TypeError for one that the type does not have."""
    wanted = TYPES[kind]
    hints = get_type_hints(wanted)
    unknown = set(stored) - {each.name for each in fields(wanted)}
    if unknown:
        raise TypeError(f"{kind} has no field {min(unknown)}")
    given: dict[str, Any] = {}
    for each in fields(wanted):
        if each.name not in stored and each.default is not MISSING:
            continue
        value = stored[each.name]
        hint = hints[each.name]
        given[each.name] = date(*value) if hint is date else tuple(value) if hint == tuple[str, ...] else str(value)
    return wanted(**given)


def texts(paper: Paper) -> Iterator[tuple[str, str]]:
    """Every text of a paper in the order of its fields, each line of a list by itself."""
    for each in fields(paper):
        value = getattr(paper, each.name)
        if isinstance(value, str):
            yield each.name, value
        elif isinstance(value, tuple):
            yield from ((each.name, line) for line in value)


def in_office(paper: Paper) -> tuple[str, ...]:
    """Names that stand in a paper by office: of "Nama, pangkat atau jabatan" what stands before the comma."""
    name = IN_OFFICE.get(paper.kind)
    value = getattr(paper, name) if name else ()
    return tuple(line.split(",")[0] for line in ((value,) if isinstance(value, str) else value))


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return [value.year, value.month, value.day]
    return list(value) if isinstance(value, tuple) else value


def _notification(_paper: Any) -> dict[str, Any]:
    return {"hotline": [SAPA_129.name, SAPA_129.phone, SAPA_129.whatsapp]}


def _invitation(paper: Any) -> dict[str, Any]:
    """The invitation is printed by the template of meetings."""
    day = f"{WEEKDAYS[paper.day.weekday()]}, {paper.day.day} {MONTHS[paper.day.month - 1]} {paper.day.year}"
    rows = [["Hari, tanggal", day], ["Waktu", paper.hours], ["Tempat", paper.place], ["Acara", paper.event]]
    return {
        "opening": "Dengan hormat, kami mengundang Bapak/Ibu untuk hadir pada:",
        "sections": [{"title": "", "rows": rows}],
        "closing": paper.note or "Mengingat pentingnya acara ini, dimohon hadir tepat waktu atau menugaskan wakil.",
        "recipients": [],
    }


_EXTRA = {LetterKind.NOTIFICATION: _notification, LetterKind.INVITATION: _invitation}
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
