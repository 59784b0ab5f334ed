"""What the pages about cadres share: loading, the head, one form on a page."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from tuntas.access.permissions import Permission
from tuntas.access.reach import holds
from tuntas.accounts.models import User
from tuntas.accounts.requests import StaffRequest
from tuntas.areas.models import Area
from tuntas.cadres.actions import reading
from tuntas.cadres.models import Cadre
from tuntas.cadres.policies import registry as policies
from tuntas.cadres.states import TAGS, Standing
from tuntas.core.policies import may
from tuntas.core.sent import status_code


def load(request: StaffRequest, pk: UUID, permission: Permission = Permission.CADRE_VIEW) -> Cadre:
    """A cadre within reach; anything else does not exist."""
    rows = Cadre.objects.visible_to(request.user, permission).select_related("agency__area", "area", "user")
    found: Cadre = get_object_or_404(rows, pk=pk)
    return found


def own(request: StaffRequest) -> Cadre:
    """The reader's own line. Raises Http404 for whoever has none."""
    rows = Cadre.objects.filter(user_id=request.user.pk).select_related("agency__area", "area", "user")
    found: Cadre | None = rows.first()
    if found is None or not holds(request.user, Permission.CADRE_LOG):
        raise Http404
    return found


def is_own(request: StaffRequest, cadre: Cadre) -> bool:
    """Whether the page is read by the cadre it is about."""
    return cadre.user_id is not None and cadre.user_id == request.user.pk


def head(request: StaffRequest, cadre: Cadre) -> dict[str, Any]:
    """Code, area, standing; name and contact for whoever keeps the line and for herself."""
    at = timezone.now()
    day = policies.today(cadre, at)
    state = Cadre.objects.with_standing(day).get(pk=cadre.pk)
    name, contact = reading.who(cadre, by=request.user, at=at)
    return {
        "cadre": cadre,
        "name": name,
        "contact": contact,
        "at": at,
        "zone": request.user.zone,
        "area_label": Area.objects.labels([cadre.area_path]).get(cadre.area_path, ""),
        "state": state,
        "standing": Standing(state.standing),
        "tag": TAGS[Standing(state.standing)],
        "own": is_own(request, cadre),
        "keeps": may(policies.check_edit, request.user, cadre),
    }


def form_page(
    request: StaffRequest, form: Form, *, title: str, submit: str, back: str, cadre: Cadre | None = None, notes: Sequence[str] = (),
    once: bool = False, extra: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    """A page of one form; `back`: where to go instead. `once`: it makes something."""
    context = {
        "form": form, "title": title, "submit": submit, "cancel": back, "notes": notes, "once": once,
        "about": about(request.user, cadre, timezone.now()) if cadre else "",
    }  # fmt: skip
    return render(request, "cadres/form.html", context | (extra or {}), status=status_code(form))


def about(user: User, cadre: Cadre, at: datetime) -> str:
    """Whom a form is about: her name for whoever keeps her line, else her code."""
    named = reading.names([cadre], by=user, at=at).get(cadre.pk, "")
    place = Area.objects.labels([cadre.area_path]).get(cadre.area_path, "")
    return f"{named or cadre.label} · {place}"
