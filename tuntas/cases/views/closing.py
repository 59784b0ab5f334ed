"""The end of a case and what follows; and everything proposed about it."""

from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from tuntas.access.permissions import Permission
from tuntas.accounts.requests import StaffRequest
from tuntas.cases.actions import closing, proposals, reading_work, reopening
from tuntas.cases.forms.closing import FORMS, Close, FollowUpForm, Reopen
from tuntas.cases.models import Case, FollowUp, Mediation, Note, Proposal
from tuntas.cases.policies import closing as policies
from tuntas.cases.policies import grave
from tuntas.cases.policies import mediations as mediation_policies
from tuntas.cases.policies import proposals as proposal_policies
from tuntas.cases.states import REFUSED_REASONS, ProposalKind, ProposalStatus, Status
from tuntas.cases.views.common import head, keep_typed, load
from tuntas.cases.views.filling import fill
from tuntas.core.once import once
from tuntas.core.policies import refusal
from tuntas.core.sent import posted, status_code
from tuntas.intake.states import ViolenceType

PAGES = ["GET", "HEAD", "POST"]
# Which page of the side a proposal belongs to.
_HERE = {ProposalKind.LOWER_RISK: "risk", ProposalKind.NO_COMPLAINT: "legal", ProposalKind.LIFT_WALL: "access"}


@require_http_methods(PAGES)
@once(Proposal, "cases:proposal")
def close(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Choose why it ends. A reason that does not exist is a 403 with its article, counted once."""
    case, user = load(request, pk), request.user
    policies.check_manage(user, case)
    if request.POST.get("reason") in REFUSED_REASONS:
        grave.check_settlement(user, case)  # first of all: it is counted in every state of the case
    form = Close(posted(request), initial=_first_dates(case))
    stale = keep_typed(request, form, case)
    if request.method == "POST" and not stale and form.is_valid():
        proposal = closing.propose(
            case,
            closure=form.closure(),
            note=form.cleaned_data["note"],
            row_id=request.row_id,
            by=user,
            at=timezone.now(),
        )
        flash.success(request, "Usul terminasi disampaikan kepada orang kedua. Kasus tetap dipegang sampai diputuskan.")
        return redirect("cases:proposal", pk=proposal.pk)
    pending = Proposal.objects.filter(case=case, status=ProposalStatus.PENDING).order_by("proposed_at", "pk")
    context = {
        "form": form,
        "no_propose": refusal(proposal_policies.check_propose, user, case, ProposalKind.CLOSE),
        "no_mediate": refusal(mediation_policies.check_request, user, case),
        "mediations": Mediation.objects.filter(case=case).order_by("-at", "-pk"),
        "no_watch": refusal(policies.check_watch_only, user, case),
        "unfinished": policies.unfinished(case),
        "process_open": policies.process_open(case),
        "pending": pending,
        "outside": grave.needs_outside(case, ProposalKind.CLOSE),
        "in_follow_up": case.status == Status.FOLLOW_UP,
    }
    return render(
        request, "cases/close.html", head(request, case, "close") | context, status=status_code(form, stale=stale)
    )


def _first_dates(case: Case) -> dict[str, Any]:
    return {"follow_up_date": proposal_policies.today(case, timezone.now()) + policies.FOLLOW_UP_AFTER}


@require_POST
def watch_only(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Services stop, the process is watched (R22)."""
    case = load(request, pk)
    closing.watch_only(case, by=request.user, at=timezone.now())
    flash.success(request, "Layanan dihentikan. Proses hukum tetap dipantau.")
    return redirect("cases:detail", pk=case.pk)


@require_http_methods(PAGES)
@once(FollowUp, "cases:detail", shown="case_id")
def follow_up(request: StaffRequest, pk: UUID) -> HttpResponse:
    """How is she? What was said before stands above; reading it is recorded."""
    case, at = load(request, pk, Permission.CASE_READ), timezone.now()
    policies.check_follow_up(request.user, case)

    def act(form: FollowUpForm) -> HttpResponse:
        after = closing.follow_up(case, row_id=request.row_id, by=request.user, at=at, **form.data_for())
        words = {Status.REOPENED: "Kasus dibuka kembali.", Status.CLOSED: "Tindak lanjut selesai; kasus ditutup."}
        flash.success(request, words.get(Status(after.status), "Tindak lanjut dicatat; korban ditanya lagi nanti."))
        return redirect("cases:detail", pk=case.pk)

    rows = list(FollowUp.objects.filter(case=case).order_by("-at", "-pk"))
    texts = reading_work.follow_ups(case, rows, by=request.user, at=at)
    notes = [f"{row.at.astimezone(request.user.zone):%d-%m-%Y}: {_said(row)} {texts[row.pk]['note']}" for row in rows]
    back = reverse("cases:detail", args=[case.pk])
    form = FollowUpForm(posted(request))
    return fill(
        request, case, form, here="close", title="Tindak lanjut sesudah terminasi", submit="Simpan", cancel=back, act=act,
        notes=["Hubungi hanya lewat cara aman yang disepakati.", *notes],
    )  # fmt: skip


def _said(row: FollowUp) -> str:
    if not row.reached:
        return "tidak terhubung."
    return ("aman" if row.safe else "tidak aman") + (
        ", terjadi lagi." if row.violence_again else ", tidak terjadi lagi."
    )


@require_http_methods(PAGES)
@once(Note, "cases:detail", shown="case_id")
def reopen(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It is not over."""
    case = load(request, pk, Permission.CASE_WORK)

    def act(form: Reopen) -> HttpResponse:
        reopening.reopen(
            case, note=form.cleaned_data["note"], new_violence=form.cleaned_data["new_violence"] != "no",
            row_id=request.row_id, by=request.user, at=timezone.now(),
        )  # fmt: skip
        flash.success(request, "Kasus dibuka kembali.")
        return redirect("cases:detail", pk=case.pk)

    back = reverse("cases:detail", args=[case.pk])
    form = Reopen(posted(request))
    return fill(
        request, case, form, here="close", title="Buka kembali kasus", submit="Buka kembali", cancel=back, act=act
    )


@require_http_methods(PAGES)
@once(Proposal, "cases:proposal")
def propose(request: StaffRequest, pk: UUID, kind: str) -> HttpResponse:
    """What needs a second person, besides an ending."""
    if kind not in ProposalKind.values or ProposalKind(kind) not in FORMS:
        raise Http404
    case, wanted = load(request, pk), ProposalKind(kind)
    proposal_policies.check_propose(request.user, case, wanted)

    def act(form: Any) -> HttpResponse:
        proposal = _propose(request, case, wanted, form)
        flash.success(request, "Usulan disampaikan kepada orang kedua. Sampai diputuskan tidak ada yang berubah.")
        return redirect("cases:proposal", pk=proposal.pk)

    form = FORMS[wanted](posted(request), case=case)
    back = reverse("cases:detail", args=[case.pk])
    outside = (
        "Orang kedua dari luar unit memutuskan." if grave.needs_outside(case, wanted) else "Orang kedua memutuskan."
    )
    return fill(
        request, case, form, here=_HERE.get(wanted, "close"), title=f"Usulkan: {wanted.label.lower()}", submit="Ajukan usulan",
        cancel=back, act=act, notes=[outside],
    )  # fmt: skip


def _propose(request: StaffRequest, case: Case, kind: ProposalKind, form: Any) -> Proposal:
    given = form.cleaned_data
    said: dict[str, Any] = {
        "reason": given["reason"],
        "row_id": request.row_id,
        "by": request.user,
        "at": timezone.now(),
    }
    if kind is ProposalKind.LIFT_WALL:
        return proposals.propose_lift_wall(case, wall=form.by_id[given["wall"]], **said)
    said |= form.heard
    if kind is ProposalKind.RECLASSIFY:
        return proposals.propose_reclassify(case, types=[ViolenceType(each) for each in given["types"]], **said)
    if kind is ProposalKind.ADULT_BIRTH_DATE:
        return proposals.propose_adult(case, party=form.by_id[given["party"]], birth_date=given["birth_date"], **said)
    if kind is ProposalKind.REMOVE_SUSPECT:
        return proposals.propose_remove_suspect(case, party=form.by_id[given["party"]], **said)
    if kind is ProposalKind.LOWER_RISK:
        return proposals.propose_lower_risk(case, level=given["level"], **said)
    return proposals.propose_no_complaint(case, **said)
