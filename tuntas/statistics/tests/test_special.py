"""The special functions against what they are by definition: finite sums with exact arithmetic."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from tuntas.statistics.counts import (
    binomial_test,
    funnel,
    negative_binomial_at_least,
    negative_binomial_at_most,
    plausible,
    poisson_at_least,
    poisson_at_most,
    poisson_interval,
    proportion_interval,
    surprise,
)
from tuntas.statistics.special import beta_lower, digamma, trigamma

FEW = effort(max_examples=40, deadline=None)


@given(st.integers(0, 200), st.floats(0.01, 200))
@FEW
def test_poisson_tails_are_the_sum_of_their_terms(count: int, mean: float) -> None:
    term, total = math.exp(-mean), 0.0
    for x in range(count + 1):
        total += term
        term *= mean / (x + 1)
    assert poisson_at_most(count, mean) == pytest.approx(total, rel=1e-9, abs=1e-14)
    assert poisson_at_least(count + 1, mean) == pytest.approx(1 - total, rel=1e-6, abs=1e-13)


@given(st.integers(1, 60), st.integers(0, 60), st.fractions(Fraction(1, 50), Fraction(49, 50), max_denominator=50))
@FEW
def test_the_beta_is_a_tail_of_the_binomial(trials: int, successes: int, prob: Fraction) -> None:
    successes = min(successes, trials - 1)
    tail = sum(math.comb(trials, x) * prob**x * (1 - prob) ** (trials - x) for x in range(successes + 1, trials + 1))
    found = beta_lower(float(prob), successes + 1, trials - successes)
    assert found == pytest.approx(float(tail), rel=1e-9, abs=1e-14)


@given(st.integers(0, 60), st.integers(0, 60), st.fractions(Fraction(1, 20), Fraction(19, 20), max_denominator=20))
@FEW
def test_minimum_likelihood_is_what_counting_every_outcome_gives(one: int, other: int, prob: Fraction) -> None:
    trials = one + other
    each = [math.comb(trials, x) * prob**x * (1 - prob) ** (trials - x) for x in range(trials + 1)]
    counted = float(sum(p for p in each if p <= each[one]))
    assert binomial_test(one, trials, float(prob)) == pytest.approx(counted, rel=1e-8)


@given(st.floats(0.05, 1e6))
@FEW
def test_digamma_and_trigamma_step_by_their_rule(x: float) -> None:
    assert digamma(x + 1) - digamma(x) == pytest.approx(1 / x, rel=1e-7, abs=1e-12)
    assert trigamma(x) - trigamma(x + 1) == pytest.approx(1 / (x * x), rel=1e-7, abs=1e-12)


def test_digamma_and_trigamma_at_one() -> None:
    assert digamma(1) == pytest.approx(-0.5772156649015329, abs=1e-12)
    assert trigamma(1) == pytest.approx(math.pi**2 / 6, abs=1e-11)


@given(st.integers(0, 100_000))
@FEW
def test_the_interval_of_a_count_has_its_tails(count: int) -> None:
    interval = poisson_interval(count)
    assert count in interval
    assert poisson_at_most(count, interval.high) == pytest.approx(0.025, rel=1e-6)
    if count:
        assert poisson_at_least(count, interval.low) == pytest.approx(0.025, rel=1e-6)
        assert poisson_interval(count - 1).low < interval.low
        assert poisson_interval(count - 1).high < interval.high


def test_the_interval_of_nothing() -> None:
    assert poisson_interval(0).low == 0
    assert poisson_interval(0).high == pytest.approx(-math.log(0.025))


@given(st.integers(0, 500), st.integers(0, 500))
@FEW
def test_the_interval_of_a_share_is_symmetric(successes: int, failures: int) -> None:
    one = proportion_interval(successes, successes + failures + 1)
    other = proportion_interval(failures + 1, successes + failures + 1)
    assert (one.low, one.high) == pytest.approx((1 - other.high, 1 - other.low), abs=1e-9)


@pytest.mark.parametrize(("expected", "low", "high"), [(5, 1, 10), (10, 4, 17), (20, 12, 29)])
def test_the_funnel_has_exact_limits(expected: int, low: int, high: int) -> None:
    assert (funnel(expected).low, funnel(expected).high) == (low, high)


@given(st.lists(st.integers(0, 300), min_size=1, max_size=12))
@FEW
def test_the_plausible_range_leaves_out_at_most_its_tails(earlier: list[int]) -> None:
    found = plausible(earlier)
    law = {"size": sum(earlier) + 0.5, "prob": len(earlier) / (len(earlier) + 1)}
    assert negative_binomial_at_most(int(found.low) - 1, **law) < 0.025
    assert negative_binomial_at_most(int(found.high), **law) >= 0.975
    assert negative_binomial_at_least(int(found.high) + 1, **law) <= 0.025 + 1e-12
    more = plausible([count + 1 for count in earlier])
    assert more.low >= found.low
    assert more.high > found.high


def test_either_tail_surprises() -> None:
    assert [surprise(count, [9, 11, 10, 10, 12, 8]) for count in (0, 1, 10, 21, 40)] == [-1, -1, 0, 1, 1]


@pytest.mark.parametrize("count", [10**6, 10**9])
def test_huge_counts_agree_with_the_normal_law(count: int) -> None:
    interval = poisson_interval(count)
    assert (interval.high - interval.low) / (2 * 1.959964 * math.sqrt(count)) == pytest.approx(1, abs=1e-3)
    assert binomial_test(count, 2 * count, 0.5) == 1
    away = int(1.959964 * math.sqrt(count / 2))
    assert binomial_test(count + away, 2 * count, 0.5) == pytest.approx(0.05, abs=1e-3)
