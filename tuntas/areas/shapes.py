"""Closed lines of an area: packed for the database, thinned, and where a word fits inside. Touches no table.

A line is a list of x, y, x, y … in steps of 0.00001 degree (about a metre); first and last point are not repeated.
"""

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

STEPS = 100_000  # in one degree
DETAIL = 400  # a line keeps what is larger than this part of its own extent
FEW = 60  # points of a line that are all kept
PATIENCE = 300  # times the number of points: a coast takes about 40, a line made to take for ever is given up

Line = list[int]  # x and y in turn


class Unusable(ValueError):
    """A shape that is not drawn; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A point inside, and how wide the area is to both sides of it."""

    x: int
    y: int
    room: int


def pack(lines: Sequence[Line]) -> bytes:
    """How many lines, how many numbers in each, the numbers: 4 bytes each, the smallest first."""
    lengths = [len(line) for line in lines]
    head = struct.pack(f"<{len(lines) + 1}I", len(lines), *lengths)
    return head + b"".join(struct.pack(f"<{len(line)}i", *line) for line in lines)


def unpack(raw: bytes | memoryview) -> list[tuple[int, ...]]:
    """The lines of `pack`."""
    (count,) = struct.unpack_from("<I", raw)
    lengths = struct.unpack_from(f"<{count}I", raw, 4)
    lines, at = [], 4 * (count + 1)
    for length in lengths:
        lines.append(struct.unpack_from(f"<{length}i", raw, at))
        at += 4 * length
    return lines


def thin(line: Line) -> Line:
    """Douglas–Peucker on a long line: what is left out lies within a part of the line's own extent."""
    count = len(line) // 2
    if count <= FEW:
        return line
    xs, ys = line[::2], line[1::2]
    limit = (max(max(xs) - min(xs), max(ys) - min(ys)) / DETAIL) ** 2
    # A closed line is cut at its first point and at the one farthest from it.
    far = max(range(count), key=lambda at: (xs[at] - xs[0]) ** 2 + (ys[at] - ys[0]) ** 2)
    keep = {0, far}
    xs.append(xs[0])
    ys.append(ys[0])
    open_parts, patience = [(0, far), (far, count)], PATIENCE * count
    while open_parts:
        first, last = open_parts.pop()
        patience -= last - first
        if patience < 0:
            raise Unusable("Garis sebuah wilayah terlalu rumit. Sederhanakan berkasnya dahulu.")
        at, distance = _farthest(xs, ys, first, last)
        if distance > limit:
            keep.add(at)
            open_parts += [(first, at), (at, last)]
    kept = sorted(keep)
    return [value for at in kept for value in (xs[at], ys[at])] if len(kept) > 2 else line


def _farthest(xs: Line, ys: Line, first: int, last: int) -> tuple[int, float]:
    x, y = xs[first], ys[first]
    dx, dy = xs[last] - x, ys[last] - y
    length = dx * dx + dy * dy
    found, most = first, -1.0
    for at in range(first + 1, last):
        px, py = xs[at] - x, ys[at] - y
        along = min(1.0, max(0.0, (px * dx + py * dy) / length)) if length else 0.0
        away = (px - along * dx) ** 2 + (py - along * dy) ** 2
        if away > most:
            found, most = at, away
    return found, most


def mark(lines: Iterable[Line]) -> Mark:
    """Where the area is widest, looking along a few parallels: a word there lies inside, not in a bay or on a lake."""
    lines = list(lines)
    largest = max(lines, key=_extent)
    bottom, top = min(largest[1::2]), max(largest[1::2])
    best = Mark(largest[0], largest[1], 0)
    for part in (8, 7, 9, 6, 10, 5, 11, 4, 12):
        y = bottom + (top - bottom) * part / 16 + 0.5  # between two steps, so that no corner lies on it
        cuts = sorted(cut for line in lines for cut in _cuts(line, y))
        for left, right in zip(cuts[::2], cuts[1::2], strict=False):
            # Nearer to the middle is better than a little wider.
            if right - left > best.room * 1.15:
                best = Mark(round((left + right) / 2), round(y), int(right - left))
    return best


def _extent(line: Line) -> int:
    return (max(line[::2]) - min(line[::2])) * (max(line[1::2]) - min(line[1::2]))


def _cuts(line: Line, y: float) -> list[float]:
    """Where a line crosses a parallel."""
    found = []
    x0, y0 = line[-2], line[-1]
    for at in range(0, len(line), 2):
        x1, y1 = line[at], line[at + 1]
        if (y0 > y) != (y1 > y):
            found.append(x0 + (x1 - x0) * (y - y0) / (y1 - y0))
        x0, y0 = x1, y1
    return found
