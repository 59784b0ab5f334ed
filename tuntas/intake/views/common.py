"""What the pages share: whose request, which zone, the head of a record, and whether somebody else was faster."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from tuntas.access.permissions import Permission
from tuntas.accounts.requests import StaffRequest
from tuntas.core.errors import InvalidTransition
from tuntas.core.policies import may
from tuntas.intake import kinds
from tuntas.intake.models import Forwarding, Proposal, Report
from tuntas.intake.policies import contact, forwardings, reading, triage, walls
from tuntas.intake.states import OPEN, ForwardingStatus, ProposalStatus, Status
from tuntas.obligations import kinds as obligation_kinds
from tuntas.obligations.models import Obligation

CHANGED = (
    "Sementara itu petugas lain sudah mengubah catatan ini (sekarang: {status}). Tulisan Anda masih ada di bawah;"
    " periksa dulu, lalu kirim lagi bila masih perlu."
)
TAGS = {
    Status.NEW: "open",
    Status.TRIAGE: "active",
    Status.FORWARDED: "wait",
    Status.ACCEPTED: "active",
    Status.IN_CASE: "done",
    Status.PASSED_ON: "done",
    Status.ANSWERED: "done",
}
FORWARDING_TAGS = {
    ForwardingStatus.SENT: "wait",
    ForwardingStatus.ACKNOWLEDGED: "active",
    ForwardingStatus.ACCEPTED: "done",
}
PROPOSAL_TAGS = {ProposalStatus.PENDING: "wait", ProposalStatus.APPROVED: "done"}


def load(request: StaffRequest, pk: UUID, permission: Permission = Permission.REPORT_VIEW) -> Report:
    """A report within reach; anything else does not exist."""
    rows = Report.objects.visible_to(request.user, permission)
    rows = rows.select_related("agency__area", "area", "found_by", "duplicate_of", "duty__assignee", "duty__agency")
    return get_object_or_404(rows, pk=pk)


def version(row: Report | Forwarding | Proposal) -> str:
    """What a page knew when it was drawn: state, keeping duty, and for a report its level of danger."""
    return f"{row.status}.{row.duty_id or ''}.{getattr(row, 'risk', '')}"


def is_stale(request: HttpRequest, row: Report | Forwarding | Proposal) -> bool:
    """Whether somebody else changed the record after this page was drawn."""
    known = request.POST.get("version", "")
    return bool(known) and known != version(row)


def check_version(request: HttpRequest, row: Report | Forwarding | Proposal) -> None:
    """For buttons without text: the second of two officers gets a sentence. Raises InvalidTransition."""
    if is_stale(request, row):
        raise InvalidTransition(CHANGED.format(status=row.get_status_display()).split(" Tulisan")[0])


def keep_typed(request: HttpRequest, form: Form, row: Report | Forwarding | Proposal) -> bool:
    """For forms with text: a complaint on the form, with everything typed still in it. True when stale."""
    if request.method != "POST" or not is_stale(request, row):
        return False
    form.add_error(None, CHANGED.format(status=row.get_status_display()))
    return True


def head(request: StaffRequest, report: Report, here: str) -> dict[str, Any]:
    """The head of a record page: number, danger, state, next duty, side navigation, and whether a wall is awaited."""
    side = [
        ("detail", "Ringkas", True),
        ("story", "Isi laporan", may(reading.check_read, request.user, report)),
        ("triage", "Telaah", Status(report.status) in OPEN and may(triage.check_triage, request.user, report)),
        ("messages", "Pesan", may(contact.check_read_messages, request.user, report)),
        ("forward", "Teruskan", may(forwardings.check_forward, request.user, report)),
        ("wall", "Pembatas akses", may(walls.check_wall, request.user, report)),
    ]
    pending = Obligation.objects.unsettled().filter(subject_id=report.pk).values_list("kind", flat=True)
    open_kinds = set(pending)
    return {
        "report": report,
        "version": version(report),
        "status_kind": TAGS.get(Status(report.status), "stopped"),
        "duty": report.duty,
        "duty_seen": report.duty is not None
        and Obligation.objects.visible_to(request.user).filter(pk=report.duty.pk).exists(),
        "duty_sentence": obligation_kinds.get(report.duty.kind).sentence if report.duty else "",
        "side": [
            {"label": label, "url": reverse(f"intake:{name}", args=[report.pk]), "current": name == here}
            for name, label, shown in side
            if shown
        ],
        "wall_wanted": kinds.SET_WALL.code in open_kinds,
        "compare_wanted": kinds.CHECK_SIMILAR.code in open_kinds,
        **clock(request),
    }


def clock(request: StaffRequest) -> dict[str, Any]:
    """Now, and the zone in which times are shown."""
    at: datetime = timezone.now()
    return {"at": at, "zone": request.user.zone}
