"""Seats of institutions and who holds them."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from tuntas.accounts.requests import StaffRequest
from tuntas.bodies.actions import members
from tuntas.bodies.forms.members import HolderForm, LastDay, NewSeat, NextHolder, SeatForm
from tuntas.bodies.models import Body, Holder, Seat
from tuntas.bodies.policies import bodies as policies
from tuntas.bodies.roster import roster
from tuntas.bodies.views.common import form_page, head, load
from tuntas.core.errors import Denied
from tuntas.core.sent import posted

HERE = "bodies:members"


def _seat(request: StaffRequest, pk: UUID) -> Seat:
    """A seat of a body within reach, for its secretariat."""
    seat: Seat = get_object_or_404(Seat.objects.select_related("agency"), pk=pk)
    seat.body = load(request, seat.body_id)
    policies.check_edit(request.user, seat.body)
    return seat


def _holder(request: StaffRequest, pk: UUID) -> Holder:
    holder: Holder = get_object_or_404(Holder.objects.all(), pk=pk)
    holder.seat = _seat(request, holder.seat_id)
    return holder


def _of(seat: Seat) -> str:
    return f"{seat.position}, {seat.institution}"


@require_safe
def index(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Every seat: who holds it, who stands in, who did before."""
    body, at = load(request, pk), timezone.now()
    today = policies.today(body, at)
    found = roster(body, today, at)
    history = [place for place in [*found.now, *found.before] if place.past]
    context = {"roster": found, "history": history, "has_history": bool(history or found.before)}
    return render(request, "bodies/members.html", head(request, body, HERE) | context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Another institution in the body."""
    body, at = load(request, pk), timezone.now()
    policies.check_edit(request.user, body)
    today = policies.today(body, at)
    form = NewSeat(posted(request), body=body, on=today, initial={"from_date": today})
    if request.method == "POST" and form.is_valid():
        try:
            seat = members.add(
                body, data=form.seat_data(), from_date=form.cleaned_data["from_date"], to_date=form.to_date(),
                holder=form.holder_data(), by=request.user, at=at,
            )  # fmt: skip
        except Denied as error:
            form.add_error(None, error.sentence)
        else:
            return _done(request, body, f"Kursi {_of(seat)} dicatat.")
    return _page(request, body, form, title="Tambah kursi", submit="Tambah")


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What was written down wrongly about a seat."""
    seat, at = _seat(request, pk), timezone.now()
    form = SeatForm(posted(request), body=seat.body, on=policies.today(seat.body, at), seat=seat)
    if request.method == "POST" and form.is_valid():
        data = form.seat_data()
        if _tried(form, lambda: members.correct(seat, data=data, by=request.user, at=at)):
            return _done(request, seat.body, "Data kursi disimpan.")
    note = "Untuk memperbaiki catatan. Bila kedudukannya benar-benar berganti, akhiri kursi ini dan tambah yang baru."
    return _page(request, seat.body, form, title=f"Perbaiki kursi {_of(seat)}", submit="Simpan", note=note)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The institution leaves the body."""
    seat, at = _seat(request, pk), timezone.now()
    form = LastDay(posted(request), initial={"last_day": policies.today(seat.body, at)})
    if request.method == "POST" and form.is_valid():
        to_date = form.to_date()
        if _tried(form, lambda: members.end(seat, to_date=to_date, by=request.user, at=at)):
            return _done(request, seat.body, f"Kursi {_of(seat)} berakhir. Riwayatnya tetap tampil.")
    return _page(request, seat.body, form, title=f"Akhiri kursi {_of(seat)}", submit="Akhiri kursi")


@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Somebody else holds the seat, or stands in."""
    seat, at = _seat(request, pk), timezone.now()
    form = NextHolder(posted(request), seat=seat, at=at, initial={"from_date": policies.today(seat.body, at)})
    if request.method == "POST" and form.is_valid():
        data, given = form.data_for(), form.cleaned_data
        if _tried(
            form,
            lambda: members.hold(
                seat, data=data, substitute=given["substitute"], from_date=given["from_date"], by=request.user, at=at
            ),
        ):
            return _done(request, seat.body, f"{data.name} dicatat.")
    return _page(request, seat.body, form, title=f"Wakil atau pengganti: {_of(seat)}", submit="Simpan")


@require_http_methods(["GET", "HEAD", "POST"])
def correct_holder(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A name, a number, an account."""
    holder, at = _holder(request, pk), timezone.now()
    form = HolderForm(posted(request), seat=holder.seat, at=at, holder=holder)
    if request.method == "POST" and form.is_valid():
        data = form.data_for()
        if _tried(form, lambda: members.correct_holder(holder, data=data, by=request.user, at=at)):
            return _done(request, holder.seat.body, "Data wakil disimpan.")
    return _page(request, holder.seat.body, form, title=f"Perbaiki data {holder.name}", submit="Simpan")


@require_http_methods(["GET", "HEAD", "POST"])
def end_holder(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Somebody no longer holds the seat, and nobody does yet."""
    holder, at = _holder(request, pk), timezone.now()
    form = LastDay(posted(request), initial={"last_day": policies.today(holder.seat.body, at)})
    if request.method == "POST" and form.is_valid():
        to_date = form.to_date()
        if _tried(form, lambda: members.end_holder(holder, to_date=to_date, by=request.user, at=at)):
            return _done(request, holder.seat.body, f"{holder.name} berhenti. Kursinya tetap milik lembaga.")
    return _page(request, holder.seat.body, form, title=f"{holder.name} berhenti", submit="Catat")


def _tried(form: SeatForm | HolderForm | LastDay, act: Callable[[], object]) -> bool:
    """Do it, or say on the form why not."""
    try:
        act()
    except Denied as error:
        form.add_error(None, error.sentence)
        return False
    return True


def _done(request: StaffRequest, body: Body, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect(HERE, pk=body.pk)


def _page(
    request: StaffRequest, body: Body, form: SeatForm | HolderForm | LastDay, *, title: str, submit: str, note: str = ""
) -> HttpResponse:
    back = reverse(HERE, args=[body.pk])
    return form_page(
        request, body, HERE, form, title=title, submit=submit, back=back, notes=[note] if note else []
    )  # fmt: skip
