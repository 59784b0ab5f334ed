"""The rulebook: what Tuntas enforces, why, since when, and how often it refused this year."""

from datetime import datetime

from django.db.models import Count, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tuntas.access.permissions import Permission
from tuntas.access.reach import holds
from tuntas.accounts.requests import StaffRequest
from tuntas.audit.models import Event
from tuntas.law.rules import RULES
from tuntas.obligations.models import Wall

STEP = 5  # as small numbers elsewhere (R28)


@require_safe
def rulebook(request: StaffRequest) -> HttpResponse:
    """Every rule with its article, and how often it refused.

    The number is that of the whole house, also of cases that the reader does not know. Who reads the log reads it as it is,
    without what a wall hides. Everybody else sees the same coarse number: so no step tells that something was tried just
    now, and two who compare learn of no wall.
    """
    if not request.user.walled_agency_ids:  # without a posting there is nothing here
        raise Http404
    now = timezone.now().astimezone(request.user.zone)
    new_year = now.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    exact = holds(request.user, Permission.AUDIT_VIEW)
    refused = _refused(since=new_year, hidden=Wall.objects.hidden_dossiers(request.user) if exact else None)
    say = str if exact else coarse
    rows = [
        {"rule": rule, "references": rule.in_force(now.date()), "refused": say(refused.get(rule.id, 0))}
        for rule in sorted(RULES.values(), key=lambda rule: rule.id)
    ]
    other = sum(count for rule, count in refused.items() if rule not in RULES)
    context = {
        "rows": rows, "year": now.year, "total": say(sum(refused.values())), "other": say(other) if other and exact else "",
        "exact": exact,
    }  # fmt: skip
    return render(request, "desk/rules.html", context)


def coarse(count: int) -> str:
    """How many, in steps of five."""
    return f"kurang dari {STEP}" if count < STEP else f"{count // STEP * STEP} atau lebih"


def _refused(*, since: datetime, hidden: "QuerySet[Wall, object] | None") -> dict[str, int]:
    """Refusals by rule; those that rest on no rule are counted under an empty one."""
    rows = Event.objects.filter(kind="refused", at__gte=since)
    if hidden is not None:
        rows = rows.exclude(dossier_id__in=hidden)
    counted = rows.order_by().values_list("data__rule").annotate(count=Count("pk"))
    return {rule or "": count for rule, count in counted}
