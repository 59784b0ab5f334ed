"""Refusals about the signed list of who came."""

from tuntas.access.actors import Actor
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.meetings.models import Meeting
from tuntas.meetings.policies.meetings import check_edit
from tuntas.meetings.states import HAPPENED, MeetingStatus


def check_attach(actor: Actor, meeting: Meeting) -> None:
    """By the secretariat, once it took place; also after its minutes were settled: paper comes when it comes."""
    check_edit(actor, meeting)
    if MeetingStatus(meeting.status) not in HAPPENED:
        raise InvalidTransition("Daftar bertanda tangan diunggah setelah pertemuan dicatat berlangsung.")


def check_remove(actor: Actor, meeting: Meeting) -> None:
    """What is there can be taken away at any time."""
    check_edit(actor, meeting)
    if meeting.signed_list_id is None:
        raise Denied("Daftar bertanda tangan belum diunggah, atau sudah dihapus.")
