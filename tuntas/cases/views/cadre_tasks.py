"""What a case asks of cadres."""

from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tuntas.access.permissions import Permission
from tuntas.accounts.requests import StaffRequest
from tuntas.cadres.models import Task
from tuntas.cases.actions import cadre_tasks
from tuntas.cases.forms.cadre_tasks import CadreTaskForm
from tuntas.cases.policies import cadre_tasks as policies
from tuntas.cases.policies.reach import check_within
from tuntas.cases.views.common import head, load
from tuntas.core.errors import Denied
from tuntas.core.once import once
from tuntas.core.policies import refusal
from tuntas.core.sent import posted, status_code


@require_http_methods(["GET", "HEAD", "POST"])
@once(Task, "cases:cadre_tasks", shown="dossier_id")
def index(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Tasks that were given and what came of them; giving another, where the case allows it."""
    case, at = load(request, pk, Permission.CASE_READ), timezone.now()
    check_within(request.user, case, Permission.CASE_WORK, "Tugas kader diberikan oleh tim kasus ini.")
    form = CadreTaskForm(posted(request), case=case, on=at.astimezone(request.user.zone).date())
    if request.method == "POST" and form.is_valid():
        cadre = form.cadres[form.cleaned_data["cadre"]]
        try:
            cadre_tasks.give(case, cadre=cadre, data=form.data_for(), row_id=request.row_id, by=request.user, at=at)
        except Denied as error:
            form.add_error(None, error.sentence)
        else:
            flash.success(request, "Tugas diberikan. Kader tidak membaca hal lain dari kasus ini.")
            return redirect("cases:cadre_tasks", pk=case.pk)
    rows = list(Task.objects.filter(dossier_id=case.pk).select_related("cadre").order_by("-given_at", "-id")[:50])
    said = cadre_tasks.results(case, rows, by=request.user, at=at)
    context = {
        "form": form, "rows": [(row, said.get(row.pk, "")) for row in rows],
        "no_give": refusal(policies.check_give, request.user, case),
    }  # fmt: skip
    return render(
        request, "cases/cadre_tasks.html", head(request, case, "cadre_tasks") | context, status=status_code(form)
    )
