"""The page of one meeting: each section has its template, and what it shows from its own module."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tuntas.accounts.requests import StaffRequest
from tuntas.core.policies import refusal
from tuntas.meetings.models import Meeting
from tuntas.meetings.policies import meetings as policies
from tuntas.meetings.policies.chairing import fits
from tuntas.meetings.states import MeetingStatus, Topic
from tuntas.meetings.views import agenda, attendance, decisions, invitations, minutes, papers
from tuntas.meetings.views.common import head, load

Section = Callable[[StaffRequest, Meeting, dict[str, Any]], dict[str, Any]]


def summary(request: StaffRequest, meeting: Meeting, context: dict[str, Any]) -> dict[str, Any]:
    """Where and when, about what, for whom; and what can be done with the plan."""
    return {
        "topics": ", ".join(Topic(value).label for value in meeting.topics),
        "covered": list(meeting.covered.select_related("area").order_by("area__name", "pk")),
        "chair_lost": meeting.status == MeetingStatus.PLANNED and not fits(meeting),
        "no_plan": refusal(policies.check_planned, request.user, meeting),
        "no_hold": refusal(policies.check_hold, request.user, meeting, at=context["at"]),
        "no_cancel": refusal(policies.check_cancel, request.user, meeting),
    }


SECTIONS: tuple[Section, ...] = (
    summary,
    agenda.section,
    invitations.section,
    attendance.section,
    minutes.section,
    decisions.section,
    papers.section,
)


@require_safe
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Everything about it, in sections."""
    meeting = load(request, pk)
    context = head(request, meeting, "ringkasan")
    for section in SECTIONS:
        context |= section(request, meeting, context)
    return render(request, "meetings/detail.html", context)
