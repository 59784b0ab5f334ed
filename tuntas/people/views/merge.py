"""A merge that waits for the second person, or what became of it. No names stand here."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from tuntas.accounts.fresh import require_fresh
from tuntas.accounts.requests import StaffRequest
from tuntas.core.policies import refusal
from tuntas.core.vault import Erased
from tuntas.people.actions import merges
from tuntas.people.models import Merge, Person
from tuntas.people.policies import merges as policies
from tuntas.people.states import MergeStatus

TAGS = {MergeStatus.PROPOSED: "wait", MergeStatus.MERGED: "done"}


@require_safe
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Why, by whom, and who decides. Reading the reason is recorded."""
    row, user, at = _load(request, pk), request.user, timezone.now()
    no_reason, reason, why = refusal(policies.check_reason, user, row), "", ""
    if not no_reason:
        try:
            reason, why = merges.reason(row, by=user, at=at)
        except Erased:
            reason = "Data orang ini sudah dihapus; alasannya tidak dapat dibaca lagi."
    context = {
        "row": row,
        "status_kind": TAGS.get(MergeStatus(row.status), "stopped"),
        "reason": reason or no_reason,
        "why_not_alone": why,
        "seen": set(
            Person.objects.visible_to(user).filter(pk__in=[row.kept_id, row.merged_id]).values_list("pk", flat=True)
        ),
        "no_decide": refusal(policies.check_decide, user, row),
        "no_withdraw": refusal(policies.check_withdraw, user, row),
        "no_reverse": refusal(policies.check_reverse, user, row),
        "at": at,
        "zone": user.zone,
    }
    return render(request, "people/merge.html", context)


@require_fresh(back="people:merge")
@require_POST
def approve(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Yes: only now it happens."""
    return _act(request, pk, merges.approve, "Disetujui: kedua data kini dibaca sebagai satu orang.")


@require_POST
def reject(request: StaffRequest, pk: UUID) -> HttpResponse:
    """No: nothing changes."""
    return _act(request, pk, merges.reject, "Ditolak; tidak ada yang berubah.")


@require_POST
def withdraw(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The proposer takes it back."""
    return _act(request, pk, merges.withdraw, "Usulan ditarik.")


@require_fresh(back="people:merge")
@require_POST
def reverse(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Two sheets again."""
    return _act(request, pk, merges.reverse, "Dipisahkan lagi: keduanya seperti semula.")


def _load(request: StaffRequest, pk: UUID) -> Merge:
    rows = Merge.objects.visible_to(request.user)
    related = ("kept__agency", "merged__agency", "agency", "proposed_by", "decided_by", "duty")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def _act(request: StaffRequest, pk: UUID, act: Callable[..., Merge], said: str) -> HttpResponse:
    act(_load(request, pk), by=request.user, at=timezone.now())
    flash.success(request, said)
    return redirect("people:merge", pk=pk)
