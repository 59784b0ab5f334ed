"""What can be worked out about hidden cells of a table: exactly, as flows in a network. Pure arithmetic.

A table with totals is a network: each cell is an arc, each sum a node into which as much flows as out of it. Whoever knows
the shown cells knows that the hidden ones take some value within their bounds so that every sum is right. How far one
hidden cell can grow or shrink is how much flow can be sent back around it; because the bounds are whole numbers, every
whole number between is possible too. So the answer is exact for tables of one and of two dimensions.
"""

from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass
from enum import StrEnum

THRESHOLD = 5  # counts from 1 to below this are small
WIDE = 3  # how many whole numbers at least stay possible for a small count
_ENDLESS = 10**9


class Shown(StrEnum):
    """How a cell is printed."""

    NUMBER = "number"
    FEW = "few"  # "<5": one to four
    CLOSED = "closed"  # "×": any number, closed so that others cannot be worked out


@dataclass
class Arc:
    """A cell: `value` flows from `tail` to `head`. What is never printed (`printed` False) has no lower or upper bound."""

    tail: Hashable
    head: Hashable
    value: int
    shown: Shown = Shown.NUMBER
    printed: bool = True

    @property
    def small(self) -> bool:
        """Whether this is a count that must not become known."""
        return self.printed and 0 < self.value < THRESHOLD

    @property
    def room(self) -> tuple[int, int]:
        """By how much it could be more or less, as far as its own sign tells."""
        if not self.printed or self.shown is Shown.CLOSED:
            return _ENDLESS, self.value
        if self.shown is Shown.FEW:
            return THRESHOLD - 1 - self.value, self.value - 1
        return 0, 0


class Network:
    """Arcs and the sums they meet in."""

    def __init__(self, arcs: list[Arc]) -> None:
        self.arcs = arcs
        self._at: dict[Hashable, list[tuple[Arc, bool]]] = {}
        for arc in arcs:
            self._at.setdefault(arc.tail, []).append((arc, True))
            self._at.setdefault(arc.head, []).append((arc, False))

    def safe(self, arc: Arc) -> bool:
        """Whether at least WIDE whole numbers stay possible for a cell."""
        more = self._flow(arc, arc.head, arc.tail, min(arc.room[0], WIDE - 1))
        if more >= WIDE - 1:
            return True
        less = self._flow(arc, arc.tail, arc.head, min(arc.room[1], WIDE - 1 - more))
        return more + less >= WIDE - 1

    def unsafe(self) -> list[Arc]:
        """Small counts that could become known."""
        return [arc for arc in self.arcs if arc.small and not self.safe(arc)]

    def _flow(self, without: Arc, source: Hashable, sink: Hashable, wanted: int) -> int:
        """How much, up to `wanted`, can go from one sum to another on changes of all other arcs."""
        changed: dict[int, int] = {}
        sent = 0
        while sent < wanted:
            way = self._way(without, source, sink, changed)
            if way is None:
                break
            amount = min([wanted - sent, *(_left(arc, forward, changed) for arc, forward in way)])
            for arc, forward in way:
                changed[id(arc)] = changed.get(id(arc), 0) + (amount if forward else -amount)
            sent += amount
        return sent

    def _way(
        self, without: Arc, source: Hashable, sink: Hashable, changed: dict[int, int]
    ) -> list[tuple[Arc, bool]] | None:
        came: dict[Hashable, tuple[Arc, bool] | None] = {source: None}
        waiting = deque([source])
        while waiting:
            here = waiting.popleft()
            if here == sink:
                return _back(came, sink)
            for arc, forward in self._at[here]:
                there = arc.head if forward else arc.tail
                if arc is not without and there not in came and _left(arc, forward, changed) > 0:
                    came[there] = (arc, forward)
                    waiting.append(there)
        return None


def _left(arc: Arc, forward: bool, changed: dict[int, int]) -> int:  # noqa: FBT001 - a direction, not a switch
    more, less = arc.room
    moved = changed.get(id(arc), 0)
    return more - moved if forward else less + moved


def _back(came: dict[Hashable, tuple[Arc, bool] | None], sink: Hashable) -> list[tuple[Arc, bool]]:
    way = []
    step = came[sink]
    while step is not None:
        way.append(step)
        arc, forward = step
        step = came[arc.tail if forward else arc.head]
    return way
