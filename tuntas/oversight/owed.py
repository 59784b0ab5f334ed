"""Duties of a quarter, counted by agency; and the middle of spans of time."""

from typing import Any
from uuid import UUID

from django.db.models import Aggregate, Count, DurationField, F, Q

from tuntas.intake import kinds as intake_kinds
from tuntas.meetings import kinds as meeting_kinds
from tuntas.meetings.states import BY_SECRETARIAT
from tuntas.oversight.states import Span

# What a unit that receives owes on a report: whether that was done in time says how it works; how many there were says nothing.
REPORT_KINDS = tuple(
    kind.code
    for kind in (
        intake_kinds.TRIAGE, intake_kinds.TRIAGE_MEDIUM, intake_kinds.TRIAGE_HIGH, intake_kinds.FIRST_FOLLOW_UP, intake_kinds.PASS_ON,
        intake_kinds.PASS_ON_HIGH,
    )
)  # fmt: skip
ACTION_KINDS = (meeting_kinds.DO_ACTION.code, meeting_kinds.CHASE_ACTION.code)

# Names on a list that stand there as those who came wrote them about themselves.
OWN = ~Q(attendance__via__in=BY_SECRETARIAT) & Q(attendance__recorded_by=None)


class Median(Aggregate):
    """PostgreSQL's percentile_cont of a span of time."""

    function = "PERCENTILE_CONT"
    template = "percentile_cont(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def duty_counts(rows: Any, span: Span) -> dict[UUID, tuple[int, int]]:
    """How many duties fell due in the quarter so far, and how many of them were settled in time, by agency."""
    until = span.moment(span.quarter.end) if not span.running else None
    due = rows.filter(due_at__gte=span.moment(span.quarter.start), due_at__lt=until or span.moment(span.until))
    # What falls due later today and is open is not late.
    due = due.exclude(settled_at__isnull=True, due_at__gte=span.moment(span.overdue_before))
    counted = due.values("agency").annotate(
        total=Count("pk"), in_time=Count("pk", filter=Q(settled_at__isnull=False, settled_at__lte=F("due_at")))
    )
    return {agency: (total, in_time) for agency, total, in_time in counted.values_list("agency", "total", "in_time")}
