"""Coming back: a neutral word, messages both ways, and the end of contact at once.

No cookie: the page carries a sealed key for half an hour, so leaving the page is signing out.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from tuntas.access.actors import Reporter
from tuntas.core import vault
from tuntas.core.errors import Denied
from tuntas.intake.actions import contacts, messages, status
from tuntas.intake.models import Message, Report
from tuntas.intake.states import ReporterRole, Sender, Status
from tuntas.portal.forms.answer import Message as MessageForm
from tuntas.portal.forms.answer import Open
from tuntas.portal.sealed import Expired, Purpose, Unreadable, seal, unseal
from tuntas.portal.views.doors import TooLarge, kept, public, too_large, typed

LASTS = timedelta(minutes=30)
MOST_MESSAGES = 100
WRONG_PAIR = "Nomor dan kode ini tidak cocok. Bandingkan keduanya dengan catatan Anda."

# What a paper with number and code tells to whoever finds it.
NEW, GOES_ON = "Laporan sudah diterima.", "Laporan sudah diterima dan ditindaklanjuti."
# What is told besides, when the one who suffered it has chosen so: the stage, never place, time or plan.
STAGES = {
    Status.NEW: "Menunggu dibaca petugas.",
    Status.TRIAGE: "Petugas sedang mempelajarinya.",
    Status.FORWARDED: "Sedang diteruskan kepada lembaga yang dapat menolong.",
    Status.ACCEPTED: "Diterima untuk didampingi.",
    Status.IN_CASE: "Sedang didampingi.",
    Status.PASSED_ON: "Sudah diserahkan kepada lembaga yang berwenang.",
}
ENDED = "Penanganan laporan ini sudah selesai. Anda tetap dapat menulis pesan."


@dataclass(frozen=True)
class Key:
    """What the page carries: which report, and the id of the message that may be written on it."""

    report_id: UUID
    message_id: UUID


@public
def answer(request: HttpRequest) -> HttpResponse:
    """Number and code, then the page of that report."""
    if request.method != "POST":
        return render(request, "portal/answer_open.html", {"form": Open()})
    try:
        data = typed(request)
    except TooLarge:
        return too_large(request)
    at = timezone.now()
    if "kunci" not in data:
        return kept(request, data, lambda: open_with_code(request, data, at))
    try:
        carried = unseal(Purpose.ANSWER, data.get("kunci", ""), at=at, lasts=LASTS)
    except (Expired, Unreadable):
        context = {"form": Open(), "message": data.get("message", "")[:20_000], "closed": True}
        return render(request, "portal/answer_open.html", context)
    key = Key(UUID(carried["r"]), UUID(carried["m"]))
    return kept(request, data, lambda: act(request, key, data, at))


def open_with_code(request: HttpRequest, data: QueryDict, at: datetime) -> HttpResponse:
    """The page of a report, or one and the same sentence whether the number or the code is wrong."""
    form = Open(data)
    context: dict[str, Any] = {"form": form, "message": data.get("pesan", "")}
    if not form.is_valid():
        return render(request, "portal/answer_open.html", context)
    pair = {"number": form.cleaned_data["number"], "code": form.cleaned_data["code"]}
    try:
        report = status.find(**pair, by=Reporter(), at=at)
    except Denied as wait:
        form.add_error(None, wait.sentence)
        return render(request, "portal/answer_open.html", context, status=429)
    if report is None:
        form.add_error(None, WRONG_PAIR)
        return render(request, "portal/answer_open.html", context)
    text = data.get("pesan", "")
    return show(request, report, Key(report.pk, uuid4()), at, form=MessageForm(initial={"message": text}))


def act(request: HttpRequest, key: Key, data: QueryDict, at: datetime) -> HttpResponse:
    """One button of the page."""
    report, by, button = Report.objects.get(pk=key.report_id), Reporter(), data.get("tombol", "")
    if report.code_hash is None:  # declined meanwhile: nobody comes back to it
        return render(request, "portal/answer_open.html", {"form": Open(), "closed": True})
    said = ""
    if button == "pesan":
        form = MessageForm(data)
        if not form.is_valid():
            return show(request, report, key, at, form=form)
        messages.from_reporter(report, form_id=key.message_id, text=form.cleaned_data["message"], by=by, at=at)
        key, said = Key(report.pk, uuid4()), "Pesan sudah kami terima."
    elif button == "berhenti":
        report = contacts.withdraw_contact(report, by=by, at=at)
        said = "Mulai sekarang kami tidak menghubungi Anda."
    elif button in {"rinci", "ringkas"} and may_choose(report):
        report = contacts.choose_detail(report, wants=button == "rinci", by=by, at=at)
        said = "Pilihan Anda sudah disimpan."
    form = MessageForm(initial={"message": data.get("message", "") if button != "pesan" else ""})
    return show(request, report, key, at, form=form, said=said)


def show(
    request: HttpRequest, report: Report, key: Key, at: datetime, *, form: MessageForm, said: str = ""
) -> HttpResponse:
    """The page: neutral words, and the messages, which count as read from now on."""
    talk = conversation(report)
    messages.mark_read_by_reporter(report, by=Reporter(), at=at)
    context = {
        "sealed": seal(Purpose.ANSWER, {"r": key.report_id.hex, "m": key.message_id.hex}, at=at),
        "form": form,
        "said": said,
        "state": NEW if report.status == Status.NEW else GOES_ON,
        "detail": stage(report),
        "talk": talk,
        "zone": report.area.timezone,
        "contact_open": report.contact_allowed and report.contact_withdrawn_at is None,
        "contact_stopped": report.contact_allowed and report.contact_withdrawn_at is not None,
        "may_choose": may_choose(report),
    }
    return render(request, "portal/answer.html", context)


def conversation(report: Report) -> list[dict[str, Any]]:
    """The newest messages, oldest first, opened."""
    rows = list(Message.objects.filter(report=report).order_by("-at", "-pk")[:MOST_MESSAGES])[::-1]
    if not rows:
        return []
    box = vault.box(report.pk)
    return [{"ours": row.sender == Sender.OFFICE, "at": row.at, "text": box.unseal(row, "text")} for row in rows]


def may_choose(report: Report) -> bool:
    """Only the one who suffered it chooses to see more; a third party sees two words for ever."""
    return report.reporter_role == ReporterRole.VICTIM


def stage(report: Report) -> str:
    """The stage in words, where it was chosen; empty otherwise."""
    if not (report.wants_detail and may_choose(report)):
        return ""
    return STAGES.get(Status(report.status), ENDED)
