"""Coverage: which kelurahan had no sosialisasi this year, and about which topic."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tuntas.access.permissions import Permission
from tuntas.accounts.requests import StaffRequest
from tuntas.areas.models import Area
from tuntas.areas.states import zone_of
from tuntas.core.errors import Denied
from tuntas.meetings import coverage
from tuntas.meetings.forms.coverage import Wanted
from tuntas.meetings.states import MeetingKind

NOT_YOURS = "Jangkauan sosialisasi dibuka oleh yang membina kelompok di wilayah ini."


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """A year of an area within reach; the widest one first."""
    paths = sorted({path for grant in request.user.grants(Permission.MEETING_VIEW) for path in grant.area_paths})
    if not paths:
        raise Denied(NOT_YOURS)
    today = timezone.now().astimezone(zone_of(paths[0])).date()
    form = Wanted(request.GET, paths=paths, year=today.year)
    wanted = form.wanted()
    area = Area.at(wanted.path)
    if area is None:
        raise Denied(NOT_YOURS)
    picture = coverage.of_year(area, wanted.year, kind=wanted.kind, today=today)
    context = {
        "form": form,
        "area": area,
        "year": wanted.year,
        "kind": wanted.kind,
        "word": MeetingKind(wanted.kind).label.lower(),
        "picture": picture,
        "zone": zone_of(area.path),
    }
    return render(request, "meetings/coverage.html", context)
