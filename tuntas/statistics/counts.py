"""Laws of counts: Poisson, binomial and negative binomial, with their intervals. Formulas: docs/reference/statistics.md."""

import math
from dataclasses import dataclass

from tuntas.statistics.special import beta_lower, gamma_lower, gamma_upper, root, smallest


@dataclass(frozen=True, slots=True)
class Interval:
    """From low to high, both included."""

    low: float
    high: float

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high


def poisson_at_most(count: int, mean: float) -> float:
    """P(X ≤ count) for a Poisson count with this mean."""
    return 0.0 if count < 0 else gamma_upper(count + 1, mean)


def poisson_at_least(count: int, mean: float) -> float:
    """P(X ≥ count) for a Poisson count with this mean."""
    return 1.0 if count <= 0 else gamma_lower(count, mean)


def poisson_interval(count: int, *, level: float = 0.95) -> Interval:
    """The exact interval of the mean behind one count: (χ²(α/2; 2x)/2, χ²(1−α/2; 2x+2)/2), found without χ²."""
    tail = (1 - level) / 2
    top = count + 10 * math.sqrt(count + 1) + 20
    low = root(lambda mean: poisson_at_least(count, mean) - tail, 0.0, top) if count else 0.0
    return Interval(low, root(lambda mean: tail - poisson_at_most(count, mean), 0.0, top))


def funnel(expected: float, *, level: float = 0.95) -> Interval:
    """Limits of an exact Poisson funnel: the counts that do not surprise where `expected` are expected."""
    tail = (1 - level) / 2
    low = smallest(lambda count: poisson_at_most(count, expected) >= tail)
    return Interval(low, smallest(lambda count: poisson_at_most(count, expected) >= 1 - tail))


def negative_binomial_at_most(count: int, *, size: float, prob: float) -> float:
    """P(X ≤ count) for a negative binomial count."""
    return 0.0 if count < 0 else beta_lower(prob, size, count + 1)


def negative_binomial_at_least(count: int, *, size: float, prob: float) -> float:
    """P(X ≥ count), without losing a small one to a subtraction."""
    return 1.0 if count <= 0 else beta_lower(1 - prob, count, size)


def plausible(earlier: list[int], *, level: float = 0.95) -> Interval:
    """Which count to expect next after these, if nothing changed.

    Jeffreys prior: negative binomial with size S + ½ and prob n/(n+1), for S counts in n years or months.
    """
    size, prob, tail = sum(earlier) + 0.5, len(earlier) / (len(earlier) + 1), (1 - level) / 2
    low = smallest(lambda count: negative_binomial_at_most(count, size=size, prob=prob) >= tail)
    return Interval(low, smallest(lambda count: negative_binomial_at_most(count, size=size, prob=prob) >= 1 - tail))


def surprise(count: int, earlier: list[int], *, alpha: float = 0.01) -> int:
    """For months and weeks: 1 if the count is above what the baseline makes plausible, −1 if below, else 0.

    Each tail has `alpha`: the upper one alone is the Bayes rule of Riebler (2004).
    """
    size, prob = sum(earlier) + 0.5, len(earlier) / (len(earlier) + 1)
    if negative_binomial_at_least(count, size=size, prob=prob) <= alpha:
        return 1
    return -1 if negative_binomial_at_most(count, size=size, prob=prob) <= alpha else 0


def proportion_interval(successes: int, trials: int, *, level: float = 0.95) -> Interval:
    """Clopper–Pearson."""
    tail, failures = (1 - level) / 2, trials - successes
    low = root(lambda p: beta_lower(p, successes, failures + 1) - tail, 0.0, 1.0) if successes else 0.0
    high = root(lambda p: beta_lower(p, successes + 1, failures) - (1 - tail), 0.0, 1.0) if failures else 1.0
    return Interval(low, high)


def binomial_test(successes: int, trials: int, prob: float) -> float:
    """Two-sided p by minimum likelihood: all outcomes that are no more likely than this one (a little slack, as in R)."""

    def log_likelihood(x: int) -> float:
        choose = math.lgamma(trials + 1) - math.lgamma(x + 1) - math.lgamma(trials - x + 1)
        return choose + x * math.log(prob) + (trials - x) * math.log1p(-prob)

    limit = log_likelihood(successes) + 1e-7
    mode = min(trials, int((trials + 1) * prob))
    if log_likelihood(mode) <= limit:
        return 1.0
    # The likelihood rises to the mode and falls after it, so each tail is found by halving.
    below, above = -1, trials + 1  # the last outcome of the lower tail, the first of the upper
    if log_likelihood(0) <= limit:
        below = smallest(lambda x: x >= mode or log_likelihood(x) > limit) - 1
    if log_likelihood(trials) <= limit:
        above = mode + smallest(lambda x: mode + x >= trials or log_likelihood(mode + x) <= limit)
    lower = beta_lower(1 - prob, trials - below, below + 1) if below >= 0 else 0.0
    upper = beta_lower(prob, above, trials - above + 1) if above <= trials else 0.0
    return min(1.0, lower + upper)
