"""TopoJSON: shapes made of lines that neighbours share."""

from collections.abc import Sequence
from typing import Any

from tuntas.areas.shapes import Unusable

Point = tuple[float, float]


class Topology:
    """The shared lines of a file, in degrees. Whatever is not as the format says raises an error of Python."""

    def __init__(self, arcs: Sequence[Any], transform: dict[str, Any] | None, *, most: int) -> None:
        self._left = most  # points that may still come: a short file can name one long line a thousand times
        self._arcs = [_arc(arc, transform) for arc in arcs]

    def geometry(self, shape: dict[str, Any]) -> dict[str, Any]:
        """The same shape as GeoJSON has it."""
        kind = shape["type"]
        if kind == "Polygon":
            return {"type": kind, "coordinates": [self._ring(ring) for ring in shape["arcs"]]}
        if kind == "MultiPolygon":
            rings = [[self._ring(ring) for ring in polygon] for polygon in shape["arcs"]]
            return {"type": kind, "coordinates": rings}
        return {"type": kind, "coordinates": []}

    def _ring(self, arcs: Sequence[int]) -> list[Point]:
        points: list[Point] = []
        for at in arcs:
            # ~at: the line is walked backwards.
            arc = self._arcs[at] if at >= 0 else self._arcs[~at][::-1]
            self._left -= len(arc)
            if self._left < 0:
                raise Unusable("Berkas memuat terlalu banyak titik. Sederhanakan dahulu.")
            points += arc[1:] if points else arc
        return points


def _arc(arc: Sequence[Sequence[float]], transform: dict[str, Any] | None) -> list[Point]:
    if transform is None:
        return [(point[0], point[1]) for point in arc]
    (scale_x, scale_y), (shift_x, shift_y) = transform["scale"], transform["translate"]
    x = y = 0.0
    points = []
    for point in arc:
        x += point[0]
        y += point[1]
        points.append((x * scale_x + shift_x, y * scale_y + shift_y))
    return points
