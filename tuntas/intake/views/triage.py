"""Triage: in hand, kind, danger, safety, the way on."""

from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuntas.access.permissions import Permission
from tuntas.accounts.requests import StaffRequest
from tuntas.core.policies import refusal
from tuntas.core.sent import posted, status_code
from tuntas.intake.actions import contacts, endings, proposals, risk, triage
from tuntas.intake.forms.triage import Assess, Classify, LowerRisk, Safety
from tuntas.intake.models import Report
from tuntas.intake.policies import forwardings
from tuntas.intake.policies import proposals as proposal_policies
from tuntas.intake.policies import triage as policies
from tuntas.intake.states import Risk, SafetyDecision, VictimAge, ViolenceType
from tuntas.intake.views.common import check_version, head, keep_typed, load
from tuntas.intake.views.record import told


@require_safe
def triage_page(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The story, and what is to be decided about it. Opening it is recorded."""
    report = load(request, pk, Permission.REPORT_TRIAGE)
    if not report.is_open:
        return redirect("intake:detail", pk=report.pk)
    return _triage(request, report)


@require_POST
def start(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Take it in hand."""
    report = load(request, pk)
    check_version(request, report)
    triage.start(report, by=request.user, at=timezone.now())
    return redirect("intake:triage", pk=report.pk)


@require_POST
def accept(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Keep it for a case."""
    report = load(request, pk)
    check_version(request, report)
    triage.accept(report, by=request.user, at=timezone.now())
    flash.success(request, "Laporan diterima untuk kasus. Kewajiban berikutnya: buka kasus.")
    return redirect("intake:detail", pk=report.pk)


@require_POST
def reopen(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Back to triage."""
    report = load(request, pk)
    check_version(request, report)
    endings.reopen(report, by=request.user, at=timezone.now())
    flash.success(request, "Laporan ditelaah lagi.")
    return redirect("intake:detail", pk=report.pk)


@require_POST
def safety(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Whether the victim may be contacted."""
    report = load(request, pk, Permission.REPORT_TRIAGE)
    form = Safety(request.POST)
    if not form.is_valid():
        return _triage(request, report, safety=form)
    decision = SafetyDecision(form.cleaned_data["decision"])
    contacts.decide_safety(report, decision=decision, by=request.user, at=timezone.now())
    flash.success(request, f"Keputusan keselamatan tercatat: {decision.label}.")
    return redirect("intake:triage", pk=report.pk)


@require_POST
def classify(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Kinds and age; taking a grave class away becomes a proposal, if a reason is given."""
    report = load(request, pk, Permission.REPORT_TRIAGE)
    form = Classify(request.POST)
    stale = keep_typed(request, form, report)
    if stale or not form.is_valid():
        return _triage(request, report, stale=stale, classify=form)
    types = [ViolenceType(value) for value in form.cleaned_data["types"]]
    age = VictimAge(form.cleaned_data["victim_age"])
    given: dict[str, Any] = {"types": types, "victim_age": age, "by": request.user, "at": timezone.now()}
    lost = refusal(policies.check_no_class_lost, report, types, age)
    if lost and form.cleaned_data["reason"]:
        proposal = proposals.propose_lower_class(report, reason=form.cleaned_data["reason"], **given)
        flash.success(request, "Usulan disampaikan kepada orang kedua. Golongan tetap sampai diputuskan.")
        return redirect("intake:proposal", pk=proposal.pk)
    triage.classify(report, **given)
    flash.success(request, "Golongan tersimpan.")
    return redirect("intake:triage", pk=report.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def danger(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The checklist. Anyone who sees the report may raise the danger."""
    report = load(request, pk)
    form = Assess(posted(request))
    stale = keep_typed(request, form, report)
    if request.method == "POST" and not stale and form.is_valid():
        before = report.risk
        row = risk.assess(
            report, items=form.cleaned_data["items"], at_least=Risk(form.cleaned_data["at_least"] or 0), by=request.user,
            at=timezone.now(),
        )  # fmt: skip
        flash.success(request, _outcome(before, Risk(row.level)))
        return redirect("intake:danger" if row.level < before else "intake:detail", pk=report.pk)
    return _danger(request, report, form, LowerRisk(current=report.risk), stale=stale)


@require_POST
def lower(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Propose a lower level."""
    report = load(request, pk)
    form = LowerRisk(request.POST, current=report.risk)
    stale = keep_typed(request, form, report)
    if stale or not form.is_valid():
        return _danger(request, report, Assess(), form, stale=stale)
    proposal = proposals.propose_lower_risk(
        report,
        level=Risk(form.cleaned_data["level"]),
        reason=form.cleaned_data["reason"],
        by=request.user,
        at=timezone.now(),
    )
    flash.success(request, "Usulan menurunkan risiko disampaikan kepada orang kedua.")
    return redirect("intake:proposal", pk=proposal.pk)


def _outcome(before: int, level: Risk) -> str:
    if level > before:
        return f"Risiko sekarang {level.label}. Tenggat disesuaikan."
    if level < before:
        return f"Hasil daftar periksa: {level.label}, lebih rendah dari yang tercatat. Untuk menurunkan, ajukan usulan."
    return f"Penilaian tercatat. Risiko tetap {level.label}."


def _danger(request: StaffRequest, report: Report, form: Assess, lower_form: LowerRisk, *, stale: bool) -> HttpResponse:
    past = report.risk_assessments.select_related("by").order_by("-at", "-id")
    context = {
        "form": form,
        "lower_form": lower_form,
        "past": past[:20],
        "no_assess": refusal(policies.check_assess, request.user, report),
        "no_lower": refusal(proposal_policies.check_propose_lower_risk, request.user, report),
    }
    code = max(status_code(form, stale=stale), status_code(lower_form, stale=stale))
    return render(request, "intake/danger.html", head(request, report, "triage") | context, status=code)


def _triage(request: StaffRequest, report: Report, *, stale: bool = False, **given: Any) -> HttpResponse:
    forms = {
        "classify": Classify(initial={"types": report.types, "victim_age": report.victim_age}),
        "safety": Safety(initial={"decision": report.safety_decision}),
        **given,
    }
    user = request.user
    context = {
        "forms": forms,
        "complaints": list(given.values()),
        "no_start": refusal(policies.check_start, user, report),
        "no_accept": refusal(policies.check_accept, user, report),
        "no_forward": refusal(forwardings.check_forward, user, report),
        "no_end": refusal(policies.check_end, user, report),
        **told(request, report),
    }
    code = max([200, *(status_code(form, stale=stale) for form in given.values())])
    return render(request, "intake/triage.html", head(request, report, "triage") | context, status=code)
