"""A map of areas as SVG, drawn on the server. It stands beside a table that says the same; it never stands alone.

    shades = [Shade(area, step=2, mark="14", words="14 laporan", url=…), …]
    chart = draw(shades, title="…", about="…", legend=[(1, "1–5"), (2, "6–20")])      # None: no boundary was imported

In a template: `{% load maps %}{% area_map chart %}`. Two queries, whatever the number of areas.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tuntas.areas.models import Area, Boundary
from tuntas.areas.shapes import STEPS, unpack

WIDTH = 3600  # ten units are one pixel on a phone of 360
HEIGHT_MOST = 4200
EDGE = 30
FINE = 5  # what moves less than half a pixel is not drawn
LETTER = 64  # width of a character of a mark
TALL = 110
STEPS_OF_SHADE = range(5)
CROWD = 60  # from so many areas on edges are thin, and a mark stands only where all of it fits
Legend = Sequence[tuple[int | None, str]]


@dataclass(frozen=True)
class Shade:
    """How one area looks: `step` 0 (white) to 4 (darkest), None where nothing is known; `mark` stands in it, `words` says all.

    `strong` draws a thick edge around it.
    """

    area: Area
    step: int | None
    words: str
    mark: str = ""
    url: str = ""
    strong: bool = False


@dataclass(frozen=True)
class Drawn:
    """One area on the map."""

    shade: Shade
    path: str


@dataclass(frozen=True)
class Word:
    """A mark and where it stands."""

    x: int
    y: int
    text: str


@dataclass(frozen=True)
class Map:
    """All that the template needs. `missing`: areas without a boundary; `crowded`: marks for which there was no room."""

    title: str
    about: str
    height: int
    areas: list[Drawn]
    words: list[Word]
    legend: Legend
    sources: list[str]
    missing: list[Area]
    crowded: int
    key: str

    @property
    def width(self) -> int:
        """Of the drawing's own coordinates."""
        return WIDTH

    @property
    def many(self) -> bool:
        """Whether edges must be thin."""
        return len(self.areas) > CROWD


@dataclass(frozen=True)
class _Frame:
    west: int
    north: int
    across: float
    down: float

    def x(self, value: float) -> int:
        return int((value - self.west) * self.across) + EDGE

    def y(self, value: float) -> int:
        return int((self.north - value) * self.down) + EDGE


def draw(shades: Iterable[Shade], *, title: str, about: str, legend: Legend, key: str = "peta") -> Map | None:
    """The map, or None where no boundary of these areas is known. `key` keeps two maps of one page apart."""
    shades = list(shades)
    found = {
        row.area_id: row
        for row in Boundary.objects.filter(area__in=[shade.area.pk for shade in shades]).select_related("source")
    }
    if not found:
        return None
    lines = {pk: unpack(row.lines) for pk, row in found.items()}
    frame, height = _frame([line for each in lines.values() for line in each])
    here = [shade for shade in shades if shade.area.pk in found]
    words, crowded = _words([(shade, found[shade.area.pk]) for shade in here], frame)
    return Map(
        title=title, about=about, height=height, key=key, words=words, crowded=crowded, legend=legend,
        # A thick edge is drawn last, over those of the neighbours.
        areas=[
            Drawn(shade, _path(lines[shade.area.pk], frame)) for shade in sorted(here, key=lambda each: each.strong)
        ],
        sources=sorted({str(row.source) for row in found.values()}),
        missing=[shade.area for shade in shades if shade.area.pk not in found],
    )  # fmt: skip


def _frame(lines: list[tuple[int, ...]]) -> tuple[_Frame, int]:
    """Equal steps in both directions in the middle of the map: small areas lie near the equator here."""
    west, east = min(min(line[::2]) for line in lines), max(max(line[::2]) for line in lines)
    south, north = min(min(line[1::2]) for line in lines), max(max(line[1::2]) for line in lines)
    narrow = math.cos(math.radians((south + north) / 2 / STEPS))
    across = (WIDTH - 2 * EDGE) / max((east - west) * narrow, 1)
    scale = min(across, (HEIGHT_MOST - 2 * EDGE) / max(north - south, 1))
    shift = ((WIDTH - 2 * EDGE) / scale - (east - west) * narrow) / 2 / narrow
    height = int((north - south) * scale) + 2 * EDGE
    return _Frame(int(west - shift), north, scale * narrow, scale), height


def _path(lines: list[tuple[int, ...]], frame: _Frame) -> str:
    """Lines too small to be seen are left out, but never all of an area."""
    drawn = [_line(line, frame) for line in lines]
    seen = [path for path, size in drawn if size >= 2 * FINE]
    return "".join(seen or [max(drawn, key=lambda each: each[1])[0]])


def _line(line: tuple[int, ...], frame: _Frame) -> tuple[str, int]:
    west, north, across, down = frame.west, frame.north, frame.across, frame.down
    xs = [int((x - west) * across) + EDGE for x in line[::2]]
    ys = [int((north - y) * down) + EDGE for y in line[1::2]]
    at_x, at_y = xs[0], ys[0]
    parts = [f"M{at_x} {at_y}l"]
    add = parts.append
    for x, y in zip(xs, ys, strict=True):
        dx, dy = x - at_x, y - at_y
        if dx >= FINE or dx <= -FINE or dy >= FINE or dy <= -FINE:
            add(f"{dx} {dy} ")
            at_x, at_y = x, y
    add("z")
    return "".join(parts) if len(parts) > 3 else _dot(xs[0], ys[0]), max(max(xs) - min(xs), max(ys) - min(ys))


def _dot(x: int, y: int) -> str:
    return f"M{x} {y}h{2 * FINE}v{2 * FINE}h-{2 * FINE}z"


def _words(here: list[tuple[Shade, Boundary]], frame: _Frame) -> tuple[list[Word], int]:
    """Marks where there is room, the roomiest areas first; none over another. A mark may reach over the edge of its area."""
    words: list[Word] = []
    taken: list[tuple[int, int, int]] = []
    crowded = 0
    for shade, row in sorted(here, key=lambda each: -each[1].mark_room):
        if not shade.mark:
            continue
        half = len(shade.mark) * LETTER // 2
        x, y = frame.x(row.mark_x), frame.y(row.mark_y)
        x = min(max(x, half), WIDTH - half)
        inside = row.mark_room * frame.across >= half * (2 if len(here) > CROWD else 1)
        if inside and not any(abs(x - a) < half + b and abs(y - c) < TALL for a, c, b in taken):
            taken.append((x, y, half))
            words.append(Word(x, y + TALL // 3, shade.mark))
        else:
            crowded += 1
    return words, crowded


def classes(values: Iterable[int | None]) -> tuple[dict[int, int], Legend]:
    """The step of each count, and the legend: none is white, the others fall into four classes of about as many areas each."""
    known = sorted(value for value in values if value)
    limits = sorted({known[math.ceil(len(known) * part / 4) - 1] for part in (1, 2, 3, 4)}) if known else []
    steps, legend = {0: 0}, [(0, "0")]
    low = 1
    for step, limit in enumerate(limits, len(STEPS_OF_SHADE) - len(limits)):
        steps |= {value: step for value in known if low <= value <= limit}
        legend.append((step, f"{low}–{limit}" if low < limit else str(limit)))
        low = limit + 1
    return steps, legend
