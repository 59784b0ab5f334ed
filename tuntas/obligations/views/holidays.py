"""The table of holidays."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from tuntas.accounts.requests import StaffRequest
from tuntas.core.sent import posted
from tuntas.obligations import forms, policies
from tuntas.obligations.actions import holidays as actions
from tuntas.obligations.models import Holiday, Recount


def holidays(request: StaffRequest) -> HttpResponse:
    """The holidays of one year, and a form for one more."""
    policies.check_holiday_edit(request.user)
    at = timezone.now()
    form = forms.HolidayForm(posted(request))
    if form.is_valid():
        values = form.cleaned_data
        run = actions.add(values["date"], name=values["name"], source=values["source"], by=request.user, at=at)
        return _answer(request, run, values["date"].year)
    year = _year(request.GET.get("tahun", ""), at.astimezone(request.user.zone).year)
    context = {
        "form": form,
        "year": year,
        "days": Holiday.objects.filter(counts=True, date__year=year).order_by("date"),
        "years": range(year - 1, year + 2),
        "runs": Recount.objects.order_by("-at")[:5],
        "zone": request.user.zone,
    }
    return render(request, "obligations/holidays.html", context)


@require_POST
def remove(request: StaffRequest, day: date) -> HttpResponse:
    """The day becomes an ordinary one."""
    return _answer(request, actions.remove(day, by=request.user, at=timezone.now()), day.year)


def recount(request: StaffRequest, pk: UUID) -> HttpResponse:
    """How far the computing of deadlines has come: a page, or for htmx the bar alone."""
    policies.check_holiday_edit(request.user)
    run = get_object_or_404(Recount, pk=pk)
    template = "_recount.html" if request.headers.get("HX-Request") else "recount.html"
    return render(request, f"obligations/{template}", {"run": run, "zone": request.user.zone})


def _answer(request: StaffRequest, run: Recount | None, year: int) -> HttpResponse:
    if run is not None and run.finished_at is None:
        return redirect("obligations:recount", run.pk)
    moved = run.moved if run else 0
    messages.success(request, f"Tersimpan. {moved} tenggat ikut berubah.")
    return redirect(f"{reverse('obligations:holidays')}?tahun={year}")


def _year(text: str, default: int) -> int:
    return (
        int(text)
        if text.isascii() and text.isdigit() and len(text) <= 4 and int(text) in policies.HOLIDAY_YEARS
        else default
    )
