"""One report: what happened to it, what was told, who it is about, what is said both ways."""

from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuntas.access.permissions import Permission
from tuntas.accounts.fresh import require_fresh
from tuntas.accounts.requests import StaffRequest
from tuntas.audit.models import Event
from tuntas.core.paging import page
from tuntas.core.policies import refusal
from tuntas.core.sent import posted, status_code
from tuntas.core.vault import Erased
from tuntas.intake import timeline
from tuntas.intake.actions import lookups, messages, reading
from tuntas.intake.forms.sharing import Write
from tuntas.intake.models import Report
from tuntas.intake.policies import contact, forwardings, triage
from tuntas.intake.policies import reading as policies
from tuntas.intake.policies.reach import within
from tuntas.intake.states import ForwardingStatus, ProposalStatus, SafetyDecision, ViolenceType
from tuntas.intake.views.common import FORWARDING_TAGS, PROPOSAL_TAGS, head, load

NAMES = {
    "reporter_name": "Pelapor",
    "victim_name": "Korban",
    "reported_person_name": "Terlapor",
    "reporter_phone": "Nomor",
    "safe_contact": "Kontak aman",
}
STORY = {
    "narrative": "Apa yang terjadi",
    "place": "Tempat",
    "since_when": "Sejak kapan",
    "about_whom": "Terjadi pada",
    "victim_safety": "Keselamatan korban",
    "must_not_know": "Tidak boleh tahu",
    "ending_note": "Catatan akhir",
}


@require_safe
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The record page: nothing on it is decrypted."""
    report = load(request, pk)
    return _show(request, report)


@require_fresh(back="intake:detail")
@require_POST
def identity(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The same page with names, and contact where the policy allows it; recorded."""
    report = load(request, pk)
    try:
        values = reading.identity(report, by=request.user, at=timezone.now())
    except Erased:
        return _show(request, report, erased=True)
    shown = [(NAMES[name], text or "tidak disebut") for name, text in values.items()]
    return _show(request, report, identity=shown, no_contact=refusal(contact.check_contact, request.user, report))


@require_safe
def story(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What was told, in the reporter's words. Opening it is recorded."""
    report = load(request, pk, Permission.REPORT_READ)
    context = head(request, report, "story") | told(request, report)
    return render(request, "intake/story.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Messages both ways; writing one."""
    report = load(request, pk, Permission.REPORT_READ)
    form = Write(posted(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        messages.from_office(report, form_id=given["form_id"], text=given["text"], by=request.user, at=timezone.now())
        flash.success(request, "Pesan tersimpan. Pelapor membacanya dengan nomor dan kode.")
        return redirect("intake:messages", pk=report.pk)
    context: dict[str, Any] = {"form": form, "no_message": refusal(contact.check_message, request.user, report)}
    try:
        context["rows"] = reading.messages(report, by=request.user, at=timezone.now())
    except Erased:
        context["erased"] = True
    context["unread"] = any(row.read_at is None and row.sender == "reporter" for row, _ in context.get("rows", []))
    return render(
        request,
        "intake/messages.html",
        head(request, report, "messages") | context,
        status=status_code(form, stale=False),
    )


@require_POST
def messages_read(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What the reporter wrote has been read."""
    report = load(request, pk, Permission.REPORT_READ)
    messages.mark_read_by_office(report, by=request.user, at=timezone.now())
    flash.success(request, "Pesan pelapor ditandai sudah dibaca.")
    return redirect("intake:messages", pk=report.pk)


@require_POST
def compared(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Similar reports have been looked at."""
    report = load(request, pk)
    lookups.compared(report, by=request.user, at=timezone.now())
    flash.success(request, "Tercatat: laporan yang mungkin serupa sudah diperiksa.")
    return redirect("intake:detail", pk=report.pk)


def told(request: StaffRequest, report: Report) -> dict[str, Any]:
    """The story for a page, if it still exists."""
    try:
        values = reading.story(report, by=request.user, at=timezone.now())
    except Erased:
        return {"erased": True, "story": []}
    return {
        "story": [(STORY[name], text) for name, text in values.items() if text],
        "must_not_know": values["must_not_know"],
    }


def _show(request: StaffRequest, report: Report, **extra: Any) -> HttpResponse:
    events = page(
        Event.objects.filter(dossier_id=report.pk, kind__in=timeline.SENTENCES),
        "-seq",
        after=request.GET.get("after", ""),
    )
    offered = list(report.forwardings.select_related("receiver").order_by("-sent_at", "-id"))
    proposed = report.proposals.select_related("proposed_by").order_by("-proposed_at", "-id")
    user = request.user
    context = {
        "types": [ViolenceType(value).label for value in report.types],
        "kept": Report.objects.known_to(user).filter(pk=report.duplicate_of_id).first()
        if report.duplicate_of_id
        else None,
        "lines": timeline.lines(events.rows),
        "after": events.after,
        "looks": timeline.looks(report.pk),
        "forwardings": [(row, FORWARDING_TAGS.get(ForwardingStatus(row.status), "stopped")) for row in offered],
        "under_way": next((row for row in offered if row.is_open), None),
        "proposals": [(row, PROPOSAL_TAGS.get(ProposalStatus(row.status), "stopped")) for row in proposed],
        "no_identity": refusal(policies.check_identity, user, report),
        "no_read": refusal(policies.check_read, user, report),
        "no_start": refusal(triage.check_start, user, report),
        "no_accept": refusal(triage.check_accept, user, report),
        "no_case": refusal(triage.check_hand_to_case, user, report),
        "sees_case": within(user, report, Permission.CASE_VIEW),
        "no_forward": refusal(forwardings.check_forward, user, report),
        "no_end": refusal(triage.check_end, user, report),
        "no_reopen": refusal(triage.check_reopen, user, report),
        "no_compare": refusal(triage.check_triage, user, report),
        "undecided": report.safety_decision == SafetyDecision.UNDECIDED,
        "trafficking": ViolenceType.TRAFFICKING in report.ever_types,
        **extra,
    }
    return render(request, "intake/detail.html", head(request, report, "detail") | context)
