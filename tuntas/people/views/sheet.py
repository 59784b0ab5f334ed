"""One sheet: what is plain, who it is when asked for, and changing it."""

from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuntas.access.permissions import Permission
from tuntas.accounts.fresh import require_fresh
from tuntas.accounts.requests import StaffRequest
from tuntas.areas.widgets import redraw
from tuntas.core.sent import posted
from tuntas.core.vault import Erased
from tuntas.people.actions import people
from tuntas.people.forms.current import keep_typed, version_shown
from tuntas.people.forms.sheet import PersonForm, initial_of
from tuntas.people.models import Merge, Person
from tuntas.people.policies import people as policies
from tuntas.people.views.common import head, lines, load


@require_safe
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The sheet: nothing on it is decrypted."""
    return _show(request, load(request, pk))


@require_fresh(back="people:detail")
@require_POST
def identity(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The same page with who it is; recorded."""
    person = load(request, pk)
    try:
        data = people.open_identity(person, by=request.user, at=timezone.now())
    except Erased:
        return _show(request, person, erased=True)
    return _show(request, person, identity=lines(data))


@require_fresh
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The sheet in the open, to be changed; opening it is recorded."""
    person, at = load(request, pk, Permission.PERSON_EDIT), timezone.now()
    policies.check_edit(request.user, person)
    today, initial = person.agency.today(at), {}
    if request.method != "POST":
        try:
            initial = initial_of(people.open_identity(person, by=request.user, at=at))
        except Erased:
            return _show(request, person, erased=True)
    form = PersonForm(posted(request), initial=initial, today=today)
    again = request.method == "POST" and redraw(form)
    stale = not again and keep_typed(request, form, person)
    if request.method == "POST" and not again and not stale and form.is_valid():
        people.edit(person, data=form.data_for(), by=request.user, at=at)
        for sentence in form.odd:
            flash.warning(request, sentence)
        flash.success(request, "Data orang disimpan.")
        return redirect("people:detail", pk=person.pk)
    context = head(request, person) | {"form": form, "version": version_shown(request, person, redrawn=again)}
    code = 422 if form.is_bound and form.errors else 200
    return render(request, "people/edit.html", context, status=409 if stale else code)


def _show(request: StaffRequest, person: Person, **extra: Any) -> HttpResponse:
    user = request.user
    rows = Merge.objects.visible_to(user).filter(kept=person) | Merge.objects.visible_to(user).filter(merged=person)
    known = Person.objects.visible_to(user)
    context = {
        "merges": list(rows.order_by("-proposed_at", "-id")[:20]),
        "kept": known.filter(pk=person.merged_into_id).first() if person.merged_into_id else None,
        "gone": list(known.filter(merged_into=person).order_by("id")),
        "identity": None,
        "erased": False,
        **extra,
    }
    return render(request, "people/detail.html", head(request, person) | context)
