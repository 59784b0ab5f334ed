"""How long duties may take: declared, or changed here where the law leaves it free."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from tuntas.accounts.requests import StaffRequest
from tuntas.core.policies import refusal
from tuntas.core.sent import posted
from tuntas.law.rules import basis_text
from tuntas.obligations import forms, kinds, policies
from tuntas.obligations.actions import overrides
from tuntas.obligations.models import ClockOverride


def clocks(request: StaffRequest) -> HttpResponse:
    """Every kind: its clock, its basis, its local override."""
    policies.check_clock_edit(request.user)
    current = {row.kind: row for row in ClockOverride.objects.filter(ended_at__isnull=True)}
    rows = [
        {"kind": kind, "basis": basis_text(kind.rule) if kind.rule else "", "override": current.get(kind.code)}
        for kind in kinds.all_kinds()
    ]
    return render(request, "obligations/clocks.html", {"rows": rows, "zone": request.user.zone})


def clock(request: StaffRequest, code: str) -> HttpResponse:
    """Set a local clock for one kind."""
    policies.check_clock_edit(request.user)
    kind = _kind(code)
    form = forms.LocalClock(posted(request))
    if form.is_valid():
        overrides.change(
            kind, clock=form.clock(), reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
        )
        messages.success(request, "Jangka waktu sudah diubah untuk kewajiban yang dibuka mulai sekarang.")
        return redirect("obligations:clocks")
    past = ClockOverride.objects.filter(kind=code).order_by("-at")
    context = {
        "form": form,
        "kind": kind,
        "basis": basis_text(kind.rule) if kind.rule else "",
        "past": past[:20],
        "current": past.filter(ended_at__isnull=True).first(),
        "why_not": refusal(policies.check_clock_edit, request.user, kind),
        "zone": request.user.zone,
    }
    return render(request, "obligations/clock.html", context)


@require_POST
def reset(request: StaffRequest, code: str) -> HttpResponse:
    """Return to the declared clock."""
    policies.check_clock_edit(request.user)
    if overrides.reset(_kind(code), by=request.user, at=timezone.now()):
        messages.success(request, "Jangka waktu kembali seperti semula untuk kewajiban yang dibuka mulai sekarang.")
    return redirect("obligations:clocks")


def _kind(code: str) -> kinds.Kind:
    kind = kinds.find(code)
    if kind is None:
        raise Http404
    return kind
