"""One page with one form about a case: shown, corrected, kept when somebody else was faster, or acted upon."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from tuntas.accounts.requests import StaffRequest
from tuntas.cases.models import Case
from tuntas.cases.views.common import head, keep_typed
from tuntas.core.sent import status_code
from tuntas.files.forms import choose_again

Form = TypeVar("Form", bound=forms.Form)


def fill(
    request: StaffRequest,
    case: Case,
    form: Form,
    *,
    here: str,
    title: str,
    submit: str,
    cancel: str,
    act: Callable[[Form], HttpResponse],
    notes: Sequence[str] = (),
) -> HttpResponse:
    """`here` is the entry of the side navigation, `cancel` where the way back leads, `notes` what is to be known before."""
    stale = keep_typed(request, form, case)
    if request.method == "POST" and not stale and form.is_valid():
        return act(form)
    if form.is_bound:
        choose_again(form)
    context = {"form": form, "title": title, "submit": submit, "cancel": cancel, "notes": notes}
    return render(
        request, "cases/form.html", head(request, case, here) | context, status=status_code(form, stale=stale)
    )
