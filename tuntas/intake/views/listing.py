"""The list of reports."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tuntas.accounts.requests import StaffRequest
from tuntas.core.paging import page
from tuntas.core.policies import may, refusal
from tuntas.intake.forms.listing import Filter
from tuntas.intake.models import Export, Report
from tuntas.intake.policies import entries, exports
from tuntas.intake.states import Status
from tuntas.intake.views.common import TAGS, clock

ORDER = ("-received_at", "-id")


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """Reports within reach, newest first, 50 at a time; nothing here needs decrypting."""
    at = timezone.now()
    form = Filter(request.GET)
    rows = form.narrow(Report.objects.visible_to(request.user), actor=request.user, at=at)
    rows = rows.select_related("area", "agency", "duty__assignee")
    found = page(rows, *ORDER, after=request.GET.get("after", ""))
    context = {
        "form": form,
        "rows": [(report, TAGS.get(Status(report.status), "stopped")) for report in found.rows],
        "after": found.after,
        "no_export": refusal(exports.check_export, request.user),
        "asked": Export.objects.waiting_for(request.user, at=at).order_by("-asked_at", "-id")[:5],
        "may_create": may(entries.check_create, request.user),
        "query": request.GET.urlencode(),
        **clock(request),
    }
    return render(request, "intake/list.html", context)
