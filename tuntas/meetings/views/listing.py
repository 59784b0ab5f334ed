"""The list of meetings."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tuntas.access.permissions import Permission
from tuntas.access.reach import holds
from tuntas.core.paging import page
from tuntas.meetings.forms.listing import Filter
from tuntas.meetings.models import Meeting
from tuntas.meetings.states import MeetingStatus
from tuntas.meetings.views.common import TAGS, StaffRequest


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
