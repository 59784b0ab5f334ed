"""The event log as auditors read it."""

import re
from datetime import tzinfo
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from tuntas.access.permissions import Permission
from tuntas.access.reach import holds
from tuntas.accounts.models import User
from tuntas.accounts.requests import StaffRequest
from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.areas.states import zone_of
from tuntas.audit import policies, presenters
from tuntas.audit.models import Event, Seal
from tuntas.cases.models import Case
from tuntas.core.paging import page
from tuntas.core.sent import posted, status_code
from tuntas.desk.audit_forms import Filter, Person
from tuntas.desk.audit_words import name_of, record_word, words_of
from tuntas.intake.models import Report
from tuntas.obligations.models import Wall

MOST_PEOPLE = 20
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def events(request: StaffRequest) -> HttpResponse:
    """The log, newest first, filtered; pages by key."""
    policies.check_view(request.user)
    zone = zone_of(request.user.current_postings[0].area.path)
    events = _visible(request.user)
    form = Filter(request.GET, chosen=_chosen(request, events))
    found = page(events.matching(**form.asked(zone)), "-at", "-seq", after=request.GET.get("after", ""))
    context = {
        "form": form,
        "lines": _lines(found.rows, zone),
        "after": found.after,
        "zone": zone,
        "seal": Seal.objects.defer("index").order_by("-id").first(),
    }
    return render(request, "desk/audit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: StaffRequest) -> HttpResponse:
    """Whose events to read: staff within reach, found by part of their name."""
    policies.check_view(request.user)
    form = Person(posted(request))
    rows: list[User] = []
    if form.is_valid():
        found = User.objects.visible_to(request.user, Permission.AUDIT_VIEW).matching(form.cleaned_data["words"])
        rows = list(found.order_by("name", "id")[: MOST_PEOPLE + 1])
    context = {
        "form": form,
        "people": rows[:MOST_PEOPLE],
        "most": MOST_PEOPLE,
        "more": len(rows) > MOST_PEOPLE,
        "asked": form.is_bound and form.is_valid(),
    }
    return render(request, "desk/audit_people.html", context, status=status_code(form))


def event(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One event with all that is kept of it, and the seal that holds it."""
    policies.check_view(request.user)
    found = get_object_or_404(_visible(request.user), pk=pk)
    zone = zone_of(request.user.current_postings[0].area.path)
    [line] = _lines([found], zone)
    data = _data(found, zone)
    seal = Seal.objects.defer("index").filter(last_seq__gte=found.seq).order_by("last_seq").first()
    context = {
        "line": line,
        "event": found,
        "kind": presenters.called(found.kind),
        "data": data,
        "seal": seal,
        "zone": zone,
        "place": Area.at(found.area_path) if found.area_path else None,
    }
    return render(request, "desk/audit_event.html", context)


def hidden_dossiers(user: User) -> "QuerySet[Wall, UUID]":
    """What a wall hides from this reader: all walled dossiers, or with the right to walled ones those that wall him out."""
    if holds(user, Permission.AUDIT_VIEW_WALLED):
        return Wall.objects.hidden_dossiers(user)
    return Wall.objects.values_list("dossier_id", flat=True)


def _visible(user: User) -> Any:
    return Event.objects.visible_to(user, hidden_dossiers=hidden_dossiers(user))


def _chosen(request: StaffRequest, events: Any) -> tuple[str, str] | None:
    """The id of the person asked about, and the name as the reader's own events have it: no other is told."""
    try:
        who = UUID(request.GET.get("by", ""))
    except ValueError:
        return None
    name = events.filter(actor_id=who).newest_first().values_list("actor_name", flat=True).first()
    return str(who), name or "Petugas tanpa peristiwa di sini"


def _data(event: Event, zone: tzinfo) -> list[tuple[str, str]]:
    """All that is kept, in words; people and agencies by name."""
    given = {name: value if isinstance(value, list) else [value] for name, value in event.data.items()}
    ids = {UUID(item) for items in given.values() for item in items if isinstance(item, str) and _ID.fullmatch(item)}
    known = dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))
    known |= dict(Agency.objects.filter(pk__in=ids).values_list("pk", "name"))
    names = {str(pk): name for pk, name in known.items()}
    words = words_of(event.kind)

    def said(name: str, value: Any) -> str:
        return names.get(str(value)) or presenters.said(name, value, words, zone)

    return [
        (name_of(name), ", ".join(said(name, item) for item in items) or "–") for name, items in sorted(given.items())
    ]


def _lines(rows: list[Event], zone: tzinfo) -> list[dict[str, Any]]:
    """Events with their words; numbers of reports and cases come with one query each for the page."""
    dossiers = {row.dossier_id for row in rows if row.dossier_id}
    numbers = dict(Report.objects.filter(pk__in=dossiers).values_list("pk", "number"))
    numbers |= dict(Case.objects.filter(pk__in=dossiers).values_list("pk", "number"))
    return [
        {
            "event": row,
            "sentence": presenters.sentence(row, words_of(row.kind), zone),
            "basis": presenters.basis(row),
            "record": record_word(row.subject_type),
            "number": numbers.get(row.dossier_id, "") if row.dossier_id else "",
            "about": row.dossier_id or row.subject_id,
        }
        for row in rows
    ]
