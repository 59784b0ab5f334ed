"""What holds for every public page."""

import logging
import traceback
from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, QueryDict, UnreadablePostError
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page

from tuntas.portal.forms.fields import visible

log = logging.getLogger("tuntas.portal")

View = Callable[..., HttpResponse]


class TooLarge(Exception):
    """More was sent than any page holds, or what was sent cannot be read."""


def public(view: View) -> View:
    """Open to everyone, compressed, unknown to search machines.

    Without a check against forged requests: it would need a cookie, and these pages keep nothing on the phone. There
    is nothing to forge either: no page here acts with the rights of whoever is signed in, only with what is sealed in
    the form itself, which another site does not have. For the same reason compression gives no secret away.
    """

    def door(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return login_not_required(csrf_exempt(gzip_page(door)))


def typed(request: HttpRequest) -> QueryDict:
    """What was sent, without signs that nobody can see. Raises TooLarge."""
    try:
        sent = request.POST
    except (SuspiciousOperation, BadRequest, UnreadablePostError) as error:
        raise TooLarge from error
    clean = QueryDict(mutable=True)
    for name, values in sent.lists():
        clean.setlist(visible(name), [visible(value) for value in values])
    return clean


def kept(request: HttpRequest, data: QueryDict, work: Callable[[], HttpResponse]) -> HttpResponse:
    """Do it; when the database is full, away or wrong, all that was sent comes back on a page that needs none."""
    try:
        return work()
    except Exception as error:  # noqa: BLE001 - whatever it was, nobody may lose what was typed
        note_failure(error)
        fields = [(name, value) for name, values in data.lists() for value in values]
        return render(request, "portal/unsent.html", {"fields": fields}, status=503)


def too_large(request: HttpRequest) -> HttpResponse:
    """More than a page holds: it could not be read, so it cannot be shown again either."""
    return render(request, "portal/too_large.html", status=413)


def note_failure(error: Exception) -> None:
    """Say in the log where it failed, never with which words: a message may repeat what somebody typed."""
    frames = "".join(traceback.format_tb(error.__traceback__)[-6:])
    log.error("a public page failed: %s\n%s", type(error).__name__, frames)
