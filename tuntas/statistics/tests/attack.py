"""An attack on tables that are printed with hidden cells: everything that is printed is known, the rest is worked out.

Knows nothing of how cells were hidden. `bounds` narrows every hidden cell sum by sum until nothing changes; `possible`
tries every way to fill a small table, which no attack can beat.
"""

from collections.abc import Iterator, Mapping, Sequence
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
    now = sums.start()
    before: dict[str, tuple[int, int]] = {}
    while now != before:
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


def possible(sums: Sums) -> dict[str, set[int]]:
    """Every value that each hidden cell takes in some way to fill all of them."""
    known = bounds(sums)
    hidden = [name for name, (low, high) in known.items() if low != high]
    found: dict[str, set[int]] = {name: set() for name in known}
    for filled in _fillings(known, hidden, sums):
        for name, value in filled.items():
            found[name].add(value)
    return found


def _fillings(known: Mapping[str, tuple[int, int]], hidden: Sequence[str], sums: Sums) -> Iterator[dict[str, int]]:
    if not hidden:
        filled = {name: low for name, (low, _) in known.items()}
        if _right(filled, sums):
            yield filled
        return
    name, *rest = hidden
    low, high = known[name]
    for value in range(low, min(high, MOST) + 1):
        tried = bounds(Sums({n: str(a) if a == b else "×" for n, (a, b) in known.items()}, sums.exact, sums.at_least))
        narrowed = {n: (max(a, known[n][0]), min(b, known[n][1])) for n, (a, b) in tried.items()}
        narrowed[name] = (value, value)
        if all(a <= b for a, b in narrowed.values()):
            yield from _fillings(narrowed, rest, sums)


def _right(filled: Mapping[str, int], sums: Sums) -> bool:
    return all(filled[whole] == sum(filled[cell] for cell in cells) for whole, cells in sums.exact) and all(
        filled[whole] <= sum(filled[cell] for cell in cells) and all(filled[cell] <= filled[whole] for cell in cells)
        for whole, cells in sums.at_least
    )
