"""What the pages of figures share: who may read them, and the note that stands on each."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from tuntas.access.permissions import Permission
from tuntas.access.reach import holds
from tuntas.accounts.requests import StaffRequest
from tuntas.statistics.wording import UNDER_REPORTING


def check(request: StaffRequest, permission: Permission = Permission.STATISTICS_VIEW) -> None:
    """For who reads no figures these pages do not exist. Raises Http404."""
    if not holds(request.user, permission):
        raise Http404


def page(request: StaffRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page of figures, which extends `statistics/base.html`: the note on under-reporting stands on it."""
    return render(request, template, {"under_reporting": UNDER_REPORTING, **context}, status=status)
