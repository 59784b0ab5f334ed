"""Calendar time and working time."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import NOW, Cast, make_agency
from tuntas.agencies.models import OpeningHours
from tuntas.agencies.states import AgencyKind
from tuntas.areas.models import Area
from tuntas.areas.states import Zone
from tuntas.obligations import clocks
from tuntas.obligations.kinds import Clock
from tuntas.obligations.models import Holiday

PONTIANAK = ZoneInfo(Zone.WIB)
THREE_DAYS = Clock(working_days=3)

weekdays = st.sets(st.integers(1, 7), min_size=1)
opening = st.tuples(st.integers(0, 11), st.integers(12, 23)).map(lambda pair: (time(pair[0]), time(pair[1])))
hours = st.builds(lambda days, stretch: {day: [stretch] for day in days}, weekdays, opening)
starts = st.dates(date(2025, 1, 1), date(2027, 12, 31))
holidays = st.sets(st.dates(date(2025, 1, 1), date(2028, 6, 30)), max_size=40)
zones = st.sampled_from([ZoneInfo(zone) for zone in Zone])
counts = st.integers(1, 30)


def _local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PONTIANAK)


@given(counts, starts, hours, holidays, zones)
def test_it_ends_when_a_working_day_closes_and_never_on_a_holiday(
    count: int, start: date, hours: clocks.Hours, holidays: set[date], zone: ZoneInfo
) -> None:
    due = clocks.nth_working_day(count, start=start, hours=hours, holidays=holidays, zone=zone).astimezone(zone)
    assert due.date() > start
    assert due.date() not in holidays
    assert due.time() == hours[due.isoweekday()][-1][1]
    between = [start + timedelta(days=n) for n in range(1, (due.date() - start).days + 1)]
    assert sum(day.isoweekday() in hours and day not in holidays for day in between) == count


@given(counts, st.tuples(starts, st.integers(0, 60)), hours, holidays, zones)
def test_an_earlier_start_is_never_due_later(
    count: int, two: tuple[date, int], hours: clocks.Hours, holidays: set[date], zone: ZoneInfo
) -> None:
    start, later = two
    first = clocks.nth_working_day(count, start=start, hours=hours, holidays=holidays, zone=zone)
    second = clocks.nth_working_day(
        count, start=start + timedelta(days=later), hours=hours, holidays=holidays, zone=zone
    )
    assert first <= second


@given(counts, starts, hours, holidays, zones)
def test_more_days_are_due_later_and_one_more_holiday_never_earlier(
    count: int, start: date, hours: clocks.Hours, holidays: set[date], zone: ZoneInfo
) -> None:
    due = clocks.nth_working_day(count, start=start, hours=hours, holidays=holidays, zone=zone)
    assert clocks.nth_working_day(count + 1, start=start, hours=hours, holidays=holidays, zone=zone) > due
    more = holidays | {due.astimezone(zone).date()}
    assert clocks.nth_working_day(count, start=start, hours=hours, holidays=more, zone=zone) > due


@given(starts, st.times())
def test_no_zone_of_ours_changes_its_offset(day: date, moment: time) -> None:
    offsets = [datetime.combine(day, moment, tzinfo=ZoneInfo(zone)).utcoffset() for zone in Zone]
    assert offsets == [timedelta(hours=hours) for hours in (7, 8, 9)]


def test_calendar_time_runs_day_and_night(cast: Cast) -> None:
    clock = Clock(calendar=timedelta(minutes=15))
    assert clocks.end_of(clock, agency=cast.unit, at=NOW) == NOW + timedelta(minutes=15)


@pytest.mark.parametrize(
    ("local", "due"),
    [
        ("2026-11-23T10:00", "2026-11-26T16:00"),  # Monday morning: Thursday
        ("2026-11-23T23:59", "2026-11-26T16:00"),  # the last minute of Monday: the same
        ("2026-11-24T00:00", "2026-11-27T16:00"),  # a minute later it is Tuesday
        ("2026-11-27T10:00", "2026-12-02T16:00"),  # Friday: the weekend does not count
        ("2026-11-28T10:00", "2026-12-02T16:00"),  # Saturday: Monday is the first day
    ],
)
def test_three_working_days(cast: Cast, local: str, due: str) -> None:
    assert clocks.end_of(THREE_DAYS, agency=cast.unit, at=_local(local)) == _local(due)


def test_holidays_do_not_count_unless_taken_away(cast: Cast) -> None:
    Holiday.objects.create(date=date(2026, 11, 24), name="Libur", source="uji")
    Holiday.objects.create(date=date(2026, 11, 25), name="Bukan libur lagi", source="uji", counts=False)
    due = clocks.end_of(THREE_DAYS, agency=cast.unit, at=NOW)
    assert due.astimezone(PONTIANAK) == datetime(2026, 11, 27, 16, tzinfo=PONTIANAK)


def test_only_the_instant_counts_not_the_zone_it_is_written_in(cast: Cast) -> None:
    at = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)  # 23.30 in Pontianak, already Tuesday further east
    written = [at.astimezone(zone) for zone in (UTC, ZoneInfo(Zone.WIT), timezone(timedelta(hours=-9)))]
    assert len({clocks.end_of(THREE_DAYS, agency=cast.unit, at=moment) for moment in written}) == 1


def test_each_agency_has_the_zone_of_its_area(cast: Cast) -> None:
    jayapura = make_agency("UPTD PPA Jayapura", AgencyKind.UPTD_PPA, Area.objects.get(code="91.71", valid_to=None))
    east = clocks.end_of(THREE_DAYS, agency=jayapura, at=NOW)
    west = clocks.end_of(THREE_DAYS, agency=cast.unit, at=NOW)
    assert west - east == timedelta(hours=2)


def test_an_agency_that_is_always_open_counts_days_of_24_hours(cast: Cast) -> None:
    cast.unit.open_always = True
    assert clocks.end_of(THREE_DAYS, agency=cast.unit, at=NOW) == NOW + timedelta(hours=72)
    assert clocks.is_open(cast.unit, NOW + timedelta(hours=15))


def test_an_agency_without_hours_keeps_office_hours(cast: Cast) -> None:
    OpeningHours.objects.filter(agency=cast.unit).delete()
    due = clocks.end_of(THREE_DAYS, agency=cast.unit, at=NOW)
    assert due == datetime(2026, 11, 26, 16, tzinfo=PONTIANAK)
    assert not clocks.is_open(cast.unit, datetime(2026, 11, 23, 7, 45, tzinfo=PONTIANAK))


@pytest.mark.parametrize(
    ("local", "open_now"),
    [
        ("2026-11-23T07:29", False),
        ("2026-11-23T07:30", True),
        ("2026-11-23T15:59", True),
        ("2026-11-23T16:00", False),
        ("2026-11-28T10:00", False),
        ("2026-11-25T10:00", False),
    ],
)
def test_an_agency_is_open_in_its_hours_but_not_on_holidays(cast: Cast, local: str, open_now: bool) -> None:
    Holiday.objects.create(date=date(2026, 11, 25), name="Libur", source="uji")
    assert clocks.is_open(cast.unit, _local(local)) is open_now
