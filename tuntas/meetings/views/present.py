"""The page that participants open on their own phone: no account, no cookie, no script; it names nobody but the meeting.

Whoever has the address and the code of the room may write a name; the answer is always the same. A printed address carries no
code of the room and asks for it.
"""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from tuntas.access.actors import Reporter
from tuntas.areas.states import zone_of
from tuntas.core.errors import Denied
from tuntas.meetings import attendees, room, throttle
from tuntas.meetings.actions import attendance
from tuntas.meetings.forms.attendance import AtTheDoor
from tuntas.meetings.models import Meeting
from tuntas.meetings.policies import attendance as policies

PARTICIPANT = Reporter("peserta")
UNKNOWN = "Alamat ini tidak dikenal. Pindai lagi kode di layar, atau sampaikan kehadiran Anda kepada sekretariat."


@login_not_required
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def present(request: HttpRequest, code: str) -> HttpResponse:
    """Name, institution, position; sent once or twice, it is one line and one answer."""
    at = timezone.now()
    # A NUL in an address is no text that a database would be asked for.
    meeting = Meeting.objects.filter(code=code).first() if code.isalnum() else None
    if meeting is None:
        return _said(request, UNKNOWN, status=404)
    posting = request.method == "POST"
    carried = {"room": request.GET.get(room.FIELD, "")[:30]}
    form = AtTheDoor(request.POST if posting else None, meeting=meeting, initial=carried)
    try:
        policies.check_door(meeting, at=at)
        if not posting:
            return _form(request, meeting, form)
        throttle.count(_source(request), meeting.pk, at=at)
        if not form.is_valid():
            return _form(request, meeting, form, status=422)
        _write(request, meeting, form, at)
    except policies.WrongCode as wrong:
        return _form(request, meeting, form, wrong=wrong.sentence, status=422)
    except Denied as denied:
        status = 429 if isinstance(denied, throttle.TooMany) else 409 if posting else 200
        return _said(request, denied.sentence, meeting=meeting, status=status)
    return _said(request, "", meeting=meeting)


def _write(request: HttpRequest, meeting: Meeting, form: AtTheDoor, at: datetime) -> None:
    person, form_id = form.person, form.cleaned_data["form_id"]
    if not attendees.noted(meeting, name_key=person.fields["name_key"], form_id=form_id):
        throttle.check_code(meeting, form.code, source=_source(request), at=at)
        attendance.present(meeting, person=person, form_id=form_id, code=form.code, by=PARTICIPANT, at=at)


def _form(
    request: HttpRequest, meeting: Meeting, form: AtTheDoor, *, wrong: str = "", status: int = 200
) -> HttpResponse:
    context = {"meeting": meeting, "zone": zone_of(meeting.area_path), "form": form, "wrong": wrong}
    context["carried"] = "" if wrong else form.carried
    return _private(render(request, "meetings/present.html", context, status=status))


def _said(request: HttpRequest, sentence: str, *, meeting: Meeting | None = None, status: int = 200) -> HttpResponse:
    """Thanks, or why not."""
    context = {"meeting": meeting, "zone": zone_of(meeting.area_path) if meeting else None, "sentence": sentence}
    return _private(render(request, "meetings/present_said.html", context, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _source(request: HttpRequest) -> str:
    """The address that asks; behind our own proxies the one they saw."""
    chain = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",") if each.strip()]
    if settings.TUNTAS_PROXIES and len(chain) >= settings.TUNTAS_PROXIES:
        return chain[-settings.TUNTAS_PROXIES]
    return str(request.META.get("REMOTE_ADDR", ""))
