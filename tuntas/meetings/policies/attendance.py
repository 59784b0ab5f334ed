"""Refusals of writing down who came."""

from datetime import datetime, timedelta

from tuntas.access.actors import Actor
from tuntas.areas.states import zone_of
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.meetings import room
from tuntas.meetings.models import Meeting
from tuntas.meetings.policies.meetings import check_edit
from tuntas.meetings.states import OPEN_MEETINGS, MeetingStatus

BEFORE, AFTER = timedelta(hours=2), timedelta(hours=3)
MOST = 1000  # people at one meeting who may write themselves down


class WrongCode(Denied):
    """Whoever writes a name is in the room, and so knows its code."""

    def __init__(self, *, missing: bool) -> None:
        super().__init__(
            "Tulis kode ruangan."
            if missing
            else "Kode ruangan tidak cocok, atau sudah berganti. Tulis kode yang sekarang tampil di layar."
        )


def check_in_room(meeting: Meeting, given: str, *, at: datetime) -> None:
    """By the code that is shown there. Raises WrongCode."""
    if not room.accepts(meeting, given, at=at):
        raise WrongCode(missing=not given)


def check_door(meeting: Meeting, *, at: datetime) -> None:
    """On one's own phone: from two hours before the beginning until three hours after the end."""
    if meeting.status == MeetingStatus.CANCELLED:
        raise InvalidTransition("Pertemuan ini dibatalkan.")
    opens, closes = meeting.starts_at - BEFORE, meeting.ends_at + AFTER
    zone = zone_of(meeting.area_path)
    if at < opens:
        raise InvalidTransition(
            f"Daftar hadir dibuka {opens.astimezone(zone):%d-%m-%Y pukul %H.%M}. Silakan pindai lagi nanti."
        )
    if at > closes or meeting.status not in OPEN_MEETINGS:
        raise InvalidTransition("Daftar hadir sudah ditutup. Bila Anda hadir, sampaikan kepada sekretariat.")


def check_room(count: int) -> None:
    """A list that somebody floods stops growing; the secretariat still writes by hand."""
    if count >= MOST:
        raise Denied("Daftar hadir ini penuh. Mintalah sekretariat mencatat kehadiran Anda.")


def check_record(actor: Actor, meeting: Meeting) -> None:
    """By the secretariat, until the minutes are settled."""
    check_edit(actor, meeting)
    if MeetingStatus(meeting.status) not in OPEN_MEETINGS:
        raise InvalidTransition("Daftar hadir tidak diubah lagi: notulen sudah ditetapkan atau pertemuan dibatalkan.")
