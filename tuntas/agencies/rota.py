"""The week of an on-call rota: where nobody can be rung, and where shifts are in each other's way. Touches no table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

from tuntas.agencies.hours import Interval
from tuntas.agencies.models import OnCallShift


@dataclass(frozen=True)
class Week:
    """Monday to Sunday in the zone of the agency."""

    monday: date
    zone: ZoneInfo

    @property
    def start(self) -> datetime:
        """The first moment."""
        return datetime.combine(self.monday, time.min, tzinfo=self.zone)

    @property
    def end(self) -> datetime:
        """The first moment of the next week."""
        return datetime.combine(self.monday + timedelta(days=7), time.min, tzinfo=self.zone)

    @property
    def days(self) -> list[date]:
        """Its seven days."""
        return [self.monday + timedelta(days=number) for number in range(7)]

    @property
    def before(self) -> date:
        """Monday of the week before."""
        return self.monday - timedelta(days=7)

    @property
    def after(self) -> date:
        """Monday of the next week."""
        return self.monday + timedelta(days=7)


def week_of(day: date, zone: ZoneInfo) -> Week:
    """The week a day belongs to."""
    return Week(day - timedelta(days=day.weekday()), zone)


def gaps(
    shifts: Iterable[OnCallShift], *, start: datetime, end: datetime, open_at: Iterable[Interval] = ()
) -> list[Interval]:
    """Stretches in which the agency is neither open nor anyone on call."""
    covered = sorted([*((shift.starts_at, shift.ends_at) for shift in shifts), *open_at])
    found, at = [], start
    for begins, ends in covered:
        if begins >= end:
            break
        if begins > at:
            found.append((at, begins))
        at = max(at, ends)
    if at < end:
        found.append((at, end))
    return found


@dataclass(frozen=True)
class Clash:
    """Two shifts at the same time, and why that will not do."""

    first: OnCallShift
    second: OnCallShift
    same_person: bool


def clashes(shifts: Sequence[OnCallShift]) -> list[Clash]:
    """Shifts that overlap with the same place in the order, or with the same person in two places."""
    return [
        Clash(first, second, same_person=first.contact_id == second.contact_id)
        for first, second in combinations(sorted(shifts, key=lambda shift: (shift.starts_at, shift.ring_order)), 2)
        if first.starts_at < second.ends_at
        and second.starts_at < first.ends_at
        and (first.ring_order == second.ring_order or first.contact_id == second.contact_id)
    ]
