"""What participants scan: on the screen of the room with a code that changes, or on a printed poster without it."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from tuntas.accounts.requests import StaffRequest
from tuntas.core.policies import refusal
from tuntas.meetings import room
from tuntas.meetings.actions import room as actions
from tuntas.meetings.models import Attendance, Meeting
from tuntas.meetings.policies import attendance as policies
from tuntas.meetings.policies.meetings import check_edit
from tuntas.meetings.views.common import head, load


@require_safe
def screen(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The picture and the code as large as the screen lets them be; both follow the clock without a hand."""
    meeting = load(request, pk)
    check_edit(request.user, meeting)
    at = timezone.now()
    code = room.shown(meeting, at=at)
    context = head(request, meeting, "hadir") | {
        "picture": _picture(f"{_address(request, meeting)}?{urlencode({room.FIELD: code.scanned})}"),
        "address": _address(request, meeting),
        "code": code,
        "present": Attendance.objects.filter(meeting=meeting).count(),
        "no_switch": refusal(policies.check_record, request.user, meeting),
        **_door(meeting, at),
    }
    return render(request, "meetings/qr.html", context)


@require_safe
def poster(request: StaffRequest, pk: UUID) -> HttpResponse:
    """To be hung up: its picture asks for the code of the room, unless that stands still."""
    meeting = load(request, pk)
    check_edit(request.user, meeting)
    at = timezone.now()
    address = _address(request, meeting)
    fixed = room.shown(meeting, at=at) if meeting.fixed_code_at is not None else None
    context = head(request, meeting, "hadir") | {
        "picture": _picture(f"{address}?{urlencode({room.FIELD: fixed.scanned})}" if fixed else address),
        "address": address,
        "code": fixed,
        **_door(meeting, at),
    }
    return render(request, "meetings/poster.html", context)


@require_POST
def switch(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Let the code stand still, or change again."""
    meeting, at = load(request, pk), timezone.now()
    if request.POST.get("kode") == "tetap":
        actions.stand_still(meeting, by=request.user, at=at)
    else:
        actions.change_again(meeting, by=request.user, at=at)
    return redirect("meetings:qr", pk=meeting.pk)


def _door(meeting: Meeting, at: datetime) -> dict[str, Any]:
    """When names can be written, and whether that is over."""
    opens, closes = meeting.starts_at - policies.BEFORE, meeting.ends_at + policies.AFTER
    return {"opens": opens, "closes": closes, "lives": opens <= at <= closes and meeting.is_open}


def _address(request: HttpRequest, meeting: Meeting) -> str:
    path = reverse("meetings:present", args=[meeting.code])
    base = settings.TUNTAS_BASE_URL.rstrip("/")
    return f"{base}{path}" if base else request.build_absolute_uri(path)


def _picture(address: str) -> str:
    return segno.make(address, error="m", micro=False).svg_data_uri(scale=12, border=4, light="#ffffff")
