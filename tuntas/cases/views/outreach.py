"""An outreach that KPAD proposes: from a report that it knows, to the unit that decides."""

from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from tuntas.accounts.requests import StaffRequest
from tuntas.cases.actions import outreach
from tuntas.cases.forms.outreach import AcceptOutreach, DeclineOutreach, ProposeOutreach
from tuntas.cases.models import Case, OutreachProposal
from tuntas.cases.policies import outreach as policies
from tuntas.cases.states import OutreachStatus, OutreachWhen
from tuntas.core.once import once
from tuntas.core.paging import page
from tuntas.core.policies import refusal
from tuntas.core.sent import posted, status_code
from tuntas.core.vault import Erased

TAGS = {OutreachStatus.PROPOSED: "wait", OutreachStatus.ACCEPTED: "done", OutreachStatus.DECLINED: "stopped"}
REPORTS = 20


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """What was proposed and what came of it; the newest reports about which something may be proposed."""
    policies.check_list(request.user)
    rows = OutreachProposal.objects.visible_to(request.user).select_related("report", "duty")
    found = page(rows, "-at", "-id", after=request.GET.get("after", ""))
    waiting = OutreachProposal.objects.filter(status=OutreachStatus.PROPOSED).values("report")
    reports = policies.proposable(request.user).exclude(pk__in=waiting).order_by("-received_at", "-id")
    context = {
        "rows": [(row, TAGS[OutreachStatus(row.status)]) for row in found.rows],
        "after": found.after,
        "reports": reports[:REPORTS],
        **_clock(request),
    }
    return render(request, "cases/outreach_proposals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@once(OutreachProposal, "cases:outreach_proposal")
def propose(request: StaffRequest, pk: UUID) -> HttpResponse:
    """When somebody should go, and why."""
    report = get_object_or_404(policies.proposable(request.user), pk=pk)
    policies.check_propose(request.user, report)
    form = ProposeOutreach(posted(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        row = outreach.propose(
            report,
            when=OutreachWhen(given["when"]),
            reason=given["reason"],
            row_id=request.row_id,
            by=request.user,
            at=timezone.now(),
        )
        flash.success(request, "Usulan dikirim. Unit memutuskannya; jawabannya tampil di sini.")
        return redirect("cases:outreach_proposal", pk=row.pk)
    return render(request, "cases/outreach_propose.html", {"form": form, "report": report}, status=status_code(form))


@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One proposal, opened with an event; the unit answers it here."""
    rows = OutreachProposal.objects.visible_to(request.user).select_related("report__agency", "proposer", "by", "duty")
    row: OutreachProposal = get_object_or_404(rows, pk=pk)
    no_decide = refusal(policies.check_decide, request.user, row)
    case = None if no_decide else policies.case_of(row.report)
    declines = "tolak" in request.POST
    given = posted(request)
    accepting = AcceptOutreach(None if declines else given, case=case)
    declining = DeclineOutreach(given if declines else None)
    if request.method == "POST":
        policies.check_decide(request.user, row)
        if declines and declining.is_valid():
            outreach.decline(row, answer=declining.cleaned_data["answer"], by=request.user, at=timezone.now())
            flash.success(request, "Usulan tidak diterima; KPAD membaca alasannya.")
            return redirect("cases:outreach_proposal", pk=row.pk)
        if not declines and accepting.is_valid():
            row = outreach.accept(row, **accepting.data_for(), by=request.user, at=timezone.now())
            flash.success(request, "Usulan diterima. KPAD melihatnya.")
            return redirect("cases:service", pk=row.service_id) if row.service_id else redirect(request.path)
    context = {
        "row": row,
        "tag_kind": TAGS[OutreachStatus(row.status)],
        "accepting": accepting,
        "declining": declining,
        "bound": declining if declines else accepting,
        "no_decide": no_decide,
        "decides": row.is_open and not no_decide,
        "case": case,
        "service": _service(request, row),
        **_texts(request, row),
        **_clock(request),
    }
    code = status_code(declining if declines else accepting)
    return render(request, "cases/outreach_proposal.html", context, status=code)


def _service(request: StaffRequest, row: OutreachProposal) -> UUID | None:
    """The outreach that it became, for those who see the case."""
    if row.service is None or not Case.objects.visible_to(request.user).filter(pk=row.service.case_id).exists():
        return None
    return row.service.pk


def _texts(request: StaffRequest, row: OutreachProposal) -> dict[str, Any]:
    try:
        return {"texts": outreach.read(row, by=request.user, at=timezone.now()), "erased": False}
    except Erased:
        return {"texts": {"reason": "", "answer": ""}, "erased": True}


def _clock(request: StaffRequest) -> dict[str, Any]:
    return {"at": timezone.now(), "zone": request.user.zone}
