"""Opening hours: how they are written, and whether an agency is open at a moment. Touches no table.

Hours are local: weekday (ISO, Monday is 1) → stretches from, until. `time.max` as an end means midnight.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

Stretch = tuple[time, time]
Hours = Mapping[int, Sequence[Stretch]]
Interval = tuple[datetime, datetime]

AHEAD = 21  # days looked ahead for the next opening; no row of holidays is as long
MOST_STRETCHES = 4
STRETCH = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?\s*(?:-|–|—|s/d|s\.d\.|sampai)\s*(\d{1,2})(?:[.:](\d{2}))?")


@dataclass(frozen=True)
class Opening:
    """Open or not, and until when: the next closing, or the next opening. None: it does not change soon."""

    is_open: bool
    until: datetime | None


def parse(text: str) -> list[Stretch]:
    """Stretches from "08.00-12.00, 13.00-16.00"; an empty text is a closed day. Raises ValueError with a sentence."""
    stretches = []
    for part in filter(None, (part.strip() for part in re.split(r"[,;]", text))):
        match = STRETCH.fullmatch(part)
        if match is None:
            raise ValueError("Tulis jam buka seperti 08.00-12.00, 13.00-16.00. Kosongkan bila tutup.")
        opens, closes = _time(match[1], match[2]), _time(match[3], match[4])
        if closes <= opens:
            raise ValueError(
                f"Jam tutup harus sesudah jam buka ({part}). Lewat tengah malam ditulis di hari berikutnya."
            )
        stretches.append((opens, closes))
    stretches.sort()
    if len(stretches) > MOST_STRETCHES:
        raise ValueError(f"Paling banyak {MOST_STRETCHES} rentang jam dalam sehari.")
    if any(later[0] < earlier[1] for earlier, later in pairwise(stretches)):
        raise ValueError("Rentang jam di hari ini saling tumpang tindih.")
    return stretches


def _time(hour: str, minute: str | None) -> time:
    if int(hour) == 24 and not int(minute or 0):
        return time.max
    try:
        return time(int(hour), int(minute or 0))
    except ValueError:
        raise ValueError("Jam hanya sampai 24.00.") from None


def show(stretches: Iterable[Stretch]) -> str:
    """As `parse` reads it: 08.00-12.00, 13.00-16.00."""
    return ", ".join(f"{clock(opens)}-{clock(closes)}" for opens, closes in stretches)


def clock(at: time) -> str:
    """08.00; midnight at the end of a day is 24.00."""
    return "24.00" if at == time.max else f"{at:%H.%M}"


def intervals(
    hours: Hours, zone: ZoneInfo, *, first: date, days: int, holidays: Collection[date] = ()
) -> list[Interval]:
    """The moments between which it is open on some days, in order; what touches at midnight is one stretch."""
    found: list[Interval] = []
    for day in (first + timedelta(days=number) for number in range(days)):
        if day in holidays:
            continue
        for opens, closes in sorted(hours.get(day.isoweekday(), ())):
            start, end = _moment(day, opens, zone), _moment(day, closes, zone)
            if found and found[-1][1] >= start:
                found[-1] = (found[-1][0], max(end, found[-1][1]))
            else:
                found.append((start, end))
    return found


def _moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    if at == time.max:
        return datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone)
    return datetime.combine(day, at, tzinfo=zone)


def opening(
    hours: Hours, zone: ZoneInfo, at: datetime, *, holidays: Collection[date] = (), always: bool = False
) -> Opening:
    """Open or closed at a moment. `holidays` are local days on which it stays closed, whatever the weekday."""
    if always:
        return Opening(is_open=True, until=None)
    today = at.astimezone(zone).date()
    # From yesterday, because a stretch may go on over midnight.
    for start, end in intervals(hours, zone, first=today - timedelta(days=1), days=AHEAD + 1, holidays=holidays):
        if start <= at < end:
            return Opening(is_open=True, until=end if end - at < timedelta(days=AHEAD - 1) else None)
        if start > at:
            return Opening(is_open=False, until=start)
    return Opening(is_open=False, until=None)
