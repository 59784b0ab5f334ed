"""The sender's pages: referrals of a case, a new one, and what is done about one that is under way."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuntas.accounts.fresh import require_fresh
from tuntas.accounts.requests import StaffRequest
from tuntas.cases.models import Case, Screening
from tuntas.cases.states import LegalBasis
from tuntas.cases.trafficking import Suggestion, suggestions
from tuntas.cases.views.common import head
from tuntas.cases.views.common import load as load_case
from tuntas.core.errors import Denied
from tuntas.core.once import once
from tuntas.core.policies import refusal
from tuntas.core.sent import posted
from tuntas.core.vault import Erased
from tuntas.intake.states import Risk
from tuntas.letters.press import PressFailed
from tuntas.letters.views.register import as_download
from tuntas.referrals import receivers
from tuntas.referrals.actions import reading, sending
from tuntas.referrals.actions.sending import ReferralData
from tuntas.referrals.assigned import assigned, school_of
from tuntas.referrals.forms.sending import Send, Wanted
from tuntas.referrals.models import Referral
from tuntas.referrals.policies import sending as policies
from tuntas.referrals.states import Item, Need, ReferralKind, Status
from tuntas.referrals.views.common import check_version, load, tag_of

SENT = "Dikirim ke {name}, surat nomor {number}. Kasus tetap pada kita; penerima wajib mengonfirmasi."
WAITS = "Disimpan. Dikirim setelah dicatat bahwa terlapor tidak bekerja di sekolah tujuan."


@require_safe
def of_case(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Referrals and transfers of one case, newest first."""
    case = load_case(request, pk)
    rows = (
        Referral.objects.filter(case=case).select_related("victim", "receiver", "duty").order_by("-created_at", "-pk")
    )
    context = {
        "rows": [(row, tag_of(row)) for row in rows[:200]],
        "no_send": refusal(policies.check_send, request.user, case),
        "suggested": _suggested(case),
    }
    return render(request, "referrals/of_case.html", head(request, case, "referrals") | context)


@require_http_methods(["GET", "HEAD", "POST"])
@once(Referral, "referrals:detail")
def new(request: StaffRequest, pk: UUID) -> HttpResponse:
    """First what is needed, then of whom and what is told."""
    case = load_case(request, pk)
    policies.check_send(request.user, case)
    wanted = Wanted(request.GET if "need" in request.GET else None, initial=school_of(case))
    if not wanted.is_valid():
        status = 422 if wanted.is_bound else 200
        context = {"form": wanted, "suggested": _suggested(case)}
        return render(request, "referrals/new.html", head(request, case, "referrals") | context, status=status)
    return _send(request, case, wanted.cleaned_data)


def _send(request: StaffRequest, case: Case, wanted: dict[str, Any]) -> HttpResponse:
    at = timezone.now()
    need, route = Need(wanted["need"]), {"level": wanted["level"], "operator": wanted["operator"]}
    kind = ReferralKind.TRANSFER if need is Need.TAKE_OVER else ReferralKind.REFERRAL
    found = receivers.possible(case, kind, need, **route, on=case.agency.today(at))
    secrecy = policies.grave_secrecy(case)
    by_matrix = assigned(case, need, among=found, **route, on=case.agency.today(at))
    form = Send(
        posted(request), case=case, receivers=found, first=[each.agency for each in by_matrix], secrecy=secrecy,
        whole=kind is ReferralKind.TRANSFER,
        initial={"urgent": need in policies.AT_ONCE or case.risk == Risk.HIGH},
    )  # fmt: skip
    if form.is_valid():
        try:
            return _sent(request, case, _data(form.cleaned_data, need, kind, route), at)
        except Denied as denied:
            if denied.rule:  # counted and shown with its rule
                raise
            form.add_error(None, denied.sentence)
    context = {
        "form": form,
        "need": need,
        "transfer": kind is ReferralKind.TRANSFER,
        "secrecy": secrecy,
        "assigned": by_matrix,
        "nobody": not found.exists(),
        "query": request.GET.urlencode(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "referrals/send.html", head(request, case, "referrals") | context, status=status)


def _data(given: dict[str, Any], need: Need, kind: ReferralKind, route: dict[str, str]) -> ReferralData:
    return ReferralData(
        need=need, kind=kind, receiver=given["receiver"], shared=given["shared"], basis=LegalBasis(given["basis"]),
        basis_note=given["basis_note"], victim=given.get("victim"), urgent=given["urgent"],
        items=tuple(Item(value) for value in given.get("items", ())), secrecy_read=given.get("secrecy_read", False),
        school_level=route["level"], school_operator=route["operator"],
    )  # fmt: skip


def _sent(request: StaffRequest, case: Case, data: ReferralData, at: datetime) -> HttpResponse:
    row = sending.prepare(case, data=data, referral_id=request.row_id, by=request.user, at=at)
    number = row.letter.number if row.letter else ""
    said = WAITS if row.status == Status.WAITING else SENT.format(name=row.receiver.short_name, number=number)
    messages.success(request, said)
    return redirect("referrals:detail", pk=row.pk)


@require_POST
def school(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The suspect does not work there."""
    row = load(request, pk)
    check_version(request, row)
    row = sending.confirm_school(row, by=request.user, at=timezone.now())
    assert row.letter is not None
    messages.success(request, SENT.format(name=row.receiver.short_name, number=row.letter.number))
    return redirect("referrals:detail", pk=row.pk)


@require_POST
def withdraw(request: StaffRequest, pk: UUID) -> HttpResponse:
    """We do not ask any longer."""
    row = load(request, pk)
    check_version(request, row)
    sending.withdraw(row, by=request.user, at=timezone.now())
    messages.success(request, "Rujukan ditarik kembali. Penerima tidak membaca identitasnya lagi.")
    return redirect("referrals:detail", pk=row.pk)


@require_fresh(back="referrals:detail")
@require_POST
def letter(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The letter with its reply slip; recorded."""
    row = load(request, pk)
    try:
        pdf = reading.letter(row, by=request.user, at=timezone.now())
    except (Erased, PressFailed):
        messages.error(request, "Surat ini tidak dapat dicetak. Isinya sudah dihapus, atau coba lagi sebentar.")
        return redirect("referrals:detail", pk=row.pk)
    assert row.letter is not None
    return as_download(row.letter, pdf)


def _suggested(case: Case) -> list[Suggestion]:
    """Whom the newest screening would bring in (R30); a person decides."""
    newest = Screening.objects.filter(case=case).order_by("-at", "-pk").first()
    return suggestions(case, newest) if newest else []
