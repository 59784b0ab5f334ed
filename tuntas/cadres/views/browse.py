"""Looking at cadres: the list, one cadre."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tuntas.access.permissions import Permission
from tuntas.access.reach import holds
from tuntas.accounts.requests import StaffRequest
from tuntas.areas.models import Area
from tuntas.areas.widgets import redraw
from tuntas.cadres.actions import reading
from tuntas.cadres.forms.registry import Filter
from tuntas.cadres.models import Cadre
from tuntas.cadres.states import TAGS, Standing
from tuntas.cadres.views.common import head, load
from tuntas.core.errors import Denied
from tuntas.core.paging import page

PER_PAGE = 25  # no more names are opened for one look


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """The cadres within reach, by area; names only of those whose lines the reader keeps."""
    if not holds(request.user, Permission.CADRE_VIEW):
        raise Denied("Daftar kader dibaca oleh lembaga pengampunya dan oleh yang memantau wilayahnya.")
    at = timezone.now()
    form = Filter(request.GET or None)
    chosen = form.cleaned_data if form.is_bound and not redraw(form) and form.is_valid() else {}
    day = at.astimezone(request.user.zone).date()
    rows = Cadre.objects.visible_to(request.user).with_standing(day).select_related("agency")
    rows = rows.filter(standing=chosen["standing"]) if chosen.get("standing") else rows.exclude(left_date__lte=day)
    if chosen.get("area"):
        rows = rows.filter(area_path__startswith=chosen["area"].path)
    found = page(rows, "area_path", "id", after=request.GET.get("after", ""), size=PER_PAGE)
    labels = Area.objects.labels([row.area_path for row in found.rows])
    names = reading.names(found.rows, by=request.user, at=at)
    context = {
        "form": form,
        "rows": [
            (
                row,
                names.get(row.pk, ""),
                labels.get(row.area_path, ""),
                Standing(row.standing),
                TAGS[Standing(row.standing)],
            )
            for row in found.rows
        ],
        "after": found.after,
        "may_register": holds(request.user, Permission.CADRE_EDIT),
    }
    return render(request, "cadres/list.html", context)


@require_safe
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One cadre: how she stands and why, what she did, what she was asked."""
    cadre = load(request, pk)
    context = {
        "activities": page(cadre.activities.all(), "-done_date", "id", after=request.GET.get("after", "")),
        "leaves": cadre.leaves.order_by("-from_date"),
        "calls": cadre.calls.order_by("-since")[:10],
        "helps": cadre.helps.order_by("-asked_at")[:10],
        "visits": cadre.visits.filter(is_open=True),
    }
    return render(request, "cadres/detail.html", head(request, cadre) | context)
