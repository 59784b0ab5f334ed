"""Who looked at a case, and who changed what."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tuntas.accounts.requests import StaffRequest
from tuntas.cases import looks
from tuntas.cases.models import BreakGlass
from tuntas.cases.views.common import head, load
from tuntas.core.paging import page

WHICH = (("", "Semua"), (looks.LOOKED, "Hanya yang melihat data pribadi"), (looks.CHANGED, "Hanya yang mengubah"))


@require_safe
def index(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The event log of one case, newest first, fifty lines at a time, for those who see the case."""
    case = load(request, pk)
    which = request.GET.get("hanya", "")
    found = page(looks.of_case(case, which), "-at", "-seq", after=request.GET.get("after", ""))
    rows = BreakGlass.objects.filter(case=case).select_related("user", "reviewed_by").order_by("-at", "-id")[:20]
    reviewable = set(BreakGlass.objects.visible_to(request.user).filter(case=case).values_list("pk", flat=True))
    context = {
        "lines": looks.lines(found.rows, request.user.zone),
        "after": found.after,
        "which": which,
        "choices": WHICH,
        "openings": [(row, row.pk in reviewable) for row in rows],
    }
    return render(request, "cases/access.html", head(request, case, "access") | context)
