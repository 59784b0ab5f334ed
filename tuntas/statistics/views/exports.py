"""Figures as files: asked for, watched while they are made, fetched."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from tuntas.access.permissions import Permission
from tuntas.accounts.fresh import require_fresh
from tuntas.accounts.requests import StaffRequest
from tuntas.core.policies import refusal
from tuntas.statistics.actions import exports
from tuntas.statistics.figures import scopes
from tuntas.statistics.models import FigureFile
from tuntas.statistics.policies import exports as policies
from tuntas.statistics.states import MEDIA, FileFormat
from tuntas.statistics.views.common import check, page

SHOWN = 50


@require_safe
def files(request: StaffRequest) -> HttpResponse:
    """What somebody asked for, newest first."""
    check(request, Permission.STATISTICS_EXPORT)
    rows = _own(request).order_by("-asked_at", "-id")[:SHOWN]
    context = {"files": [(row, scopes.name(row.area_path)) for row in rows], "zone": request.user.zone}
    return page(request, "statistics/files.html", context)


@require_POST
def ask(request: StaffRequest) -> HttpResponse:
    """Ask for a file of what a page shows."""
    check(request)
    today = timezone.now().astimezone(request.user.zone).date()
    found = scopes.question(request.POST.dict(), actor=request.user, today=today)
    form = request.POST.get("berkas", FileFormat.XLSX)
    if found is None or form not in FileFormat.values:
        raise Http404
    row = exports.ask(found.scope, form=FileFormat(form), by=request.user, at=timezone.now())
    return redirect("statistics:file", pk=row.pk)


@require_safe
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """How far it is; for htmx the bar alone."""
    row = get_object_or_404(_own(request), pk=pk)
    context = {
        "row": row,
        "area_name": scopes.name(row.area_path),
        "no_take": refusal(policies.check_take, request.user, row),
        "zone": request.user.zone,
    }
    if request.headers.get("HX-Request"):
        return render(request, "statistics/_file.html", context)
    return page(request, "statistics/file.html", context)


@require_fresh(back="statistics:file")
@require_POST
def take(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The file itself."""
    row = get_object_or_404(_own(request), pk=pk)
    data = exports.take(row, by=request.user, at=timezone.now())
    headers = {"Content-Disposition": f'attachment; filename="{row.name}"'}
    return HttpResponse(data, content_type=MEDIA[FileFormat(row.format)], headers=headers)


def _own(request: StaffRequest) -> QuerySet[FigureFile]:
    return FigureFile.objects.filter(asked_by=request.user)
