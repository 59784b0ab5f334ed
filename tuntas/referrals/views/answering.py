"""One referral, as sender and receiver see it; the receiver's list; and each answer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from tuntas.accounts.fresh import require_fresh
from tuntas.accounts.requests import StaffRequest
from tuntas.cases.models import Case
from tuntas.core.errors import Denied
from tuntas.core.paging import page
from tuntas.core.policies import may, refusal
from tuntas.core.vault import Erased
from tuntas.obligations.models import Obligation
from tuntas.referrals import kinds
from tuntas.referrals.actions import answers, reading
from tuntas.referrals.forms.answering import Answer, Decline, Next, RecordSlip
from tuntas.referrals.models import Referral
from tuntas.referrals.policies import answering, links, sending
from tuntas.referrals.states import AnsweredBy, DeclineReason, Result, Status
from tuntas.referrals.views.common import check_version, clock, keep_typed, load, tag_of, version

SCHEDULED = "Jadwal terkirim. Sesudah hari itu, tulis di sini apa hasilnya."


@require_safe
def received(request: StaffRequest) -> HttpResponse:
    """What was sent to one's agency and is still open, newest first; with ?status=all also what is done."""
    rows = Referral.objects.received_by(request.user)
    everything = request.GET.get("status") == "all"
    if not everything:
        rows = rows.filter(is_open=True)
    rows = rows.select_related("case", "sender", "duty__assignee").defer("shared", "identity", "answer")
    found = page(rows, "-created_at", "-id", after=request.GET.get("after", ""))
    context = {
        "rows": [(row, tag_of(row)) for row in found.rows],
        "after": found.after,
        "everything": everything,
        **clock(request),
    }
    return render(request, "referrals/received.html", context)


@require_safe
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What was asked, and what is owed. Opening it is recorded."""
    return show(request, load(request, pk))


@require_fresh(back="referrals:detail")
@require_POST
def identity(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The same page with the identity that was shared; recorded, with the notice of secrecy where it is due."""
    row = load(request, pk)
    try:
        return show(request, row, identity=reading.identity(row, by=request.user, at=timezone.now()))
    except Erased:
        return show(request, row)


@require_POST
def acknowledge(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It has arrived."""
    row = load(request, pk)
    check_version(request, row)
    answers.acknowledge(row, by=request.user, at=timezone.now())
    messages.success(request, "Penerimaan dikonfirmasi. Berikutnya: terima atau tidak.")
    return redirect("referrals:detail", pk=row.pk)


@require_POST
def accept(request: StaffRequest, pk: UUID) -> HttpResponse:
    """They do it."""
    row = load(request, pk)
    check_version(request, row)
    row = answers.accept(row, by=request.user, at=timezone.now())
    if row.taken_as is not None:
        said = f"Pelimpahan diterima. Kasus {row.taken_as.number} dibuka di lembaga Anda; manajernya {row.taken_as.manager.name}."
    elif row.status == Status.ANSWERED:
        said = "Pelimpahan diterima. Pengirim sudah mengetahuinya."
    else:
        said = "Diterima. Berikutnya: isi jawaban setelah dikerjakan."
    messages.success(request, said)
    if row.taken_as is not None and _seen(request, row.taken_as):
        return redirect("cases:detail", pk=row.taken_as.pk)
    return redirect("referrals:detail", pk=row.pk)


@require_POST
def decline(request: StaffRequest, pk: UUID) -> HttpResponse:
    """They do not do it, and why."""
    row, form = load(request, pk), Decline(request.POST)
    answering.check_decline(request.user, row)
    stale = keep_typed(request, form, row)
    if stale or not form.is_valid():
        return show(request, row, stale=stale, decline=form)
    given = form.cleaned_data
    answers.decline(row, reason=DeclineReason(given["reason"]), text=given["text"], by=request.user, at=timezone.now())
    messages.success(request, "Pengirim mengetahui bahwa rujukan ini tidak diterima, dengan alasannya.")
    return redirect("referrals:detail", pk=row.pk)


@require_POST
def answer(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What came of it."""
    row, form = load(request, pk), Answer(request.POST)
    answering.check_answer(request.user, row)
    stale = keep_typed(request, form, row)
    if not stale and form.is_valid():
        try:
            row = answers.answer(row, answer=form.answer(), by=request.user, at=timezone.now())
        except Denied as denied:  # too little was said: the form says what is missing
            form.add_error(None, denied.sentence)
        else:
            messages.success(
                request, SCHEDULED if row.result == Result.SCHEDULED else "Jawaban terkirim. Terima kasih."
            )
            return redirect("referrals:detail", pk=row.pk)
    return show(request, row, stale=stale, answer=form)


@require_POST
def record(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What came on paper or by telephone."""
    row = load(request, pk)
    sending.check_record(request.user, row)
    form = RecordSlip(request.POST, referral=row)
    stale = keep_typed(request, form, row)
    if not stale and form.is_valid():
        slip = form.slip(answerer=form.cleaned_data["answerer"], way=AnsweredBy(form.cleaned_data["way"]))
        try:
            answers.record_slip(row, slip=slip, by=request.user, at=timezone.now())
        except Denied as denied:
            form.add_error(None, denied.sentence)
        else:
            messages.success(request, "Jawaban penerima tercatat.")
            return redirect("referrals:detail", pk=row.pk)
    return show(request, row, stale=stale, record=form)


@require_POST
def read(request: StaffRequest, pk: UUID) -> HttpResponse:
    """We have read the answer, and know what to do where the need was not met."""
    row, form = load(request, pk), Next(request.POST)
    sending.check_read(request.user, row)
    if form.is_valid():
        try:
            answers.read(row, text=form.cleaned_data["text"], by=request.user, at=timezone.now())
        except Denied as denied:
            form.add_error(None, denied.sentence)
        else:
            messages.success(request, "Tercatat: jawaban sudah dibaca.")
            return redirect("referrals:of_case", pk=row.case_id)
    return show(request, row, next=form)


def show(request: StaffRequest, row: Referral, *, stale: bool = False, **given: Any) -> HttpResponse:
    """The page; `given`: a form that came back, or the identity that was asked for."""
    user, at = request.user, timezone.now()
    back = [form for form in given.values() if isinstance(form, Form)]
    local = row.receiver.today(at)
    context: dict[str, Any] = {
        "row": row,
        "version": version(row),
        "status_kind": tag_of(row),
        "complaints": back,
        "identity": given.get("identity", ""),
        "code": given.get("code", ""),
        "forms": {
            "decline": given.get("decline", Decline()),
            "answer": given.get("answer", Answer(initial={"result_date": local})),
            "record": given.get("record", RecordSlip(referral=row)),
            "next": given.get("next", Next()),
        },
        "stopped": answering.is_stopped(row),
        "unmet": sending.is_unmet(row),
        "secrecy": sending.grave_secrecy(row.case),
        "receiving": may(answering.check_receiver_side, user, row),
        "ours": _seen(request, row.case),
        "opens_case": answering.opens_case(row, at=at),
        "theirs": row.taken_as if row.taken_as is not None and _seen(request, row.taken_as) else None,
        **_refusals(request, row),
        **clock(request),
    }
    if not context["no_shared"]:
        try:
            context["texts"] = reading.shared(row, by=user, at=at)
        except Erased:
            context["erased"] = True
    status = 409 if stale else 422 if back else 200
    return render(request, "referrals/detail.html", context, status=status)


def _seen(request: StaffRequest, case: Case) -> bool:
    return Case.objects.visible_to(request.user).filter(pk=case.pk).exists()


def _refusals(request: StaffRequest, row: Referral) -> dict[str, Any]:
    """What this person may not do now, each with its sentence."""
    user = request.user
    on = row.case.agency.today(timezone.now())
    unread = Obligation.objects.unsettled().filter(subject_id=row.pk, kind=kinds.READ_ANSWER.code)
    return {
        "no_shared": refusal(answering.check_shared, user, row, on=on),
        "no_identity": refusal(answering.check_identity, user, row, on=on),
        "no_acknowledge": refusal(answering.check_acknowledge, user, row),
        "no_accept": refusal(answering.check_accept, user, row),
        "no_decline": refusal(answering.check_decline, user, row),
        "no_answer": refusal(answering.check_answer, user, row),
        "no_withdraw": refusal(sending.check_withdraw, user, row),
        "no_school": refusal(sending.check_school, user, row),
        "no_record": refusal(sending.check_record, user, row),
        "no_print": refusal(sending.check_print, user, row),
        "no_link": refusal(links.check_make, user, row, on=on),
        "sending": may(sending.check_side, user, row.case),
        "unread": may(sending.check_read, user, row) and unread.exists(),
        "link": row.links.order_by("-made_at").first() if may(sending.check_side, user, row.case) else None,
    }
