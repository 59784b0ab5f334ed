"""Opening hours: read, written, and asked at any moment in three zones."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuntas.agencies.hours import Hours, intervals, opening, parse, show
from tuntas.areas.states import Zone

ZONES = st.sampled_from([ZoneInfo(zone) for zone in Zone])
MOMENTS = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
MINUTES = st.integers(0, 24 * 60)


def _clock(minute: int) -> time:
    return time.max if minute == 24 * 60 else time(minute // 60, minute % 60)


@st.composite
def day(draw: st.DrawFn) -> list[tuple[time, time]]:
    """Up to three stretches that do not overlap."""
    cuts = sorted(draw(st.sets(MINUTES, max_size=6)))
    return [(_clock(a), _clock(b)) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]


WEEKS = st.dictionaries(st.integers(1, 7), day())
DAYS_OFF = st.sets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=20)
WEEK: Hours = {weekday: [(time(8), time(12)), (time(13), time(16))] for weekday in range(1, 6)}


def plainly_open(week: Hours, zone: ZoneInfo, at: datetime, holidays: set[date]) -> bool:
    """The same question answered the long way, from the local clock alone."""
    local = at.astimezone(zone)
    stretches = [] if local.date() in holidays else week.get(local.isoweekday(), [])
    return any(opens <= local.time() and (local.time() < closes or closes == time.max) for opens, closes in stretches)


@settings(max_examples=300, deadline=None)
@given(WEEKS, ZONES, MOMENTS, DAYS_OFF)
def test_it_is_open_exactly_within_a_stretch_of_a_day_that_is_no_holiday(
    week: Hours, zone: ZoneInfo, at: datetime, off: set[date]
) -> None:
    assert opening(week, zone, at, holidays=off).is_open == plainly_open(week, zone, at, off)


@settings(max_examples=300, deadline=None)
@given(WEEKS, ZONES, MOMENTS, DAYS_OFF)
def test_it_stays_as_it_is_until_the_moment_it_names_and_changes_then(
    week: Hours, zone: ZoneInfo, at: datetime, off: set[date]
) -> None:
    now = opening(week, zone, at, holidays=off)
    if now.until is None:
        return
    assert now.until > at
    for moment in (at + (now.until - at) / 2, now.until - timedelta(microseconds=1)):
        assert opening(week, zone, moment, holidays=off).is_open == now.is_open
    assert opening(week, zone, now.until, holidays=off).is_open != now.is_open


@settings(max_examples=100, deadline=None)
@given(WEEKS, ZONES, MOMENTS, ZONES)
def test_only_the_instant_counts_not_how_it_is_written(
    week: Hours, zone: ZoneInfo, at: datetime, other: ZoneInfo
) -> None:
    assert opening(week, zone, at.astimezone(other)) == opening(week, zone, at)


@settings(max_examples=100, deadline=None)
@given(WEEKS, MOMENTS)
def test_the_east_opens_one_and_two_hours_before_the_west(week: Hours, at: datetime) -> None:
    west, middle, east = (ZoneInfo(zone) for zone in (Zone.WIB, Zone.WITA, Zone.WIT))
    now = opening(week, west, at).is_open
    assert opening(week, middle, at - timedelta(hours=1)).is_open == now
    assert opening(week, east, at - timedelta(hours=2)).is_open == now


@settings(max_examples=100, deadline=None)
@given(WEEKS, ZONES, st.dates(date(2026, 1, 1), date(2027, 1, 1)))
def test_intervals_are_in_order_and_apart(week: Hours, zone: ZoneInfo, first: date) -> None:
    found = intervals(week, zone, first=first, days=10)
    assert all(start < end for start, end in found)
    assert all(one[1] < two[0] for one, two in pairwise(found))


@settings(max_examples=200, deadline=None)
@given(day())
def test_what_is_shown_is_read_again(stretches: list[tuple[time, time]]) -> None:
    assert parse(show(stretches)) == stretches


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    try:
        stretches = parse(text)
    except ValueError as error:
        stretches, sentence = [], str(error)
        assert sentence.endswith(".")  # any text may be refused, or not
    assert all(opens < closes for opens, closes in stretches)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("8-16", [(time(8), time(16))]),
        ("08.00–12.00, 13:30 s.d. 16.00", [(time(8), time(12)), (time(13, 30), time(16))]),
        ("13-16; 8-12", [(time(8), time(12)), (time(13), time(16))]),
        ("18 sampai 24", [(time(18), time.max)]),
        ("00.00-24.00", [(time(0), time.max)]),
    ],
)
def test_people_write_hours_in_many_ways(text: str, expected: list[tuple[time, time]]) -> None:
    assert parse(text) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("pagi", "Tulis jam buka seperti"),
        ("8", "Tulis jam buka seperti"),
        ("16-8", "sesudah jam buka"),
        ("8-8", "sesudah jam buka"),
        ("8-25", "hanya sampai 24.00"),
        ("8.61-9", "hanya sampai 24.00"),
        ("24-24", "sesudah jam buka"),
        ("8-12, 11-14", "tumpang tindih"),
        ("1-2,3-4,5-6,7-8,9-10", "Paling banyak"),
    ],
)
def test_what_cannot_be_is_refused(text: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        parse(text)


def test_a_night_over_midnight_is_one_stretch() -> None:
    week: Hours = {1: [(time(18), time.max)], 2: [(time(0), time(6))]}
    zone = ZoneInfo(Zone.WIT)
    at = datetime(2026, 11, 23, 23, 30, tzinfo=zone)
    assert opening(week, zone, at).until == datetime(2026, 11, 24, 6, tzinfo=zone)
    # A holiday begins at midnight.
    assert opening(week, zone, at, holidays={date(2026, 11, 24)}).until == datetime(2026, 11, 24, tzinfo=zone)


def test_over_the_weekend_and_a_holiday_it_names_the_next_working_day() -> None:
    zone = ZoneInfo(Zone.WITA)
    friday = datetime(2026, 11, 20, 17, tzinfo=zone)
    now = opening(WEEK, zone, friday, holidays={date(2026, 11, 23)})
    assert (now.is_open, now.until) == (False, datetime(2026, 11, 24, 8, tzinfo=zone))


@pytest.mark.parametrize("week", [{}, {1: []}])
def test_without_hours_it_never_opens(week: Hours) -> None:
    now = opening(week, ZoneInfo(Zone.WIB), datetime(2026, 11, 23, tzinfo=UTC))
    assert (now.is_open, now.until) == (False, None)


def test_open_always_and_round_the_clock_name_no_end() -> None:
    at, zone = datetime(2026, 11, 23, tzinfo=UTC), ZoneInfo(Zone.WIB)
    always: Hours = {weekday: [(time(0), time.max)] for weekday in range(1, 8)}
    for now in (opening({}, zone, at, always=True), opening(always, zone, at)):
        assert (now.is_open, now.until) == (True, None)
