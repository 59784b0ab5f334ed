"""Ending a report: answered, no report, or proposed to a second person; and the endings that are always refused."""

from uuid import UUID, uuid4

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tuntas.accounts.requests import StaffRequest
from tuntas.core.policies import refusal
from tuntas.core.sent import posted, status_code
from tuntas.intake.actions import endings, proposals, triage
from tuntas.intake.forms.triage import End
from tuntas.intake.models import Report
from tuntas.intake.policies import proposals as proposal_policies
from tuntas.intake.policies import triage as policies
from tuntas.intake.states import ProposalKind, Settlement, Status
from tuntas.intake.views.common import head, keep_typed, load


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Choose how it ends. A refused ending is a 403 with its article, counted once."""
    report = load(request, pk)
    form = End(posted(request))
    if request.POST.get("ending") in Settlement.values:
        policies.check_settlement(request.user, report)  # first of all: it is counted in every state of the report
    policies.check_end(request.user, report)
    stale = keep_typed(request, form, report)
    if request.method == "POST" and not stale and form.is_valid():
        return _end(request, report, form)
    user = request.user
    context = {
        "form": form,
        "no_answer": refusal(policies.check_answer, user, report),
        "no_proposal": refusal(proposal_policies.check_propose_ending, user, report),
        "no_non_case": refusal(policies.check_non_case, user, report),
    }
    code = status_code(form, stale=stale)
    return render(request, "intake/end.html", head(request, report, "triage") | context, status=code)


def _end(request: StaffRequest, report: Report, form: End) -> HttpResponse:
    ending, note = form.cleaned_data["ending"], form.cleaned_data["note"]
    by, at = request.user, timezone.now()
    if ending == Status.ANSWERED:
        triage.answer(report, form_id=uuid4(), text=note, by=by, at=at)
        flash.success(request, "Laporan diakhiri dengan jawaban.")
        return redirect("intake:detail", pk=report.pk)
    if ending == Status.NON_CASE:
        endings.end_as_non_case(report, note=note, by=by, at=at)
        flash.success(request, "Dicatat sebagai bukan pengaduan.")
        return redirect("intake:detail", pk=report.pk)
    proposal = proposals.propose_ending(
        report,
        kind=ProposalKind(ending),
        reason=note,
        target=form.target,
        sent_to=form.cleaned_data["sent_to"],
        by=by,
        at=at,
    )
    flash.success(request, "Usulan disampaikan kepada orang kedua. Laporan tetap terbuka sampai diputuskan.")
    return redirect("intake:proposal", pk=proposal.pk)
