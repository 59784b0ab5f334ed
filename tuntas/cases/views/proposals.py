"""The desk of the second person."""

from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from tuntas.accounts.requests import StaffRequest
from tuntas.cases.actions import decisions, proposals, reading_work
from tuntas.cases.forms.closing import Decide
from tuntas.cases.models import Case, Proposal
from tuntas.cases.policies import proposals as policies
from tuntas.cases.states import ProposalStatus
from tuntas.core.paging import page
from tuntas.core.policies import refusal
from tuntas.core.vault import Erased
from tuntas.intake.states import Risk, ViolenceType
from tuntas.obligations.models import Wall

TAGS = {ProposalStatus.PENDING: "wait", ProposalStatus.APPROVED: "done"}
WORDS = {"heading": "Usulan kasus", "subject": "Kasus", "list": "cases:proposals", "one": "cases:proposal"}
_RELATED = ("case__agency", "case__area", "agency", "target", "party", "mediation", "proposed_by", "decided_by", "duty")


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """Proposals of one's cases and on one's desk, newest first."""
    rows = Proposal.objects.visible_to(request.user).select_related("case", "agency", "proposed_by")
    everything = request.GET.get("status") == "all"
    if not everything:
        rows = rows.filter(status=ProposalStatus.PENDING)
    found = page(rows, "-proposed_at", "-id", after=request.GET.get("after", ""))
    context = {
        "rows": [(row, row.case.number, TAGS.get(ProposalStatus(row.status), "stopped")) for row in found.rows],
        "after": found.after,
        "all": everything,
        "zone": request.user.zone,
    }
    return render(request, "core/proposals.html", context | {"words": WORDS})


@require_safe
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What is proposed and why. Reading the reason is recorded."""
    row, user, at = _load(request, pk), request.user, timezone.now()
    texts: dict[str, str] = {}
    hidden = refusal(policies.check_read, user, row)
    try:
        if not hidden:
            texts = reading_work.proposal(row, by=user, at=at)
    except Erased:
        hidden = "Isi kasus ini sudah dihapus dan tidak dapat dibaca oleh siapa pun."
    context = {
        "row": row,
        "form": Decide(),
        "status_kind": TAGS.get(ProposalStatus(row.status), "stopped"),
        "texts": texts,
        "hidden": hidden,
        "level": Risk(row.level).label if row.level is not None else "",
        "types": [ViolenceType(value).label for value in row.types],
        "target": Case.objects.known_to(user).filter(pk__in=[row.target_id]).first(),
        "wall": Wall.objects.filter(pk=row.wall_id).first() if row.wall_id else None,
        "no_decide": refusal(policies.check_decide, user, row),
        "no_withdraw": refusal(policies.check_withdraw, user, row),
        "ours": Case.objects.visible_to(user).filter(pk=row.case_id).exists(),
        "at": at,
        "zone": user.zone,
    }
    return render(request, "cases/proposal.html", context)


@require_POST
def approve(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Yes: only now does it happen."""
    row = decisions.approve(_load(request, pk), note=_note(request), by=request.user, at=timezone.now())
    flash.success(request, "Usulan disetujui.")
    return redirect("cases:proposal", pk=row.pk)


@require_POST
def reject(request: StaffRequest, pk: UUID) -> HttpResponse:
    """No: nothing changes."""
    row = proposals.reject(_load(request, pk), note=_note(request), by=request.user, at=timezone.now())
    flash.success(request, "Usulan ditolak; tidak ada yang berubah.")
    return redirect("cases:proposal", pk=row.pk)


@require_POST
def withdraw(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The proposer takes it back."""
    row = proposals.withdraw(_load(request, pk), by=request.user, at=timezone.now())
    flash.success(request, "Usulan ditarik.")
    return redirect("cases:proposal", pk=row.pk)


def _load(request: StaffRequest, pk: UUID) -> Proposal:
    return get_object_or_404(Proposal.objects.visible_to(request.user).select_related(*_RELATED), pk=pk)


def _note(request: StaffRequest) -> str:
    form = Decide(request.POST)
    return str(form.cleaned_data["note"]) if form.is_valid() else ""
