"""What is late, by agency: for heads. Counts first; rows only of duties one may see."""

from datetime import datetime
from uuid import UUID

from django.db.models import Aggregate, Count, DateTimeField, F, Min, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from tuntas.access.permissions import Permission
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.obligations import policies
from tuntas.obligations.models import Obligation
from tuntas.obligations.querysets import ObligationQuerySet
from tuntas.obligations.views.common import StaffRequest, page, sections, zone_of


class MiddleMoment(Aggregate):
    """The deadline in the middle of a group: PostgreSQL's percentile_disc, which takes moments."""

    template = "percentile_disc(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DateTimeField()


def late(request: StaffRequest) -> HttpResponse:
    """Each agency within reach: how many, the oldest, the one in the middle, how many nobody could be told of."""
    policies.check_late(request.user)
    at = timezone.now()
    rows = (
        _late(request.user, at)
        .values("agency", "agency__name")
        .annotate(
            count=Count("pk"),
            oldest=Min("due_at"),
            middle=MiddleMoment(F("due_at")),
            urgent=Count("pk", filter=Q(urgent=True)),
            unheard=Count("pk", filter=Q(unheard=True)),
        )
        .order_by("-count", "agency__name")
    )
    agencies = list(rows)
    context = {
        "at": at,
        "zone": zone_of(request.user),
        "agencies": agencies,
        "total": sum(row["count"] for row in agencies),
    }
    return render(request, "obligations/late.html", context)


def of_agency(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The late duties of one agency, as far as one may see the duties themselves."""
    policies.check_late(request.user)
    at, zone = timezone.now(), zone_of(request.user)
    everything = _late(request.user, at).filter(agency=pk)
    seen = everything.filter(pk__in=Obligation.objects.visible_to(request.user).values("pk"))
    agency = get_object_or_404(Agency.objects.filter(pk__in=everything.values("agency")), pk=pk)
    duties, after = page(seen, request.GET.get("after", ""))
    context = {
        "at": at,
        "zone": zone,
        "agency": agency,
        "sections": sections(duties, request.user, at, zone),
        "after": after,
    }
    return render(request, "obligations/late_agency.html", context)


def _late(user: User, at: datetime) -> ObligationQuerySet:
    return Obligation.objects.visible_to(user, Permission.LATE_VIEW).late(at)
