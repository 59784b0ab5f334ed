"""What the pages of referrals share: who asks, loading, tags, and whether somebody else was faster."""

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from tuntas.accounts.requests import StaffRequest
from tuntas.core.errors import InvalidTransition
from tuntas.core.sent import posted
from tuntas.referrals.models import Referral
from tuntas.referrals.states import Status

__all__ = ["TAGS", "StaffRequest", "check_version", "clock", "keep_typed", "load", "posted", "tag_of", "version"]

CHANGED = (
    "Sementara itu petugas lain sudah mengubah rujukan ini (sekarang: {status}). Tulisan Anda masih ada di bawah;"
    " periksa dulu, lalu kirim lagi bila masih perlu."
)
TAGS = {
    Status.WAITING: "open",
    Status.SENT: "wait",
    Status.ACKNOWLEDGED: "active",
    Status.ACCEPTED: "active",
    Status.ANSWERED: "done",
}


def load(request: StaffRequest, pk: UUID) -> Referral:
    """A referral within reach; anything else does not exist."""
    rows = Referral.objects.visible_to(request.user)
    related = (
        "case__agency__area",
        "case__manager",
        "victim",
        "sender",
        "receiver",
        "consent",
        "letter",
        "taken_as",
        "duty__assignee",
        "created_by",
    )
    return get_object_or_404(rows.select_related(*related), pk=pk)


def tag_of(referral: Referral) -> str:
    """The colour of a state."""
    return TAGS.get(Status(referral.status), "stopped")


def version(referral: Referral) -> str:
    """What a page knew when it was drawn."""
    return f"{referral.status}.{referral.duty_id or ''}"


def check_version(request: HttpRequest, referral: Referral) -> None:
    """For buttons without text: the second of two officers gets a sentence. Raises InvalidTransition."""
    if _stale(request, referral):
        raise InvalidTransition(CHANGED.format(status=referral.get_status_display()).split(" Tulisan")[0])


def keep_typed(request: HttpRequest, form: Form, referral: Referral) -> bool:
    """For forms with text: a complaint on the form, with everything typed still in it. True when stale."""
    if not _stale(request, referral):
        return False
    form.add_error(None, CHANGED.format(status=referral.get_status_display()))
    return True


def _stale(request: HttpRequest, referral: Referral) -> bool:
    known = request.POST.get("version", "")
    return bool(known) and known != version(referral)


def clock(request: StaffRequest) -> dict[str, Any]:
    """Now, and the zone in which times are shown."""
    return {"at": timezone.now(), "zone": request.user.zone}
