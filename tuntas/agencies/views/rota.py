"""The on-call rota, a week at a time."""

from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from tuntas.access.requests import StaffRequest
from tuntas.agencies import forms, policies
from tuntas.agencies.actions import rota as actions
from tuntas.agencies.hours import intervals
from tuntas.agencies.models import Agency, OnCallShift
from tuntas.agencies.rota import Week, clashes, gaps, week_of
from tuntas.core.errors import Denied
from tuntas.core.policies import refusal


def _agency(request: StaffRequest, pk: UUID) -> Agency:
    return get_object_or_404(Agency.objects.with_rota_for(request.user), pk=pk)


def _shift(request: StaffRequest, pk: UUID) -> OnCallShift:
    known = Agency.objects.with_rota_for(request.user)
    return get_object_or_404(OnCallShift.objects.filter(agency__in=known).select_related("agency", "contact"), pk=pk)


def _asked(text: str, today: date) -> date:
    """The day a link asks for; today for anything that is no day."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today
    return day if 1970 < day.year < 9000 else today


@require_safe
def week(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Seven days with their shifts, and what is wrong with them."""
    agency = _agency(request, pk)
    at = timezone.now()
    shown = week_of(_asked(request.GET.get("minggu", ""), agency.today(at)), agency.zone)
    shifts = list(OnCallShift.objects.filter(agency=agency).between(shown.start, shown.end).select_related("contact"))
    context = {
        "agency": agency,
        "week": shown,
        "days": [(day, _of_day(shifts, day, agency)) for day in shown.days],
        "gaps": _gaps(agency, shifts, shown, at),
        "clashes": clashes(shifts),
        "at": at,
        "no_rota": refusal(policies.check_rota, request.user, agency),
    }
    return render(request, "agencies/rota.html", context)


def _of_day(shifts: list[OnCallShift], day: date, agency: Agency) -> list[OnCallShift]:
    """Shifts that begin on a local day; on Monday also those that go on from the week before."""
    days = {shift.pk: shift.starts_at.astimezone(agency.zone).date() for shift in shifts}
    return [shift for shift in shifts if days[shift.pk] == day or (days[shift.pk] < day and day.isoweekday() == 1)]


def _gaps(agency: Agency, shifts: list[OnCallShift], shown: Week, at: datetime) -> list[tuple[datetime, datetime]]:
    """From now on, when the agency is closed and nobody is on call. Holidays are closed days, known to a higher app."""
    if agency.open_always:
        return []
    open_at = intervals(agency.stretches(), agency.zone, first=shown.monday, days=7)
    return gaps(shifts, start=max(shown.start, min(at, shown.end)), end=shown.end, open_at=open_at)


def _to_week(agency: Agency, at: datetime) -> str:
    day = at.astimezone(agency.zone).date()
    return f"{reverse('agencies:rota', args=[agency.pk])}?minggu={day.isoformat()}"


def add(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One shift, or the same on several days."""
    agency = _agency(request, pk)
    policies.check_rota(request.user, agency)
    at = timezone.now()
    day = _asked(request.GET.get("tanggal", ""), agency.today(at))
    form = forms.Shift(request.POST or None, agency=agency, at=at, initial={"on": day})
    if form.is_valid():
        try:
            shifts = actions.add(agency, by=request.user, at=at, **form.given())
        except Denied as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, f"{len(shifts)} giliran ditambahkan.")
            return redirect(_to_week(agency, shifts[0].starts_at))
    return render(request, "agencies/shift.html", {"form": form, "agency": agency, "shift": None})


def edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Another person, time or place in the order."""
    shift = _shift(request, pk)
    policies.check_rota(request.user, shift.agency)
    at = timezone.now()
    policies.check_shift_ahead(shift, at=at)
    form = forms.Shift(request.POST or None, agency=shift.agency, at=at, shift=shift)
    if form.is_valid():
        try:
            shift = actions.edit(shift, by=request.user, at=at, **form.given())
        except Denied as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, "Giliran disimpan.")
            return redirect(_to_week(shift.agency, shift.starts_at))
    return render(request, "agencies/shift.html", {"form": form, "agency": shift.agency, "shift": shift})


@require_POST
def remove(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Off the rota."""
    shift = _shift(request, pk)
    actions.remove(shift, by=request.user, at=timezone.now())
    messages.success(request, "Giliran dihapus.")
    return redirect(_to_week(shift.agency, shift.starts_at))
