"""What a body decided and what became of it in a quarter: done in time, late, dropped, moved away, due later. One query."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from tuntas.meetings.models import FollowUpAction
from tuntas.meetings.states import ActionStatus
from tuntas.obligations.models import Obligation
from tuntas.obligations.states import Outcome
from tuntas.oversight.owed import ACTION_KINDS
from tuntas.oversight.states import Span


@dataclass
class Actions:
    """Follow-up actions that were due in the quarter. Those the chair dropped before their day are not counted as due.

    `put_off`: their day lay in the quarter, and was moved beyond it before it came; `ahead`: open, and due later, the
    nearest on `nearest`.
    """

    due: int = 0
    in_time: int = 0
    late: int = 0
    overdue: int = 0
    dropped: int = 0
    put_off: int = 0
    ahead: int = 0
    nearest: date | None = None


def acted(bodies: Iterable[UUID], span: Span) -> dict[UUID, Actions]:
    """By body; only those of which something was due or is."""
    # A day that is moved replaces the duty: what lay in the quarter and was moved beyond it is known by the one before.
    replaced = Obligation.objects.filter(
        subject_id=OuterRef("pk"), kind__in=ACTION_KINDS, outcome=Outcome.REPLACED,
        due_at__gte=span.moment(span.quarter.start), due_at__lt=span.moment(span.quarter.end),
    )  # fmt: skip
    then = span.moment(span.until)
    open_then = Q(opened_at__lt=then) & (Q(ended_at__isnull=True) | Q(ended_at__gte=then))
    due_now = Q(due_date__gte=span.quarter.start, due_date__lt=span.until)
    later = Q(Exists(replaced) | open_then, due_date__gte=span.until)
    rows = FollowUpAction.objects.filter(due_now | later, meeting__body__in=list(bodies)).annotate(
        replaced=Exists(replaced), open_then=open_then
    )
    found: defaultdict[UUID, Actions] = defaultdict(Actions)
    for body, was_replaced, was_open, status, due, reported, ended in rows.values_list(
        "meeting__body", "replaced", "open_then", "status", "due_date", "reported_at", "ended_at"
    ):
        actions = found[body]
        if due >= span.until:
            actions.put_off += was_replaced and due >= span.quarter.end
            if was_open:
                actions.ahead, actions.nearest = actions.ahead + 1, min(actions.nearest or due, due)
            continue
        if status == ActionStatus.DROPPED:
            actions.dropped += 1
            # Dropping what was late already does not make it in time.
            last = reported or ended
            if last is None or last.astimezone(span.zone).date() <= due:
                continue
        if status == ActionStatus.OPEN:
            # Not done and not late yet: it falls due today.
            actions.due += due < span.overdue_before
            actions.overdue += due < span.overdue_before
            continue
        actions.due += 1
        in_time = reported is not None and reported.astimezone(span.zone).date() <= due
        actions.in_time += in_time
        actions.late += not in_time
    return dict(found)
