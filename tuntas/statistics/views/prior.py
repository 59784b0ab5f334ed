"""Years before the system: which tables there are, one of them, bringing and taking back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from tuntas.access.permissions import Permission
from tuntas.access.reach import holds
from tuntas.accounts.requests import StaffRequest
from tuntas.core.errors import Denied
from tuntas.core.policies import refusal
from tuntas.statistics import places
from tuntas.statistics.actions import prior
from tuntas.statistics.forms.prior import PriorForm
from tuntas.statistics.models import PriorSource
from tuntas.statistics.policies import prior as policies
from tuntas.statistics.views.common import check, page

MOST_SHOWN = 200


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """Every table within reach."""
    check(request)
    sources = PriorSource.objects.visible_to(request.user).select_related("area").order_by("area__code", "title", "pk")
    may_import = holds(request.user, Permission.STATISTICS_IMPORT)
    return page(request, "statistics/prior.html", {"sources": sources, "may_import": may_import})


@require_safe
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One table as it was published, and what was decided where it does not add up."""
    source = get_object_or_404(
        PriorSource.objects.visible_to(request.user).select_related("area", "imported_by"), pk=pk
    )
    counts = source.counts.select_related("area").order_by("first_day", "unit", "-count", "label")[:MOST_SHOWN]
    context = {
        "source": source,
        "counts": counts,
        "no_take_back": refusal(policies.check_import, request.user, source.area),
    }
    return page(request, "statistics/prior_detail.html", context)


def load(request: StaffRequest) -> HttpResponse:
    """First the table is shown as it would be kept, with its differences; then it is kept whole."""
    check(request, Permission.STATISTICS_IMPORT)
    areas = places.areas_for(request.user, Permission.STATISTICS_IMPORT)
    form = PriorForm(request.POST or None, request.FILES or None, areas=areas)
    valid = form.is_valid()
    if valid and "simpan" in request.POST:
        try:
            source = prior.load(raw=form.cleaned_data["raw"], data=form.data_for(), by=request.user, at=timezone.now())
        except Denied as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, "Angka sebelum sistem disimpan.")
            return redirect("statistics:prior_detail", pk=source.pk)
    return page(request, "statistics/prior_load.html", {"form": form, **_found(form, valid=valid)})


def _found(form: PriorForm, *, valid: bool) -> dict[str, Any]:
    plan = form.plan if valid else None
    if plan is None:
        return {"plan": None}
    return {
        "plan": plan,
        "lines": list(plan.areas.items())[:MOST_SHOWN],
        "text": form.cleaned_data["raw"].decode(errors="replace"),
        "file_name": form.cleaned_data["file_name"],
        "sums": [(unit.label, total) for unit, total in plan.table.sums().items()],
    }


@require_POST
def take_back(request: StaffRequest, pk: UUID) -> HttpResponse:
    """As if it had never come."""
    source = get_object_or_404(PriorSource.objects.visible_to(request.user).select_related("area"), pk=pk)
    prior.take_back(source, by=request.user, at=timezone.now())
    messages.success(request, "Tabel itu ditarik kembali.")
    return redirect("statistics:prior")
