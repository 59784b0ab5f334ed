"""What the pages share: who may, which quarter."""

from typing import Any

from django.http import Http404
from django.utils import timezone

from tuntas.access.permissions import Permission
from tuntas.access.reach import holds
from tuntas.accounts.models import User
from tuntas.accounts.requests import StaffRequest
from tuntas.oversight import reports
from tuntas.oversight.states import Quarter, Span


def check(user: User) -> None:
    """For who oversees nothing these pages do not exist. Raises Http404."""
    if not holds(user, Permission.RUNNING_VIEW):
        raise Http404


def span(request: StaffRequest) -> Span:
    """The quarter that was asked for; the one that runs without a question. None of the future."""
    current = reports.span_for(None, zone=request.user.zone, at=timezone.now())
    quarter = Quarter.parse(request.GET.get("triwulan", ""), default=current.quarter)
    return Span(quarter, current.zone, current.today)


def head(request: StaffRequest, chosen: Span) -> dict[str, Any]:
    """The quarter, and the way to the one before and after."""
    current = Quarter.of(chosen.today)
    return {
        "span": chosen,
        "before": chosen.quarter.previous(),
        "following": chosen.quarter.following() if chosen.quarter < current else None,
        "may_body": holds(request.user, Permission.BODY_VIEW),
        "may_meet": holds(request.user, Permission.MEETING_VIEW),
        "at": timezone.now(),
        "zone": request.user.zone,
    }
