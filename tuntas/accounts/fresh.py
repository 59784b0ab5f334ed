"""Re-authentication before something grave: `@require_fresh` for views of any app."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any, TypeVar, cast, overload
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from tuntas.accounts import policies
from tuntas.core.policies import may

KEY = "confirmed_at"
V = TypeVar("V", bound=Callable[..., HttpResponse])


def mark(request: HttpRequest, at: datetime) -> None:
    """Whoever sits there has just shown who they are."""
    request.session[KEY] = at.timestamp()


def last_auth_at(request: HttpRequest) -> datetime | None:
    """When that was last."""
    stamp = request.session.get(KEY)
    return datetime.fromtimestamp(stamp, UTC) if stamp else None


def is_fresh(request: HttpRequest) -> bool:
    """Whether it was lately enough for something grave."""
    return may(policies.check_fresh, last_auth_at(request), timezone.now())


def ask_again(url: str) -> HttpResponse:
    """Off to the page that asks, which comes back to `url`."""
    return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': url})}")


@overload
def require_fresh(view: V) -> V: ...


@overload
def require_fresh(*, back: str) -> Callable[[V], V]: ...


def require_fresh(view: V | None = None, *, back: str = "") -> V | Callable[[V], V]:
    """Ask for code (or password) again if the last time is longer ago than the policy allows, then return to the page.

    `back` names the page to return to when the view itself only takes POST; it gets the same arguments.
    Use it as `@require_fresh` or `@require_fresh(back="intake:detail")`.
    """

    def decorate(view: V) -> V:
        @wraps(view)
        def fresh_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if is_fresh(request):
                return view(request, *args, **kwargs)
            return ask_again(reverse(back, args=args, kwargs=kwargs) if back else request.get_full_path())

        return cast(V, fresh_view)

    return decorate(view) if view else decorate
