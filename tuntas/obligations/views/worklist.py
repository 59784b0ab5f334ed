"""The staff home: my duties, what my unit has not taken yet, what climbed to my desk."""

from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tuntas.access.permissions import Permission
from tuntas.access.reach import holds
from tuntas.accounts.models import User
from tuntas.accounts.requests import StaffRequest
from tuntas.obligations.models import Escalation, Obligation, RingLine
from tuntas.obligations.querysets import ObligationQuerySet
from tuntas.obligations.states import RingOutcome, Rung
from tuntas.obligations.views.common import calls, line, page, sections

FEW = 10
RUNG_FOR = timedelta(days=3)


def mine(request: StaffRequest) -> HttpResponse:
    """My own duties by deadline; below them a few that nobody has taken, and of those that climbed to me."""
    at, zone, user = timezone.now(), request.user.zone, request.user
    own = Obligation.objects.visible_to(user).unsettled().filter(assignee=user.pk)
    duties, after = page(own, request.GET.get("after", ""))
    context = {
        "at": at,
        "zone": zone,
        "sections": sections(duties, request.user, at, zone),
        "counts": own.aggregate(all=Count("pk"), late=Count("pk", filter=Q(due_at__lt=at))),
        "after": after,
        "ringing": [_to_ring(duty, user, at) for duty in _ringing(user, at)],
        "unheard": _unheard() if holds(user, Permission.HOLIDAY_EDIT) else [],
        "asides": [
            _aside("Belum diambil di unit Anda", "obligations:unit", _untaken(user), user),
            _aside("Naik ke meja Anda", "obligations:climbed", _climbed(user), user),
        ],
    }
    return render(request, "obligations/mine.html", context)


def unit(request: StaffRequest) -> HttpResponse:
    """Open duties of the agencies where I work: those nobody has taken, or all."""
    everything = request.GET.get("pemegang") == "semua"
    rows = _of_unit(request.user) if everything else _untaken(request.user)
    return _list(request, rows, "obligations/unit.html", everything=everything)


def climbed(request: StaffRequest) -> HttpResponse:
    """Late duties of others that stand on my desk."""
    return _list(request, _climbed(request.user), "obligations/climbed.html")


def _list(request: StaffRequest, rows: ObligationQuerySet, template: str, **more: object) -> HttpResponse:
    at, zone = timezone.now(), request.user.zone
    duties, after = page(rows, request.GET.get("after", ""))
    context = {"at": at, "zone": zone, "sections": sections(duties, request.user, at, zone), "after": after, **more}
    return render(request, template, context)


def _aside(title: str, url_name: str, rows: ObligationQuerySet, user: User) -> dict[str, object]:
    found = list(rows.select_related("agency", "assignee").order_by("due_at", "id")[: FEW + 1])
    return {
        "title": title,
        "url_name": url_name,
        "lines": [line(duty, user) for duty in found[:FEW]],
        "more": len(found) > FEW,
    }


def _of_unit(user: User) -> ObligationQuerySet:
    agencies = [posting.agency_id for posting in user.current_postings]
    return Obligation.objects.visible_to(user).unsettled().filter(agency__in=agencies)


def _untaken(user: User) -> ObligationQuerySet:
    return _of_unit(user).filter(assignee__isnull=True)


def _climbed(user: User) -> ObligationQuerySet:
    # The lowest rung is told too when a deadline passes; for its people that is their own work, listed above.
    lines = Escalation.objects.filter(user=user.pk, rung__gt=Rung.WORKER).values("obligation")
    rows = Obligation.objects.visible_to(user).unsettled().filter(pk__in=lines)
    return rows.filter(Q(assignee__isnull=True) | ~Q(assignee=user.pk))


def _unheard() -> list[dict[str, object]]:
    """For whoever gives out postings: where duties are late and no chair above is taken. Nothing of the duties themselves."""
    rows = Obligation.objects.unsettled().filter(unheard=True)
    return list(rows.values("agency", "agency__name").annotate(count=Count("pk")).order_by("agency__name")[:FEW])


def _to_ring(duty: Obligation, user: User, at: datetime) -> dict[str, object]:
    """One number at a time: the first that was not tried yet. The page of the duty has all of them."""
    untried = (call for call in calls(duty, at) if call["line"].outcome == RingOutcome.WAITING)
    return {"line": line(duty, user), "call": next(untried, None)}


def _ringing(user: User, at: datetime) -> ObligationQuerySet:
    """Urgent duties of the unit for which people have to be rung, until one of them takes it.

    After some days without an answer it is no longer a matter of telephones: it is late, and has climbed.
    """
    lines = RingLine.objects.filter(obligation=OuterRef("pk"), ring_at__gte=at - RUNG_FOR)
    rows = (
        _of_unit(user).filter(Exists(lines), urgent=True).exclude(assignee=user)
    )  # who has it need not be told to ring
    rows = rows.exclude(Exists(lines.filter(outcome=RingOutcome.ACKNOWLEDGED)))
    rows = rows.select_related("agency", "assignee").prefetch_related("ring_lines__contact")
    return rows.order_by("due_at", "id")[:5]
