"""One duty: what is owed, why, what happened; take, give, postpone, ring."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from tuntas.accounts.requests import StaffRequest
from tuntas.core.policies import refusal
from tuntas.core.sent import posted
from tuntas.law.rules import basis_text
from tuntas.obligations import forms, kinds, policies
from tuntas.obligations.actions import climbing, duties, ring
from tuntas.obligations.models import Obligation, RingLine
from tuntas.obligations.views.common import calls, line
from tuntas.obligations.views.history import history


def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The page of a duty. Buttons that would be refused say why."""
    user, at = request.user, timezone.now()
    duty = _visible(request, pk)
    zone = user.zone
    kind = kinds.find(duty.kind)
    to_assign = refusal(policies.check_assign, user, duty)
    to_postpone = refusal(policies.check_postpone, user, duty) if kind else "Jenis kewajiban ini tidak dikenal lagi."
    context = {
        "at": at,
        "zone": zone,
        "line": line(duty, request.user),
        "duty": duty,
        "basis": basis_text(duty.basis) if duty.basis else "",
        "history": history(duty),
        "ring_lines": calls(duty, at),
        "to_ring": refusal(policies.check_ring, user, duty),
        "my_lines": list(duty.escalations.visible_to(user).filter(seen_at__isnull=True)),
        "to_take": refusal(policies.check_take, user, duty),
        "to_assign": to_assign,
        "assign": None if to_assign else forms.Assign(duty=duty, at=at),
        "to_postpone": to_postpone,
    }
    return render(request, "obligations/detail.html", context)


@require_POST
def take(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The duty becomes mine."""
    duties.take(_visible(request, pk), by=request.user, at=timezone.now())
    messages.success(request, "Kewajiban ini sekarang ada pada Anda.")
    return redirect("obligations:detail", pk)


@require_POST
def assign(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The duty goes to a colleague."""
    duty, at = _visible(request, pk), timezone.now()
    policies.check_assign(request.user, duty)
    form = forms.Assign(request.POST, duty=duty, at=at)
    if not form.is_valid():
        messages.error(request, "Petugas belum dipilih.")
        return redirect("obligations:detail", pk)
    duties.assign(duty, to=form.cleaned_data["to"], by=request.user, at=at)
    messages.success(request, "Kewajiban ini sudah diberikan. Penerima diberi tahu.")
    return redirect("obligations:detail", pk)


def postpone(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Move the deadline, with a reason."""
    duty, at, zone = _visible(request, pk), timezone.now(), request.user.zone
    policies.check_postpone(request.user, duty)
    form = forms.Postpone(posted(request), duty=duty, zone=zone, at=at)
    if form.is_valid():
        values = form.cleaned_data
        duties.postpone(
            duty, to=values["to"], reason=values["reason"], note=values.get("note", ""), by=request.user, at=at
        )
        messages.success(request, "Tenggat sudah dipindahkan.")
        return redirect("obligations:detail", pk)
    context = {
        "form": form,
        "duty": duty,
        "line": line(duty, request.user),
        "zone": zone,
        "at": at,
        "kind": kinds.get(duty.kind),
    }
    return render(request, "obligations/postpone.html", context)


@require_POST
def seen(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The line that climbed to me has been read."""
    climbing.mark_seen(_visible(request, pk), by=request.user, at=timezone.now())
    messages.success(request, "Tercatat: sudah Anda baca. Pemegangnya tetap, dan tenggatnya tetap berjalan.")
    return redirect("obligations:detail", pk)


@require_POST
def ring_tried(request: StaffRequest, pk: UUID, line_id: UUID) -> HttpResponse:
    """Nobody answered."""
    ring.tried(_ring_line(request, pk, line_id), by=request.user, at=timezone.now())
    return redirect("obligations:detail", pk)


@require_POST
def ring_acknowledged(request: StaffRequest, pk: UUID, line_id: UUID) -> HttpResponse:
    """Somebody answered and takes it."""
    ring.acknowledged(_ring_line(request, pk, line_id), by=request.user, at=timezone.now())
    messages.success(request, "Dicatat: panggilan ini dijawab dan diterima.")
    return redirect("obligations:detail", pk)


def _visible(request: StaffRequest, pk: UUID) -> Obligation:
    rows = Obligation.objects.visible_to(request.user).select_related("agency__area", "sender", "assignee")
    rows = rows.prefetch_related("ring_lines__contact")
    return get_object_or_404(rows, pk=pk)


def _ring_line(request: StaffRequest, pk: UUID, line_id: UUID) -> RingLine:
    return get_object_or_404(RingLine, pk=line_id, obligation=_visible(request, pk))
