"""Protection: what is asked for, what holds, what comes next."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages as flash
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from tuntas.access.permissions import Permission
from tuntas.accounts.requests import StaffRequest
from tuntas.cases.actions import _protection, protection
from tuntas.cases.forms import protection as shapes
from tuntas.cases.models import Protection, ShelterStay
from tuntas.cases.policies import protection as policies
from tuntas.cases.states import PROTECTION_TRANSITIONS, ProtectionKind, ProtectionStatus
from tuntas.cases.views.common import head, keep_typed, load
from tuntas.cases.views.rows import case_or_row
from tuntas.core.once import once
from tuntas.core.policies import refusal
from tuntas.core.sent import posted, status_code

S = ProtectionStatus
TAGS = {S.TO_REQUEST: "late", S.REQUESTED: "wait", S.GRANTED: "active", S.ENDED: "done"}
# The word in the address, the state it leads to, its button, its form, the action.
STEPS: dict[str, tuple[ProtectionStatus, str, type[Any], Callable[..., Protection]]] = {
    "diminta": (S.REQUESTED, "Sudah dimintakan", shapes.Requested, protection.requested),
    "diberikan": (S.GRANTED, "Diberikan", shapes.Granted, protection.granted),
    "ditolak": (S.REFUSED, "Ditolak", shapes.Refused, protection.refused),
    "diperpanjang": (S.GRANTED, "Diperpanjang", shapes.Extended, protection.extended),
    "diakhiri": (S.ENDED, "Berakhir lebih awal", shapes.Ended, protection.ended),
    "tidak-perlu": (S.NOT_NEEDED, "Tidak diperlukan", shapes.NotNeeded, protection.not_needed),
}


@require_safe
def index(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Everything asked for, with its next step; reading the notes is recorded."""
    case = case_or_row(request, pk, Protection, Permission.CASE_READ, "cases:protection")
    if isinstance(case, HttpResponse):
        return case
    found = list(Protection.objects.filter(case=case).select_related("victim", "duty").order_by("-at", "-id")[:50])
    notes = protection.open_notes(case, found, by=request.user, at=timezone.now())
    context = {
        "rows": [
            {
                "row": row,
                "tag": TAGS.get(S(row.status), "stopped"),
                "note": notes.get(row.pk, ""),
                "steps": steps_of(row),
            }
            for row in found
        ],
        "stays": ShelterStay.objects.filter(case=case).select_related("victim", "shelter").order_by("-admitted_at"),
        "no_ask": refusal(policies.check_ask, request.user, case),
    }
    return render(request, "cases/protection.html", head(request, case, "protection") | context)


@require_http_methods(["GET", "HEAD", "POST"])
@once(Protection, "cases:protection", shown="case_id")
def ask(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Something to be asked for."""
    case = load(request, pk, Permission.CASE_READ)
    policies.check_ask(request.user, case)
    form = shapes.Ask(posted(request), victims=_protection.victims(case))
    stale = keep_typed(request, form, case)
    if request.method == "POST" and not stale and form.is_valid():
        given = form.cleaned_data
        protection.ask(
            case, victim=form.chosen, kind=ProtectionKind(given["kind"]), note=given["note"],
            row_id=request.row_id, by=request.user, at=timezone.now(),
        )  # fmt: skip
        flash.success(request, "Tercatat: pelindungan ini dimintakan dalam 24 jam.")
        return redirect("cases:protection", pk=case.pk)
    context = {"form": form, "row": None, "title": "Mintakan pelindungan", "button": "Catat"}
    code = status_code(form, stale=stale)
    return render(request, "cases/protection_form.html", head(request, case, "protection") | context, status=code)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: StaffRequest, pk: UUID, word: str) -> HttpResponse:
    """What came of it."""
    rows = Protection.objects.visible_to(request.user, Permission.CASE_READ).select_related("victim", "case")
    row = get_object_or_404(rows, pk=pk)
    if word not in STEPS:
        raise Http404
    case, at = load(request, row.case_id, Permission.CASE_READ), timezone.now()
    _status, label, shape, act = STEPS[word]
    _check(request, row, word)
    form: forms.Form = shape(posted(request), row=row, zone=request.user.zone, at=at)
    if request.method == "POST" and form.is_valid():
        act(row, **form.cleaned_data, by=request.user, at=at)
        flash.success(request, f"Tercatat: {label.lower()}.")
        return redirect("cases:protection", pk=case.pk)
    context = {"form": form, "row": row, "title": label, "button": "Simpan"}
    return render(
        request, "cases/protection_form.html", head(request, case, "protection") | context, status=status_code(form)
    )


def steps_of(row: Protection) -> list[tuple[str, str]]:
    """The words and buttons of the steps that lead on from here."""
    possible = PROTECTION_TRANSITIONS[S(row.status)]
    extends = ProtectionKind(row.kind) in policies.EXTENDABLE
    found = []
    for word, (status, label, _, _) in STEPS.items():
        again = status is S.GRANTED and row.status == S.GRANTED
        fits = (word == "diperpanjang") == again and (not again or extends)
        if status in possible and fits:
            found.append((word, label))
    return found


def _check(request: StaffRequest, row: Protection, word: str) -> None:
    """The sentence stands before the form, not after it has been filled in."""
    policies.check_ask(request.user, row.case)
    if word == "tidak-perlu":
        policies.check_drop(request.user, row.case, row)
        policies.check_danger_over(row.case, row)
    if word == "diperpanjang":
        policies.check_extendable(row)
    policies.check_step(row, STEPS[word][0])
