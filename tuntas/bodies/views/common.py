"""What the pages of a body share: loading, the head, the side navigation."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from tuntas.access.permissions import Permission
from tuntas.access.reach import reaches
from tuntas.accounts.models import User
from tuntas.accounts.requests import StaffRequest
from tuntas.bodies.models import Body
from tuntas.bodies.policies import bodies as policies
from tuntas.core.errors import Denied
from tuntas.core.policies import refusal
from tuntas.core.sent import status_code
from tuntas.people.actions.mentions import Mentioned

# The side navigation of a body: URL name, words, and the permission that shows it (none: whoever sees the body).
SIDE: tuple[tuple[str, str, Permission | None], ...] = (
    ("bodies:detail", "Ringkasan", None),
    ("bodies:decrees", "SK", None),
    ("bodies:members", "Anggota", None),
    ("bodies:officers", "Pengurus", None),
    ("bodies:secretariat", "Sekretariat", None),
    ("bodies:tasks", "Pembagian tugas", None),
    ("meetings:of_body", "Pertemuan", None),
    ("bodies:paths", "Jalur", None),
    ("oversight:body", "Berjalan atau tidak", Permission.RUNNING_VIEW),
)


def load(request: StaffRequest, pk: UUID) -> Body:
    """A body within reach; anything else does not exist."""
    rows = Body.objects.visible_to(request.user).select_related("kind", "area", "agency__area", "parent")
    return get_object_or_404(rows, pk=pk)


def refuse(form: Form, error: Denied, field: str = "") -> None:
    """Say on the form why not; of names in a text, where they stand (R32)."""
    if not isinstance(error, Mentioned):
        form.add_error(None, error.sentence)
        return
    for find in error.finds:
        form.add_error(field if field in form.fields else None, find.sentence)


def form_page(
    request: StaffRequest, body: Body, here: str, form: Form, *, title: str, submit: str, back: str, notes: Sequence[str] = ()
) -> HttpResponse:  # fmt: skip
    """A page of one form about a body; `back`: where to go instead."""
    context = {"form": form, "title": title, "submit": submit, "cancel": back, "notes": notes}
    return render(request, "bodies/form.html", head(request, body, here) | context, status=status_code(form))


def head(request: StaffRequest, body: Body, here: str) -> dict[str, Any]:
    """The head of a body's page: its name, kind, area, and the side navigation. `here`: the URL name with its app."""
    at = timezone.now()
    return {
        "body": body,
        "at": at,
        "zone": request.user.zone,
        "no_edit": refusal(policies.check_edit, request.user, body),
        "keeps": refusal(policies.check_keep, request.user, body.agency) == "",
        "side": [
            {"label": label, "url": url, "current": name == here}
            for name, label, permission in SIDE
            if (url := page_of(body, name)) and (permission is None or _reaches(request.user, body, permission))
        ],
    }


def _reaches(user: User, body: Body, permission: Permission) -> bool:
    return reaches(user, permission, agency_id=body.agency_id, area_path=body.area_path)


def page_of(body: Body, name: str) -> str:
    """The address of a page of the side navigation; some are other apps'."""
    try:
        return reverse(name, args=[body.pk])
    except NoReverseMatch:
        return ""
