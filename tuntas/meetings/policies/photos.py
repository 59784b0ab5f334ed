"""Refusals about pictures of a meeting."""

from tuntas.access.actors import Actor
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.meetings.models import Meeting
from tuntas.meetings.policies.meetings import check_edit
from tuntas.meetings.states import HAPPENED, MeetingStatus

MOST = 12


def check_add(actor: Actor, meeting: Meeting, count: int = 0) -> None:
    """After it took place; a dozen show enough."""
    check_edit(actor, meeting)
    if MeetingStatus(meeting.status) not in HAPPENED:
        raise InvalidTransition("Foto ditambahkan setelah pertemuan dicatat berlangsung.")
    if count >= MOST:
        raise Denied(f"Paling banyak {MOST} foto per pertemuan. Hapus satu dulu.")


def check_remove(actor: Actor, meeting: Meeting) -> None:
    """At any time: somebody in it may change their mind."""
    check_edit(actor, meeting)
