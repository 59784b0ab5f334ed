"""How each agency writes its numbers: for the system administrator."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from tuntas.access.permissions import Permission
from tuntas.accounts.requests import StaffRequest
from tuntas.agencies.models import Agency
from tuntas.core.paging import page
from tuntas.letters import numbers
from tuntas.letters.actions import patterns
from tuntas.letters.defaults import default_pattern
from tuntas.letters.forms.letters import Pattern
from tuntas.letters.models import NumberPattern
from tuntas.letters.policies import letters as policies


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """Agencies one looks after, with what their next number would look like."""
    policies.check_pattern_edit(request.user)
    today = timezone.localdate()
    agencies = Agency.objects.editable_by(request.user, Permission.LETTER_PATTERN_EDIT).open_on(today)
    found = page(agencies.select_related("number_pattern"), "name", "id", after=request.GET.get("after", ""))
    rows = [(agency, _example(_pattern(agency))) for agency in found.rows]
    return render(request, "letters/patterns.html", {"rows": rows, "after": found.after})


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The pattern of one agency."""
    policies.check_pattern_edit(request.user)
    agency = get_object_or_404(Agency.objects.select_related("number_pattern"), pk=pk)
    policies.check_pattern_edit(request.user, agency)
    row = _pattern(agency)
    names = ("pattern", "classification", "unit_code", "signatory_title")
    form = Pattern(
        request.POST if request.method == "POST" else None, initial={name: getattr(row, name) for name in names}
    )
    if form.is_valid():
        patterns.change(agency, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, "Pola berlaku untuk surat berikutnya. Nomor yang sudah terbit tetap.")
        return redirect("letters:patterns")
    context = {"form": form, "agency": agency, "example": _example(row)}
    return render(request, "letters/pattern.html", context, status=422 if form.is_bound else 200)


def _pattern(agency: Agency) -> NumberPattern:
    return getattr(agency, "number_pattern", None) or default_pattern(agency)


def _example(row: NumberPattern) -> str:
    return numbers.fill(
        row.pattern, classification=row.classification, sequence=15, unit_code=row.unit_code, on=timezone.localdate()
    )
