"""Break-glass: going in by the number of a case, leaving, and the review by somebody else (R25)."""

from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from tuntas.access.permissions import Permission
from tuntas.accounts.requests import StaffRequest
from tuntas.cases import looks, numbers
from tuntas.cases.actions import break_glass
from tuntas.cases.forms.access import OpenGlass, Review
from tuntas.cases.models import BreakGlass, Case
from tuntas.cases.policies import break_glass as policies
from tuntas.core.policies import may
from tuntas.core.sent import posted, status_code
from tuntas.core.vault import Erased

NOT_OPENED = "Nomor ini tidak dapat dibuka lewat akses darurat. Periksa lagi tiap angkanya. Percobaan ini tercatat."
GONE = "Isi kasus ini sudah dihapus dan tidak dapat dibaca oleh siapa pun."


@require_http_methods(["GET", "HEAD", "POST"])
def opening(request: StaffRequest) -> HttpResponse:
    """By the number, typed exactly. Whatever cannot be opened so gets one sentence."""
    policies.check_use(request.user)
    form = OpenGlass(posted(request))
    if form.is_valid():
        given = form.cleaned_data
        known = Case.objects.visible_to(request.user, Permission.CASE_READ).filter(
            number=numbers.read_number(given["number"])
        )
        if case := known.first():
            flash.success(request, "Kasus ini sudah dapat Anda buka; akses darurat tidak diperlukan.")
            return redirect("cases:detail", pk=case.pk)
        row = break_glass.open_case(given["number"], reason=given["reason"], by=request.user, at=timezone.now())
        if row is not None:
            flash.success(request, "Akses darurat terbuka selama 24 jam. Orang lain akan memeriksanya.")
            return redirect("cases:detail", pk=row.case_id)
        form.add_error("number", NOT_OPENED)
    mine = BreakGlass.objects.visible_to(request.user).open_now().filter(user=request.user).select_related("case")
    context = {"form": form, "mine": mine, "at": timezone.now(), "zone": request.user.zone}
    return render(request, "cases/break_glass_open.html", context, status=status_code(form))


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What was said and seen, for who judges it; for who went in, when it ends and what was found."""
    row, at = _load(request, pk), timezone.now()
    form = Review(posted(request))
    if request.method == "POST":
        policies.check_review(request.user, row)
        if form.is_valid():
            break_glass.review(row, **form.cleaned_data, by=request.user, at=at)
            flash.success(request, "Pemeriksaan akses darurat dicatat.")
            return redirect("cases:break_glass", pk=row.pk)
    reads = row.user_id != request.user.pk and may(policies.check_read, request.user, row)
    context: dict[str, Any] = {
        "row": row,
        "over": row.until <= at,
        "form": form if may(policies.check_review, request.user, row) else None,
        "mine": row.user_id == request.user.pk,
        "reads": reads,
        "reason": "",
        "note": "",
        "gone": "",
        "seen": [],
        "case_url": Case.objects.visible_to(request.user).filter(pk=row.case_id).exists(),
        "at": at,
        "zone": request.user.zone,
    }
    if reads:
        context["seen"] = looks.lines(looks.inside(row), request.user.zone)
        try:
            context["reason"], context["note"] = break_glass.read(row, by=request.user, at=at)
        except Erased:
            context["gone"] = GONE
    return render(request, "cases/break_glass.html", context, status=status_code(form))


@require_POST
def end(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Leave now."""
    row = _load(request, pk)
    break_glass.end(row, by=request.user, at=timezone.now())
    flash.success(request, "Akses darurat diakhiri.")
    return redirect("cases:break_glass", pk=row.pk)


def _load(request: StaffRequest, pk: UUID) -> BreakGlass:
    rows = BreakGlass.objects.visible_to(request.user).select_related("case__agency", "user", "reviewed_by")
    return get_object_or_404(rows, pk=pk)
