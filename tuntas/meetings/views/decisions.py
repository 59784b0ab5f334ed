"""What a meeting decided, and handing it to somebody."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tuntas.accounts.requests import StaffRequest
from tuntas.core.errors import Denied
from tuntas.core.policies import may
from tuntas.core.sent import posted
from tuntas.meetings.actions import decisions, followups
from tuntas.meetings.forms.writing import Decide, Looked, Plan
from tuntas.meetings.models import Decision, FollowUpAction, Meeting
from tuntas.meetings.policies import followups as policies
from tuntas.meetings.views.common import head, load
from tuntas.meetings.views.follow_up_words import kind_of
from tuntas.people.actions.mentions import Mentioned

PAGE = ("GET", "HEAD", "POST")


@require_http_methods(PAGE)
def new(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Write down a decision."""
    meeting, at = load(request, pk), timezone.now()
    policies.check_decide(request.user, meeting)
    form = Decide(posted(request))
    if form.is_valid():
        given = form.cleaned_data
        try:
            decisions.add(
                meeting,
                text=given["text"],
                decision_id=given["form_id"],
                confirmed=form.confirms,
                by=request.user,
                at=at,
            )
        except Mentioned as error:
            form.refuse(error)
        else:
            messages.success(request, "Keputusan tercatat. Berikutnya: siapa mengerjakan apa, sampai kapan.")
            return _back(meeting)
    return shown(request, meeting, form, title="Catat keputusan")


@require_http_methods(PAGE)
def edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Say it better."""
    row, at = _load(request, pk), timezone.now()
    policies.check_correct(request.user, row.meeting, at=at)
    form = Decide(posted(request), initial={"text": row.text})
    if form.is_valid():
        try:
            decisions.edit(row, text=form.cleaned_data["text"], confirmed=form.confirms, by=request.user, at=at)
        except Mentioned as error:
            form.refuse(error)
        else:
            messages.success(request, "Keputusan diperbaiki.")
            return _back(row.meeting)
    return shown(request, row.meeting, form, title=f"Perbaiki keputusan {row.number}")


@require_http_methods(PAGE)
def act(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Give a decision to an institution."""
    row, at = _load(request, pk), timezone.now()
    policies.check_decide(request.user, row.meeting)
    form = Plan(posted(request), meeting=row.meeting, on=row.meeting.agency.today(at), at=at)
    if form.is_valid():
        try:
            followups.add(
                row,
                data=form.data_for(),
                action_id=form.cleaned_data["form_id"],
                confirmed=form.confirms,
                by=request.user,
                at=at,
            )
        except Mentioned as error:
            form.refuse(error)
        except Denied as denied:
            form.add_error(None, denied.sentence)
        else:
            messages.success(request, "Tindak lanjut tercatat; lembaganya diberi tahu.")
            return _back(row.meeting)
    return shown(request, row.meeting, form, title=f"Tindak lanjut keputusan {row.number}", about=row.text)


def shown(request: StaffRequest, meeting: Meeting, form: Looked, **words: str) -> HttpResponse:
    """A page with one form."""
    context = head(request, meeting, "keputusan") | {"form": form, "about": "", "back": _url(meeting)} | words
    return render(request, "meetings/write.html", context, status=422 if form.is_bound else 200)


def section(request: StaffRequest, meeting: Meeting, context: dict[str, Any]) -> dict[str, Any]:
    """For the page of the meeting: each decision with what follows from it."""
    actions = FollowUpAction.objects.filter(meeting=meeting).select_related("agency").order_by("due_date", "pk")
    by_decision: dict[UUID, list[tuple[FollowUpAction, str]]] = {}
    for row in actions:
        by_decision.setdefault(row.decision_id, []).append((row, kind_of(row, meeting.agency.today(context["at"]))))
    rows = Decision.objects.filter(meeting=meeting).order_by("number")
    return {
        "decisions": [(row, by_decision.get(row.pk, [])) for row in rows],
        "may_decide": may(policies.check_decide, request.user, meeting),
        "may_correct": may(policies.check_correct, request.user, meeting, at=context["at"]),
    }


def _load(request: StaffRequest, pk: UUID) -> Decision:
    row = get_object_or_404(Decision.objects.all(), pk=pk)
    row.meeting = load(request, row.meeting_id)
    return row


def _url(meeting: Meeting) -> str:
    return f"{reverse('meetings:detail', args=[meeting.pk])}#keputusan"


def _back(meeting: Meeting) -> HttpResponse:
    return redirect(_url(meeting))
