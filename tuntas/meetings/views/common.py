"""What the pages of a meeting share: loading, the head with its side navigation, tags, and whether somebody was faster."""

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from tuntas.accounts.requests import StaffRequest
from tuntas.areas.states import zone_of
from tuntas.core.errors import InvalidTransition
from tuntas.core.policies import may
from tuntas.core.sent import posted, status_code
from tuntas.meetings.models import Meeting
from tuntas.meetings.policies import meetings as policies
from tuntas.meetings.states import MeetingStatus
from tuntas.obligations import kinds as obligation_kinds
from tuntas.obligations.models import Obligation

__all__ = ["TAGS", "StaffRequest", "check_version", "head", "keep_typed", "load", "posted", "status_code", "version"]

CHANGED = (
    "Sementara itu petugas lain sudah mengubah pertemuan ini (sekarang: {status}). Tulisan Anda masih ada di bawah;"
    " periksa dulu, lalu kirim lagi bila masih perlu."
)
TAGS = {MeetingStatus.PLANNED: "open", MeetingStatus.HELD: "wait", MeetingStatus.CLOSED: "done"}
# The sections of the page of a meeting, in order: anchor and words.
SIDE = (
    ("ringkasan", "Ringkasan"),
    ("agenda", "Agenda"),
    ("undangan", "Undangan"),
    ("hadir", "Daftar hadir"),
    ("notulen", "Notulen"),
    ("keputusan", "Keputusan dan tindak lanjut"),
    ("foto", "Foto"),
    ("cetak", "Cetak"),
)


def load(request: StaffRequest, pk: UUID) -> Meeting:
    """A meeting within reach; anything else does not exist."""
    rows = Meeting.objects.visible_to(request.user)
    rows = rows.select_related(
        "body__area", "agency__area", "chair", "previous", "election", "created_by", "duty__assignee", "duty__agency", "signed_list",
    )  # fmt: skip
    return get_object_or_404(rows, pk=pk)


def head(request: StaffRequest, meeting: Meeting, here: str = "") -> dict[str, Any]:
    """The head of every page of a meeting, and its side navigation: sections of the page of the meeting."""
    at, duty = timezone.now(), meeting.duty
    page = reverse("meetings:detail", args=[meeting.pk])
    return {
        "meeting": meeting,
        "version": version(meeting),
        "status_kind": TAGS.get(MeetingStatus(meeting.status), "stopped"),
        "duty": duty,
        "duty_sentence": obligation_kinds.get(duty.kind).sentence if duty else "",
        "duty_seen": duty is not None and Obligation.objects.visible_to(request.user).filter(pk=duty.pk).exists(),
        "side": [
            {"label": label, "url": f"{page}#{anchor}", "current": anchor == here} for anchor, label in SIDE
        ],
        "edits": may(policies.check_edit, request.user, meeting),
        "plans": may(policies.check_planned, request.user, meeting),
        "at": at,
        "zone": zone_of(meeting.area_path),
    }  # fmt: skip


def version(meeting: Meeting) -> str:
    """What a page knew when it was drawn."""
    return f"{meeting.status}.{meeting.duty_id or ''}"


def check_version(request: HttpRequest, meeting: Meeting) -> None:
    """For buttons without text: the second of two officers gets a sentence. Raises InvalidTransition."""
    if _stale(request, meeting):
        raise InvalidTransition(CHANGED.format(status=meeting.get_status_display()).split(" Tulisan")[0])


def keep_typed(request: HttpRequest, form: Form, meeting: Meeting) -> bool:
    """For forms with text: a complaint on the form, with everything typed still in it. True when stale."""
    if not _stale(request, meeting):
        return False
    form.add_error(None, CHANGED.format(status=meeting.get_status_display()))
    return True


def _stale(request: HttpRequest, meeting: Meeting) -> bool:
    known = request.POST.get("version", "")
    return bool(known) and known != version(meeting)
