"""The list of reports as a file: a short one at once, a long one after a second person has said yes."""

import csv
import io
from datetime import datetime
from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuntas.access.permissions import Permission
from tuntas.accounts.fresh import require_fresh
from tuntas.accounts.requests import StaffRequest
from tuntas.core.policies import may, refusal
from tuntas.core.sent import posted, status_code
from tuntas.intake.actions import exports
from tuntas.intake.forms.listing import AskExport, Filter
from tuntas.intake.models import Export, Report
from tuntas.intake.policies import exports as policies
from tuntas.intake.querysets import ReportQuerySet
from tuntas.intake.states import ExportStatus
from tuntas.intake.views.common import clock

TAGS = {ExportStatus.ASKED: "wait", ExportStatus.APPROVED: "active", ExportStatus.DOWNLOADED: "done"}


@require_fresh(back="intake:list")
@require_POST
def export(request: StaffRequest) -> HttpResponse:
    """What the list shows, as CSV; a long list leads to asking for it."""
    form, at = Filter(request.GET), timezone.now()
    policies.check_export(request.user)
    rows = _rows(request, form, at)
    if not may(policies.check_alone, request.user, rows[: policies.ALONE + 1].count(), at=at):
        return redirect(f"{reverse('intake:export_ask')}?{request.GET.urlencode()}")
    table = exports.export(rows, filters=form.codes(), zone=request.user.zone, by=request.user, at=at)
    return _file(table, at)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: StaffRequest) -> HttpResponse:
    """What for; then it lies on the desk of the second person."""
    policies.check_export(request.user)
    filters, at = Filter(request.GET), timezone.now()
    rows, form = _rows(request, filters, at), AskExport(posted(request))
    if request.method == "POST" and form.is_valid():
        row = exports.ask(rows, filters=filters.codes(), **form.cleaned_data, by=request.user, at=at)
        flash.success(request, "Permintaan ekspor disampaikan kepada orang kedua.")
        return redirect("intake:export_request", pk=row.pk)
    context = {
        "form": form,
        "chosen": filters.words(),
        "count": rows[: exports.MOST + 1].count(),
        "alone": policies.ALONE,
        "query": request.GET.urlencode(),
    }
    return render(request, "intake/export_ask.html", context, status=status_code(form, stale=False))


@require_safe
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What was asked for, and what became of it."""
    row, now = _load(request, pk), clock(request)
    context = {
        "row": row,
        "status_kind": TAGS.get(ExportStatus(row.status), "stopped"),
        "chosen": Filter(row.filters).words(),
        "mine": row.asked_by_id == request.user.pk,
        "no_decide": refusal(policies.check_decide, request.user, row),
        "no_download": refusal(policies.check_download, request.user, row, at=now["at"]),
        **now,
    }
    return render(request, "intake/export.html", context)


@require_POST
def decide(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Yes or no."""
    row = exports.decide(
        _load(request, pk), yes=request.POST.get("putusan") == "ya", by=request.user, at=timezone.now()
    )
    flash.success(request, f"Permintaan ekspor {row.get_status_display().lower()}.")
    return redirect("intake:export_request", pk=row.pk)


@require_fresh(back="intake:export_request")
@require_POST
def download(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Once."""
    row, at = _load(request, pk), timezone.now()
    rows = _rows(request, Filter(row.filters), at)
    return _file(exports.download(row, rows, zone=request.user.zone, by=request.user, at=at), at)


def _load(request: StaffRequest, pk: UUID) -> Export:
    rows = Export.objects.visible_to(request.user).select_related("agency", "asked_by", "decided_by", "duty")
    return get_object_or_404(rows, pk=pk)


def _rows(request: StaffRequest, form: Filter, at: datetime) -> ReportQuerySet:
    reports = Report.objects.visible_to(request.user, Permission.REPORT_EXPORT)
    return form.narrow(reports, actor=request.user, at=at)


def _file(table: list[list[str]], at: datetime) -> HttpResponse:
    out = io.StringIO()
    csv.writer(out).writerows(table)
    name = f"laporan-{at.date().isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)
