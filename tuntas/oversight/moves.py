"""How often a body moved its dates in a quarter: days of what was promised, days of meetings, meetings called off. One query."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, Subquery

from tuntas.meetings import kinds
from tuntas.meetings.models import Meeting
from tuntas.obligations.models import Obligation
from tuntas.obligations.states import Outcome
from tuntas.oversight.owed import ACTION_KINDS
from tuntas.oversight.states import Span

LATER = timedelta(hours=20)  # less is another hour of the same day
AGAIN = 2  # moved so often it is no longer one thing that came between


@dataclass
class Moves:
    """Of one kind of thing: how many were moved in the quarter and how often; `again`: those moved twice or more in their life."""

    things: int = 0
    times: int = 0
    again: int = 0


@dataclass
class Moved:
    """Of a body. `cancelled`: meetings called off."""

    actions: Moves = field(default_factory=Moves)
    meetings: Moves = field(default_factory=Moves)
    cancelled: int = 0


def moved(bodies: Iterable[UUID], span: Span) -> dict[UUID, Moved]:
    """By body; only those that moved anything.

    A day that is moved replaces the duty about it by one with a later deadline: nobody has to say that it was.
    """
    found: defaultdict[UUID, Moved] = defaultdict(Moved)
    counts: defaultdict[tuple[UUID, bool, UUID], list[int]] = defaultdict(lambda: [0, 0])
    start = span.moment(span.quarter.start)
    for body, kind, subject, outcome, at in _rows(bodies, span):
        if outcome == Outcome.CANCELLED:
            found[body].cancelled += at >= start
            continue
        count = counts[body, kind == kinds.HOLD.code, subject]
        count[0] += at >= start
        count[1] += 1
    for (body, is_meeting, _), (now, ever) in counts.items():
        if now:
            moves = found[body].meetings if is_meeting else found[body].actions
            moves.things, moves.times, moves.again = (
                moves.things + 1,
                moves.times + now,
                moves.again + (ever >= AGAIN),
            )
    return dict(found)


def _rows(bodies: Iterable[UUID], span: Span) -> Iterable[tuple[UUID, str, UUID, str, datetime]]:
    """Body, kind, subject, outcome, moment of each duty that made way for a later day or was called off."""
    follows = Obligation.objects.filter(
        subject_id=OuterRef("subject_id"), kind__in=(*ACTION_KINDS, kinds.HOLD.code), opened_at=OuterRef("settled_at"),
        due_at__gte=OuterRef("due_at") + LATER,
    )  # fmt: skip
    meetings = Meeting.objects.filter(body__in=list(bodies))
    rows = Obligation.objects.filter(
        Q(Exists(follows), kind__in=(*ACTION_KINDS, kinds.HOLD.code), outcome=Outcome.REPLACED)
        | Q(kind=kinds.HOLD.code, outcome=Outcome.CANCELLED),
        dossier_id__in=meetings.values("pk"), settled_at__lt=span.moment(span.until),
    )  # fmt: skip
    body = Subquery(Meeting.objects.filter(pk=OuterRef("dossier_id")).values("body")[:1])
    found = rows.annotate(body=body).values_list("body", "kind", "subject_id", "outcome", "settled_at")
    return [(of, kind, subject, outcome, at) for of, kind, subject, outcome, at in found if at is not None]
