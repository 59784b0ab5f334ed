"""A measured figure and its bar; how they are printed."""

import json
import statistics
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from time import perf_counter


@dataclass(frozen=True)
class Figure:
    """`bar` is the greatest value that still holds; None where there is nothing to hold."""

    name: str
    value: float
    unit: str
    bar: float | None = None

    @property
    def holds(self) -> bool:
        """Whether the bar holds."""
        return self.bar is None or self.value <= self.bar


def percentile(values: Sequence[float], percent: int) -> float:
    """The percentile of at least two measured values."""
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def timed(call: Callable[[], object], times: int, *, warm_up: int = 3) -> list[float]:
    """Milliseconds of each call, after some that are not counted."""
    for _ in range(warm_up):
        call()
    spans = []
    for _ in range(times):
        began = perf_counter()
        call()
        spans.append((perf_counter() - began) * 1000)
    return spans


def show(figures: Sequence[Figure], *, as_json: bool) -> None:
    """Print all figures, as a table for people or as JSON."""
    if as_json:
        print(json.dumps([asdict(figure) | {"holds": figure.holds} for figure in figures], indent=1))
        return
    width = max(len(figure.name) for figure in figures)
    for figure in figures:
        bar = "" if figure.bar is None else f"≤ {figure.bar:g}"
        verdict = "" if figure.bar is None else ("holds" if figure.holds else "BROKEN")
        print(f"{figure.name:<{width}}  {figure.value:>12,.2f} {figure.unit:<8} {bar:<10} {verdict}")
