"""Who may be the same person: ten with reasons, two side by side, and what somebody concludes."""

from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from tuntas.access.permissions import Permission
from tuntas.accounts.fresh import require_fresh
from tuntas.accounts.requests import StaffRequest
from tuntas.core.once import once
from tuntas.core.policies import refusal
from tuntas.core.sent import posted
from tuntas.core.vault import Erased
from tuntas.obligations.models import Obligation
from tuntas.people import kinds
from tuntas.people.actions import duplicates, merges
from tuntas.people.actions._finding import born, words
from tuntas.people.forms.merging import Propose
from tuntas.people.models import Merge
from tuntas.people.policies import merges as policies
from tuntas.people.views.common import LINES, head, load


@require_fresh(back="people:similar")
@require_http_methods(["GET", "HEAD", "POST"])
def similar(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The page asks first; the button looks, and what it shows is recorded."""
    person, at = load(request, pk, Permission.PERSON_IDENTITY), timezone.now()
    asked = Obligation.objects.unsettled().filter(kind=kinds.CHECK_PERSON.code, subject_id=person.pk)
    no_look = refusal(policies.check_look_up, request.user, person, at=at)
    context: dict[str, Any] = {"no_look": no_look, "asked": asked.exists(), "found": None, "erased": False}
    if request.method == "POST":
        try:
            context["found"] = duplicates.similar(person, by=request.user, at=at)
        except Erased:
            context["erased"] = True
    return render(request, "people/similar.html", head(request, person) | context)


@require_POST
def compared(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Whoever was asked to look has done so."""
    person = load(request, pk, Permission.PERSON_IDENTITY)
    duplicates.compared(person, by=request.user, at=timezone.now())
    flash.success(request, "Tercatat: sudah diperiksa.")
    return redirect("people:detail", pk=person.pk)


@require_fresh
@require_http_methods(["GET", "HEAD", "POST"])
@once(Merge, "people:merge")
def compare(request: StaffRequest, pk: UUID, other: UUID) -> HttpResponse:
    """Two sheets side by side; both are recorded as seen. Sending it proposes that they are one person's."""
    one, two = (load(request, each, Permission.PERSON_IDENTITY) for each in (pk, other))
    form, at = Propose(posted(request)), timezone.now()
    if request.method == "POST" and form.is_valid():
        merge = merges.propose(kept=one, merged=two, **form.said, row_id=request.row_id, by=request.user, at=at)
        flash.success(request, "Usulan penggabungan dikirim kepada orang kedua. Belum ada yang berubah.")
        return redirect("people:merge", pk=merge.pk)
    context: dict[str, Any] = {"form": form, "other": two, "erased": False}
    try:
        mine, theirs, likeness = duplicates.between(one, two, by=request.user, at=at)
    except Erased:
        context["erased"] = True
    else:
        rows = [(label, getattr(mine, name), getattr(theirs, name)) for name, label in LINES.items()]
        rows.insert(1, ("Lahir", born(mine), born(theirs)))
        rows.insert(2, ("Jenis kelamin", mine.sex.label, theirs.sex.label))
        context["rows"] = [(label, left or "–", right or "–") for label, left, right in rows if left or right]
        context |= {"agrees": words(likeness.agrees), "differs": words(likeness.differs)}
    context["no_propose"] = refusal(policies.check_propose, request.user, one, two)
    wrong = form.is_bound and bool(form.errors)
    return render(request, "people/compare.html", head(request, one) | context, status=422 if wrong else 200)


@require_POST
def distinct(request: StaffRequest, pk: UUID, other: UUID) -> HttpResponse:
    """Two people: not suggested again."""
    one, two = (load(request, each, Permission.PERSON_IDENTITY) for each in (pk, other))
    duplicates.distinct(one, two, by=request.user, at=timezone.now())
    flash.success(request, "Tercatat: dua orang yang berbeda. Tidak disarankan lagi.")
    return redirect("people:detail", pk=one.pk)
