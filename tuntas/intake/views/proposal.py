"""Proposals: the desk of the second person."""

from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from tuntas.accounts.requests import StaffRequest
from tuntas.core.paging import page
from tuntas.core.policies import refusal
from tuntas.core.sent import status_code
from tuntas.core.vault import Erased
from tuntas.intake.actions import decisions, proposals, reading
from tuntas.intake.forms.sharing import Decide
from tuntas.intake.models import Proposal, Report
from tuntas.intake.policies import proposals as policies
from tuntas.intake.policies import reading as reading_policies
from tuntas.intake.states import ProposalStatus, Risk, VictimAge, ViolenceType
from tuntas.intake.views.common import PROPOSAL_TAGS, check_version, clock, keep_typed, version
from tuntas.obligations.models import Wall

WORDS = {"heading": "Usulan", "subject": "Laporan", "list": "intake:proposals", "one": "intake:proposal"}


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """Proposals of one's reports and on one's desk, newest first."""
    rows = Proposal.objects.visible_to(request.user).select_related("report", "agency", "proposed_by")
    if request.GET.get("status") != "all":
        rows = rows.filter(status=ProposalStatus.PENDING)
    found = page(rows, "-proposed_at", "-id", after=request.GET.get("after", ""))
    context = {
        "rows": [
            (row, row.report.number, PROPOSAL_TAGS.get(ProposalStatus(row.status), "stopped")) for row in found.rows
        ],
        "after": found.after,
        "all": request.GET.get("status") == "all",
        **clock(request),
    }
    return render(request, "core/proposals.html", context | {"words": WORDS})


@require_safe
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What is proposed and why. Reading the reason is recorded."""
    return _show(request, _load(request, pk), Decide())


@require_POST
def approve(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Yes: only now does it happen."""
    return _decide(request, pk, yes=True)


@require_POST
def reject(request: StaffRequest, pk: UUID) -> HttpResponse:
    """No: nothing changes."""
    return _decide(request, pk, yes=False)


@require_POST
def withdraw(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The proposer takes it back."""
    row = _load(request, pk)
    check_version(request, row)
    proposals.withdraw(row, by=request.user, at=timezone.now())
    flash.success(request, "Usulan ditarik.")
    return redirect("intake:proposal", pk=row.pk)


def _decide(request: StaffRequest, pk: UUID, *, yes: bool) -> HttpResponse:
    row, form = _load(request, pk), Decide(request.POST)
    stale = keep_typed(request, form, row)
    if stale or not form.is_valid():
        return _show(request, row, form, stale=stale)
    act = decisions.approve if yes else proposals.reject
    act(row, note=form.cleaned_data["note"], by=request.user, at=timezone.now())
    flash.success(request, "Usulan disetujui." if yes else "Usulan ditolak; tidak ada yang berubah.")
    return redirect("intake:proposal", pk=row.pk)


def _load(request: StaffRequest, pk: UUID) -> Proposal:
    rows = Proposal.objects.visible_to(request.user)
    related = ("report__agency", "report__area", "agency", "target", "proposed_by", "decided_by", "duty")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def _show(request: StaffRequest, row: Proposal, form: Decide, *, stale: bool = False) -> HttpResponse:
    user, now = request.user, clock(request)
    no_reason = refusal(reading_policies.check_reason, user, row)
    reason, note, erased = "", "", False
    try:
        if not no_reason:
            reason, note = reading.reasons([row], row.report, by=user, at=now["at"])[row.pk]
    except Erased:
        erased = True
    target = Report.objects.known_to(user).filter(pk__in=[row.target_id]).first()
    context = {
        "row": row,
        "form": form,
        "version": version(row),
        "status_kind": PROPOSAL_TAGS.get(ProposalStatus(row.status), "stopped"),
        "reason": reason or no_reason,
        "target": target,
        "note": note,
        "erased": erased,
        "level": Risk(row.level).label if row.level is not None else "",
        "types": [ViolenceType(value).label for value in row.types],
        "age": VictimAge(row.victim_age).label if row.victim_age is not None else "",
        "wall": Wall.objects.filter(pk=row.wall_id).first() if row.wall_id else None,
        "no_decide": refusal(policies.check_decide, user, row),
        "no_withdraw": refusal(policies.check_withdraw, user, row),
        "ours": Report.objects.visible_to(user).filter(pk=row.report_id).exists(),
        **now,
    }
    return render(request, "intake/proposal.html", context, status=status_code(form, stale=stale))
