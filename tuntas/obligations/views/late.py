"""What is late, by agency: for heads. Counts first; rows only of duties one may see or waits for."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Aggregate, Count, DateTimeField, F, Min, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from tuntas.access.permissions import Permission
from tuntas.accounts.models import User
from tuntas.accounts.requests import StaffRequest
from tuntas.agencies.models import Agency
from tuntas.obligations import policies
from tuntas.obligations.models import Obligation
from tuntas.obligations.querysets import ObligationQuerySet
from tuntas.obligations.views.common import page, sections


class MiddleMoment(Aggregate):
    """The deadline in the middle of a group: PostgreSQL's percentile_disc, which takes moments."""

    template = "percentile_disc(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DateTimeField()


def late(request: StaffRequest) -> HttpResponse:
    """Each agency within reach: how many, the oldest, the one in the middle, how many nobody could be told of.

    Besides, the agencies that owe something to one within reach: the forwarding nobody there has answered.
    """
    policies.check_late(request.user)
    at = timezone.now()
    agencies = _by_agency(_late(request.user, at))
    context = {
        "at": at,
        "zone": request.user.zone,
        "agencies": agencies,
        "awaited": _by_agency(_awaited(request.user, at)),
        "total": sum(row["count"] for row in agencies),
    }
    return render(request, "obligations/late.html", context)


def of_agency(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The late duties of one agency, as far as one may see the duties themselves or waits for them."""
    policies.check_late(request.user)
    user, at, zone = request.user, timezone.now(), request.user.zone
    late, awaited = _late(user, at).filter(agency=pk), _awaited(user, at).filter(agency=pk)
    if not (late | awaited).exists():
        raise Http404
    agency = get_object_or_404(Agency, pk=pk)
    visible = Obligation.objects.visible_to(user)
    # What both sides have in common is said once more for all: then the index of an agency's duties serves the page.
    seen = (late.visible_to(user) | awaited).late(at).filter(agency=pk)
    duties, after = page(seen, request.GET.get("after", ""))
    # Of what others owe one sees that it is late and the page both sides share, not how they deal with it.
    found = [duty.pk for duty in duties]
    hidden = set(found).difference(visible.filter(pk__in=found).values_list("pk", flat=True))
    lines = sections(duties, user, at, zone, hidden=hidden)
    context = {"at": at, "zone": zone, "agency": agency, "sections": lines, "after": after}
    return render(request, "obligations/late_agency.html", context)


def _by_agency(duties: ObligationQuerySet) -> list[dict[str, Any]]:
    rows = duties.values("agency", "agency__name").annotate(
        count=Count("pk"),
        oldest=Min("due_at"),
        middle=MiddleMoment(F("due_at")),
        urgent=Count("pk", filter=Q(urgent=True)),
        unheard=Count("pk", filter=Q(unheard=True)),
    )
    return list(rows.order_by("-count", "agency__name"))


def _late(user: User, at: datetime) -> ObligationQuerySet:
    return Obligation.objects.visible_to(user, Permission.LATE_VIEW).late(at)


def _awaited(user: User, at: datetime) -> ObligationQuerySet:
    return Obligation.objects.awaited_by(user, Permission.LATE_VIEW).late(at)
