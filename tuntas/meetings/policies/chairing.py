"""Who speaks for the meeting: its chair, or whoever closes what is decided at its secretariat."""

from datetime import datetime

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reaches
from tuntas.accounts.models import User
from tuntas.core.errors import Denied
from tuntas.core.policies import may
from tuntas.meetings.models import Meeting
from tuntas.meetings.policies.meetings import chairs, check_chair


def check_leads(actor: Actor, meeting: Meeting, *, at: datetime) -> None:
    """The chair, another head of the secretariat; the secretariat itself only where no such person is left."""
    if reaches(actor, Permission.ACTION_CLOSE, agency_id=meeting.agency_id, area_path=meeting.area_path):
        return
    edits = reaches(actor, Permission.MEETING_EDIT, agency_id=meeting.agency_id, area_path=meeting.area_path)
    if edits and not leaders(meeting, at=at):
        return
    raise Denied("Hanya ketua pertemuan, atau pimpinan lain di lembaga ini, yang dapat melakukannya.")


def leaders(meeting: Meeting, *, at: datetime) -> list[User]:
    """Those who can settle and close what this meeting decided: the chair first, as long as they still may."""
    chair: User = meeting.chair
    others = [user for user in chairs(meeting.agency, at=at) if user.pk != chair.pk]
    here = chair.is_active and may(check_chair, chair, meeting.agency)
    return [chair, *others] if here else others


def works_for(actor: Actor, meeting: Meeting) -> bool:
    """The secretariat that called it, or its chair while that person leads there."""
    edits = reaches(actor, Permission.MEETING_EDIT, agency_id=meeting.agency_id, area_path=meeting.area_path)
    leads = reaches(actor, Permission.ACTION_CLOSE, agency_id=meeting.agency_id, area_path=meeting.area_path)
    return edits or (leads and actor.id is not None and actor.id == meeting.chair_id)
