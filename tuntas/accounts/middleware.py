"""Nobody works without a second factor; the list of sessions knows when each was last seen."""

from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from tuntas.accounts import factors
from tuntas.core.middleware import SEEN

FACTOR = "second_factor"
LISTED = "listed_at"
# What somebody without a second factor may reach: setting one up, and the way out.
OPEN = frozenset({"mfa_activate_totp", "account_logout", "account_reauthenticate"})


class SecondFactorMiddleware:
    """Sends whoever is signed in without a second factor to the page where one is set up. Not in a demo."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and request.session.get(SEEN) != request.session.get(LISTED):
            request.session[LISTED] = request.session[SEEN]
            UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=timezone.now())
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *_: object) -> HttpResponse | None:
        """Public pages stay open; everything else waits for the second factor."""
        if settings.TUNTAS_DEMO or not request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        if request.session.get(FACTOR) or (request.resolver_match and request.resolver_match.view_name in OPEN):
            return None
        # Sign-in asks for the factor of whoever has one, and setting one up ends all other sessions:
        # so a session of somebody who has one has passed it. Remembered, to ask the database once.
        if factors.has(request.user):
            request.session[FACTOR] = True
            return None
        return redirect("mfa_activate_totp")
