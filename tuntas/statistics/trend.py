"""What a row of yearly counts allows to say, and what it does not. Formulas and sources: docs/reference/statistics.md."""

import math
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import accumulate

from tuntas.statistics.counts import Interval, binomial_test, plausible, poisson_interval, proportion_interval
from tuntas.statistics.special import gamma_upper

ALPHA = 0.05
ENOUGH_YEARS = 5  # from how many numbers on the word "tren" is used at all
LARGEST = 1_000_000_000
MOST_YEARS = 60
_MOST_WAYS = 100_000  # outcomes that are counted one by one
_MOST_STEPS = 2_000_000


class NoTrend(ValueError):
    """The numbers cannot be used; the sentence says why."""


class Direction(StrEnum):
    """What may be said of the direction: a word only where the tests carry it."""

    UP = "naik"
    DOWN = "turun"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Test:
    """A p-value, and whether every outcome was counted for it."""

    p: float
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Comparison:
    """One period against another, per year; the ratio is infinite where nothing came before, nan where nothing came at all."""

    now: int
    before: int
    now_years: float
    before_years: float
    ratio: float
    interval: Interval
    p: float


def compare(now: int, before: int, *, now_years: float = 1, before_years: float = 1) -> Comparison:
    """Ratio of two counts: exact conditional interval (Clopper–Pearson) and two-sided p by minimum likelihood."""
    total, share, scale = now + before, now_years / (now_years + before_years), before_years / now_years
    if not total:
        return Comparison(now, before, now_years, before_years, math.nan, Interval(0, math.inf), 1.0)
    bounds = proportion_interval(now, total)
    return Comparison(
        now,
        before,
        now_years,
        before_years,
        now / before * scale if before else math.inf,
        Interval(_odds(bounds.low) * scale, _odds(bounds.high) * scale),
        binomial_test(now, total, share),
    )


def _odds(share: float) -> float:
    return share / (1 - share) if share < 1 else math.inf


def equality(counts: list[int]) -> Test:
    """Are the years equal? All outcomes that are no more likely than this one; chi-square where they are too many to count."""
    total, years = sum(counts), len(counts)
    if not total or years < 2:
        return Test(1.0)
    if years == 2:
        return Test(binomial_test(counts[0], total, 0.5))
    if total * years > _MOST_STEPS or _ways(total, years) > _MOST_WAYS:
        mean = total / years
        distance = math.fsum((count - mean) ** 2 for count in counts) / mean
        return Test(gamma_upper((years - 1) / 2, distance / 2), exact=False)
    return Test(_no_likelier(counts))


def _ways(total: int, years: int) -> int:
    """In how many ways a total falls into at most so many parts, whatever their order."""
    ways = [1] + [0] * total
    for part in range(1, years + 1):
        for amount in range(part, total + 1):
            ways[amount] += ways[amount - part]
    return ways[total]


def _no_likelier(counts: list[int]) -> float:
    total, years = sum(counts), len(counts)
    logs = [math.lgamma(count + 1) for count in range(max(total, years) + 1)]
    limit = -math.fsum(logs[count] for count in counts) + 1e-7
    front = logs[total] - total * math.log(years)
    found: list[float] = []

    def fill(left: int, places: int, last: tuple[int, int], weight: float, orders: float) -> None:
        # Parts are put down from large to small; `last` is the one before and how often it stands there already.
        if places == 0:
            if weight <= limit:
                found.append(math.exp(front + weight + orders))
            return
        for part in range(min(left, last[0]), -(-left // places) - 1, -1):
            run = last[1] + 1 if part == last[0] else 1
            fill(left - part, places - 1, (part, run), weight - logs[part], orders - math.log(run))

    fill(total, years, (total + 1, 0), 0.0, logs[years])
    return min(1.0, math.fsum(found))


def linear(counts: list[int]) -> Test:
    """Exact linear trend: T = Σ score·x given the total; P(|T − E T| ≥ |t − E T|) if the years were equal."""
    total, years = sum(counts), len(counts)
    if not total or years < 2:
        return Test(1.0)
    # Doubled, so that all of it stays whole.
    distance = abs(_slope(counts))
    if total * total * years > _MOST_STEPS:
        spread = math.sqrt(total * (years * years - 1) / 12)
        return Test(math.erfc(max(0.0, (distance - 1) / 2) / spread / math.sqrt(2)), exact=False)
    # Each report falls into one of the years: the sum of `total` throws of a die with the scores 0, 1, … on it.
    ways = [1]
    for _ in range(total):
        sums = [0, *accumulate([*ways, *[0] * (years - 1)])]
        ways = [sums[at + 1] - sums[max(0, at + 1 - years)] for at in range(len(sums) - 1)]
    middle = total * (years - 1)
    return Test(sum(way for t, way in enumerate(ways) if abs(2 * t - middle) >= distance) / years**total)


def _slope(counts: list[int]) -> int:
    """Twice the distance of T from what equal years would give; its sign is that of the slope."""
    return 2 * sum(score * count for score, count in enumerate(counts)) - sum(counts) * (len(counts) - 1)


@dataclass(frozen=True)
class Trend:
    """All that is computed about a row of yearly counts, oldest first."""

    counts: tuple[int, ...]

    def __post_init__(self) -> None:
        """Raises NoTrend for what no row of counts can be."""
        if not self.counts:
            raise NoTrend("Tulis paling sedikit satu angka tahunan, yang paling lama lebih dulu.")
        if len(self.counts) > MOST_YEARS:
            raise NoTrend(f"Paling banyak {MOST_YEARS} angka tahunan sekaligus.")
        if min(self.counts) < 0:
            raise NoTrend("Jumlah laporan tidak dapat kurang dari nol.")
        if max(self.counts) > LARGEST:
            raise NoTrend("Angka lebih dari satu miliar tidak dihitung.")

    @cached_property
    def intervals(self) -> list[Interval]:
        """Of each year, the exact 95 % interval."""
        return [poisson_interval(count) for count in self.counts]

    @cached_property
    def comparisons(self) -> list[Comparison]:
        """Each year with the one before, the last with each earlier one, and with all earlier ones together."""
        last = len(self.counts) - 1
        pairs = [(at, at - 1) for at in range(1, last + 1)] + [(last, at) for at in range(last - 2, -1, -1)]
        found = [compare(self.counts[now], self.counts[before]) for now, before in pairs]
        if last >= 2:
            found.append(compare(self.counts[-1], sum(self.counts[:-1]), before_years=last))
        return found

    @cached_property
    def equality(self) -> Test:
        return equality(list(self.counts))

    @cached_property
    def linear(self) -> Test:
        return linear(list(self.counts))

    @cached_property
    def plausible(self) -> Interval | None:
        """The 95 % range for the last year from the earlier ones; none where there are no earlier ones."""
        return plausible(list(self.counts[:-1])) if len(self.counts) > 1 else None

    @cached_property
    def direction(self) -> Direction:
        """UP or DOWN only if both tests say so and the last year lies on that side of the earlier ones.

        For two years the two tests are one. For three and more the years must differ *and* follow a line: whoever picks
        the lowest year afterwards finds something in every row of numbers.
        """
        if len(self.counts) < 2 or self.equality.p >= ALPHA or self.linear.p >= ALPHA:
            return Direction.UNKNOWN
        slope = _slope(list(self.counts))
        last = self.counts[-1] * (len(self.counts) - 1) - sum(self.counts[:-1])
        if slope * last <= 0:
            return Direction.UNKNOWN
        return Direction.UP if slope > 0 else Direction.DOWN
