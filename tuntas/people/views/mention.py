"""A name that may stand outside of the case: what its holder is told, and that they have looked."""

from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from tuntas.accounts.requests import StaffRequest
from tuntas.people.actions import mentions
from tuntas.people.models import Mention


@require_safe
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Where, by which agency, and what can be done about it."""
    return render(request, "people/mention.html", {"mention": _load(request, pk), "zone": request.user.zone})


@require_POST
def seen(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Looked at, and done what was to be done."""
    mention = mentions.seen(_load(request, pk), by=request.user, at=timezone.now())
    flash.success(request, "Tercatat: sudah diperiksa.")
    return redirect("people:detail", pk=mention.person_id)


def _load(request: StaffRequest, pk: UUID) -> Mention:
    rows = Mention.objects.visible_to(request.user).select_related("person", "agency", "seen_by")
    return get_object_or_404(rows, pk=pk)
