"""When a duty is due: calendar time, or working days of the agency that owes it.

Working time, exactly: a *working day* of an agency is a local date (time zone of the agency's area) with at
least one stretch of its opening hours, and not in the table of holidays. "N working days" from a moment ends
when the last stretch closes on the N-th working day *after* the local date of that moment; the rest of that
date itself is a gift. So an earlier moment is never due later, the end never falls on a holiday, and only the
instant counts, whatever zone it is written in (Indonesia has no summer time). An agency that is always open
has no working days: N of them are N × 24 hours. One that has not said its hours works Mon–Fri 08–16.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import prefetch_related_objects

from tuntas.agencies.models import Agency
from tuntas.obligations.kinds import Clock, Kind
from tuntas.obligations.models import ClockOverride, Holiday

# Weekday (ISO) → stretches of the day, in order.
Hours = Mapping[int, list[tuple[time, time]]]

OFFICE_HOURS: Hours = {day: [(time(8), time(16))] for day in range(1, 6)}
# How far ahead holidays are read: a year and a half beyond the longest clock would not be enough only for
# an agency that works on no weekday at all, and that one cannot be stored.
AHEAD = timedelta(days=550)


def due_at(kind: Kind, *, agency: Agency, at: datetime) -> datetime:
    """The deadline of a duty of this kind that this agency is given at this moment."""
    return end_of(in_force(kind), agency=agency, at=at)


def in_force(kind: Kind) -> Clock:
    """The clock that counts now: the local government's own where the law leaves it free, else the declared one."""
    if kind.locked:
        return kind.clock
    override = ClockOverride.objects.filter(kind=kind.code, ended_at__isnull=True).first()
    if override is None:
        return kind.clock
    if override.working_days:
        return Clock(working_days=override.working_days)
    return Clock(calendar=timedelta(hours=override.hours or 0))


def end_of(clock: Clock, *, agency: Agency, at: datetime) -> datetime:
    """When a clock started at a moment runs out for an agency."""
    if clock.calendar is not None:
        return at + clock.calendar
    if agency.open_always:
        return at + timedelta(days=clock.working_days)
    zone = zone_of(agency)
    start = at.astimezone(zone).date()
    reach = start + AHEAD + 7 * timedelta(days=clock.working_days)
    holidays = frozenset(
        Holiday.objects.filter(counts=True, date__gt=start, date__lte=reach).values_list("date", flat=True)
    )
    return nth_working_day(clock.working_days, start=start, hours=hours_of(agency), holidays=holidays, zone=zone)


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
    prefetch_related_objects([agency], "hours")  # kept on this object: two duties of one report ask once
    for row in sorted(agency.hours.all(), key=lambda row: (row.weekday, row.opens)):
        hours.setdefault(row.weekday, []).append((row.opens, row.closes))
    return hours or OFFICE_HOURS


def zone_of(agency: Agency) -> ZoneInfo:
    """The time zone of the agency's area."""
    return ZoneInfo(agency.area.timezone)
