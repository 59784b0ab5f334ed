"""Writing down, changing and closing an agency; its hours."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from tuntas.access.permissions import Permission
from tuntas.access.reach import holds
from tuntas.access.requests import StaffRequest, only_posted
from tuntas.agencies import forms, policies
from tuntas.agencies.actions import agencies
from tuntas.agencies.models import Agency
from tuntas.areas.widgets import redraw
from tuntas.core.errors import Denied
from tuntas.core.once import once
from tuntas.core.policies import refusal


def _agency(request: StaffRequest, pk: UUID) -> Agency:
    return get_object_or_404(Agency.objects.visible_to(request.user).select_related("area", "parent"), pk=pk)


@once(Agency, "agencies:detail")
def new(request: StaffRequest) -> HttpResponse:
    """A new agency."""
    only_posted(request)
    if not holds(request.user, Permission.AGENCY_EDIT):
        raise Denied("Mencatat lembaga baru adalah tugas admin sistem.")
    form = forms.Edit(request.POST or None)
    if request.method == "POST" and not redraw(form) and form.is_valid():
        try:
            agency = agencies.create(facts=form.facts(), row_id=request.row_id, by=request.user, at=timezone.now())
        except Denied as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, f"{agency.name} dicatat. Lengkapi jam buka dan kontaknya.")
            return redirect("agencies:detail", pk=agency.pk)
    return render(request, "agencies/edit.html", {"form": form, "agency": None})


def edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What is told about an agency."""
    agency = _agency(request, pk)
    policies.check_edit(request.user, agency)
    form = forms.Edit(request.POST or None, agency=agency)
    if request.method == "POST" and not redraw(form) and form.is_valid():
        try:
            agencies.edit(agency, facts=form.facts(), by=request.user, at=timezone.now())
        except Denied as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, "Data lembaga disimpan.")
            return redirect("agencies:detail", pk=agency.pk)
    return render(request, "agencies/edit.html", {"form": form, "agency": agency})


def hours(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The week of opening hours."""
    agency = _agency(request, pk)
    policies.check_edit(request.user, agency)
    form = forms.Hours(request.POST or None, agency=agency)
    if form.is_valid():
        week, always = form.cleaned_data["hours"], form.cleaned_data["open_always"]
        agencies.set_hours(agency, hours=week, open_always=always, by=request.user, at=timezone.now())
        messages.success(request, "Jam buka disimpan.")
        return redirect("agencies:detail", pk=agency.pk)
    return render(request, "agencies/hours.html", {"form": form, "agency": agency})


def close(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Close an agency; the page says first what stands in the way."""
    agency = _agency(request, pk)
    policies.check_edit(request.user, agency)
    at = timezone.now()
    if request.method == "POST":
        agencies.close(agency, by=request.user, at=at)
        messages.success(request, f"{agency.name} ditutup. Riwayatnya tetap tersimpan.")
        return redirect("agencies:detail", pk=agency.pk)
    reason = refusal(policies.check_close, request.user, agency, at=at)
    return render(request, "agencies/close.html", {"agency": agency, "reason": reason})
