"""The agenda: what is carried over stands first by itself, own points follow."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from tuntas.accounts.requests import StaffRequest
from tuntas.core.policies import refusal
from tuntas.core.sent import posted
from tuntas.meetings import carrying
from tuntas.meetings.actions import agenda
from tuntas.meetings.forms.agenda import Point
from tuntas.meetings.forms.writing import say_where
from tuntas.meetings.models import AgendaItem, FollowUpAction, Meeting
from tuntas.meetings.policies import meetings as policies
from tuntas.meetings.states import MeetingStatus
from tuntas.meetings.views.common import head, load
from tuntas.people.actions.mentions import Mentioned


def section(_request: StaffRequest, meeting: Meeting, _context: dict[str, Any]) -> dict[str, Any]:
    """For the page of the meeting."""
    own = AgendaItem.objects.filter(meeting=meeting, carried=None).order_by("position")
    return {"carried": _carried(meeting), "points": list(own)}


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Points in their order, and one more."""
    meeting = load(request, pk)
    no_add = refusal(policies.check_planned, request.user, meeting)
    form = Point(posted(request))
    if request.method == "POST":
        policies.check_planned(request.user, meeting)
    if form.is_valid():
        try:
            agenda.add(meeting, text=form.cleaned_data["text"], by=request.user, at=timezone.now())
        except Mentioned as error:
            say_where(form, error)
        else:
            return redirect("meetings:agenda", pk=meeting.pk)
    context = head(request, meeting, "agenda")
    context |= section(request, meeting, context) | {"form": form, "no_add": no_add}
    return render(request, "meetings/agenda.html", context, status=422 if form.is_bound else 200)


@require_POST
def move(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Up or down, or away."""
    item = get_object_or_404(AgendaItem, pk=pk, meeting__in=Meeting.objects.visible_to(request.user))
    way = request.POST.get("arah", "")
    if way == "hapus":
        agenda.remove(item, by=request.user, at=timezone.now())
    else:
        agenda.move(item, up=way == "naik", by=request.user, at=timezone.now())
    return redirect("meetings:agenda", pk=item.meeting_id)


def _carried(meeting: Meeting) -> list[FollowUpAction]:
    """Computed while it is planned, as frozen once it was held."""
    if meeting.status == MeetingStatus.PLANNED:
        return list(carrying.open_before(meeting))
    rows = AgendaItem.objects.filter(meeting=meeting, carried__isnull=False).order_by("position")
    return [row.carried for row in rows.select_related("carried__agency", "carried__meeting") if row.carried]
