"""The printed list that those who came signed: uploaded, opened, taken away."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from tuntas.accounts.requests import StaffRequest
from tuntas.core.body import takes_upload
from tuntas.core.errors import Denied
from tuntas.core.sent import posted
from tuntas.files.views import serve
from tuntas.meetings.actions import signed_lists
from tuntas.meetings.forms.photos import Remove
from tuntas.meetings.forms.signed_lists import Attach
from tuntas.meetings.policies import signed_lists as policies
from tuntas.meetings.policies.printing import check_print
from tuntas.meetings.views.common import head, load


@takes_upload
@require_http_methods(["GET", "HEAD", "POST"])
def attach(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One list; a second takes the place of the first."""
    meeting = load(request, pk)
    policies.check_attach(request.user, meeting)
    form = Attach(posted(request), request.FILES or None)
    if form.is_valid():
        try:
            signed_lists.attach(meeting, upload=form.cleaned_data["scan"], by=request.user, at=timezone.now())
        except Denied as denied:
            form.add_error(None, denied.sentence)
        else:
            messages.success(request, "Daftar bertanda tangan disimpan.")
            return redirect("meetings:attendance", pk=meeting.pk)
    context = head(request, meeting, "hadir") | {"form": form}
    return render(request, "meetings/signed_list.html", context, status=422 if form.is_bound else 200)


@require_safe
def file(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The list itself; who opened it is recorded."""
    meeting = load(request, pk)
    check_print(request.user, meeting)
    if meeting.signed_list is None:
        raise Http404
    return serve(request, meeting.signed_list, inline=False)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Taken away, and why."""
    meeting = load(request, pk)
    policies.check_remove(request.user, meeting)
    form = Remove(posted(request))
    if form.is_valid():
        signed_lists.remove(meeting, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        messages.success(request, "Daftar bertanda tangan dihapus.")
        return redirect("meetings:attendance", pk=meeting.pk)
    context = head(request, meeting, "hadir") | {"form": form}
    return render(request, "meetings/signed_list_remove.html", context, status=422 if form.is_bound else 200)
