"""One case: what it is, what happened, where to go from here. Nothing on this page is decrypted."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tuntas.access.permissions import Permission
from tuntas.accounts.requests import StaffRequest
from tuntas.cases import timeline
from tuntas.cases.models import Case, Entry, Party
from tuntas.cases.policies import reach
from tuntas.cases.states import Context, PartyRole
from tuntas.cases.views.common import head, load, shown
from tuntas.cases.views.listing import kinds_of
from tuntas.core.paging import page
from tuntas.core.policies import refusal
from tuntas.intake.models import Report

# Which permission opens the page that a line of the timeline leads to; any other page needs CASE_READ.
NEEDS = {
    "cases:detail": Permission.CASE_VIEW,
    "cases:parties": Permission.CASE_VIEW,
    "cases:risk": Permission.CASE_VIEW,
    "cases:team": Permission.CASE_VIEW,
    "cases:access": Permission.CASE_VIEW,
    "cases:proposal": Permission.CASE_VIEW,
    "cases:clinical": Permission.CASE_CLINICAL,
    "cases:break_glass": Permission.CASE_REVIEW,
    "cases:wall": Permission.CASE_WALL,
    "cases:simfoni": Permission.SIMFONI_VIEW,
    "referrals:detail": Permission.CASE_VIEW,
    "letters:detail": Permission.LETTER_VIEW,
}


@require_safe
def detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The page of a case: head, summary, timeline with filters, fifty lines at a time."""
    case = load(request, pk)
    group = request.GET.get("jenis", "")
    rows = Entry.objects.filter(case=case).select_related("by")
    if group in timeline.GROUPS:
        rows = rows.filter(kind__in=timeline.GROUPS[group][1])
    found = page(rows, "-at", "-id", after=request.GET.get("after", ""))
    context: dict[str, Any] = {
        "lines": _lines(request, case, found.rows),
        "after": found.after,
        "group": group,
        "groups": [(code, words) for code, (words, _) in timeline.GROUPS.items()],
        "kinds": kinds_of(case),
        "contexts": ", ".join(Context(value).label for value in case.contexts),
        "parties": _counts(case),
        "reports": list(Report.objects.visible_to(request.user).filter(case_link__case=case).order_by("received_at")),
        "may_read": shown(request.user, case, Permission.CASE_READ),
        "may_print": shown(request.user, case, Permission.CASE_PRINT),
        "no_work": refusal(reach.check_work, request.user, case),
    }
    return render(request, "cases/detail.html", head(request, case, "detail") | context)


def _lines(request: StaffRequest, case: Case, entries: list[Any]) -> list[timeline.Line]:
    names = {row.url_name for row in entries if row.url_name}
    opens = {name: shown(request.user, case, NEEDS.get(name, Permission.CASE_READ)) for name in names}
    linked = {row.object_id for row in entries if row.url_name == "intake:detail"}
    seen = Report.objects.visible_to(request.user).filter(pk__in=linked).values_list("pk", flat=True) if linked else []
    return timeline.lines(case, entries, opens=opens, reports=set(seen))


def _counts(case: Case) -> list[tuple[str, int]]:
    """How many of which role; a child says so."""
    rows = list(Party.objects.filter(case=case, removed_at__isnull=True).values_list("role", "child"))
    found = []
    for role in PartyRole:
        mine = [child for name, child in rows if name == role]
        if mine:
            children = f" ({sum(mine)} anak)" if any(mine) and role is PartyRole.VICTIM else ""
            found.append((f"{role.label}{children}", len(mine)))
    return found
