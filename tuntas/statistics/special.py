"""The few special functions that small counts need, from their textbook series and continued fractions.

Written with `math` only: a page with figures must not load numpy or scipy into the process that answers requests.
Relative error is about 1e-10 for counts to a thousand and 1e-6 for counts to a thousand million (see tests/test_special.py).
"""

import math
from collections.abc import Callable

_TINY = 1e-300
_EPSILON = 1e-16


def gamma_upper(a: float, x: float) -> float:
    """Q(a, x), the upper regularised incomplete gamma: P(Poisson(x) < a) for a whole number a."""
    if x <= 0:
        return 1.0
    if x < a + 1:
        return 1.0 - _gamma_series(a, x)
    return _gamma_fraction(a, x)


def gamma_lower(a: float, x: float) -> float:
    """P(a, x) = 1 − Q(a, x), without losing a small P to the subtraction."""
    if x <= 0:
        return 0.0
    if x < a + 1:
        return _gamma_series(a, x)
    return 1.0 - _gamma_fraction(a, x)


def _gamma_front(a: float, x: float) -> float:
    return math.exp(a * math.log(x) - x - math.lgamma(a))


def _gamma_series(a: float, x: float) -> float:
    term = total = 1.0 / a
    step = a
    while abs(term) > abs(total) * _EPSILON:
        step += 1.0
        term *= x / step
        total += term
    return min(1.0, total * _gamma_front(a, x))


def _gamma_fraction(a: float, x: float) -> float:
    # Lentz's way through the continued fraction; x >= a + 1, so no denominator vanishes for long.
    b = x + 1.0 - a
    c = 1.0 / _TINY
    d = 1.0 / b
    fraction = d
    i = 0
    change = 0.0
    while abs(change - 1.0) > 1e-15:
        i += 1
        factor = -i * (i - a)
        b += 2.0
        d = 1.0 / _not_zero(factor * d + b)
        c = _not_zero(b + factor / c)
        change = d * c
        fraction *= change
    return min(1.0, fraction * _gamma_front(a, x))


def _not_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def beta_lower(x: float, a: float, b: float) -> float:
    """I_x(a, b), the regularised incomplete beta: P(Beta(a, b) <= x)."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    if x < (a + 1.0) / (a + b + 2.0):
        return min(1.0, front * _beta_fraction(x, a, b) / a)
    return max(0.0, 1.0 - front * _beta_fraction(1.0 - x, b, a) / b)


def _beta_fraction(x: float, a: float, b: float) -> float:
    c = 1.0
    d = 1.0 / _not_zero(1.0 - (a + b) * x / (a + 1.0))
    fraction = d
    m = 0
    change = 0.0
    while abs(change - 1.0) > 1e-15:
        m += 1
        even = m * (b - m) * x / ((a + 2 * m - 1.0) * (a + 2 * m))
        d = 1.0 / _not_zero(1.0 + even * d)
        c = _not_zero(1.0 + even / c)
        fraction *= d * c
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1.0))
        d = 1.0 / _not_zero(1.0 + odd * d)
        c = _not_zero(1.0 + odd / c)
        change = d * c
        fraction *= change
    return fraction


def digamma(x: float) -> float:
    """The derivative of log Γ, for x > 0."""
    value = 0.0
    while x < 10:
        value -= 1.0 / x
        x += 1.0
    y = 1.0 / (x * x)
    return value + math.log(x) - 0.5 / x - y * (1 / 12 - y * (1 / 120 - y * (1 / 252 - y * (1 / 240 - y / 132))))


def trigamma(x: float) -> float:
    """The second derivative of log Γ, for x > 0."""
    value = 0.0
    while x < 10:
        value += 1.0 / (x * x)
        x += 1.0
    y = 1.0 / (x * x)
    return value + 1.0 / x + y / 2 + y / x * (1 / 6 - y * (1 / 30 - y * (1 / 42 - y * (1 / 30 - y * 5 / 66))))


def root(function: Callable[[float], float], low: float, high: float) -> float:
    """Where a rising function crosses zero between low and high, by halving."""
    for _ in range(200):
        middle = (low + high) / 2
        if middle in {low, high}:
            break
        if function(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def smallest(reaches: Callable[[int], bool]) -> int:
    """The smallest whole number from 0 that reaches what every larger one reaches too."""
    high = 1
    while not reaches(high):
        high *= 2
    low = -1
    while high - low > 1:
        middle = (low + high) // 2
        if reaches(middle):
            high = middle
        else:
            low = middle
    return high
