"""Which member institutions come to the meetings of a body, and which never do."""

from dataclasses import dataclass
from datetime import timedelta

from tuntas.bodies.models import Body
from tuntas.meetings import members
from tuntas.meetings.models import Meeting
from tuntas.meetings.policies.meetings import TEACHES
from tuntas.oversight.states import Span

LAST = 6  # meetings that are looked at: about a year and a half of a group that meets each quarter


@dataclass(frozen=True)
class Attended:
    """One member institution: came to so many (`came`) of so many meetings (`of`) while it had a seat."""

    name: str
    came: int
    of: int

    @property
    def never(self) -> bool:
        """Whether it was asked more than once and never came."""
        return self.came == 0 and self.of > 1


def rows(body: Body, span: Span) -> list[Attended]:
    """Members on the last day of the quarter, who came least first. Sosialisasi and training are for others, and not counted."""
    held = Meeting.objects.shown().filter(body=body, starts_at__lt=span.moment(span.until))
    held = held.exclude(kind__in=TEACHES).order_by("-starts_at", "-pk").prefetch_related("attendance")
    lists = [
        (row.starts_at.astimezone(span.zone).date(), [each.institution for each in row.attendance.all()])
        for row in held[:LAST]
    ]
    seats = members.houses([body.pk])[body.pk]
    return [Attended(*each) for each in members.regular(seats, lists, span.until - timedelta(days=1))]
