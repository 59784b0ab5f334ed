"""Who came: written down on one's own phone, or by the secretariat; once per person."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.core.errors import Denied
from tuntas.core.ids import uuid7
from tuntas.meetings.actions import _meeting, _text
from tuntas.meetings.models import Attendance, Meeting
from tuntas.meetings.names import name_key
from tuntas.meetings.policies import attendance as policies
from tuntas.meetings.states import Sex, Via

TWICE = "Nama ini dari lembaga yang sama sudah tercatat. Bila orangnya lain, tambahkan pembeda pada namanya."


@dataclass(frozen=True)
class Person:
    """As it is typed."""

    name: str
    institution: str
    position: str = ""
    sex: Sex = Sex.NOT_SAID

    @property
    def fields(self) -> dict[str, str]:
        """As it is stored, with the key by which somebody is counted once."""
        name, institution = " ".join(self.name.split()), " ".join(self.institution.split())
        key = name_key(name, institution)
        if not institution or key.startswith("|"):  # signs alone are nobody's name
            raise Denied("Isi nama dan lembaga.")
        _text.no_nik(name, institution, self.position)
        return {
            "name": name, "institution": institution, "position": " ".join(self.position.split()), "sex": str(self.sex),
            "name_key": key,
        }  # fmt: skip


@transaction.atomic
def present(meeting: Meeting, *, person: Person, form_id: UUID, code: str, by: Actor, at: datetime) -> None:
    """Somebody in the room says on their own phone that they are here. `code`: that of the room.

    A double tap, a reload and a second scan are one row, and get the same answer: nothing tells who else is on the list.
    Somebody else who goes back on the same phone, to the same form, is another row.
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    policies.check_door(meeting, at=at)
    policies.check_in_room(meeting, code, at=at)
    policies.check_room(Attendance.objects.filter(meeting=meeting).count())
    fields, via = person.fields, Via.ROOM if meeting.fixed_code_at is None else Via.FIXED
    if Attendance.objects.filter(form_id=form_id).exclude(meeting=meeting, name_key=fields["name_key"]).exists():
        form_id = uuid7()
    row = Attendance(meeting=meeting, form_id=form_id, via=via, at=at, **fields)
    Attendance.objects.bulk_create([row], ignore_conflicts=True)
    if Attendance.objects.filter(pk=row.pk).exists():
        log.record("attendance.noted", row, by=by, at=at, via=str(via), **_meeting.about(meeting))


@transaction.atomic
def record(meeting: Meeting, *, person: Person, form_id: UUID, via: Via, by: User, at: datetime) -> Attendance:
    """The secretariat writes somebody down, at the door or from the paper list.

    The same form twice is one row; somebody else, typed into it after going back, is another.
    """
    meeting = _meeting.locked(meeting)
    policies.check_record(by, meeting)
    fields = person.fields
    known = Attendance.objects.filter(form_id=form_id).first()
    if known is not None and (known.meeting_id, known.name_key) == (meeting.pk, fields["name_key"]):
        return known
    row = Attendance(
        meeting=meeting, form_id=uuid7() if known else form_id, via=via, at=at, recorded_by=by, **fields
    )  # fmt: skip
    _once(row)
    log.record("attendance.noted", row, by=by, at=at, via=str(via), **_meeting.about(meeting))
    return row


@transaction.atomic
def correct(row: Attendance, *, person: Person, by: User, at: datetime) -> Attendance:
    """A name was misheard, an institution was missing. Of a row that somebody wrote about themselves the list then says so."""
    meeting, row = _found(row, by)
    fields = person.fields
    if any(getattr(row, name) != value for name, value in fields.items()):
        row.recorded_by = row.recorded_by or by
    for name, value in fields.items():
        setattr(row, name, value)
    _once(row)
    log.record("attendance.corrected", row, by=by, at=at, **_meeting.about(meeting))
    return row


@transaction.atomic
def remove(row: Attendance, *, by: User, at: datetime) -> None:
    """Somebody was written down who was not there."""
    meeting, row = _found(row, by)
    log.record("attendance.removed", row, by=by, at=at, via=row.via, **_meeting.about(meeting))
    row.delete()


def _found(row: Attendance, by: User) -> tuple[Meeting, Attendance]:
    """The row as it is now, its meeting locked."""
    meeting = _meeting.locked(row.meeting)
    policies.check_record(by, meeting)
    found = Attendance.objects.filter(pk=row.pk).first()
    if found is None:
        raise Denied("Nama ini sudah dihapus dari daftar hadir.")
    return meeting, found


def _once(row: Attendance) -> None:
    """Save it. Raises Denied when that name of that institution is there already."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Denied(TWICE) from error
