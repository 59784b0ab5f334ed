"""Looking at agencies: the list, one agency, who serves an area."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tuntas.access.permissions import Permission
from tuntas.access.reach import holds
from tuntas.access.requests import StaffRequest, only_posted
from tuntas.agencies import forms, policies
from tuntas.agencies.hours import show
from tuntas.agencies.models import Agency, OnCallShift, PublicContact, ReceivingUnit
from tuntas.agencies.states import Service, Weekday
from tuntas.areas.models import Area
from tuntas.areas.states import zone_of
from tuntas.core.paging import page
from tuntas.core.policies import refusal

FEW = 20


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """All agencies by name, filtered by name and kind."""
    only_posted(request)
    agencies = Agency.objects.visible_to(request.user)
    form = forms.Filter(request.GET)
    if form.is_valid():
        chosen = form.cleaned_data
        agencies = agencies.filter(closed_date__isnull=not chosen["closed"])
        if chosen["q"]:
            agencies = agencies.filter(name__icontains=chosen["q"])
        if chosen["kind"]:
            agencies = agencies.filter(kind=chosen["kind"])
    found = page(agencies.select_related("area"), "name", "id", after=request.GET.get("after", ""))
    return render(
        request,
        "agencies/list.html",
        {"form": form, "found": found, "editor": holds(request.user, Permission.AGENCY_EDIT)},
    )


@require_safe
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One agency and all that hangs on it."""
    agencies = Agency.objects.visible_to(request.user).select_related("area", "parent")
    agency = get_object_or_404(agencies, pk=pk)
    at = timezone.now()
    today = agency.today(at)
    stretches = agency.stretches()
    context = {
        "agency": agency,
        "services": [Service(service).label for service in agency.services],
        "week": [(day.label, show(stretches.get(day.value, []))) for day in Weekday] if stretches else [],
        "opening": agency.opening(at),
        "contacts": _contacts(agency, today),
        "units": agency.units.open_on(today).order_by("name", "id")[:FEW],
        "receives": ReceivingUnit.objects.in_force(today)
        .filter(agency=agency)
        .select_related("area")
        .order_by("area_path")[:FEW],
        "no_edit": refusal(policies.check_edit, request.user, agency),
        "no_verify": refusal(policies.check_verify, request.user, agency),
        "no_rota": refusal(policies.check_rota, request.user, agency),
        "editor": holds(request.user, Permission.AGENCY_EDIT),
        "rota_editor": holds(request.user, Permission.ROTA_EDIT),
        **_duty(request, agency),
    }
    return render(request, "agencies/detail.html", context)


def _duty(request: StaffRequest, agency: Agency) -> dict[str, object]:
    """Colleagues and who is on call, for those who may know."""
    if not Agency.objects.with_rota_for(request.user).filter(pk=agency.pk).exists():
        return {"knows_rota": False}
    at = timezone.now()
    return {
        "knows_rota": True,
        "people": agency.duty_contacts.current(agency.today(at)).order_by("name", "id"),
        "on_call": OnCallShift.objects.on_call(agency, at),
    }


def _contacts(agency: Agency, today: date) -> list[tuple[PublicContact, bool]]:
    """Each contact, with whether the public sees it."""
    shown = set(agency.public_contacts.verified(today).values_list("pk", flat=True))
    return [(row, row.pk in shown) for row in agency.public_contacts.order_by("-emergency", "channel", "value", "id")]


@require_safe
def area(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Who receives for an area and which agencies serve it; a fragment on the area's own page."""
    place = get_object_or_404(Area.objects.visible_to(request.user), pk=pk)
    today = timezone.now().astimezone(zone_of(place.path)).date()
    context = {
        "area": place,
        "receiver": ReceivingUnit.objects.nearest(place.path, on=today),
        "found": page(
            Agency.objects.open_on(today).around(place.path), "name", "id", after=request.GET.get("after", ""), size=FEW
        ),
    }
    fragment = request.headers.get("HX-Request") == "true"
    return render(request, "agencies/_area.html" if fragment else "agencies/area.html", context)
