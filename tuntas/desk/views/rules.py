"""The rulebook: what Tuntas enforces, why, since when, and how often it refused this year."""

from datetime import datetime

from django.db.models import Count, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tuntas.accounts.requests import StaffRequest
from tuntas.audit.models import Event
from tuntas.law.rules import RULES
from tuntas.obligations.models import Wall


@require_safe
def rulebook(request: StaffRequest) -> HttpResponse:
    """Every rule with its article. Refusals on what a wall hides from the reader are not in the count."""
    if not request.user.walled_agency_ids:  # without a posting there is nothing here
        raise Http404
    now = timezone.now().astimezone(request.user.zone)
    new_year = now.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    refused = _refused(since=new_year, hidden=Wall.objects.hidden_dossiers(request.user))
    rows = [
        {"rule": rule, "references": rule.in_force(now.date()), "refused": refused.get(rule.id, 0)}
        for rule in sorted(RULES.values(), key=lambda rule: rule.id)
    ]
    other = sum(count for rule, count in refused.items() if rule not in RULES)
    context = {"rows": rows, "year": now.year, "total": sum(refused.values()), "other": other}
    return render(request, "desk/rules.html", context)


def _refused(*, since: datetime, hidden: "QuerySet[Wall, object]") -> dict[str, int]:
    """Refusals by rule; those that rest on no rule are counted under an empty one."""
    rows = Event.objects.filter(kind="refused", at__gte=since).exclude(dossier_id__in=hidden)
    counted = rows.order_by().values_list("data__rule").annotate(count=Count("pk"))
    return {rule or "": count for rule, count in counted}
