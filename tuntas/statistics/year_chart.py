"""A chart of yearly numbers with their intervals, as SVG drawn on the server; the table beside it says the same."""

from dataclasses import dataclass

from tuntas.statistics.trend import Trend
from tuntas.statistics.wording import number

WIDTH, HEIGHT = 360, 220
LEFT, RIGHT, TOP, BOTTOM = 40, 10, 12, 28


@dataclass(frozen=True)
class Point:
    """One year: where its number and the ends of its interval stand."""

    year: int
    text: str
    words: str
    x: float
    y: float
    low: float
    high: float


@dataclass(frozen=True)
class Tick:
    """A line across, and its number."""

    y: float
    text: str


@dataclass(frozen=True)
class Chart:
    """All that the template draws. `band`: the plausible range of the last year, as top and height."""

    points: list[Point]
    ticks: list[Tick]
    band: tuple[float, float, float, float] | None
    width: int = WIDTH
    height: int = HEIGHT
    base: int = HEIGHT - BOTTOM
    left: int = LEFT
    right: int = WIDTH - RIGHT


def yearly(trend: Trend, *, first_year: int) -> Chart:
    """Points, not a line: a line would say what lies between two years."""
    tops = [interval.high for interval in trend.intervals] + ([trend.plausible.high] if trend.plausible else [])
    step = _step(max(tops))
    most = step * (int(max(tops) / step) + 1)

    def y(value: float) -> float:
        return round(HEIGHT - BOTTOM - value / most * (HEIGHT - TOP - BOTTOM), 1)

    room = (WIDTH - LEFT - RIGHT) / len(trend.counts)
    points = [
        Point(
            first_year + at, number(count), f"{number(count)}, selang 95 % {number(of.low, 1)} sampai {number(of.high, 1)}",
            round(LEFT + room * (at + 0.5), 1), y(count), y(of.low), y(of.high),
        )
        for at, (count, of) in enumerate(zip(trend.counts, trend.intervals, strict=True))
    ]  # fmt: skip
    band = None
    if trend.plausible is not None:
        top, bottom = y(trend.plausible.high), y(trend.plausible.low)
        band = (round(points[-1].x - room / 2 + 2, 1), top, round(room - 4, 1), round(bottom - top, 1))
    ticks = [Tick(y(value), number(value)) for value in range(0, most + 1, step)]
    return Chart(points, ticks, band)


def _step(most: float) -> int:
    step = 1
    for factor in (2, 2.5, 2) * 9:
        if most / step <= 5:
            break
        step = int(step * factor)
    return step
