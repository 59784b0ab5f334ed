"""Writing down a cadre, and the facts of her time."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tuntas.access.permissions import Permission
from tuntas.access.reach import holds
from tuntas.access.requests import only_posted
from tuntas.accounts.requests import StaffRequest
from tuntas.areas.widgets import redraw
from tuntas.cadres.actions import reading, registry
from tuntas.cadres.forms.registry import BackForm, Edit, LeaveForm, LeftForm, initial_of
from tuntas.cadres.models import Cadre
from tuntas.cadres.policies import registry as policies
from tuntas.cadres.states import LeaveReason, LeftReason
from tuntas.cadres.views.common import form_page, load
from tuntas.core.errors import Denied
from tuntas.core.once import once
from tuntas.core.sent import posted


def tried(form: Form, act: Callable[[], object]) -> bool:
    """Do it, or say on the form why not."""
    try:
        act()
    except Denied as error:
        form.add_error(None, error.sentence)
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@once(Cadre, "cadres:detail")
def new(request: StaffRequest) -> HttpResponse:
    """A cadre who is written down, new or of long ago."""
    only_posted(request)
    if not holds(request.user, Permission.CADRE_EDIT):
        raise Denied("Mencatat kader adalah tugas lembaga pengampunya.")
    at = timezone.now()
    form = Edit(posted(request), by=request.user, at=at)
    if request.method == "POST" and not redraw(form) and form.is_valid():
        data = form.data_for()
        if tried(form, lambda: registry.register(data=data, pk=request.row_id, by=request.user, at=at)):
            messages.success(request, "Kader dicatat.")
            return redirect("cadres:detail", pk=request.row_id)
    return form_page(request, form, title="Catat kader", submit="Catat", back=reverse("cadres:list"), once=True)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What is written about a cadre."""
    cadre, at = _kept(request, pk), timezone.now()
    name, contact = reading.who(cadre, by=request.user, at=at)
    form = Edit(posted(request), by=request.user, at=at, initial=initial_of(cadre, name, contact))
    if request.method == "POST" and not redraw(form) and form.is_valid():
        data = form.data_for()
        if tried(form, lambda: registry.edit(cadre, data=data, by=request.user, at=at)):
            return _done(request, cadre, "Data kader disimpan.")
    return _page(request, cadre, form, "Ubah data kader", "Simpan")


@require_http_methods(["GET", "HEAD", "POST"])
def on_leave(request: StaffRequest, pk: UUID) -> HttpResponse:
    """She pauses."""
    cadre, at = _kept(request, pk), timezone.now()
    form = LeaveForm(posted(request), initial={"from_date": policies.today(cadre, at)})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"reason": LeaveReason(form.cleaned_data["reason"])}
        if tried(form, lambda: registry.go_on_leave(cadre, **given, by=request.user, at=at)):
            return _done(request, cadre, "Cuti dicatat.")
    return _page(request, cadre, form, "Catat cuti", "Catat")


@require_http_methods(["GET", "HEAD", "POST"])
def back(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The pause is over."""
    cadre, at = _kept(request, pk), timezone.now()
    form = BackForm(posted(request), initial={"on": policies.today(cadre, at)})
    if request.method == "POST" and form.is_valid():
        on = form.cleaned_data["on"]
        if tried(form, lambda: registry.come_back(cadre, on=on, by=request.user, at=at)):
            return _done(request, cadre, "Kader bertugas lagi.")
    return _page(request, cadre, form, "Bertugas lagi", "Catat")


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: StaffRequest, pk: UUID) -> HttpResponse:
    """She is no cadre any more."""
    cadre, at = _kept(request, pk), timezone.now()
    form = LeftForm(posted(request), initial={"on": policies.today(cadre, at)})
    if request.method == "POST" and form.is_valid():
        on, reason = form.cleaned_data["on"], LeftReason(form.cleaned_data["reason"])
        if tried(form, lambda: registry.leave(cadre, on=on, reason=reason, by=request.user, at=at)):
            return _done(request, cadre, "Dicatat. Kegiatannya tetap tersimpan.")
    return _page(request, cadre, form, "Berhenti menjadi kader", "Catat")


def _kept(request: StaffRequest, pk: UUID) -> Cadre:
    cadre = load(request, pk)
    policies.check_edit(request.user, cadre)
    return cadre


def _done(request: StaffRequest, cadre: Cadre, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("cadres:detail", pk=cadre.pk)


def _page(request: StaffRequest, cadre: Cadre, form: Form, title: str, submit: str) -> HttpResponse:
    return form_page(
        request, form, title=title, submit=submit, back=reverse("cadres:detail", args=[cadre.pk]), cadre=cadre
    )
