"""The list of reports, and the same list as a file."""

import csv
import io
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from tuntas.access.permissions import Permission
from tuntas.accounts.fresh import require_fresh
from tuntas.core.paging import page
from tuntas.core.policies import may, refusal
from tuntas.intake.actions import exports
from tuntas.intake.forms.listing import Filter
from tuntas.intake.models import Report
from tuntas.intake.policies import entries, reading
from tuntas.intake.querysets import ReportQuerySet
from tuntas.intake.states import Status
from tuntas.intake.views.common import TAGS, StaffRequest, clock

ORDER = ("-received_at", "-id")


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """Reports within reach, newest first, 50 at a time; nothing here needs decrypting."""
    at = timezone.now()
    form = Filter(request.GET)
    rows = _rows(request, form, at).select_related("area", "agency", "duty__assignee")
    found = page(rows, *ORDER, after=request.GET.get("after", ""))
    context = {
        "form": form,
        "rows": [(report, TAGS.get(Status(report.status), "stopped")) for report in found.rows],
        "after": found.after,
        "no_export": refusal(reading.check_export, request.user),
        "may_create": may(entries.check_create, request.user),
        "query": request.GET.urlencode(),
        **clock(request),
    }
    return render(request, "intake/list.html", context)


@require_fresh(back="intake:list")
@require_POST
def export(request: StaffRequest) -> HttpResponse:
    """What the list shows, as CSV."""
    form, at = Filter(request.GET), timezone.now()
    table = exports.export(
        _rows(request, form, at, Permission.REPORT_EXPORT),
        filters=form.codes(),
        zone=request.user.zone,
        by=request.user,
        at=at,
    )
    out = io.StringIO()
    csv.writer(out).writerows(table)
    name = f"laporan-{at.date().isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _rows(
    request: StaffRequest, form: Filter, at: datetime, permission: Permission = Permission.REPORT_VIEW
) -> ReportQuerySet:
    reports = Report.objects.visible_to(request.user, permission)
    return form.narrow(reports, actor=request.user, at=at)
