"""Adding RW and RT: one by one, or by a file that is looked over first."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from tuntas.access.requests import StaffRequest
from tuntas.areas import forms, policies
from tuntas.areas.actions import neighbourhoods
from tuntas.areas.models import Area
from tuntas.areas.neighbourhood_file import MAX_BYTES, MAX_LINES
from tuntas.core.errors import Denied

MOST_PROBLEMS = 50


def add(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One RW or RT; afterwards the next number can be typed at once."""
    parent = get_object_or_404(Area.objects.visible_to(request.user), pk=pk)
    policies.check_neighbourhoods(request.user, parent)
    form = forms.Add(request.POST or None, parent=parent)
    if form.is_valid():
        try:
            area = neighbourhoods.add(parent, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Denied as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, f"{area.full_name} ditambahkan di {parent.full_name}.")
            return (
                redirect("areas:add", pk=parent.pk)
                if "lagi" in request.POST
                else redirect("areas:detail", pk=parent.pk)
            )
    return render(request, "areas/add.html", {"area": parent, "form": form})


def import_file(request: StaffRequest, pk: UUID) -> HttpResponse:
    """First the file is shown as it would be saved, or what is wrong with it; then it is saved whole."""
    root = get_object_or_404(Area.objects.visible_to(request.user).select_related("parent"), pk=pk)
    policies.check_neighbourhoods(request.user, root)
    form = forms.File(request.POST or None, request.FILES or None, root=root)
    valid = form.is_valid()
    if valid and form.plan and not form.plan.problems and "simpan" in request.POST:
        plan = neighbourhoods.import_file(root, text=form.cleaned_data["text"], by=request.user, at=timezone.now())
        messages.success(
            request, f"{len(plan.rw)} RW dan {len(plan.rt)} RT ditambahkan; {plan.existing} baris sudah ada."
        )
        return redirect("areas:detail", pk=root.pk)
    problems = form.plan.problems if form.plan else []
    context = {
        "area": root,
        "form": form,
        "text": form.cleaned_data["text"] if valid else "",
        "plan": form.plan if valid else None,
        "problems": problems[:MOST_PROBLEMS],
        "more_problems": max(0, len(problems) - MOST_PROBLEMS),
        "kilobytes": MAX_BYTES // 1024,
        "most_lines": MAX_LINES,
    }
    return render(request, "areas/import.html", context)
