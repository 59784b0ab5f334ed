"""Refusals: a policy's sentence becomes a page, and a line in the log."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import ResolverMatch
from django.utils import timezone

from tuntas.access.actors import Actor, Reporter, System
from tuntas.audit import log
from tuntas.audit.models import Event
from tuntas.core.doors import STAFF
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.law.rules import basis_text

READING = frozenset({"GET", "HEAD", "OPTIONS"})


class RefusalMiddleware:
    """Turns Denied into a 403 page and InvalidTransition into a 409 page.

    The exception has left the action by then, so the change is rolled back and the refusal is recorded in
    a transaction of its own. Only what was sent counts: one refused POST is one event. A page that asks a
    policy in order to draw a button, or a link that leads to a refusal, tried to change nothing and counts
    nothing. Kept are rule, page name, record and person; no query string, nothing that was typed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page of a refusal; nothing for any other exception."""
        if not isinstance(exception, Denied):
            return None
        status = 409 if isinstance(exception, InvalidTransition) else 403
        counted = request.method not in READING
        if counted:
            _record(request, exception, status)
        door = "staff" if request.path.startswith(STAFF) and request.user.is_authenticated else "public"
        context = {
            "sentence": exception.sentence,
            "rule": basis_text(exception.rule) if exception.rule else "",
            "recorded": counted,
        }
        return render(request, f"errors/{door}_{status}.html", context, status=status)


def _record(request: HttpRequest, refused: Denied, status: int) -> None:
    match = request.resolver_match
    subject_id = _subject(match)
    known = None
    if subject_id:  # the log itself knows what that id stands for, without asking the app above
        known = Event.objects.filter(subject_id=subject_id).exclude(subject_type="").newest_first().first()
    log.record(
        "refused",
        None,
        by=_actor(request),
        at=timezone.now(),
        subject_type=known.subject_type if known else "",
        subject_id=subject_id,
        dossier_id=known.dossier_id if known else None,
        agency_id=known.agency_id if known else None,
        area_path=known.area_path if known else "",
        rule=refused.rule,
        page=match.view_name if match else "",
        status=status,
    )


def _subject(match: ResolverMatch | None) -> str:
    """The last id of the address; words of an address are left out, they may be numbers or tokens of people."""
    ids = [value for value in match.kwargs.values() if isinstance(value, UUID)] if match else []
    return str(ids[-1]) if ids else ""


def _actor(request: HttpRequest) -> Actor:
    """Who tried. On public pages that is always "pelapor", also for a colleague who is signed in."""
    if not request.path.startswith(STAFF):
        return Reporter()
    if request.user.is_authenticated:
        return request.user
    return System("belum masuk")
