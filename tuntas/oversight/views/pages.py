"""Is it running? The list of bodies, one body, institutions side by side, regencies side by side."""

from collections import Counter
from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tuntas.access.permissions import Permission
from tuntas.access.reach import reach
from tuntas.accounts.requests import StaffRequest
from tuntas.bodies.models import Body, Decree, Path
from tuntas.core.errors import Denied
from tuntas.letters import press
from tuntas.meetings.models import FollowUpAction, Meeting
from tuntas.meetings.states import ActionStatus, MeetingStatus
from tuntas.oversight import next_steps, paper, presence, reports, scorecard
from tuntas.oversight.states import Health
from tuntas.oversight.views.common import check, head, span
from tuntas.oversight.words import TAGS

PAGE = 50
LATE_SHOWN = 10
COMING_WITHIN = timedelta(days=30)


@require_safe
def home(request: StaffRequest) -> HttpResponse:
    """All bodies within reach for a quarter, worst first; what is late and what ends soon."""
    check(request.user)
    chosen = span(request)
    found = reports.lines(reports.overseen(request.user, chosen), chosen, by=request.user)
    counts = Counter(line.verdict.health for line in found)
    wanted = request.GET.get("keadaan", "")
    listed = [line for line in found if not wanted or line.verdict.health == wanted]
    start = _start(request.GET.get("mulai", ""), len(listed))
    context = {
        "health": [(state, TAGS[state], counts[state]) for state in Health if counts[state] or state == wanted],
        "wanted": wanted,
        "lines": [
            (line, TAGS[line.verdict.health], since)
            for line, since in reports.with_change(listed[start : start + PAGE], chosen, by=request.user)
        ],
        "running": counts[Health.RUNNING],
        "all": len(found),
        "coming": _coming(request),
        "total": len(listed),
        "further": start + PAGE if start + PAGE < len(listed) else None,
        "overdue": (late := _overdue(request, chosen.today)),
        "overdue_more": len(late) == LATE_SHOWN,
        "ending": _ending(request, chosen.today),
        "paths": _paths(request),
        "several_regions": len(reports.regions(found, reports.regencies(request.user))) > 1,
    }
    return render(request, "oversight/home.html", head(request, chosen) | context)


def _start(text: str, total: int) -> int:
    at = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
    return at if at < total else 0


def _overdue(request: StaffRequest, today: object) -> list[FollowUpAction]:
    """Follow-up actions that are late now, whatever quarter is looked at: the oldest first."""
    rows = FollowUpAction.objects.visible_to(request.user, Permission.MEETING_VIEW)
    rows = rows.filter(status=ActionStatus.OPEN, due_date__lt=today).select_related("agency", "meeting__body")
    return list(rows.order_by("due_date", "id")[:LATE_SHOWN])


def _coming(request: StaffRequest) -> list[Meeting]:
    """Meetings of the next weeks: the nearest first."""
    at = timezone.now()
    rows = Meeting.objects.visible_to(request.user, Permission.MEETING_VIEW)
    rows = rows.filter(status=MeetingStatus.PLANNED, ends_at__gt=at, starts_at__lt=at + COMING_WITHIN)
    return list(rows.select_related("body").order_by("starts_at", "id")[:LATE_SHOWN])


def _paths(request: StaffRequest) -> list[Path]:
    """Groups that are being brought back, UPTD PPA that are being formed: with the step that is owed."""
    rows = Path.objects.filter(reach(request.user, Permission.RUNNING_VIEW), is_open=True)
    return list(rows.select_related("duty", "agency").order_by("duty__due_at", "id")[:LATE_SHOWN])


def _ending(request: StaffRequest, today: object) -> list[Decree]:
    """Decrees that end within sixty days."""
    rows = Decree.objects.filter(
        reach(request.user, Permission.RUNNING_VIEW, agency="body__agency", area_path="body__area_path")
    )
    return list(rows.ending(today).select_related("body").order_by("to_date", "id")[:LATE_SHOWN])  # type: ignore[arg-type]


@require_safe
def body(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One body: what is said of it, why, and how it was in the quarters before."""
    row, chosen = _load(request, pk), span(request)
    line = reports.one(row, chosen, by=request.user)
    links = chosen.running and Body.objects.visible_to(request.user).filter(pk=row.pk).exists()
    context = {
        "body": row,
        "line": line,
        "reasons": list(next_steps.said(line.verdict, row, links=links)) if line else [],
        "revival": next_steps.revival(line.verdict, row, links=links) if line else "",
        "tag": TAGS[line.verdict.health] if line else "",
        "presence": presence.rows(row, chosen) if line else [],
        "history": [
            (quarter, verdict, TAGS[verdict.health])
            for quarter, verdict in reports.history(row, chosen, by=request.user)
        ],
    }
    return render(request, "oversight/body.html", head(request, chosen) | context)


@require_safe
def report(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The report of a quarter as PDF: the same sentences, the meetings, what was decided and what became of it."""
    row, chosen = _load(request, pk), span(request)
    line = reports.one(row, chosen, by=request.user)
    if line is None:
        raise Http404
    try:
        data = press.pdf("body_report", paper.data(line, chosen, on=timezone.now()))
    except press.PressFailed as error:
        raise Denied("Laporan ini tidak dapat dicetak sekarang. Coba lagi sebentar.") from error
    answer = HttpResponse(data, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="laporan-{chosen.quarter.key}.pdf"'
    return answer


@require_safe
def institutions(request: StaffRequest) -> HttpResponse:
    """The scorecard: who keeps deadlines, institution by institution."""
    check(request.user)
    chosen = span(request)
    context = {"groups": scorecard.GROUPS, "rows": scorecard.rows(chosen, by=request.user), "hidden": scorecard.HIDDEN}
    return render(request, "oversight/institutions.html", head(request, chosen) | context)


@require_safe
def regions(request: StaffRequest) -> HttpResponse:
    """Regencies and cities side by side."""
    check(request.user)
    chosen = span(request)
    lines = reports.lines(reports.overseen(request.user, chosen), chosen, by=request.user)
    found = reports.regions(lines, reports.regencies(request.user))
    rows = [(region, [(region.counts[state], state, TAGS[state]) for state in Health]) for region in found]
    return render(request, "oversight/regions.html", head(request, chosen) | {"rows": rows, "health": list(Health)})


def _load(request: StaffRequest, pk: UUID) -> Body:
    rows = Body.objects.visible_to(request.user, Permission.RUNNING_VIEW)
    return get_object_or_404(rows.select_related("kind", "area", "agency__area", "agency__parent"), pk=pk)
