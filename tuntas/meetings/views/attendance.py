"""The list of who came, kept by the secretariat."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from tuntas.accounts.requests import StaffRequest
from tuntas.core.errors import Denied
from tuntas.core.policies import may, refusal
from tuntas.core.sent import posted
from tuntas.meetings import attendees
from tuntas.meetings.actions import attendance
from tuntas.meetings.forms.attendance import Corrected, Recorded
from tuntas.meetings.models import Attendance, Meeting
from tuntas.meetings.policies import attendance as policies
from tuntas.meetings.policies.printing import check_print
from tuntas.meetings.states import Sex, Via
from tuntas.meetings.views.common import head, load


def section(request: StaffRequest, meeting: Meeting, _context: dict[str, Any]) -> dict[str, Any]:
    """Counts by sex and by institution, for the page of the meeting; names only on the list itself."""
    rows = list(Attendance.objects.filter(meeting=meeting).only("sex", "institution", "via", "recorded_by"))
    sexes = Counter(row.sex for row in rows)
    houses = Counter(row.institution for row in rows)
    came = attendees.institutions(meeting, houses)
    return {
        "present_count": len(rows),
        "own_names": sum(row.own for row in rows),
        "by_via": attendees.by_way(rows),
        "by_sex": [(label, sexes[value]) for value, label in Sex.choices if sexes[value]],
        "came": came,
        "by_institution": sorted(houses.items(), key=lambda each: (-each[1], each[0])),
        "may_list": may(check_print, request.user, meeting),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Names as they came; the secretariat adds one by hand or from paper."""
    meeting = load(request, pk)
    check_print(request.user, meeting)
    no_record = refusal(policies.check_record, request.user, meeting)
    form = Recorded(posted(request), meeting=meeting, initial={"via": request.GET.get("via", Via.HAND)})
    if request.method == "POST":
        policies.check_record(request.user, meeting)
    if form.is_valid():
        via = Via(form.cleaned_data["via"])
        try:
            attendance.record(
                meeting,
                person=form.person,
                form_id=form.cleaned_data["form_id"],
                via=via,
                by=request.user,
                at=timezone.now(),
            )
        except Denied as denied:
            form.add_error(None, denied.sentence)
        else:
            messages.success(request, "Tercatat hadir.")
            return redirect(f"{reverse('meetings:attendance', args=[meeting.pk])}?via={via}#catat")
    context = head(request, meeting, "hadir")
    rows = list(Attendance.objects.filter(meeting=meeting).order_by("at", "pk"))
    context |= section(request, meeting, context) | {
        "rows": rows,
        "twice": [] if no_record else attendees.twice(rows),
        "form": form,
        "no_record": no_record,
    }
    return render(request, "meetings/attendance.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One name, to be put right or taken off."""
    row = _row(request, pk)
    policies.check_record(request.user, row.meeting)
    form = Corrected(posted(request), row=row)
    if form.is_valid():
        try:
            attendance.correct(row, person=form.person, by=request.user, at=timezone.now())
        except Denied as denied:
            form.add_error(None, denied.sentence)
        else:
            messages.success(request, "Daftar hadir diperbaiki.")
            return redirect("meetings:attendance", pk=row.meeting_id)
    context = head(request, row.meeting, "hadir") | {"form": form, "row": row}
    return render(request, "meetings/attendee.html", context, status=422 if form.is_bound else 200)


@require_POST
def remove(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Was not there."""
    row = _row(request, pk)
    attendance.remove(row, by=request.user, at=timezone.now())
    messages.success(request, "Nama dihapus dari daftar hadir.")
    return redirect("meetings:attendance", pk=row.meeting_id)


def _row(request: StaffRequest, pk: UUID) -> Attendance:
    """Of a meeting that one sees; anything else does not exist."""
    seen = Meeting.objects.visible_to(request.user)
    row = get_object_or_404(Attendance, pk=pk, meeting__in=seen)
    row.meeting = load(request, row.meeting_id)
    return row
