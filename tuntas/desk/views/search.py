"""The search box: a report or a case by its number, an agency or an area by name. Never a person."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from tuntas.accounts.requests import StaffRequest
from tuntas.agencies.models import Agency
from tuntas.cases import numbers
from tuntas.cases.models import Case
from tuntas.intake.models import Report

LONGEST = 60
MOST = 20


def search(request: StaffRequest) -> HttpResponse:
    """One exact number in reach opens the report or the case; otherwise agencies whose name holds the words."""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    number = "".join(character for character in text if character.isdigit())
    if len(number) >= 6:
        for report in Report.objects.visible_to(request.user).filter(number=_grouped(number))[:1]:
            return redirect("intake:detail", pk=report.pk)
        for case in Case.objects.visible_to(request.user).filter(number=numbers.LETTER + _grouped(number))[:1]:
            return redirect("cases:detail", pk=case.pk)
    agencies = (
        Agency.objects.open_on(timezone.localdate(timezone=request.user.zone))
        .filter(name__icontains=text)
        .select_related("area")
        .order_by("name", "id")[:MOST]
        if text
        else []
    )
    return render(request, "desk/search.html", {"text": text, "agencies": agencies, "looked_for_number": bool(number)})


def _grouped(digits: str) -> str:
    """A report number as stored: 26-1234-5678."""
    return f"{digits[:2]}-{digits[2:6]}-{digits[6:10]}"
