"""The page of one meeting: each section has its template and what it shows from its own module."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tuntas.core.policies import refusal
from tuntas.meetings import carrying
from tuntas.meetings.models import AgendaItem, Attendance, Invitation, Meeting, MeetingPhoto
from tuntas.meetings.policies import meetings as policies
from tuntas.meetings.states import MeetingStatus, Topic
from tuntas.meetings.views.common import StaffRequest, head, load


@require_safe
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Everything about it, in sections."""
    meeting = load(request, pk)
    context = head(request, meeting, "ringkasan")
    for section in (_summary, _agenda, _invitations, _attendance, _photos):
        context |= section(request, meeting, context)
    return render(request, "meetings/detail.html", context)


def _summary(request: StaffRequest, meeting: Meeting, context: dict[str, Any]) -> dict[str, Any]:
    at = context["at"]
    return {
        "topics": ", ".join(Topic(value).label for value in meeting.topics),
        "covered": list(meeting.covered.select_related("area").order_by("area__name", "pk")),
        "no_plan": refusal(policies.check_planned, request.user, meeting),
        "no_hold": refusal(policies.check_hold, request.user, meeting, at=at),
        "no_cancel": refusal(policies.check_cancel, request.user, meeting),
    }


def _agenda(_request: StaffRequest, meeting: Meeting, _context: dict[str, Any]) -> dict[str, Any]:
    return {"carried": carried(meeting), "points": points(meeting)}


def carried(meeting: Meeting) -> list[Any]:
    """Actions taken over: computed while it is planned, as frozen once it was held."""
    if meeting.status == MeetingStatus.PLANNED:
        return list(carrying.open_before(meeting))
    rows = AgendaItem.objects.filter(meeting=meeting, carried__isnull=False).order_by("position")
    return [row.carried for row in rows.select_related("carried__agency", "carried__meeting")]


def points(meeting: Meeting) -> list[AgendaItem]:
    """The points of the secretariat itself."""
    return list(AgendaItem.objects.filter(meeting=meeting, carried=None).order_by("position"))


def _invitations(_request: StaffRequest, meeting: Meeting, _context: dict[str, Any]) -> dict[str, Any]:
    rows = Invitation.objects.filter(meeting=meeting).select_related("letter").order_by("institution", "addressee")
    found = list(rows)
    return {"invited": found, "unsent": sum(row.sent_at is None for row in found)}


def _attendance(_request: StaffRequest, meeting: Meeting, _context: dict[str, Any]) -> dict[str, Any]:
    return {"present_count": Attendance.objects.filter(meeting=meeting).count()}


def _photos(_request: StaffRequest, meeting: Meeting, _context: dict[str, Any]) -> dict[str, Any]:
    return {"photos": list(MeetingPhoto.objects.filter(meeting=meeting, file__removed_at=None).order_by("pk"))}
