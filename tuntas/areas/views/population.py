"""How many people live where: what was imported, importing a file, taking it back."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from tuntas.access.requests import StaffRequest
from tuntas.areas import forms, people, policies
from tuntas.areas.actions import population
from tuntas.areas.models import PopulationSource
from tuntas.areas.states import People
from tuntas.core.errors import Denied
from tuntas.core.paging import page

MOST_SHOWN = 50


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """Every source, the newest year first."""
    policies.check_population(request.user)
    sources = PopulationSource.objects.annotate(areas=Count("rows")).order_by("-year", "-imported_at")
    return render(request, "areas/population.html", {"sources": sources})


@require_safe
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One source: what it says and does not say about each area, and what was decided where it does not add up."""
    policies.check_population(request.user)
    source = get_object_or_404(PopulationSource, pk=pk)
    rows = page(source.rows.select_related("area"), "area__code", "id", after=request.GET.get("after", ""))
    for row in rows.rows:
        row.source = source
    lines = [(row, people.of(row, People.WOMEN), people.of(row, People.CHILDREN)) for row in rows.rows]
    context = {"source": source, "lines": lines, "after": rows.after, "differences": source.differences[:MOST_SHOWN]}
    return render(request, "areas/population_detail.html", context)


def load(request: StaffRequest) -> HttpResponse:
    """First the file is shown with its differences; then it is kept whole."""
    policies.check_population(request.user)
    form = forms.PeopleFile(request.POST or None, request.FILES or None)
    valid = form.is_valid()
    if valid and "simpan" in request.POST:
        try:
            raw = form.cleaned_data["raw"]
            source = population.load(raw=raw, given=form.given(), by=request.user, at=timezone.now())
        except Denied as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, "Jumlah penduduk disimpan.")
            return redirect("areas:population_detail", pk=source.pk)
    found = form.preview if valid else None
    context = {
        "form": form,
        "found": found,
        "text": form.cleaned_data["raw"].decode(errors="replace") if found else "",
        "file_name": form.cleaned_data.get("file_name", "") if found else "",
        "differences": found.differences[:MOST_SHOWN] if found else [],
        "unknown": found.unknown[:MOST_SHOWN] if found else [],
        "most": MOST_SHOWN,
    }
    return render(request, "areas/population_load.html", context)


@require_POST
def take_back(request: StaffRequest, pk: UUID) -> HttpResponse:
    """As if it had never come."""
    policies.check_population(request.user)
    population.take_back(get_object_or_404(PopulationSource, pk=pk), by=request.user, at=timezone.now())
    messages.success(request, "Jumlah penduduk dari berkas itu ditarik kembali.")
    return redirect("areas:population")
