"""A task that a unit gave to a cadre."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tuntas.accounts.fresh import ask_again, is_fresh
from tuntas.accounts.requests import StaffRequest
from tuntas.areas.models import Area
from tuntas.cadres.actions import reading, tasks
from tuntas.cadres.forms.tasks import TaskForm
from tuntas.cadres.models import Task
from tuntas.cadres.states import TaskStatus
from tuntas.cadres.views.common import is_own
from tuntas.cadres.views.registry import tried
from tuntas.core.sent import posted, status_code


@require_http_methods(["GET", "HEAD", "POST"])
def task(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What to do, for whom, how to reach them; and that it is done."""
    rows = Task.objects.visible_to(request.user).select_related("cadre", "agency")
    row: Task = get_object_or_404(rows, pk=pk)
    at, own = timezone.now(), is_own(request, row.cadre)
    if own and request.method != "POST" and not is_fresh(request):
        return ask_again(
            request.get_full_path()
        )  # a telephone that lies around, still signed in, does not tell for whom
    form = TaskForm(posted(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        done = given["did"] == "done"
        if tried(form, lambda: tasks.end(row, done=done, result=given["result"], by=request.user, at=at)):
            messages.success(request, "Terkirim kepada unit. Isi tugas tidak tampil lagi di sini.")
            return redirect("cadres:mine") if own else redirect("cadres:detail", pk=row.cadre_id)
    context = {
        "task": row, "form": form, "own": own, "once": False,
        "cancel": reverse("cadres:mine") if own else reverse("cadres:detail", args=[row.cadre_id]), "zone": request.user.zone,
        "area_label": Area.objects.labels([row.area_path]).get(row.area_path, ""),
        "said": reading.task(row, by=request.user, at=at) if row.status == TaskStatus.GIVEN else {},
    }  # fmt: skip
    return render(request, "cadres/task.html", context, status=status_code(form))
