"""The danger of a case: checklist, history as a line, safety plan."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tuntas.access.permissions import Permission
from tuntas.accounts.models import User
from tuntas.accounts.requests import StaffRequest
from tuntas.cases import models
from tuntas.cases.actions import risk
from tuntas.cases.forms.legal import Assess, SafetyPlan
from tuntas.cases.models import Case, RiskAssessment
from tuntas.cases.policies import proposals, reach
from tuntas.cases.policies import risk as policies
from tuntas.cases.states import ProposalKind
from tuntas.cases.views.common import head, keep_typed, load, shown
from tuntas.core.once import once
from tuntas.core.policies import refusal
from tuntas.core.sent import posted, status_code
from tuntas.intake import checklist
from tuntas.intake.states import Risk

SHOWN = 24
WIDTH, TOP, STEP, LEFT, RIGHT = 280, 16, 40, 72, 16


@require_http_methods(["GET", "HEAD", "POST"])
@once(RiskAssessment, "cases:risk", shown="case_id")
def index(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Anyone who sees the case may raise the danger."""
    case = load(request, pk)
    form = Assess(posted(request))
    stale = keep_typed(request, form, case)
    if request.method == "POST" and not stale and form.is_valid():
        before, given = case.risk, form.cleaned_data
        row = risk.assess(
            case,
            items=given["items"],
            at_least=Risk(given["at_least"] or 0),
            row_id=request.row_id,
            by=request.user,
            at=timezone.now(),
        )
        flash.success(request, _outcome(before, Risk(row.level)))
        return redirect("cases:risk", pk=case.pk)
    past = list(RiskAssessment.objects.filter(case=case).select_related("by").order_by("-at", "-id")[:SHOWN])
    context = {
        "form": form,
        "past": [
            (row, [checklist.BY_CODE[code].text for code in row.items if code in checklist.BY_CODE]) for row in past
        ],
        "line": line(past[::-1]),
        "no_assess": refusal(policies.check_raise, request.user, case),
        "no_lower": refusal(_check_lower, request.user, case),
        "may_read": shown(request.user, case, Permission.CASE_READ),
    }
    code = status_code(form, stale=stale)
    return render(request, "cases/risk.html", head(request, case, "risk") | context, status=code)


@require_http_methods(["GET", "HEAD", "POST"])
@once(models.SafetyPlan, "cases:safety_plan", shown="case_id")
def safety_plan(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The plan that holds; writing the next one. Reading is recorded."""
    case = load(request, pk, Permission.CASE_READ)
    if request.method == "POST":
        form = SafetyPlan(request.POST)
        stale = keep_typed(request, form, case)
        if not stale and form.is_valid():
            risk.write_safety_plan(
                case, text=form.cleaned_data["text"], row_id=request.row_id, by=request.user, at=timezone.now()
            )
            flash.success(request, "Rencana keselamatan tersimpan.")
            return redirect("cases:safety_plan", pk=case.pk)
        row, code = None, status_code(form, stale=stale)
    else:
        row, text = risk.open_safety_plan(case, by=request.user, at=timezone.now())
        form, code = SafetyPlan(initial={"text": text}), 200
    context = {"form": form, "row": row, "no_plan": refusal(reach.check_work, request.user, case)}
    return render(request, "cases/safety_plan.html", head(request, case, "risk") | context, status=code)


def line(rows: list[RiskAssessment]) -> dict[str, Any]:
    """The history as a line to draw: points from left to right by time, danger upwards; shapes, not colours, tell levels."""
    judged = [row for row in rows if row.level != Risk.UNKNOWN]
    if len(judged) < 2:
        return {}
    first, last = judged[0].at, judged[-1].at

    def across(at: datetime) -> float:
        whole = (last - first).total_seconds() or 1
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (at - first).total_seconds() / whole, 1)

    points = [{"x": across(row.at), "y": _height(row.level), "level": Risk(row.level).name.lower()} for row in judged]
    return {
        "width": WIDTH,
        "height": 2 * TOP + 2 * STEP,
        "left": LEFT,
        "right": WIDTH - RIGHT,
        "path": " ".join(f"{point['x']},{point['y']}" for point in points),
        "points": points,
        "levels": [{"y": _height(level), "label": level.label} for level in (Risk.HIGH, Risk.MEDIUM, Risk.LOW)],
        "first": first,
        "last": last,
    }


def _check_lower(user: User, case: Case) -> None:
    proposals.check_propose(user, case, ProposalKind.LOWER_RISK)
    proposals.check_lower(case, Risk.LOW)


def _height(level: int) -> int:
    return TOP + (Risk.HIGH - level) * STEP


def _outcome(before: int, level: Risk) -> str:
    if level > before:
        return f"Risiko sekarang {level.label}. Tenggat disesuaikan."
    if level < before:
        return f"Hasil daftar periksa: {level.label}, lebih rendah dari yang tercatat. Untuk menurunkan, ajukan usulan."
    return f"Penilaian tercatat. Risiko tetap {level.label}."
