"""Kinds of bodies: a setting."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuntas.accounts.requests import StaffRequest
from tuntas.areas.states import Level
from tuntas.bodies.actions import kinds
from tuntas.bodies.forms.kinds import KindForm
from tuntas.bodies.models import BodyKind
from tuntas.bodies.policies import kinds as policies
from tuntas.core.errors import Denied
from tuntas.core.sent import posted, status_code


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """All kinds, with how many bodies are of each."""
    policies.check_edit(request.user)
    rows = BodyKind.objects.annotate(used=Count("bodies")).order_by("name", "id")
    lines = [(row, ", ".join(Level(level).label for level in sorted(row.levels)), row.used) for row in rows]
    return render(request, "bodies/kinds.html", {"lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Another kind."""
    policies.check_edit(request.user)
    form = KindForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            kind = kinds.add(data=form.data_for(), by=request.user, at=timezone.now())
        except Denied as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, f"Jenis {kind.name} ditambah.")
            return redirect("bodies:kinds")
    context = {"form": form, "title": "Tambah jenis kelompok", "submit": "Tambah"}
    return render(request, "bodies/kind.html", context, status=status_code(form))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Another name, other levels, another rhythm."""
    policies.check_edit(request.user)
    kind = get_object_or_404(BodyKind.objects.all(), pk=pk)
    form = KindForm(posted(request), kind=kind)
    if request.method == "POST" and form.is_valid():
        try:
            kinds.edit(kind, data=form.data_for(), by=request.user, at=timezone.now())
        except Denied as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, f"Jenis {form.cleaned_data['name']} disimpan.")
            return redirect("bodies:kinds")
    context = {"form": form, "title": f"Ubah jenis {kind.name}", "submit": "Simpan"}
    return render(request, "bodies/kind.html", context, status=status_code(form))


@require_POST
def remove(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One that no body is of."""
    kind = get_object_or_404(BodyKind.objects.all(), pk=pk)
    kinds.remove(kind, by=request.user, at=timezone.now())
    messages.success(request, f"Jenis {kind.name} dihapus.")
    return redirect("bodies:kinds")
