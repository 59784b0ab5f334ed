"""Rates of small areas, and which areas are so quiet that somebody should look. Formulas: docs/reference/statistics.md.

A quiet area is never called safe: few reports may as well mean that nobody can report. The word is "periksa".
"""

import math
from dataclasses import dataclass

from tuntas.statistics.counts import negative_binomial_at_most, poisson_at_least, poisson_at_most
from tuntas.statistics.special import digamma, trigamma

Q = 0.10
_MOST_ALIKE = 1e6  # above this the areas differ no more than a Poisson law lets them


class NoComparison(ValueError):
    """These areas cannot be compared; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Area:
    """What is known of one area: reports, and people times years."""

    name: str
    count: int
    population: float


@dataclass(frozen=True, slots=True)
class Shrinkage:
    """Empirical Bayes after Marshall (1991): the spread of the true rates, their mean, and each area's estimate."""

    a: float
    b: float
    rates: list[float]


@dataclass(frozen=True, slots=True)
class Gamma:
    """How relative rates vary over areas; `alpha` infinite where they do not vary more than chance."""

    alpha: float
    beta: float


@dataclass(frozen=True, slots=True)
class Finding:
    """One area beside the others."""

    area: Area
    expected: float
    shrunk: float  # per person
    low: float  # P(Y ≤ o) of a plain Poisson law
    high: float  # P(Y ≥ o) of a plain Poisson law
    silence: float  # P(Y ≤ o) of the law that the other areas follow
    check: bool


@dataclass(frozen=True, slots=True)
class Survey:
    """All areas, in the order in which they came."""

    findings: list[Finding]
    shrinkage: Shrinkage
    gamma: Gamma


def shrink(areas: list[Area]) -> Shrinkage:
    """Marshall's global estimate: θ = b + a/(a + b/n)·(r − b)."""
    people = math.fsum(area.population for area in areas)
    b = sum(area.count for area in areas) / people
    spread = math.fsum(area.population * (area.count / area.population - b) ** 2 for area in areas) / people
    a = max(0.0, spread - b / (people / len(areas)))
    rates = [b + (a / (a + b / area.population) if a else 0.0) * (area.count / area.population - b) for area in areas]
    return Shrinkage(a, b, rates)


def stand_out(p_values: list[float], *, q: float = Q) -> list[bool]:
    """Benjamini–Hochberg: which of these stand out if at most a share q of them may be false alarms."""
    order = sorted(range(len(p_values)), key=p_values.__getitem__)
    reached = max((rank for rank, at in enumerate(order, 1) if p_values[at] <= q * rank / len(order)), default=0)
    chosen = set(order[:reached])
    return [at in chosen for at in range(len(p_values))]


def survey(areas: list[Area], *, q: float = Q) -> Survey:
    """Compare each area with all others. Raises NoComparison if there is nothing to compare."""
    if len(areas) < 3:
        raise NoComparison("Paling sedikit tiga wilayah diperlukan untuk dibandingkan.")
    if not any(area.count for area in areas):
        raise NoComparison(
            "Semua jumlah nol: tidak ada yang dapat dibandingkan. Periksa apakah saluran laporan berjalan."
        )
    shrinkage = shrink(areas)
    expected = [shrinkage.b * area.population for area in areas]
    fit = _Fit([area.count for area in areas], expected)
    silence = [_predictive(area.count, expected[at], fit.without(at)) for at, area in enumerate(areas)]
    checks = stand_out(silence, q=q)
    findings = [
        Finding(
            area,
            expected[at],
            shrinkage.rates[at],
            poisson_at_most(area.count, expected[at]),
            poisson_at_least(area.count, expected[at]),
            silence[at],
            checks[at],
        )
        for at, area in enumerate(areas)
    ]
    return Survey(findings, shrinkage, fit.gamma)


def _predictive(count: int, expected: float, law: Gamma) -> float:
    """P(Y ≤ count); for none at all it is (β/(β+E))^α."""
    if math.isinf(law.alpha):
        return poisson_at_most(count, expected / law.beta)
    return negative_binomial_at_most(count, size=law.alpha, prob=law.beta / (law.beta + expected))


class _Fit:
    """Negative-binomial maximum likelihood over all areas, and over all but one.

    By Newton's steps in log α and log m, where m = α/β is the mean of the relative rates. Leaving one area out moves the
    maximum little, so the fit over all is where each of those begins; its first step takes what all areas share from there.
    """

    def __init__(self, counts: list[int], expected: list[float]) -> None:
        self._counts, self._expected = counts, expected
        self._total, self._people = sum(counts), math.fsum(expected)
        self._seconds = [math.fsum(column) for column in zip(*map(_seconds, counts, expected), strict=True)]
        self.gamma = self._fit(None, start=None)
        self._shared = self._slopes(self.gamma, None) if math.isfinite(self.gamma.alpha) else None
        self._first_ladder = _Ladder(self.gamma.alpha)

    def without(self, left_out: int) -> Gamma:
        """The law of all areas but this one."""
        return self._fit(left_out, start=self.gamma if math.isfinite(self.gamma.alpha) else None)

    def _fit(self, left_out: int | None, *, start: Gamma | None) -> Gamma:
        total, people = self._total, self._people
        if left_out is not None:
            total, people = total - self._counts[left_out], people - self._expected[left_out]
        if not total:  # all others report nothing: half a report stands for what may still come
            return Gamma(math.inf, people / 0.5)
        mean = total / people
        alpha = start.alpha if start else self._moments(mean, left_out)
        if math.isinf(alpha):
            return Gamma(math.inf, 1 / mean)
        x, y = math.log(alpha), math.log(start.alpha / start.beta) if start else math.log(mean)
        first = start is not None
        for _ in range(100):
            law = Gamma(math.exp(x), math.exp(x - y))
            step_x, step_y = _newton(self._near(law, left_out) if first else self._slopes(law, left_out))
            x, y, first = x + step_x, y + step_y, False
            if x > math.log(_MOST_ALIKE):
                return Gamma(math.inf, 1 / mean)
            # α matters by its share in the variance of a count; what is left after a step is about the square of it.
            share = people / (people + len(self._counts) * law.alpha) if start else 1.0
            if max(abs(step_x) * share, abs(step_y)) < (2e-3 if start else 1e-8):
                break
        return Gamma(math.exp(x), math.exp(x - y))

    def _moments(self, mean: float, left_out: int | None) -> float:
        """α from the surplus of the variance; infinite where there is none."""
        seconds = self._seconds
        if left_out is not None:
            own = _seconds(self._counts[left_out], self._expected[left_out])
            seconds = [all_areas - part for all_areas, part in zip(seconds, own, strict=True)]
            if seconds[2] < own[2] * 1e-6:  # one area outweighs all others: a difference would keep nothing of them
                pairs = enumerate(zip(self._counts, self._expected, strict=True))
                columns = zip(*[_seconds(o, e) for at, (o, e) in pairs if at != left_out], strict=True)
                seconds = [math.fsum(column) for column in columns]
        surplus, both, squares = seconds
        surplus += mean * mean * squares - 2 * mean * both
        squares *= mean * mean
        return max(squares / surplus, 1e-3) if surplus > squares / _MOST_ALIKE else math.inf

    def _near(self, law: Gamma, left_out: int | None) -> list[float]:
        """The slopes without one area, at the maximum over all: what all share, less what it gave."""
        assert self._shared is not None
        assert left_out is not None
        own = _slopes(self._counts[left_out], self._expected[left_out], law, self._first_ladder)
        return [shared - part for shared, part in zip(self._shared, own, strict=True)]

    def _slopes(self, law: Gamma, left_out: int | None) -> list[float]:
        ladder = _Ladder(law.alpha)
        pairs = enumerate(zip(self._counts, self._expected, strict=True))
        each = [_slopes(o, e, law, ladder) for at, (o, e) in pairs if at != left_out]
        return [math.fsum(column) for column in zip(*each, strict=True)]


def _seconds(count: int, expected: float) -> tuple[float, float, float]:
    """o² − o, oE and E²: what the moments are made of."""
    return count * count - count, count * expected, expected * expected


class _Ladder(dict[int, tuple[float, float]]):
    """ψ(α + o) − ψ(α) and the same of ψ′, once for each count that occurs: most areas share a few small ones."""

    def __init__(self, alpha: float) -> None:
        super().__init__()
        self._alpha = alpha
        self._base = (digamma(alpha), trigamma(alpha)) if math.isfinite(alpha) else (0.0, 0.0)

    def __missing__(self, count: int) -> tuple[float, float]:
        at = self._alpha + count
        self[count] = found = (digamma(at) - self._base[0], trigamma(at) - self._base[1])
        return found


def _slopes(count: int, expected: float, law: Gamma, ladder: _Ladder) -> tuple[float, float, float, float, float]:
    """First and second derivatives of one area's log-likelihood by x = log α and y = log m: x, y, xx, xy, yy."""
    alpha = law.alpha
    mean = expected * alpha / law.beta
    both = alpha + mean
    climb, bend = ladder[count]
    by_alpha = climb + math.log(alpha / both) + (mean - count) / both
    twice = bend + 1 / alpha - 1 / both - (mean - count) / (both * both)
    by_y = alpha * (count - mean) / both
    return (
        alpha * by_alpha,
        by_y,
        alpha * by_alpha + alpha * alpha * twice,
        alpha * mean * (count - mean) / (both * both),
        -alpha * mean * (alpha + count) / (both * both),
    )


def _newton(slopes: list[float]) -> tuple[float, float]:
    """One step uphill, never longer than 1; where the hill is not curved like one, along the slope instead."""
    gx, gy, xx, xy, yy = slopes
    determinant = xx * yy - xy * xy
    if xx < 0 < determinant:
        step_x, step_y = (xy * gy - yy * gx) / determinant, (xy * gx - xx * gy) / determinant
    else:
        step_x, step_y = math.copysign(0.5, gx), -gy / yy
    longest = max(abs(step_x), abs(step_y), 1.0)
    return step_x / longest, step_y / longest
