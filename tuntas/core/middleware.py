"""What holds for every page: headers, the end of idle sessions, and what may stand in the log."""

import logging
import time
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

Next = Callable[[HttpRequest], HttpResponse]

log = logging.getLogger("tuntas.requests")

SEEN, BEGAN = "seen_at", "began_at"
SEEN_EVERY = 60  # seconds; the moment of the last request is not written more often
FEATURES = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


def headers(following: Next) -> Next:
    """No page is kept by a browser or a proxy; no page may use a device. Static files answer before this."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = following(request)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Permissions-Policy", FEATURES)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response

    return middleware


def session_limits(following: Next) -> Next:
    """End a session that was idle too long or is too old; stands after authentication, before the login check."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            _limit(request, timezone.now())
        return following(request)

    return middleware


def _limit(request: HttpRequest, now: datetime) -> None:
    session, stamp = request.session, now.timestamp()
    began, seen = session.setdefault(BEGAN, stamp), session.get(SEEN, stamp)
    too_old = stamp - began > settings.TUNTAS_SESSION_ABSOLUTE.total_seconds()
    if too_old or stamp - seen > settings.TUNTAS_SESSION_IDLE.total_seconds():
        logout(request)
    elif SEEN not in session or stamp - seen > SEEN_EVERY:
        session[SEEN] = stamp


def request_log(following: Next) -> Next:
    """One line for each request of somebody signed in: method, path without query, status, time, account.

    Nothing at all is written for the public: no address, no browser, no path.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = following(request)
        if request.user.is_authenticated:
            took = (time.perf_counter() - began) * 1000
            log.info("%s %s %d %.0f ms %s", request.method, request.path, response.status_code, took, request.user.pk)
        return response

    return middleware
