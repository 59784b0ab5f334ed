"""Papers and pictures of a meeting."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuntas.accounts.requests import StaffRequest
from tuntas.core.body import takes_upload
from tuntas.core.errors import Denied
from tuntas.core.policies import refusal
from tuntas.core.sent import posted
from tuntas.files.views import serve
from tuntas.letters.press import PressFailed
from tuntas.meetings.actions import photos, printing
from tuntas.meetings.forms.photos import Add, Remove
from tuntas.meetings.forms.writing import say_where
from tuntas.meetings.models import Meeting, MeetingPhoto
from tuntas.meetings.policies import photos as policies
from tuntas.meetings.policies.printing import check_print
from tuntas.meetings.states import Paper
from tuntas.meetings.views.common import head, load
from tuntas.people.actions.mentions import Mentioned


def section(request: StaffRequest, meeting: Meeting, _context: dict[str, Any]) -> dict[str, Any]:
    """For the page of the meeting: its pictures and its papers."""
    return {
        "photos": _photos(meeting),
        "no_photo": refusal(policies.check_add, request.user, meeting),
        "papers": Paper.choices,
        "no_print": refusal(check_print, request.user, meeting),
    }


@require_POST
def paper(request: StaffRequest, pk: UUID, paper: str) -> HttpResponse:
    """A PDF; recorded."""
    meeting = load(request, pk)
    try:
        pdf = printing.pdf(meeting, paper=Paper(paper), by=request.user, at=timezone.now())
    except ValueError as error:
        raise Http404 from error
    except PressFailed as error:
        raise Denied("Dokumen ini tidak dapat dicetak sekarang. Coba lagi sebentar.") from error
    day = meeting.agency.today(meeting.starts_at)
    headers = {
        "Content-Disposition": f'attachment; filename="{paper}-{day:%Y-%m-%d}.pdf"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


@takes_upload
@require_http_methods(["GET", "HEAD", "POST"])
def album(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Pictures, and one more."""
    meeting = load(request, pk)
    no_photo = refusal(policies.check_add, request.user, meeting)
    if request.method == "POST":
        policies.check_add(request.user, meeting)
    form = Add(posted(request), request.FILES if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            photos.add(meeting, upload=given["photo"], caption=given["caption"], by=request.user, at=timezone.now())
        except Mentioned as error:
            say_where(form, error)
        except Denied as denied:
            form.add_error(None, denied.sentence)
        else:
            messages.success(request, "Foto disimpan.")
            return redirect("meetings:photos", pk=meeting.pk)
    context = head(request, meeting, "foto") | {"photos": _photos(meeting), "form": form, "no_photo": no_photo}
    return render(request, "meetings/photos.html", context, status=422 if form.is_bound else 200)


@require_safe
def photo(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One picture, recorded as seen."""
    row = _photo(request, pk)
    return serve(request, row.file, inline=True)


@require_http_methods(["GET", "HEAD", "POST"])
def photo_remove(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Taken away, and why."""
    row = _photo(request, pk)
    policies.check_remove(request.user, row.meeting)
    form = Remove(posted(request))
    if form.is_valid():
        photos.remove(row, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        messages.success(request, "Foto dihapus.")
        return redirect("meetings:photos", pk=row.meeting_id)
    context = head(request, row.meeting, "foto") | {"form": form, "photo": row}
    return render(request, "meetings/photo_remove.html", context, status=422 if form.is_bound else 200)


def _photos(meeting: Meeting) -> list[MeetingPhoto]:
    return list(
        MeetingPhoto.objects.filter(meeting=meeting, file__removed_at=None).select_related("file").order_by("pk")
    )


def _photo(request: StaffRequest, pk: UUID) -> MeetingPhoto:
    """Of a meeting that one sees; anything else does not exist."""
    rows = MeetingPhoto.objects.filter(meeting__in=Meeting.objects.visible_to(request.user), file__removed_at=None)
    row = get_object_or_404(rows.select_related("file"), pk=pk)
    row.meeting = load(request, row.meeting_id)
    return row
