"""How large a request may be. Small, unless the page takes a file; and then only from somebody who is signed in."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

View = TypeVar("View", bound=Callable[..., Any])
MARK = "takes_upload"


def takes_upload(view: View) -> View:
    """Mark a view of staff that takes a file."""
    setattr(view, MARK, True)
    return view


class BodyLimit:
    """Refuses what is too large before a byte of it has been read. Stands before whatever reads a form (CSRF)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *_: Any) -> HttpResponse | None:
        """The page that says so (413), or nothing."""
        if _size(request) <= settings.TUNTAS_BODY:
            return None
        upload = getattr(view, MARK, False) and request.user.is_authenticated
        if upload and _size(request) <= settings.TUNTAS_UPLOAD_BODY:
            return None
        door = "staff" if request.user.is_authenticated else "public"
        return render(
            request,
            f"errors/{door}_413.html",
            {"megabytes": settings.TUNTAS_UPLOAD // 1_048_576 if upload else 0},
            status=413,
        )


def _size(request: HttpRequest) -> int:
    """What the browser announces; no more than that is ever read. A body without a length is not read at all."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
