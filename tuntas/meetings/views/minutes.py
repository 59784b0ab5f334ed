"""The minutes: writing them, their history, sending them to the chair, settling them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuntas.accounts.requests import StaffRequest
from tuntas.core.policies import refusal
from tuntas.core.sent import posted
from tuntas.meetings import papers
from tuntas.meetings.actions import minutes
from tuntas.meetings.forms.writing import Write
from tuntas.meetings.models import Meeting, MinutesRevision
from tuntas.meetings.policies import minutes as policies
from tuntas.meetings.policies.minutes import Newer
from tuntas.meetings.revisions import compared, latest
from tuntas.meetings.views.common import check_version, head, load
from tuntas.people.actions.mentions import Mentioned


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Write. Where somebody else saved meanwhile both texts are shown, and what was typed stays in its field."""
    meeting = load(request, pk)
    policies.check_write(request.user, meeting)
    newest = latest(meeting)
    text = newest.text if newest else _begun(meeting)
    form = Write(posted(request), initial={"base": newest.number if newest else 0, "text": text})
    context: dict[str, Any] = {"form": form, "other": None, "lines": []}
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                return _saved(request, meeting, form)
            except Mentioned as error:
                form.refuse(error)
            except Newer as error:
                context |= _conflict(form, error)
                status = 409
    return render(request, "meetings/minutes.html", head(request, meeting, "notulen") | context, status=status)


def _begun(meeting: Meeting) -> str:
    """The points of the agenda to write under, so that nobody begins on an empty page; nothing is kept until it is saved."""
    return "".join(f"{number}. {text}\n\n" for number, text in enumerate(papers.agenda(meeting), 1))


def _saved(request: StaffRequest, meeting: Meeting, form: Write) -> HttpResponse:
    given = form.cleaned_data
    row = minutes.save(
        meeting, text=given["text"], base=given["base"], confirmed=form.confirms, by=request.user, at=timezone.now()
    )
    messages.success(request, f"Notulen tersimpan (revisi {row.number}).")
    return redirect(f"{reverse('meetings:detail', args=[meeting.pk])}#notulen")


def _conflict(form: Write, error: Newer) -> dict[str, Any]:
    """The other's text beside what was typed; saved again it stands on the newest revision."""
    typed = form.cleaned_data["text"]
    assert isinstance(form.data, QueryDict)  # it was posted
    data = form.data.copy()
    data["base"] = str(error.latest.number)
    form.data = data
    form.add_error(None, error.sentence)
    return {"other": error.latest, "lines": compared(error.latest.text, typed.replace("\r\n", "\n").strip())}


@require_safe
def history(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Every revision, who and when; and two of them compared."""
    meeting = load(request, pk)
    rows = list(MinutesRevision.objects.filter(meeting=meeting).select_related("by").order_by("-number"))
    numbers = {row.number: row for row in rows}
    two = _chosen(request.GET.get("ke", ""), numbers) or (rows[0] if rows else None)
    one = _chosen(request.GET.get("dari", ""), numbers) or (numbers.get(two.number - 1) if two else None)
    context = {"rows": rows, "one": one, "two": two, "lines": compared(one.text, two.text) if one and two else []}
    return render(request, "meetings/minutes_history.html", head(request, meeting, "notulen") | context)


def _chosen(typed: str, numbers: dict[int, MinutesRevision]) -> MinutesRevision | None:
    return numbers.get(int(typed)) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None


@require_POST
def propose(request: StaffRequest, pk: UUID) -> HttpResponse:
    """To the chair."""
    meeting = load(request, pk)
    check_version(request, meeting)
    minutes.propose(meeting, by=request.user, at=timezone.now())
    messages.success(request, "Notulen dikirim kepada ketua pertemuan untuk ditetapkan.")
    return redirect(f"{reverse('meetings:detail', args=[meeting.pk])}#notulen")


@require_POST
def settle(request: StaffRequest, pk: UUID) -> HttpResponse:
    """They hold."""
    meeting = load(request, pk)
    typed = request.POST.get("number", "")
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
    minutes.settle(meeting, number=number, by=request.user, at=timezone.now())
    messages.success(request, "Notulen ditetapkan.")
    return redirect(f"{reverse('meetings:detail', args=[meeting.pk])}#notulen")


def section(request: StaffRequest, meeting: Meeting, context: dict[str, Any]) -> dict[str, Any]:
    """For the page of the meeting."""
    newest, at = latest(meeting), context["at"]
    return {
        "minutes": newest,
        "no_write": refusal(policies.check_write, request.user, meeting),
        "no_propose": refusal(policies.check_propose, request.user, meeting, newest),
        "no_settle": refusal(policies.check_settle, request.user, meeting, newest, at=at),
    }
