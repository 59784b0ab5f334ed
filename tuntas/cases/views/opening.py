"""Opening a case: what waits for one, from a report, directly."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from tuntas.access.permissions import Permission
from tuntas.access.reach import holds, reach
from tuntas.accounts.models import User
from tuntas.accounts.requests import StaffRequest
from tuntas.agencies.models import Agency
from tuntas.areas.widgets import redraw
from tuntas.cases.actions import opening
from tuntas.cases.forms.opening import Direct, FromOrInto
from tuntas.cases.models import Case
from tuntas.cases.policies import opening as policies
from tuntas.core.errors import Denied
from tuntas.core.once import once
from tuntas.core.policies import refusal
from tuntas.core.sent import posted, status_code
from tuntas.intake.models import Report
from tuntas.intake.states import Status as ReportStatus
from tuntas.obligations.models import Wall

WAITING = 50
UNKNOWN = "Kasus dengan nomor ini tidak ditemukan di antara kasus yang Anda tangani di lembaga ini. Periksa nomornya."


@require_http_methods(["GET", "HEAD", "POST"])
@once(Case, "cases:parties")
def new(request: StaffRequest) -> HttpResponse:
    """Reports that wait for a case, and the form for one that no report led to. The same form opens one case."""
    at = timezone.now()
    if not holds(request.user, Permission.CASE_OPEN):
        raise Denied("Kasus hanya dibuka oleh manajer kasus atau supervisor.")
    agencies = _agencies(request)
    managers = {user for agency in agencies for user in policies.managers(agency, at=at)}
    form = Direct(
        posted(request),
        agencies=agencies,
        zone=request.user.zone,
        at=at,
        managers=sorted(managers, key=lambda user: user.name),
        chosen=request.user.pk,
    )
    if request.method == "POST" and not redraw(form) and form.is_valid():
        given = form.cleaned_data
        case = opening.open_directly(
            case_id=request.row_id, agency=given["agency"], area=given["area"], data=form.data_for(), manager=form.chosen,
            by=request.user, at=at,
        )  # fmt: skip
        flash.success(request, f"Kasus {case.number} dibuka.")
        return redirect("cases:parties", pk=case.pk)
    waiting = Report.objects.visible_to(request.user, Permission.CASE_OPEN).filter(status=ReportStatus.ACCEPTED)
    context: dict[str, Any] = {
        "form": form,
        "waiting": waiting.select_related("area", "duty").order_by("duty__due_at", "id")[:WAITING],
        "at": at,
        "zone": request.user.zone,
    }
    return render(request, "cases/new.html", context, status=status_code(form))


@require_http_methods(["GET", "HEAD", "POST"])
def from_report(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Open a case from one report: who manages it."""
    at = timezone.now()
    rows = Report.objects.visible_to(request.user).select_related("agency", "area", "duty")
    report = get_object_or_404(rows, pk=pk)
    if report.status == ReportStatus.IN_CASE:
        return _to_case(request, pk)  # also for a form that is sent again because its answer was lost
    policies.check_open_from(request.user, report)
    form = FromOrInto(posted(request), managers=_managers(report, at), chosen=request.user.pk)
    if request.method == "POST" and form.is_valid() and (number := form.cleaned_data["case_number"].strip()):
        if case := _linked(request, report, number, form, at):
            flash.success(request, f"Laporan {report.number} digabungkan ke kasus {case.number}.")
            return redirect("cases:detail", pk=case.pk)
    elif request.method == "POST" and form.is_valid():
        case = opening.open_from_report(report, manager=form.chosen, data=form.data_for(), by=request.user, at=at)
        flash.success(request, f"Kasus {case.number} dibuka dari laporan {report.number}.")
        return redirect("cases:parties", pk=case.pk)
    context = {"form": form, "report": report, "at": at, "zone": request.user.zone}
    return render(request, "cases/from_report.html", context, status=status_code(form))


def _linked(request: StaffRequest, report: Report, number: str, form: FromOrInto, at: datetime) -> Case | None:
    """The case to which the report was added; none where that is not possible, and why stands beside the number."""
    cases = Case.objects.visible_to(request.user, Permission.CASE_MANAGE)
    case = cases.filter(number__iexact=number, agency=report.agency_id).first()
    said = refusal(policies.check_link, request.user, case, report) if case else UNKNOWN
    if case is None or said:
        form.add_error("case_number", said)
        return None
    return opening.link_report(case, report, by=request.user, at=at)


@require_safe
def of_report(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The case that a report became, for whoever sees it."""
    return _to_case(request, pk)


def _to_case(request: StaffRequest, pk: UUID) -> HttpResponse:
    case = get_object_or_404(Case.objects.visible_to(request.user), reports__report=pk)
    return redirect("cases:detail", pk=case.pk)


def _agencies(request: StaffRequest) -> Any:
    within = reach(request.user, Permission.CASE_OPEN, agency="pk")
    return Agency.objects.open_on(timezone.now().date()).filter(within).order_by("name", "pk")


def _managers(report: Report, at: datetime) -> list[User]:
    return policies.managers(report.agency, at=at, hidden=Wall.objects.hidden_users(report.pk, at=at))
