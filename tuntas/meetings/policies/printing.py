"""Refusals of printing."""

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reaches
from tuntas.core.errors import Denied
from tuntas.meetings.models import Meeting


def check_print(actor: Actor, meeting: Meeting) -> None:
    """Papers name who came: for those who look after the area or called the meeting. Members get theirs from the secretariat."""
    ids = meeting.agency_id, meeting.area_path
    wanted = (Permission.MEETING_VIEW, Permission.MEETING_EDIT)
    if not any(reaches(actor, permission, agency_id=ids[0], area_path=ids[1]) for permission in wanted):
        raise Denied("Notulen dan daftar hadir dicetak oleh sekretariat. Mintalah salinannya kepada sekretariat.")
