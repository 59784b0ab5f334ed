"""The register of letters, one letter, printing and voiding it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuntas.accounts.fresh import require_fresh
from tuntas.accounts.requests import StaffRequest
from tuntas.core.paging import page
from tuntas.core.policies import refusal
from tuntas.core.vault import Erased
from tuntas.letters import papers
from tuntas.letters.actions import letters, printing
from tuntas.letters.forms.letters import Void
from tuntas.letters.models import Letter
from tuntas.letters.policies import letters as policies
from tuntas.letters.states import LetterStatus, VoidReason
from tuntas.letters.views.common import agencies_of

GONE = "Isi surat ini sudah dihapus bersama berkasnya dan tidak dapat dibaca oleh siapa pun. Nomornya tetap tercatat."


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """Letters of one's unit, newest first, with those that were voided."""
    rows = Letter.objects.visible_to(request.user).select_related("agency")
    if request.GET.get("status") == LetterStatus.VOIDED:
        rows = rows.filter(status=LetterStatus.VOIDED)
    found = page(rows, "-issued_at", "-sequence", "-id", after=request.GET.get("after", ""))
    context = {
        "rows": found.rows,
        "after": found.after,
        "only_voided": "status" in request.GET,
        "papers": _papers(request),
    }
    return render(request, "letters/list.html", context)


@require_safe
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What the register says of one letter; its content only on paper."""
    return _show(request, _load(request, pk))


@require_fresh(back="letters:detail")
@require_POST
def printed(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The PDF; recorded."""
    letter = _load(request, pk)
    policies.check_print(request.user, letter)
    try:
        return as_download(letter, printing.pdf(letter, by=request.user, at=timezone.now()))
    except Erased:
        return _show(request, letter, gone=GONE, status=410)


@require_http_methods(["GET", "HEAD", "POST"])
def void(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It does not count any more, and why."""
    letter = _load(request, pk)
    policies.check_void(request.user, letter)
    form = Void(request.POST if request.method == "POST" else None)
    if form.is_valid():
        letters.void(letter, reason=VoidReason(form.cleaned_data["reason"]), by=request.user, at=timezone.now())
        messages.success(request, "Surat dibatalkan. Nomornya tetap tercatat dan tidak dipakai lagi.")
        return redirect("letters:detail", pk=letter.pk)
    return render(request, "letters/void.html", {"form": form, "letter": letter}, status=422 if form.is_bound else 200)


def _papers(request: StaffRequest) -> list[tuple[str, str]]:
    """Kinds of letters that this person may write, one by one."""
    return [(kind.value, kind.label) for kind in papers.TYPES] if agencies_of(request) else []


def as_download(letter: Letter, pdf: bytes) -> HttpResponse:
    """A PDF under a name that says only its number."""
    name = "".join(sign if sign.isalnum() or sign in ".-" else "-" for sign in letter.number)
    headers = {"Content-Disposition": f'attachment; filename="surat-{name}.pdf"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _load(request: StaffRequest, pk: UUID) -> Letter:
    rows = Letter.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("agency", "register", "issued_by", "voided_by"), pk=pk)


def _show(request: StaffRequest, letter: Letter, *, gone: str = "", status: int = 200) -> HttpResponse:
    at: datetime = timezone.now()
    context: dict[str, Any] = {
        "letter": letter,
        "no_print": refusal(policies.check_print, request.user, letter),
        "no_void": refusal(policies.check_void, request.user, letter),
        "gone": gone,
        "at": at,
        "zone": request.user.zone,
    }
    return render(request, "letters/detail.html", context, status=status)
