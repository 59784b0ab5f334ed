"""The cookie by which a browser is known to an account: it chooses the throttle's bucket, and proves nothing else."""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from tuntas.core.vault import blind

COOKIE = "__Host-perangkat" if settings.TUNTAS_HTTPS else "perangkat"
SALT = "tuntas.accounts.devices"
AGE = 180 * 24 * 3600
PEOPLE = 8  # who share one browser; an office computer rarely has more


def _mark(email: str) -> str:
    """Names the account in the cookie without naming the person."""
    return blind("device", email.strip().lower()).hex()


def _entries(request: HttpRequest) -> list[tuple[str, str]]:
    try:
        value = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=AGE)
        return [(str(mark), str(device)) for mark, device in value]
    except (signing.BadSignature, ValueError, TypeError):
        return []


def introduce(request: HttpRequest, email: str) -> None:
    """Count this browser as known for the rest of the request: the account begins here."""
    request.COOKIES[COOKIE] = _value(request, email)


def known(request: HttpRequest, email: str) -> str:
    """The id of this browser for this account, or an empty string."""
    mark = _mark(email)
    return next((device for known_mark, device in _entries(request) if known_mark == mark), "")


def remember(request: HttpRequest, response: HttpResponse, email: str) -> None:
    """Make the browser known to the account that has just shown itself here."""
    response.set_cookie(
        COOKIE, _value(request, email), max_age=AGE, secure=settings.TUNTAS_HTTPS, httponly=True, samesite="Lax"
    )


def _value(request: HttpRequest, email: str) -> str:
    mark = _mark(email)
    others = [entry for entry in _entries(request) if entry[0] != mark]
    device = known(request, email) or secrets.token_urlsafe(16)
    return signing.dumps([(mark, device), *others][:PEOPLE], salt=SALT, compress=True)
