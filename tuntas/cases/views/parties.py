"""The people of a case: known by role and number until their names are asked for, which is recorded."""

from typing import Any
from uuid import UUID

from django.contrib import messages as flash
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tuntas.access.permissions import Permission
from tuntas.accounts.fresh import is_fresh, require_fresh
from tuntas.accounts.requests import StaffRequest
from tuntas.areas.widgets import redraw
from tuntas.cases.actions import parties
from tuntas.cases.forms.parties import KnownParty, NewParty, Relate
from tuntas.cases.models import Case, Party, Relationship
from tuntas.cases.policies import parties as policies
from tuntas.cases.states import PartyRole
from tuntas.cases.views.common import head, load
from tuntas.core.once import once
from tuntas.core.policies import refusal
from tuntas.core.sent import posted, status_code
from tuntas.core.vault import Erased
from tuntas.people.actions.duplicates import Match
from tuntas.people.forms.current import keep_typed, version_shown
from tuntas.people.forms.sheet import PersonForm, initial_of
from tuntas.people.models import Person

FROM = frozenset({"print", "simfoni"})  # other pages on which the notice stands
ORDER = {role: number for number, role in enumerate(PartyRole)}


@require_safe
def index(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Everybody in the case, without names."""
    return _show(request, load(request, pk))


@require_fresh(back="cases:parties")
@require_POST
def identity(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The same with names and safe contact; recorded."""
    case = load(request, pk)
    return _show(request, case, names=parties.identities(case, by=request.user, at=timezone.now()))


@require_POST
def acknowledge(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The secrecy notice of a trafficking case was read (R36)."""
    case = load(request, pk)
    parties.acknowledge(case, by=request.user, at=timezone.now())
    flash.success(request, "Tercatat: pemberitahuan kerahasiaan sudah dibaca.")
    there = request.POST.get("next", "")
    return redirect(f"cases:{there if there in FROM else 'parties'}", pk=case.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@once(Party, "cases:parties", shown="case_id", buttons=frozenset({"baru"}))
def new(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Write somebody new into the case; with `orang` somebody who has a sheet."""
    case, at = load(request, pk, Permission.CASE_WORK), timezone.now()
    policies.check_write(request.user, case)
    person = _known(request, request.GET.get("orang", ""))
    form: Any = KnownParty(posted(request)) if person else NewParty(posted(request), today=case.agency.today(at))
    context: dict[str, Any] = {"form": form, "person": person}
    if request.method == "POST" and not (person is None and redraw(form)) and form.is_valid():
        if person:
            role, child = PartyRole(form.cleaned_data["role"]), form.cleaned_data["child"]
            party = parties.add_known(
                case, role=role, person=person, child=child, party_id=request.row_id, by=request.user, at=at
            )
            flash.success(request, f"{party.label} dicatat.")
            return redirect("cases:parties", pk=case.pk)
        found = _write(request, case, form)
        if not found:
            return redirect("cases:parties", pk=case.pk)
        context |= {"found": found, "fresh": is_fresh(request)}
    return render(request, "cases/party_new.html", head(request, case, "parties") | context, status=status_code(form))


def _write(request: StaffRequest, case: Case, form: NewParty) -> list[Match]:
    """Write somebody down, or return who it may be. A button of that page says which: `pakai` a sheet, or `baru`."""
    given, data, at = form.cleaned_data, form.data_for(), timezone.now()
    sent = {"role": PartyRole(given["role"]), "data": data, "child": given["child"]}
    if person := _known(request, request.POST.get("pakai", "")):
        party = parties.take_known(case, person=person, party_id=request.row_id, **sent, by=request.user, at=at)
        flash.success(
            request,
            f"{party.label} dicatat dengan data yang sudah ada. Isian Anda ditambahkan: yang kosong dilengkapi, yang berbeda"
            " ada di catatannya.",
        )
        return []
    if "baru" not in request.POST:
        found = parties.alike(case, data=data, party_id=request.row_id, by=request.user, at=at)
        if found:
            return found
    party = parties.write_down(case, party_id=request.row_id, **sent, by=request.user, at=at)
    for sentence in form.odd:
        flash.warning(request, sentence)
    flash.success(request, f"{party.label} dicatat.")
    return []


@require_fresh
@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One person's sheet, in the open, to be changed; opening it is recorded."""
    rows = Party.objects.filter(removed_at__isnull=True).select_related("person__area", "person__agency__area", "case")
    party: Party = get_object_or_404(rows, pk=pk)
    case, at = load(request, party.case_id), timezone.now()
    policies.check_identity(request.user, case)
    today, again, stale = case.agency.today(at), False, False
    if request.method == "POST":
        form = PersonForm(request.POST, today=today)
        again = redraw(form)
        stale = not again and keep_typed(request, form, party.person)
        if not again and not stale and form.is_valid():
            parties.edit(party, data=form.data_for(), by=request.user, at=at)
            for sentence in form.odd:
                flash.warning(request, sentence)
            flash.success(request, f"Data {party.label} disimpan.")
            return redirect("cases:parties", pk=case.pk)
    else:
        try:
            form = PersonForm(initial=initial_of(parties.sheet(party, by=request.user, at=at)), today=today)
        except Erased:
            return render(
                request, "cases/party.html", head(request, case, "parties") | {"party": party, "erased": True}
            )
    no_write = refusal(policies.check_write, request.user, case)
    shown = version_shown(request, party.person, redrawn=again)
    context = {"form": form, "party": party, "no_write": no_write, "version": shown}
    code = status_code(form, stale=stale)
    return render(request, "cases/party.html", head(request, case, "parties") | context, status=code)


@require_http_methods(["POST"])
def relate(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What a reported person is to a victim."""
    case = load(request, pk, Permission.CASE_WORK)
    form = Relate(request.POST, parties=_rows(case))
    if form.is_valid():
        parties.relate(case, **form.data_for(), by=request.user, at=timezone.now())
        flash.success(request, "Hubungan dicatat.")
        return redirect("cases:parties", pk=case.pk)
    return _show(request, case, form=form, status=422)


def _known(request: StaffRequest, named: str) -> Person | None:
    """A sheet that is named, if this person may see it."""
    try:
        wanted = UUID(named)
    except ValueError:
        return None
    return get_object_or_404(Person.objects.visible_to(request.user).kept(), pk=wanted)


def _rows(case: Case) -> list[Party]:
    rows = Party.objects.filter(case=case, removed_at__isnull=True).select_related("person")
    return sorted(rows, key=lambda party: (ORDER[PartyRole(party.role)], party.ordinal))


def _show(
    request: StaffRequest,
    case: Case,
    *,
    names: dict[object, Any] | None = None,
    form: Relate | None = None,
    status: int = 200,
) -> HttpResponse:
    rows, user = _rows(case), request.user
    related = Relationship.objects.filter(case=case).select_related("victim", "reported_person").order_by("id")
    both = {PartyRole.VICTIM, PartyRole.REPORTED_PERSON} <= {PartyRole(party.role) for party in rows}
    context = {
        "rows": [(party, (names or {}).get(party.pk)) for party in rows],
        "named": names is not None,
        "relations": related,
        "form": form or (Relate(parties=rows) if both else None),
        "notice": policies.NOTICE if policies.needs_notice(user, case) else "",
        "no_identity": refusal(policies.check_identity, user, case),
        "no_write": refusal(policies.check_write, user, case),
    }
    return render(request, "cases/parties.html", head(request, case, "parties") | context, status=status)
