"""Forwarding: offering a report, and what sender and receiver do about it."""

from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuntas.access.permissions import Permission
from tuntas.accounts.fresh import require_fresh
from tuntas.accounts.requests import StaffRequest
from tuntas.core.paging import page
from tuntas.core.policies import may, refusal
from tuntas.core.sent import posted, status_code
from tuntas.core.vault import Erased
from tuntas.intake import sharing
from tuntas.intake.actions import answers, forwardings, reading
from tuntas.intake.forms.sharing import Accept, Decline, Forward, RecordAnswer
from tuntas.intake.models import Forwarding, Report
from tuntas.intake.policies import forwardings as policies
from tuntas.intake.policies import reading as reading_policies
from tuntas.intake.states import FORWARDING_OPEN, ForwardingStatus
from tuntas.intake.views.common import FORWARDING_TAGS, check_version, clock, head, keep_typed, load, version

KNOWN = FORWARDING_OPEN | {ForwardingStatus.ACCEPTED}  # what the receiver may still act upon


@require_http_methods(["GET", "HEAD", "POST"])
def forward(request: StaffRequest, pk: UUID) -> HttpResponse:
    """To whom, and what is told."""
    report = load(request, pk, Permission.REPORT_FORWARD)
    policies.check_forward(request.user, report)
    at = timezone.now()
    form = Forward(posted(request), report=report, on=at.date(), initial={"shared": _draft(request, report)})
    stale = keep_typed(request, form, report)
    if request.method == "POST" and not stale and form.is_valid():
        row = forwardings.send(report, **form.cleaned_data, by=request.user, at=at)
        flash.success(request, f"Diteruskan ke {row.receiver.short_name}. Sampai diterima, laporan tetap milik kita.")
        return redirect("intake:detail", pk=report.pk)
    context = {"form": form, "no_identity": refusal(policies.check_share_identity, request.user, report)}
    code = status_code(form, stale=stale)
    return render(request, "intake/forward.html", head(request, report, "forward") | context, status=code)


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """Forwardings to and from one's agency, newest first."""
    visible = Forwarding.objects.visible_to(request.user)
    if request.GET.get("status") == "open":
        visible = visible.filter(is_open=True)
    rows = visible.select_related("report", "sender", "receiver", "duty__assignee")
    found = page(rows, "-sent_at", "-id", after=request.GET.get("after", ""))
    context = {
        "rows": [(row, FORWARDING_TAGS.get(ForwardingStatus(row.status), "stopped")) for row in found.rows],
        "after": found.after,
        "only_open": request.GET.get("status") == "open",
        **clock(request),
    }
    return render(request, "intake/forwardings.html", context)


@require_safe
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What was told, and what is owed. Opening it is recorded."""
    return _show(request, _load(request, pk))


@require_fresh(back="intake:forwarding")
@require_POST
def names(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The same page with the names that were shared; recorded."""
    row = _load(request, pk)
    try:
        return _show(request, row, names=reading.names(row, by=request.user, at=timezone.now()))
    except Erased:
        return _show(request, row)


@require_POST
def acknowledge(request: StaffRequest, pk: UUID) -> HttpResponse:
    """We have it."""
    row = _load(request, pk)
    check_version(request, row)
    forwardings.acknowledge(row, by=request.user, at=timezone.now())
    flash.success(request, "Penerimaan dikonfirmasi. Berikutnya: jawab, diterima atau tidak.")
    return redirect("intake:forwarding", pk=row.pk)


@require_POST
def accept(request: StaffRequest, pk: UUID) -> HttpResponse:
    """We take it."""
    row, form = _load(request, pk), Accept(request.POST)
    stale = keep_typed(request, form, row)
    if stale or not form.is_valid():
        return _show(request, row, stale=stale, accept=form)
    answers.accept(row, answer=form.cleaned_data["answer"], by=request.user, at=timezone.now())
    if Report.objects.visible_to(request.user).filter(pk=row.report_id).exists():
        flash.success(request, "Laporan ini sekarang milik lembaga Anda. Telaah dimulai.")
        return redirect("intake:detail", pk=row.report_id)
    flash.success(request, "Terusan diterima. Pengirim sudah mengetahuinya.")
    return redirect("intake:forwarding", pk=row.pk)


@require_POST
def decline(request: StaffRequest, pk: UUID) -> HttpResponse:
    """We do not take it, and why."""
    row, form = _load(request, pk), Decline(request.POST)
    stale = keep_typed(request, form, row)
    if stale or not form.is_valid():
        return _show(request, row, stale=stale, decline=form)
    answers.decline(row, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
    flash.success(request, "Terusan dikembalikan kepada pengirim dengan alasannya.")
    return redirect("intake:forwarding", pk=row.pk)


@require_POST
def take_back(request: StaffRequest, pk: UUID) -> HttpResponse:
    """We do not wait any longer."""
    row = _load(request, pk)
    check_version(request, row)
    forwardings.take_back(row, by=request.user, at=timezone.now())
    flash.success(request, "Terusan diambil kembali. Laporan ditelaah di sini.")
    return redirect("intake:detail", pk=row.report_id)


@require_POST
def record_answer(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What an agency without accounts has said."""
    row = _load(request, pk)
    form = RecordAnswer(request.POST, forwarding=row)
    stale = keep_typed(request, form, row)
    if stale or not form.is_valid():
        return _show(request, row, stale=stale, record=form)
    given = form.cleaned_data
    answers.record_answer(
        row, status=ForwardingStatus(given["status"]), answered_by=given["answered_by"], text=given["text"],
        by=request.user, at=timezone.now(),
    )  # fmt: skip
    row.refresh_from_db(fields=["status"])
    waits = given["status"] == ForwardingStatus.ACCEPTED and row.status != ForwardingStatus.ACCEPTED
    later = " Laporan berakhir di sini setelah orang kedua dari luar unit setuju." if waits else ""
    flash.success(request, f"Jawaban penerima tercatat.{later}")
    return redirect("intake:forwarding", pk=row.pk)


def _load(request: StaffRequest, pk: UUID) -> Forwarding:
    rows = Forwarding.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("report__area", "report__agency", "sender", "receiver", "duty"), pk=pk)


def _draft(request: StaffRequest, report: Report) -> str:
    """A suggestion for somebody who may read the story; recorded, because it is read here."""
    if request.method == "POST" or not may(policies.check_draft, request.user, report):
        return ""
    try:
        reading.story(report, by=request.user, at=timezone.now())
        return sharing.suggestion(report)
    except Erased:
        return ""


def _show(
    request: StaffRequest, row: Forwarding, *, stale: bool = False, names: str = "", **given: Any
) -> HttpResponse:
    user = request.user
    context: dict[str, Any] = {
        "row": row,
        "version": version(row),
        "status_kind": FORWARDING_TAGS.get(ForwardingStatus(row.status), "stopped"),
        "forms": {"accept": Accept(), "decline": Decline(), "record": RecordAnswer(forwarding=row), **given},
        "complaints": list(given.values()),
        "no_shared": refusal(reading_policies.check_shared, user, row),
        "no_names": refusal(reading_policies.check_names, user, row),
        "names": names,
        "receiving": may(policies.check_receiver_side, user, row),
        "no_acknowledge": refusal(policies.check_acknowledge, user, row),
        "no_answer": refusal(policies.check_answer, user, row),
        "no_take_back": refusal(policies.check_take_back, user, row),
        "no_record": refusal(policies.check_record_answer, user, row),
        "may_outreach": bool(user.grants(Permission.OUTREACH_PROPOSE)) and ForwardingStatus(row.status) in KNOWN,
        "ours": Report.objects.visible_to(user).filter(pk=row.report_id).exists(),
        **clock(request),
    }
    if context["no_shared"]:
        return _drawn(request, context, given, stale=stale)
    try:
        context |= reading.shared(row, by=user, at=context["at"])
    except Erased:
        context["erased"] = True
    return _drawn(request, context, given, stale=stale)


def _drawn(request: StaffRequest, context: dict[str, Any], given: dict[str, Any], *, stale: bool) -> HttpResponse:
    code = max([200, *(status_code(form, stale=stale) for form in given.values())])
    return render(request, "intake/forwarding.html", context, status=code)
