"""Writing down, changing and dissolving a body."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tuntas.access.permissions import Permission
from tuntas.access.reach import holds
from tuntas.access.requests import only_posted
from tuntas.accounts.requests import StaffRequest
from tuntas.areas.widgets import redraw
from tuntas.bodies.actions import bodies
from tuntas.bodies.forms.bodies import Dissolve, Edit
from tuntas.bodies.models import Body
from tuntas.bodies.policies import bodies as policies
from tuntas.bodies.views.common import form_page, load
from tuntas.core.errors import Denied
from tuntas.core.policies import refusal
from tuntas.core.sent import posted, status_code


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """A body that is written down, founded today or long ago. `?induk=`: a sub-group of that one."""
    only_posted(request)
    if not holds(request.user, Permission.BODY_EDIT):
        raise Denied("Mencatat kelompok baru adalah tugas sekretariatnya.")
    at = timezone.now()
    form = Edit(posted(request), user=request.user, at=at, initial=_below(request))
    if request.method == "POST" and not redraw(form) and form.is_valid():
        try:
            body = bodies.found(data=form.data_for(), by=request.user, at=at)
        except Denied as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, f"{body.name} dicatat. Lengkapi SK dan anggotanya.")
            return redirect("bodies:detail", pk=body.pk)
    return render(request, "bodies/new.html", {"form": form}, status=status_code(form))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What is told about a body."""
    body, at = load(request, pk), timezone.now()
    policies.check_edit(request.user, body)
    form = Edit(posted(request), user=request.user, at=at, body=body)
    if request.method == "POST" and form.is_valid():
        try:
            bodies.edit(body, data=form.data_for(), by=request.user, at=at)
        except Denied as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, "Data kelompok disimpan.")
            return redirect("bodies:detail", pk=body.pk)
    return form_page(
        request, body, "bodies:detail", form, title="Ubah data kelompok", submit="Simpan",
        back=reverse("bodies:detail", args=[body.pk]),
        notes=[
            "Sekretariat lain juga menerima semua yang masih terbuka: pertemuan, tindak lanjut, jalur, dan kewajibannya."
        ],
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def dissolve(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The body ends; the page says first what stands in the way."""
    body, at = load(request, pk), timezone.now()
    policies.check_edit(request.user, body)
    today = policies.today(body, at)
    form = Dissolve(posted(request), initial={"on": today})
    if request.method == "POST" and form.is_valid():
        try:
            bodies.dissolve(body, on=form.cleaned_data["on"], by=request.user, at=at)
        except Denied as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, f"Pembubaran {body.name} dicatat. Riwayatnya tetap tersimpan.")
            return redirect("bodies:detail", pk=body.pk)
    reason = "" if form.is_bound else refusal(policies.check_dissolve, request.user, body, on=today, at=at)
    notes = [
        "Kelompok yang dibubarkan tidak diubah lagi. Pembagian tugasnya tidak berlaku lagi; SK tidak perlu diperpanjang."
    ]
    return form_page(
        request, body, "bodies:detail", form, title="Catat pembubaran", submit="Catat pembubaran",
        back=reverse("bodies:detail", args=[body.pk]), notes=[*notes, reason] if reason else notes,
    )  # fmt: skip


def _below(request: StaffRequest) -> dict[str, Any]:
    """What is known already of a sub-group: the body it belongs to, with its area and secretariat."""
    try:
        wanted = UUID(request.GET.get("induk", ""))
    except ValueError:
        return {}
    above = Body.objects.visible_to(request.user, Permission.BODY_EDIT).filter(pk=wanted).first()
    if above is None:
        return {}
    return {"parent": above.pk, "area": above.area_path, "agency": above.agency_id}
