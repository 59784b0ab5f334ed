"""Refusals of printing."""

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reaches
from tuntas.core.errors import Denied
from tuntas.meetings.models import Meeting


def check_print(actor: Actor, meeting: Meeting) -> None:
    """Papers name who came: for those who look after the area or called the meeting. Members get theirs from the secretariat."""
    where = {"agency_id": meeting.agency_id, "area_path": meeting.area_path}
    if not any(
        reaches(actor, permission, **where) for permission in (Permission.MEETING_VIEW, Permission.MEETING_EDIT)
    ):  # type: ignore[arg-type]  # one dict of two kinds
        raise Denied("Notulen dan daftar hadir dicetak oleh sekretariat. Mintalah salinannya kepada sekretariat.")
