"""Which unit receives for which area."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from tuntas.access.permissions import Permission
from tuntas.access.reach import holds
from tuntas.access.requests import StaffRequest, only_posted
from tuntas.agencies import forms, policies
from tuntas.agencies.actions import receivers
from tuntas.agencies.models import Agency, ReceivingUnit
from tuntas.areas.models import Area, HomeArea
from tuntas.areas.states import zone_of
from tuntas.areas.widgets import redraw
from tuntas.core.errors import Denied
from tuntas.core.paging import page
from tuntas.core.policies import refusal


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """All receivers of today by area, and home areas that have none."""
    only_posted(request)
    homes = HomeArea.objects.paths()
    today = timezone.now().astimezone(zone_of(homes[0] if homes else "")).date()
    rows = ReceivingUnit.objects.in_force(today).select_related("area__home", "agency")
    found = page(rows, "area_path", "id", after=request.GET.get("after", ""))
    missing = ReceivingUnit.objects.missing_homes(today)
    labels = Area.objects.labels([*(row.area_path for row in found.rows), *missing])
    context = {
        "lines": [
            (row, labels[row.area_path], refusal(policies.check_end_receiver, request.user, row)) for row in found.rows
        ],
        "after": found.after,
        "missing": [(path, labels.get(path, path)) for path in missing],
        "editor": holds(request.user, Permission.AGENCY_EDIT),
    }
    return render(request, "agencies/receivers.html", context)


def set_receiver(request: StaffRequest) -> HttpResponse:
    """Name the unit that receives for an area, instead of whoever does."""
    only_posted(request)
    if not holds(request.user, Permission.AGENCY_EDIT):
        raise Denied("Menetapkan unit penerima adalah tugas admin sistem.")
    form = forms.Receiver(request.POST or None, initial={"area": request.GET.get("wilayah", "")[:60]})
    if request.method == "POST" and not redraw(form) and form.is_valid():
        area, agency = form.cleaned_data["area"], form.cleaned_data["agency"]
        try:
            receivers.set_receiver(area, agency=agency, by=request.user, at=timezone.now())
        except Denied as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, f"{agency.name} menerima laporan untuk {area.full_name} mulai hari ini.")
            return redirect("agencies:receivers")
    return render(request, "agencies/receiver.html", {"form": form})


@require_POST
def end_receiver(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The unit around it receives again."""
    visible = Agency.objects.visible_to(request.user)
    row = get_object_or_404(ReceivingUnit.objects.filter(agency__in=visible).select_related("area", "agency"), pk=pk)
    receivers.end_receiver(row, by=request.user, at=timezone.now())
    messages.success(request, f"Laporan dari {row.area.full_name} sekarang diterima unit di wilayah atasnya.")
    return redirect("agencies:receivers")
