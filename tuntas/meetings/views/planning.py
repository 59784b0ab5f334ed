"""Planning a meeting of a body, changing the plan, calling it off, recording it as held."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tuntas.accounts.requests import StaffRequest
from tuntas.bodies.models import Body
from tuntas.bodies.views import common as of_bodies
from tuntas.core.errors import Denied
from tuntas.core.sent import posted
from tuntas.meetings.actions import meetings
from tuntas.meetings.forms.planning import Cancel, Hold, Plan, initial_of
from tuntas.meetings.forms.writing import say_where
from tuntas.meetings.models import Meeting
from tuntas.meetings.policies import meetings as policies
from tuntas.meetings.policies.chairing import first_chair
from tuntas.meetings.views.common import head, keep_typed, load
from tuntas.people.actions.mentions import Mentioned

PAGE = ("GET", "HEAD", "POST")


@require_http_methods(PAGE)
def new(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Call a body together."""
    rows = Body.objects.visible_to(request.user).select_related(
        "kind", "area", "agency__area", "agency__parent", "parent"
    )
    body, at = get_object_or_404(rows, pk=pk), timezone.now()
    policies.check_plan(request.user, body, at=at)
    chairs, zone = policies.chairs(body.agency, at=at), body.agency.zone
    likely = {"kind": request.GET.get("jenis"), "chair": first_chair(body, body.agency, at=at)}
    form = Plan(posted(request), body=body, chairs=chairs, zone=zone, initial=likely)
    if form.is_valid():
        try:
            row = meetings.plan(
                body, data=form.data_for(), meeting_id=form.cleaned_data["form_id"], by=request.user, at=at
            )
        except Mentioned as error:
            say_where(form, error)
        except Denied as denied:
            form.add_error(None, denied.sentence)
        else:
            messages.success(request, "Pertemuan direncanakan. Susun agendanya dan undang anggotanya.")
            return redirect("meetings:detail", pk=row.pk)
    context = of_bodies.head(request, body, "meetings:of_body") | {"form": form, "nobody": not chairs}
    return render(request, "meetings/new.html", context, status=422 if form.is_bound else 200)


@require_http_methods(PAGE)
def change(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Another time, place, chair, topic."""
    meeting, at = load(request, pk), timezone.now()
    policies.check_planned(request.user, meeting)
    zone = meeting.agency.zone
    form = Plan(
        posted(request), body=meeting.body, chairs=policies.chairs(meeting.agency, at=at), zone=zone,
        initial=initial_of(meeting, zone),
    )  # fmt: skip
    if form.is_valid() and not keep_typed(request, form, meeting):
        try:
            meetings.change(meeting, data=form.data_for(), by=request.user, at=at)
        except Mentioned as error:
            say_where(form, error)
        except Denied as denied:
            form.add_error(None, denied.sentence)
        else:
            messages.success(
                request, "Rencana diubah. Beri tahu yang sudah diundang bila waktu atau tempatnya berubah."
            )
            return redirect("meetings:detail", pk=meeting.pk)
    return _shown(request, meeting, "change", form)


@require_http_methods(PAGE)
def cancel(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It does not take place, and why."""
    meeting = load(request, pk)
    policies.check_cancel(request.user, meeting)
    form = Cancel(posted(request))
    if form.is_valid() and not keep_typed(request, form, meeting):
        try:
            meetings.cancel(meeting, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        except Mentioned as error:
            say_where(form, error)
        else:
            messages.success(request, "Pertemuan dibatalkan.")
            return redirect("meetings:detail", pk=meeting.pk)
    return _shown(request, meeting, "cancel", form)


@require_http_methods(PAGE)
def hold(request: StaffRequest, pk: UUID) -> HttpResponse:
    """It took place."""
    meeting, at = load(request, pk), timezone.now()
    policies.check_hold(request.user, meeting, at=at)
    form = Hold(posted(request), meeting=meeting)
    if form.is_valid() and not keep_typed(request, form, meeting):
        areas = tuple(form.cleaned_data["areas"]) if "areas" in form.fields else None
        meetings.hold(meeting, areas=areas, by=request.user, at=at)
        messages.success(request, "Dicatat sudah berlangsung. Berikutnya: tulis dan tetapkan notulennya.")
        return redirect("meetings:detail", pk=meeting.pk)
    return _shown(request, meeting, "hold", form)


def _shown(request: StaffRequest, meeting: Meeting, page: str, form: Any) -> HttpResponse:
    context = head(request, meeting, "ringkasan") | {"form": form}
    template = {"change": "meetings/change.html", "cancel": "meetings/cancel.html", "hold": "meetings/hold.html"}[page]
    return render(request, template, context, status=422 if form.is_bound else 200)
