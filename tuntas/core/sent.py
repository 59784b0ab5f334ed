"""What a page was sent, and with which code it answers."""

from django.forms import BaseForm
from django.http import HttpRequest, QueryDict


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when nothing was; none where the page is only opened."""
    return request.POST if request.method == "POST" else None


def status_code(form: BaseForm, *, stale: bool = False) -> int:
    """409 when somebody else was faster, 422 for what has to be corrected, else 200."""
    if stale:
        return 409
    return 422 if form.is_bound and not form.is_valid() else 200
