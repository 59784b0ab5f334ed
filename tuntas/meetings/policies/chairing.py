"""Who speaks for the meeting: its chair, or whoever closes what is decided at its secretariat."""

from datetime import datetime

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reaches
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.bodies.models import Body, Holder
from tuntas.bodies.states import SeatRole
from tuntas.core.errors import Denied
from tuntas.core.policies import may
from tuntas.meetings.models import Meeting
from tuntas.meetings.policies.meetings import chairs, check_chair

LEADS = (SeatRole.CHAIR, SeatRole.DAILY_CHAIR, SeatRole.VICE_CHAIR)


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
    return [chair, *others] if fits(meeting) else others


def fits(meeting: Meeting) -> bool:
    """Whether its chair works still, and leads at the secretariat that keeps the meeting now."""
    chair: User = meeting.chair
    return chair.is_active and may(check_chair, chair, meeting.agency)


def first_chair(body: Body, agency: Agency, *, at: datetime) -> User | None:
    """Who chairs unless somebody else is chosen: who sits in the body as its chair, else the first who may. None: nobody may.

    The substitute of a chair stands behind the chair; both before the daily chair and the vice chair.
    """
    fit = {user.pk: user for user in chairs(agency, at=at)}
    seats = Holder.objects.current(agency.today(at)).filter(seat__body=body, seat__role__in=LEADS, user__in=fit)
    order = sorted(seats.select_related("seat"), key=lambda row: (LEADS.index(row.seat.role), row.substitute, row.pk))
    return fit[order[0].user_id] if order else next(iter(fit.values()), None)


def works_for(actor: Actor, meeting: Meeting) -> bool:
    """The secretariat that called it, or its chair while that person leads there."""
    edits = reaches(actor, Permission.MEETING_EDIT, agency_id=meeting.agency_id, area_path=meeting.area_path)
    leads = reaches(actor, Permission.ACTION_CLOSE, agency_id=meeting.agency_id, area_path=meeting.area_path)
    return edits or (leads and actor.id is not None and actor.id == meeting.chair_id)
