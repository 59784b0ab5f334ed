"""The list of cases, and how many each worker has."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tuntas.access.permissions import Permission
from tuntas.access.reach import holds
from tuntas.accounts.requests import StaffRequest
from tuntas.cases.forms.listing import Filter
from tuntas.cases.models import Case
from tuntas.cases.states import Status
from tuntas.cases.views.common import TAGS
from tuntas.core.paging import page
from tuntas.intake.states import ViolenceType

ORDER = ("-opened_at", "-id")


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """Cases within reach, newest first, 50 at a time; nothing here needs decrypting."""
    at = timezone.now()
    form = Filter(request.GET)
    rows = form.narrow(Case.objects.visible_to(request.user), actor=request.user, at=at)
    rows = rows.select_related("area", "manager", "duty").defer("narrative", "summary", "closing_note")
    found = page(rows, *ORDER, after=request.GET.get("after", ""))
    context = {
        "form": form,
        "rows": [(case, TAGS.get(Status(case.status), "active"), kinds_of(case)) for case in found.rows],
        "after": found.after,
        "may_open": holds(request.user, Permission.CASE_OPEN),
        "may_manage": holds(request.user, Permission.CASE_MANAGE) or holds(request.user, Permission.CASE_REVIEW),
        "may_approve": holds(request.user, Permission.CASE_APPROVE),
        "may_break_glass": holds(request.user, Permission.CASE_BREAK_GLASS),
        "at": at,
        "zone": request.user.zone,
    }
    return render(request, "cases/list.html", context)


def kinds_of(case: Case) -> str:
    """The kinds of violence in words."""
    return ", ".join(ViolenceType(value).label for value in case.types) or "belum digolongkan"
