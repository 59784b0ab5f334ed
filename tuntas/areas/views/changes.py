"""Ending, renaming, splitting and merging areas."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from tuntas.access.requests import StaffRequest
from tuntas.areas import forms, policies
from tuntas.areas.actions import changes
from tuntas.areas.models import Area
from tuntas.core.errors import Denied


def _area(request: StaffRequest, pk: UUID) -> Area:
    return get_object_or_404(Area.objects.visible_to(request.user).select_related("parent"), pk=pk)


def _inside(area: Area) -> int:
    """How much would end with it."""
    return Area.objects.current().below(area.path).exclude(pk=area.pk).count()


def rename(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Another name or kind; the code stays."""
    area = _area(request, pk)
    policies.check_rename(request.user, area)
    form = forms.Rename(request.POST or None, area=area)
    if form.is_valid():
        area = changes.rename(area, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, f"Nama wilayah sekarang {area.full_name}.")
        return redirect("areas:detail", pk=area.pk)
    return render(request, "areas/rename.html", {"area": area, "form": form})


def end(request: StaffRequest, pk: UUID) -> HttpResponse:
    """End an area without successor."""
    area = _area(request, pk)
    policies.check_change(request.user, area)
    form = forms.End(request.POST or None)
    if form.is_valid():
        try:
            changes.end(area, on=form.cleaned_data["on"], by=request.user, at=timezone.now())
        except Denied as error:
            form.add_error("on", error.sentence)
        else:
            messages.success(request, f"{area.full_name} berakhir. Riwayatnya tetap tersimpan.")
            return redirect("areas:detail", pk=area.pk)
    return render(request, "areas/end.html", {"area": area, "form": form, "inside": _inside(area)})


def split(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Several areas out of one."""
    area = _area(request, pk)
    policies.check_change(request.user, area)
    form = forms.Split(request.POST or None, area=area)
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("on", "basis", "parts", "goes_on")}
        try:
            found = changes.split(area, by=request.user, at=timezone.now(), **given)
        except Denied as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, f"{area.full_name} dimekarkan: {', '.join(each.full_name for each in found)}.")
            return redirect("areas:detail", pk=area.pk)
    return render(request, "areas/split.html", {"area": area, "form": form, "inside": _inside(area)})


def merge(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One area out of several."""
    area = _area(request, pk)
    policies.check_change(request.user, area)
    form = forms.Merge(request.POST or None, area=area)
    if form.is_valid():
        given = form.cleaned_data
        into = changes.Part(code=given["code"], name=given["name"], label=given["label"])
        try:
            areas = [area, *given["others"]]
            whole = changes.merge(
                areas, into=into, on=given["on"], basis=given["basis"], by=request.user, at=timezone.now()
            )
        except Denied as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, f"Wilayah digabung menjadi {whole.full_name}.")
            return redirect("areas:detail", pk=whole.pk)
    return render(request, "areas/merge.html", {"area": area, "form": form, "inside": _inside(area)})
