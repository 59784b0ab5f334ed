"""Terms of office that end before their day."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tuntas.accounts.requests import StaffRequest
from tuntas.bodies.actions import terms
from tuntas.bodies.forms.elections import CancelForm
from tuntas.bodies.forms.members import LastDay
from tuntas.bodies.models import Body, Election, Officer
from tuntas.bodies.policies import bodies as body_policies
from tuntas.bodies.policies import elections as policies
from tuntas.bodies.views.common import form_page, load, refuse
from tuntas.core.errors import Denied
from tuntas.core.sent import posted

HERE = "bodies:officers"
NOTE = "Pengurus yang menjabat karena pemilihan ini berhenti hari ini. Pengurus sebelumnya tidak kembali dengan sendirinya."


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Somebody leaves an office."""
    seen = Body.objects.visible_to(request.user)
    officer, at = get_object_or_404(Officer, pk=pk, body__in=seen), timezone.now()
    officer.body = body = load(request, officer.body_id)
    policies.check_leave(request.user, body, officer, at=at)
    form = LastDay(posted(request), initial={"last_day": body_policies.today(body, at)})
    if request.method == "POST" and form.is_valid():
        try:
            terms.leave(officer, to_date=form.to_date(), by=request.user, at=at)
        except Denied as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, f"{officer.name} berhenti. Siapkan pemilihan untuk jabatan yang kosong.")
            return redirect(HERE, pk=body.pk)
    title = f"{officer.name} berhenti sebagai {officer.get_office_display().lower()}"
    return form_page(request, body, HERE, form, title=title, submit="Catat", back=reverse(HERE, args=[body.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
def annul(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What an election decided holds no longer."""
    row = get_object_or_404(Election.objects.visible_to(request.user), pk=pk)
    row.body = load(request, row.body_id)
    policies.check_annul(request.user, row)
    form = CancelForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            terms.annul(row, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        except Denied as error:
            refuse(form, error, "reason")
        else:
            messages.success(request, "Hasil pemilihan dibatalkan. Jabatannya kosong sampai ada pemilihan baru.")
            return redirect("bodies:election", pk=row.pk)
    back = reverse("bodies:election", args=[row.pk])
    title = "Batalkan hasil pemilihan"
    return form_page(request, row.body, HERE, form, title=title, submit="Batalkan hasil", back=back, notes=[NOTE])
