"""When a duty is due: calendar time, or working days of the agency that owes it.

Working time, exactly: a *working day* of an agency is a local date (time zone of the agency's area) with at
least one stretch of its opening hours, and not in the table of holidays. "N working days" from a moment ends
when the last stretch closes on the N-th working day *after* the local date of that moment; the rest of that
date itself is a gift. So an earlier moment is never due later, the end never falls on a holiday, and only the
instant counts, whatever zone it is written in (Indonesia has no summer time). An agency that is always open
has no working days: N of them are N × 24 hours. One that has not said its hours works Mon–Fri 08–16.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tuntas.agencies.models import Agency, OpeningHours
from tuntas.core.prepared import Given, Prepared
from tuntas.obligations.kinds import Clock, Kind
from tuntas.obligations.models import ClockOverride, Holiday

# Weekday (ISO) → stretches of the day, in order.
Hours = Mapping[int, list[tuple[time, time]]]

OFFICE_HOURS: Hours = {day: [(time(8), time(16))] for day in range(1, 6)}
# How far ahead holidays are read: a year and a half beyond the longest clock would not be enough only for
# an agency that works on no weekday at all, and that one cannot be stored.
AHEAD = timedelta(days=550)

_OVERRIDES = Prepared(
    lambda: ClockOverride.objects.filter(ended_at__isnull=True).values_list("kind", "working_days", "hours")
)
_HOLIDAYS = Prepared(
    lambda: Holiday.objects.filter(counts=True, date__gt=Given("start"), date__lte=Given("reach")).values_list("date")
)
_HOURS = Prepared(lambda: OpeningHours.objects.filter(agency=Given("agency")).values_list("weekday", "opens", "closes"))


def due_at(kind: Kind, *, agency: Agency, at: datetime) -> datetime:
    """The deadline of a duty of this kind that this agency is given at this moment."""
    return end_of(in_force(kind), agency=agency, at=at)


def in_force(kind: Kind) -> Clock:
    """The clock that counts now: the local government's own where the law leaves it free, else the declared one."""
    return all_in_force([kind])[kind.code]


def all_in_force(kinds: Collection[Kind]) -> dict[str, Clock]:
    """The clocks of several kinds by code, asked for once."""
    clocks = {kind.code: kind.clock for kind in kinds}
    free = {kind.code for kind in kinds if not kind.locked}
    for code, days, hours in _OVERRIDES() if free else ():
        if code in free:
            clocks[code] = Clock(working_days=days) if days else Clock(calendar=timedelta(hours=hours or 0))
    return clocks


def end_of(clock: Clock, *, agency: Agency, at: datetime) -> datetime:
    """When a clock started at a moment runs out for an agency."""
    return ends_of([clock], agency=agency, at=at)[0]


def ends_of(clocks: Sequence[Clock], *, agency: Agency, at: datetime) -> list[datetime]:
    """The same for several clocks started together: holidays and opening hours are read once, if at all."""
    if agency.open_always or all(clock.calendar is not None for clock in clocks):
        return [at + (clock.calendar or timedelta(days=clock.working_days)) for clock in clocks]
    zone, hours = zone_of(agency), hours_of(agency)
    start = at.astimezone(zone).date()
    reach = start + AHEAD + 7 * timedelta(days=max(clock.working_days for clock in clocks))
    holidays = frozenset(day for (day,) in _HOLIDAYS(start=start, reach=reach))
    return [
        nth_working_day(clock.working_days, start=start, hours=hours, holidays=holidays, zone=zone)
        if clock.calendar is None
        else at + clock.calendar
        for clock in clocks
    ]


def nth_working_day(count: int, *, start: date, hours: Hours, holidays: Collection[date], zone: ZoneInfo) -> datetime:
    """The end of working time on the `count`-th working day after a date."""
    day = start
    while count > 0:
        day += timedelta(days=1)
        if day.isoweekday() in hours and day not in holidays:
            count -= 1
    closes = hours[day.isoweekday()][-1][1] if day.isoweekday() in hours else time(0)
    return datetime.combine(day, closes, tzinfo=zone)


def is_open(agency: Agency, at: datetime) -> bool:
    """Whether somebody should be there: within opening hours of a day that is no holiday."""
    if agency.open_always:
        return True
    local = at.astimezone(zone_of(agency))
    stretches = hours_of(agency).get(local.isoweekday(), [])
    if not any(opens <= local.time() < closes for opens, closes in stretches):
        return False
    return not Holiday.objects.filter(counts=True, date=local.date()).exists()


def hours_of(agency: Agency) -> Hours:
    """Opening hours by weekday; office hours for an agency that has not said any."""
    hours: dict[int, list[tuple[time, time]]] = {}
    for weekday, opens, closes in sorted(_HOURS(agency=agency.pk)):
        hours.setdefault(weekday, []).append((opens, closes))
    return hours or OFFICE_HOURS


def zone_of(agency: Agency) -> ZoneInfo:
    """The time zone of the agency's area."""
    return ZoneInfo(agency.area.timezone)
