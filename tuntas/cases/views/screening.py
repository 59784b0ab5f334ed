"""Trafficking screening and the review of an alert."""

from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tuntas.access.permissions import Permission
from tuntas.accounts.requests import StaffRequest
from tuntas.cases import trafficking
from tuntas.cases.actions import _protection, screening
from tuntas.cases.forms.screening import Review, Screen
from tuntas.cases.models import Screening
from tuntas.cases.policies import screening as policies
from tuntas.cases.states import ScreeningStatus
from tuntas.cases.views.common import head, keep_typed, load
from tuntas.core.once import once
from tuntas.core.policies import refusal
from tuntas.core.sent import posted, status_code

# On a small screen a state must fit into one line.
SHORT = {ScreeningStatus.ALERT: "WASPADA TPPO"}
TAGS = {ScreeningStatus.ALERT: "late", ScreeningStatus.SUSPECTED: "late", ScreeningStatus.CLEARED: "done"}


@require_http_methods(["GET", "HEAD", "POST"])
@once(Screening, "cases:screening_review")
def index(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The questions, and what was found before. Nothing here is decrypted."""
    case = load(request, pk, Permission.CASE_READ)
    form = Screen(posted(request), victims=_protection.victims(case))
    stale = keep_typed(request, form, case)
    if request.method == "POST" and not stale and form.is_valid():
        row = screening.record(
            case, victim=form.chosen, answers=form.answers, row_id=request.row_id, by=request.user, at=timezone.now()
        )
        flash.success(request, f"Penapisan tercatat: {row.get_status_display()}.")
        return redirect("cases:screening_review", pk=row.pk)
    rows = Screening.objects.filter(case=case).select_related("victim", "by").order_by("-at", "-id")
    context = {
        "form": form,
        "rows": [(row, *_tag(row)) for row in rows[:50]],
        "no_screen": refusal(policies.check_screen, request.user, case),
    }
    code = status_code(form, stale=stale)
    return render(request, "cases/screening.html", head(request, case, "screening") | context, status=code)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One screening with its reasons and whom to bring in; an alert is decided here. Notes are read, which is recorded."""
    rows = Screening.objects.visible_to(request.user, Permission.CASE_READ).select_related(
        "victim", "by", "reviewed_by"
    )
    row = get_object_or_404(rows, pk=pk)
    case = load(request, row.case_id, Permission.CASE_READ)
    form = Review(posted(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        outcome = ScreeningStatus(given["outcome"])
        screening.review(row, outcome=outcome, note=given["note"], by=request.user, at=timezone.now())
        flash.success(request, f"Telaah tercatat: {outcome.label}.")
        return redirect("cases:screening_review", pk=row.pk)
    notes = screening.open_notes(case, [row], by=request.user, at=timezone.now())
    context = {
        "form": form,
        "row": row,
        "tag": _tag(row),
        "reasons": trafficking.sentences(row),
        "suggestions": trafficking.suggestions(case, row),
        "note": notes[row.pk][0],
        "review_note": notes[row.pk][1],
        "alert": row.status == ScreeningStatus.ALERT,
        "no_review": refusal(policies.check_review, request.user, case, row),
        "no_clear": refusal(policies.check_clear, request.user, row),
    }
    return render(
        request, "cases/screening_review.html", head(request, case, "screening") | context, status=status_code(form)
    )


def _tag(row: Screening) -> tuple[str, str]:
    """A result as a state: words and look."""
    status = ScreeningStatus(row.status)
    return SHORT.get(status, status.label), TAGS.get(status, "stopped")
