"""Refusals of writing, sending and settling the minutes."""

from datetime import datetime

from tuntas.access.actors import Actor
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.meetings.models import Meeting, MinutesRevision
from tuntas.meetings.policies.chairing import check_leads, works_for
from tuntas.meetings.states import OPEN_MEETINGS, MeetingStatus, check_meeting_transition


class Newer(InvalidTransition):
    """Somebody else saved the minutes since the page was opened; `latest` is what holds now."""

    def __init__(self, latest: MinutesRevision) -> None:
        super().__init__(
            f"Sementara itu {latest.by.name} sudah menyimpan notulen (revisi {latest.number}). Tulisan Anda belum tersimpan"
            " dan masih ada di bawah: gabungkan keduanya, lalu simpan."
        )
        self.latest = latest


def check_write(actor: Actor, meeting: Meeting) -> None:
    """The secretariat and the chair, from the planning (notes beforehand) until the minutes are settled."""
    if not works_for(actor, meeting):
        raise Denied("Notulen ditulis oleh sekretariat atau ketua pertemuan ini.")
    if meeting.status == MeetingStatus.CLOSED:
        raise InvalidTransition("Notulen sudah ditetapkan, jadi tidak diubah lagi.")
    if meeting.status not in OPEN_MEETINGS:
        raise InvalidTransition("Pertemuan ini dibatalkan; tidak ada notulennya.")


def check_base(latest: MinutesRevision | None, base: int) -> None:
    """Only who has seen the newest revision writes the next one. Raises Newer."""
    if latest is not None and latest.number != base:
        raise Newer(latest)


def check_propose(actor: Actor, meeting: Meeting, latest: MinutesRevision | None) -> None:
    """Written minutes of a meeting that took place go to the chair."""
    check_write(actor, meeting)
    _check_written(meeting, latest)


def check_settle(actor: Actor, meeting: Meeting, latest: MinutesRevision | None, *, at: datetime) -> None:
    """The chair has read them."""
    check_leads(actor, meeting, at=at)
    check_meeting_transition(meeting.status, MeetingStatus.CLOSED)
    _check_written(meeting, latest)


def check_seen(latest: MinutesRevision | None, number: int) -> None:
    """What is settled is what was read."""
    if latest is not None and latest.number != number:
        raise InvalidTransition(
            f"Sementara itu notulen berubah (revisi {latest.number}). Baca dulu yang terbaru, lalu tetapkan."
        )


def _check_written(meeting: Meeting, latest: MinutesRevision | None) -> None:
    if meeting.status != MeetingStatus.HELD:
        raise InvalidTransition("Notulen ditetapkan setelah pertemuan dicatat berlangsung.")
    if latest is None or not latest.text.strip():
        raise InvalidTransition("Notulen belum ditulis.")
