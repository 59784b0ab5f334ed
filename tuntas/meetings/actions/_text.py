"""What is written about a meeting is looked through for names of parties and NIK before it is kept (R32)."""

from collections.abc import Mapping
from datetime import datetime

from tuntas.access.actors import Actor
from tuntas.bodies.models import Body, Holder, Officer
from tuntas.core.errors import Denied
from tuntas.meetings.actions import _meeting
from tuntas.meetings.models import Attendance, FollowUpAction, Invitation, Meeting
from tuntas.people import wording
from tuntas.people.actions import mentions
from tuntas.people.actions.mentions import Place


def look_plan(body: Body, texts: Mapping[str, str], *, by: Actor, at: datetime) -> None:
    """The same before there is a meeting: what is written belongs to its body. Raises Mentioned."""
    place = Place(body, f"Rencana pertemuan {at.astimezone(body.agency.zone):%d-%m-%Y}", body.agency, body.area_path)
    mentions.check(texts, place=place, by=by, at=at)


def look(meeting: Meeting, texts: Mapping[str, str], *, confirmed: bool = False, by: Actor, at: datetime) -> None:
    """Refuse texts that name parties. Called before the change, so that what was found stays recorded. Raises Mentioned."""
    given = {field: text for field, text in texts.items() if text.strip()}
    if given:
        place = Place(meeting, _meeting.label(meeting), meeting.agency, meeting.area_path)
        mentions.check(given, place=place, officials=_officials(meeting), confirmed=confirmed, by=by, at=at)


def no_nik(*texts: str) -> None:
    """Names of institutions and of those who come or act are no place for a NIK either. Raises Denied."""
    if any(next(wording.niks(text), None) for text in texts):
        raise Denied("Di sini terbaca NIK. Tulis nama atau jabatannya saja.", rule="R32")


def _officials(meeting: Meeting) -> set[str]:
    """Who stands in a meeting's papers by office: participants, members, officers, those who were invited or named."""
    body = meeting.body_id
    found = {meeting.chair.name, meeting.created_by.name}
    for names in (
        Attendance.objects.filter(meeting=meeting).values_list("name", flat=True),
        Holder.objects.filter(seat__body=body).values_list("name", flat=True),
        Officer.objects.filter(body=body).values_list("name", flat=True),
        Invitation.objects.filter(meeting=meeting).values_list("addressee", flat=True),
        FollowUpAction.objects.filter(meeting__body=body).values_list("person_name", flat=True),
    ):
        found.update(names)
    return found - {""}
