"""Duties of a quarter, counted by agency; and the middle of spans of time."""

from typing import Any
from uuid import UUID

from django.db.models import Aggregate, Count, DurationField, F, Q

from tuntas.oversight.states import Span


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
