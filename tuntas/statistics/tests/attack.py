"""An attack on tables that are printed with hidden cells: everything that is printed is known, the rest is worked out.

Knows nothing of how cells were hidden. `bounds` narrows every hidden cell sum by sum until nothing changes; `possible`
tries every way to fill a small table, which no attack can beat.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

MOST = 60  # no hidden cell of the tables that are tried out is larger


@dataclass
class Sums:
    """Equations: the cells on one side make exactly (`exact`) or at least the cell on the other."""

    printed: dict[str, str]
    exact: list[tuple[str, list[str]]] = field(default_factory=list)
    at_least: list[tuple[str, list[str]]] = field(default_factory=list)

    def start(self) -> dict[str, tuple[int, int]]:
        """What the sign of each cell says by itself."""
        return {name: _read(text) for name, text in self.printed.items()}


def _read(text: str) -> tuple[int, int]:
    if text == "<5":
        return 1, 4
    if text == "×":
        return 0, 10**6
    number = int(text.replace(".", ""))
    return number, number


def bounds(sums: Sums) -> dict[str, tuple[int, int]]:
    """The narrowest bounds that one sum at a time allows."""
    return _narrowed(sums.start(), sums)


def _narrowed(start: dict[str, tuple[int, int]], sums: Sums) -> dict[str, tuple[int, int]]:
    now = dict(start)
    before: dict[str, tuple[int, int]] = {}
    while now != before and all(low <= high for low, high in now.values()):
        before = dict(now)
        for whole, cells in sums.exact:
            _narrow(now, whole, cells, exact=True)
        for whole, cells in sums.at_least:
            _narrow(now, whole, cells, exact=False)
    return now


def _narrow(now: dict[str, tuple[int, int]], whole: str, cells: Sequence[str], *, exact: bool) -> None:
    low, high = sum(now[name][0] for name in cells), sum(now[name][1] for name in cells)
    least, most = now[whole]
    now[whole] = (max(least, low) if exact else least, min(most, high))
    least, most = now[whole]
    for name in cells:
        its_low, its_high = now[name]
        others_low, others_high = low - its_low, high - its_high
        its_high = min(its_high, most - others_low) if exact else min(its_high, most)
        now[name] = (max(its_low, least - others_high), its_high)


def possible(sums: Sums, name: str, *, enough: int) -> set[int]:
    """Values that a hidden cell takes in some way to fill all cells, tried one after another until there are `enough`."""
    known = bounds(sums)
    found: set[int] = set()
    low, high = known[name]
    for value in range(low, min(high, MOST) + 1):
        if len(found) < enough and _fits(known | {name: (value, value)}, sums):
            found.add(value)
    return found


def _fits(known: dict[str, tuple[int, int]], sums: Sums) -> bool:
    """Whether there is a way to fill what is left open; one is enough."""
    now = _narrowed(known, sums)
    if any(low > high for low, high in now.values()):
        return False
    open_ = [name for name, (low, high) in now.items() if low != high]
    if not open_:
        return True
    name = min(open_, key=lambda each: now[each][1] - now[each][0])
    low, high = now[name]
    return any(_fits(now | {name: (value, value)}, sums) for value in range(low, min(high, MOST) + 1))
