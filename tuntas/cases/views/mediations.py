"""Mediation (R03): its conditions one by one, and the file that its mediator sees."""

from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuntas.access.permissions import Permission
from tuntas.access.roles import Role
from tuntas.accounts.models import Posting, User
from tuntas.accounts.requests import StaffRequest
from tuntas.cases.actions import mediations, proposals, reading_work
from tuntas.cases.forms.closing import Agreement, AskMediation, CompleteMediation, NameMediator, Propose
from tuntas.cases.forms.fields import in_zone
from tuntas.cases.models import Case, Mediation, Proposal
from tuntas.cases.policies import mediations as policies
from tuntas.cases.policies import proposals as proposal_policies
from tuntas.cases.states import MediationMatter, ProposalKind, TeamRole
from tuntas.cases.views.common import load
from tuntas.cases.views.filling import fill
from tuntas.core.once import once
from tuntas.core.policies import refusal
from tuntas.core.sent import posted, status_code

PAGES = ["GET", "HEAD", "POST"]


@require_http_methods(PAGES)
@once(Mediation, "cases:mediation")
def new(request: StaffRequest, pk: UUID) -> HttpResponse:
    """She asked for it."""
    case = load(request, pk, Permission.CASE_WORK)
    policies.check_request(request.user, case)

    def act(form: AskMediation) -> HttpResponse:
        given = form.cleaned_data
        row = mediations.request(
            case, matter_kind=MediationMatter(given["matter_kind"]), matter=given["matter"],
            victim_request_at=in_zone(given["victim_request_at"], request.user.zone), monitoring_plan=given["monitoring_plan"],
            row_id=request.row_id, by=request.user, at=timezone.now(),
        )  # fmt: skip
        return redirect("cases:mediation", pk=row.pk)

    back = reverse("cases:close", args=[case.pk])
    form = AskMediation(posted(request))
    return fill(
        request, case, form, here="close", title="Permintaan mediasi", submit="Catat permintaan", cancel=back, act=act
    )


@require_safe
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The file; reading it is recorded."""
    return _show(request, _load(request, pk))


def _show(request: StaffRequest, row: Mediation, **forms: Any) -> HttpResponse:
    user, at, case = request.user, timezone.now(), row.case
    form = forms.get("agreement")
    context = {
        "row": row,
        "case": case,
        "texts": reading_work.mediation(row, by=user, at=at),
        "missing": policies.missing(row),
        "ours": Case.objects.visible_to(user, Permission.CASE_READ).filter(pk=case.pk).exists(),
        "is_open": row.agreed_at is None and row.failed_at is None,
        "complete": forms.get("complete") or CompleteMediation(),
        "name_form": forms.get("name_form") or NameMediator(mediators=_mediators(row, at)),
        "agreement": form or Agreement(),
        "propose_form": forms.get("propose_form") or Propose(),
        "no_complete": refusal(policies.check_locked, row),
        "no_companion": refusal(policies.check_assess, user, case, row, TeamRole.COMPANION),
        "no_psychologist": refusal(policies.check_assess, user, case, row, TeamRole.PSYCHOLOGIST),
        "no_ready": refusal(policies.check_ready, case, row)
        or refusal(proposal_policies.check_propose, user, case, ProposalKind.MEDIATE),
        "no_name": refusal(policies.check_name, user, case, row),
        "no_lead": refusal(policies.check_lead, user, row),
        "no_give_up": refusal(policies.check_give_up, user, case, row),
        "at": at,
        "zone": user.zone,
    }
    shown = next((each for each in forms.values() if each.is_bound), None)
    return render(request, "cases/mediation.html", context, status=status_code(shown) if shown else 200)


@require_POST
def complete(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What was missing."""
    row, form = _load(request, pk), CompleteMediation(request.POST)
    if not form.is_valid():
        return _show(request, row, complete=form)
    given = form.cleaned_data
    mediations.complete(
        row, victim_request_at=in_zone(given["victim_request_at"], request.user.zone), monitoring_plan=given["monitoring_plan"],
        by=request.user, at=timezone.now(),
    )  # fmt: skip
    return redirect("cases:mediation", pk=row.pk)


@require_POST
def assess(request: StaffRequest, pk: UUID, role: str) -> HttpResponse:
    """Companion or psychologist, each for themselves."""
    row = _load(request, pk)
    if role not in {TeamRole.COMPANION, TeamRole.PSYCHOLOGIST}:
        raise Http404
    mediations.assess(row, role=TeamRole(role), by=request.user, at=timezone.now())
    flash.success(request, "Hasil asesmen bersama dicatat.")
    return redirect("cases:mediation", pk=row.pk)


@require_POST
@once(Proposal, "cases:proposal")
def propose(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Ask the supervisor to unlock it."""
    row, form = _load(request, pk), Propose(request.POST)
    if not form.is_valid():
        return _show(request, row, propose_form=form)
    proposal = proposals.propose_mediation(
        row,
        reason=form.cleaned_data["reason"],
        row_id=request.row_id,
        by=request.user,
        at=timezone.now(),
        **form.heard,
    )
    return redirect("cases:proposal", pk=proposal.pk)


@require_POST
def mediator(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Who leads it."""
    row, at = _load(request, pk), timezone.now()
    form = NameMediator(request.POST, mediators=_mediators(row, at))
    if not form.is_valid():
        return _show(request, row, name_form=form)
    mediations.name_mediator(row, mediator=form.cleaned_data["mediator"], by=request.user, at=at)
    flash.success(request, "Mediator ditunjuk.")
    return redirect("cases:mediation", pk=row.pk)


@require_POST
def agree(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What both sides signed."""
    row, form = _load(request, pk), Agreement(request.POST)
    if not form.is_valid():
        return _show(request, row, agreement=form)
    mediations.agree(row, agreement=form.cleaned_data["agreement"], by=request.user, at=timezone.now())
    flash.success(request, "Kesepakatan dicatat. Kasus tetap berjalan sampai dua orang mengakhirinya.")
    return redirect("cases:mediation", pk=row.pk)


@require_POST
def give_up(request: StaffRequest, pk: UUID) -> HttpResponse:
    """No agreement."""
    row = _load(request, pk)
    mediations.give_up(row, by=request.user, at=timezone.now())
    flash.success(request, "Mediasi berakhir tanpa kesepakatan.")
    return redirect("cases:mediation", pk=row.pk)


def _load(request: StaffRequest, pk: UUID) -> Mediation:
    rows = Mediation.objects.visible_to(request.user).select_related(
        "case__agency", "case__area", "mediator", "assessed_by_companion", "assessed_by_psychologist"
    )
    row: Mediation = get_object_or_404(rows, pk=pk)
    return row


def _mediators(row: Mediation, at: Any) -> Any:
    seats = Posting.objects.in_force(at).filter(agency=row.case.agency_id, role=Role.MEDIATOR, user__is_active=True)
    return User.objects.filter(pk__in=seats.values("user")).order_by("name", "pk")
