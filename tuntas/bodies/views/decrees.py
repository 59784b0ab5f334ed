"""The decrees on which a body rests."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from tuntas.accounts.requests import StaffRequest
from tuntas.bodies.actions import decrees
from tuntas.bodies.forms.decrees import DecreeForm
from tuntas.bodies.models import Body, Decree
from tuntas.bodies.policies import bodies as policies
from tuntas.bodies.views.common import form_page, head, load
from tuntas.core.body import takes_upload
from tuntas.core.errors import Denied
from tuntas.core.sent import posted
from tuntas.files import views as files
from tuntas.files.forms import choose_again

HERE = "bodies:decrees"


def _decree(request: StaffRequest, pk: UUID) -> Decree:
    rows = Decree.objects.visible_to(request.user).select_related("body", "file")
    return get_object_or_404(rows, pk=pk)


@require_safe
def index(request: StaffRequest, pk: UUID) -> HttpResponse:
    """All decrees, the newest first."""
    body, at = load(request, pk), timezone.now()
    rows = list(body.decrees.select_related("file").order_by("-from_date"))
    today = policies.today(body, at)
    context = {
        "rows": rows,
        "in_force": next((row.pk for row in rows if row.holds_on(today)), None),
    }
    return render(request, "bodies/decrees.html", head(request, body, HERE) | context)


@takes_upload
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A decree with its file."""
    body = load(request, pk)
    policies.check_edit(request.user, body)
    form = DecreeForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["upload"]
        try:
            decrees.record(body, data=form.data_for(), upload=upload, by=request.user, at=timezone.now())
        except Denied as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, "SK dicatat.")
            return redirect(HERE, pk=body.pk)
    return _page(request, body, form, title="Catat SK", submit="Catat SK")


@takes_upload
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What was written down wrongly."""
    decree = _decree(request, pk)
    body = load(request, decree.body_id)
    policies.check_edit(request.user, body)
    form = DecreeForm(posted(request), request.FILES or None, decree=decree)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["upload"]
        try:
            decrees.correct(decree, data=form.data_for(), upload=upload, by=request.user, at=timezone.now())
        except Denied as error:
            form.add_error(None, error.sentence)
        else:
            messages.success(request, "Catatan SK diperbaiki.")
            return redirect(HERE, pk=body.pk)
    return _page(request, body, form, title=f"Perbaiki SK {decree.number}", submit="Simpan")


@require_safe
def file(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The decree itself; who opened it is recorded."""
    decree = _decree(request, pk)
    if decree.file is None:
        raise Http404
    return files.serve(request, decree.file, inline=False)


def _page(request: StaffRequest, body: Body, form: DecreeForm, *, title: str, submit: str) -> HttpResponse:
    if form.is_bound and not form.is_valid():
        choose_again(form)
    back = reverse(HERE, args=[body.pk])
    return form_page(request, body, HERE, form, title=title, submit=submit, back=back)
