"""What a form makes is made once, however often the form is sent: a second tap, or a retry after a lost answer.

A page gives its form an id (`{% once %}`). From it, who sends it, where, and what was typed follows the id of the new
row: the same once more is the same row, of two at once the primary key lets one through, and each gets the same answer.
What somebody types anew after going back is another row, so no words are lost; and nobody can name a row of others.
"""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.db import IntegrityError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect

from tuntas.core.errors import Denied
from tuntas.core.ids import uuid7
from tuntas.core.vault import blind

FIELD = "form_id"
SAID = "Isian ini sudah tersimpan sebelumnya; tidak dicatat dua kali."
_NO_CONTENT = {"csrfmiddlewaretoken", "version", FIELD}
# Of an id of version 7: the moment, version and variant; the rest is random.
_FRAME = (2**48 - 1) << 80 | 0xF << 76 | 3 << 62
View = TypeVar("View", bound=Callable[..., HttpResponse])


def once(
    model: type[Model], to: str, *, shown: str = "pk", buttons: frozenset[str] = frozenset()
) -> Callable[[View], View]:
    """Mark a view that makes one row of `model` and then leads to the page `to` about its attribute `shown`.

    The view hands `request.row_id` to its action, which stores the row under it. `buttons`: fields that are no content.
    """

    def around(view: View) -> View:
        @wraps(view)
        def door(request: HttpRequest, **under: Any) -> HttpResponse:
            if request.method != "POST":
                return view(request, **under)
            row_id = _row_id(request, buttons)
            request.row_id = row_id  # type: ignore[attr-defined]  # declared by the request of staff
            if model._default_manager.filter(pk=row_id).exists():
                return _answer(request, model, row_id, to, shown)
            try:
                response = view(request, **under)
            except (Denied, IntegrityError):
                if not model._default_manager.filter(pk=row_id).exists():
                    raise
                return _answer(request, model, row_id, to, shown)  # another tap was faster
            done = isinstance(response, HttpResponseRedirect) or "Content-Disposition" in response  # a paper
            if done or not model._default_manager.filter(pk=row_id).exists():
                return response
            return _answer(request, model, row_id, to, shown)  # the same, found by the view itself

        vars(door)["makes"] = model  # a test walks all of these
        return door  # type: ignore[return-value]  # takes what the view takes

    return around


def form_id(request: HttpRequest) -> UUID | None:
    """The id that was sent with a form, if any."""
    try:
        return UUID(request.POST.get(FIELD, ""))
    except ValueError:
        return None


def _answer(request: HttpRequest, model: type[Model], row_id: UUID, to: str, shown: str) -> HttpResponse:
    row = model._default_manager.get(pk=row_id)
    messages.success(request, SAID)
    return redirect(to, pk=getattr(row, shown))


def _row_id(request: HttpRequest, buttons: frozenset[str]) -> UUID:
    """The id that the row of this form has; a form without an id of its own makes a new row each time."""
    base = form_id(request)
    if base is None:
        return uuid7()
    typed = sorted(each for each in request.POST.lists() if each[0] not in _NO_CONTENT | buttons)
    said = [str(request.user.pk), request.get_full_path(), str(base), typed]
    chance = int.from_bytes(blind("form", json.dumps(said)))
    return UUID(int=base.int & _FRAME | chance & ~_FRAME)
