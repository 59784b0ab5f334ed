"""Invitations: from the seats in one press, more by hand, the numbered letter, that they went out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from tuntas.accounts.requests import StaffRequest
from tuntas.core.errors import Denied
from tuntas.core.policies import refusal
from tuntas.core.sent import posted
from tuntas.letters.actions import printing
from tuntas.letters.models import Letter
from tuntas.letters.press import PressFailed
from tuntas.letters.views.register import as_download
from tuntas.meetings.actions import invitations
from tuntas.meetings.forms.agenda import Invite
from tuntas.meetings.models import Invitation, Meeting
from tuntas.meetings.policies import meetings as policies
from tuntas.meetings.policies.printing import check_print
from tuntas.meetings.views.common import head, load


def section(_request: StaffRequest, meeting: Meeting, _context: dict[str, Any]) -> dict[str, Any]:
    """For the page of the meeting."""
    rows = list(
        Invitation.objects.filter(meeting=meeting).select_related("letter").order_by("institution", "addressee", "pk")
    )
    return {
        "invited": rows,
        "unsent": sum(row.sent_at is None for row in rows),
        "unwritten": sum(row.letter_id is None for row in rows),
        "letters": sorted({row.letter for row in rows if row.letter}, key=lambda letter: letter.sequence),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Everybody invited, and one more."""
    meeting = load(request, pk)
    form = Invite(posted(request), area_path=meeting.area_path)
    if request.method == "POST":
        policies.check_planned(request.user, meeting)
    if form.is_valid():
        invitations.add(meeting, **form.cleaned_data, by=request.user, at=timezone.now())
        return redirect("meetings:invitations", pk=meeting.pk)
    context = head(request, meeting, "undangan")
    context |= section(request, meeting, context) | {
        "form": form,
        "no_invite": refusal(policies.check_planned, request.user, meeting),
    }
    return render(request, "meetings/invitations.html", context, status=422 if form.is_bound else 200)


@require_POST
def act(request: StaffRequest, pk: UUID, step: str) -> HttpResponse:
    """One press for all: invite the seats, take a number for the letter, mark as sent."""
    meeting, at = load(request, pk), timezone.now()
    if step == "anggota":
        count = invitations.from_seats(meeting, by=request.user, at=at)
        messages.success(request, f"{count} lembaga ditambahkan dari daftar anggota.")
    elif step == "surat":
        letter = invitations.letter(meeting, by=request.user, at=at)
        messages.success(request, f"Surat undangan nomor {letter.number} terbit. Cetak, lalu tandai setelah dikirim.")
    else:
        count = invitations.mark_sent(meeting, by=request.user, at=at)
        messages.success(request, f"{count} undangan ditandai terkirim.")
    return redirect("meetings:invitations", pk=meeting.pk)


@require_POST
def one(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One of them: it went out, or it was a mistake."""
    row = get_object_or_404(Invitation, pk=pk, meeting__in=Meeting.objects.visible_to(request.user))
    if request.POST.get("apa") == "hapus":
        invitations.remove(row, by=request.user, at=timezone.now())
    else:
        invitations.mark_sent(row.meeting, only=row.pk, by=request.user, at=timezone.now())
    return redirect("meetings:invitations", pk=row.meeting_id)


@require_POST
def letter(request: StaffRequest, pk: UUID, letter_id: UUID) -> HttpResponse:
    """The letter with its list, as it was issued; recorded."""
    meeting = load(request, pk)
    check_print(request.user, meeting)
    rows = Letter.objects.filter(pk__in=Invitation.objects.filter(meeting=meeting).values("letter"))
    found = get_object_or_404(rows, pk=letter_id)
    try:
        return as_download(found, printing.pdf(found, by=request.user, at=timezone.now()))
    except PressFailed as error:
        raise Denied("Surat ini tidak dapat dicetak sekarang. Coba lagi sebentar.") from error
