"""The list of meetings."""

from uuid import UUID

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tuntas.access.permissions import Permission
from tuntas.access.reach import holds
from tuntas.accounts.requests import StaffRequest
from tuntas.bodies.views import common as of_bodies
from tuntas.core.paging import page
from tuntas.core.policies import refusal
from tuntas.meetings.forms.listing import Filter
from tuntas.meetings.models import Meeting
from tuntas.meetings.policies import meetings as policies
from tuntas.meetings.states import MeetingStatus
from tuntas.meetings.views.common import TAGS


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """Meetings within reach and of bodies in which one's institution has a seat, newest first, 50 at a time."""
    form = Filter(request.GET)
    rows = form.narrow(Meeting.objects.visible_to(request.user)).select_related("body", "agency", "duty")
    found = page(rows, "-starts_at", "-id", after=request.GET.get("after", ""))
    context = {
        "form": form,
        "rows": [(row, TAGS.get(MeetingStatus(row.status), "stopped")) for row in found.rows],
        "after": found.after,
        "may_plan": holds(request.user, Permission.MEETING_EDIT),
        "may_cover": holds(request.user, Permission.MEETING_VIEW),
        "at": timezone.now(),
        "zone": request.user.zone,
    }
    return render(request, "meetings/list.html", context)


@require_safe
def of_body(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Meetings of one body, newest first, with how many came and what is still owed."""
    body = of_bodies.load(request, pk)
    context = of_bodies.head(request, body, "meetings:of_body")
    rows = Meeting.objects.filter(body=body).annotate(
        came=Count("attendance", distinct=True), owed=Count("actions", filter=Q(actions__is_open=True), distinct=True)
    )
    found = page(rows, "-starts_at", "-id", after=request.GET.get("after", ""))
    context |= {
        "rows": [(row, TAGS.get(MeetingStatus(row.status), "stopped")) for row in found.rows],
        "after": found.after,
        "no_plan": refusal(policies.check_plan, request.user, body, at=timezone.now()),
        "zone": body.agency.zone,
    }
    return render(request, "meetings/of_body.html", context)
