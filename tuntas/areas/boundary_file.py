"""A file of boundaries, GeoJSON or TopoJSON: which area has which shape, or a sentence that says what is wrong with it.

Touches no table. The file is somebody else's: nothing in it is believed before it was looked at.
"""

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tuntas.areas.shapes import STEPS, Line, Unusable, thin
from tuntas.areas.topology import Topology

MAX_BYTES = 48 * 1024 * 1024
MOST_SHAPES = 10_000
MOST_POINTS = 2_000_000
MOST_LINES = 4_000  # islands of one area
DIGITS = (2, 4, 6, 10)
CODE = re.compile(r"\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?")


class FileRefused(Exception):
    """The file cannot be used; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The lines of one area, by its Kemendagri code."""

    code: str
    lines: list[Line]


def read(raw: bytes, *, property_name: str, object_name: str = "") -> list[Shape]:
    """All shapes of a file, thinned, in the order of their codes. Raises FileRefused."""
    if len(raw) > MAX_BYTES:
        raise FileRefused(f"Berkas lebih besar dari {MAX_BYTES // 1024 // 1024} MB. Sederhanakan dahulu, atau bagi.")
    data = _parse(raw)
    shapes: dict[str, Shape] = {}
    budget = [MOST_POINTS]
    try:
        for properties, geometry in _features(data, object_name):
            if len(shapes) >= MOST_SHAPES:
                raise FileRefused(f"Berkas memuat lebih dari {MOST_SHAPES} wilayah. Bagi menjadi beberapa berkas.")
            code = _code(properties, property_name)
            if code in shapes:
                raise FileRefused(f"Kode {code} ada lebih dari sekali dalam berkas ini.")
            shapes[code] = Shape(code, _lines(geometry, code, budget))
    except Unusable as error:
        raise FileRefused(str(error)) from error
    except (KeyError, IndexError, TypeError, AttributeError, ValueError, OverflowError) as error:
        raise FileRefused("Isi berkas ini tidak tersusun sebagai GeoJSON atau TopoJSON.") from error
    if not shapes:
        raise FileRefused("Berkas ini tidak memuat batas wilayah apa pun.")
    return [shapes[code] for code in sorted(shapes)]


def _parse(raw: bytes) -> dict[str, Any]:
    def constant(word: str) -> float:
        raise ValueError(word)

    try:
        data = json.loads(raw.decode("utf-8-sig"), parse_constant=constant)
    except (ValueError, RecursionError, UnicodeDecodeError) as error:
        raise FileRefused("Berkas ini tidak terbaca sebagai JSON.") from error
    if not isinstance(data, dict):
        raise FileRefused("Berkas ini bukan GeoJSON (FeatureCollection) atau TopoJSON (Topology).")
    return data


def _features(data: dict[str, Any], object_name: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Properties and GeoJSON geometry of each feature."""
    if data.get("type") == "FeatureCollection":
        for feature in data["features"]:
            yield {"id": feature.get("id"), **(feature.get("properties") or {})}, feature["geometry"]
    elif data.get("type") == "Topology":
        topology = Topology(data["arcs"], data.get("transform"), most=MOST_POINTS)
        objects = data["objects"]
        if object_name and object_name not in objects:
            raise FileRefused(f"Berkas ini tidak memuat lapisan “{object_name[:40]}”.")
        if not object_name and len(objects) != 1:
            raise FileRefused(
                f"Berkas ini memuat beberapa lapisan: {', '.join(sorted(objects))[:200]}. Sebutkan salah satu."
            )
        collection = objects[object_name or next(iter(objects))]
        for each in collection["geometries"]:
            properties = {"id": each.get("id"), **(each.get("properties") or {})}
            yield properties, topology.geometry(each)
    else:
        raise FileRefused("Berkas ini bukan GeoJSON (FeatureCollection) atau TopoJSON (Topology).")


def _code(properties: dict[str, Any], name: str) -> str:
    """As the official list writes it: 6171011001 and 61.71.01.1001 are one."""
    if name not in properties or properties[name] is None:
        names = ", ".join(sorted(key for key in properties if key != "id"))[:200] or "tidak ada"
        raise FileRefused(f"Ada wilayah tanpa properti “{name[:40]}”. Properti yang ada: {names}.")
    text = str(properties[name])[:60].strip()
    digits = text.replace(".", "")
    if digits.isascii() and digits.isdigit() and len(digits) in DIGITS:
        text = ".".join(part for part in (digits[:2], digits[2:4], digits[4:6], digits[6:]) if part)
    if not CODE.fullmatch(text):
        raise FileRefused(f"“{text[:30]}” bukan kode wilayah Kemendagri. Sebutkan properti yang memuat kodenya.")
    return text


def _lines(geometry: dict[str, Any], code: str, budget: list[int]) -> list[Line]:
    """The outer lines and the holes of an area alike: what lies inside an odd number of them is the area."""
    kind, coordinates = geometry["type"], geometry["coordinates"]
    if kind not in {"Polygon", "MultiPolygon"}:
        raise FileRefused(f"Wilayah {code} bukan poligon.")
    polygons = [coordinates] if kind == "Polygon" else coordinates
    rings = [ring for polygon in polygons for ring in polygon]
    if len(rings) > MOST_LINES:
        raise FileRefused(f"Wilayah {code} terdiri atas lebih dari {MOST_LINES} bagian. Sederhanakan dahulu.")
    budget[0] -= sum(len(ring) for ring in rings)
    if budget[0] < 0:
        raise FileRefused(f"Berkas memuat lebih dari {MOST_POINTS:,} titik. Sederhanakan dahulu.".replace(",", "."))
    lines = [line for ring in rings if (line := _line(ring, code)) is not None]
    if not lines:
        raise FileRefused(f"Wilayah {code} tidak mempunyai luas.")
    return [thin(line) for line in lines]


def _line(ring: list[list[float]], code: str) -> Line | None:
    line: Line = []
    for point in ring:
        x, y = point[0], point[1]
        if isinstance(x, bool) or isinstance(y, bool) or not (math.isfinite(x) and math.isfinite(y)):
            raise ValueError("not a number")
        if not (-180 <= x <= 180 and -90 <= y <= 90):
            raise FileRefused(f"Wilayah {code} memuat titik di luar bujur dan lintang (WGS84).")
        at = (round(x * STEPS), round(y * STEPS))
        if len(line) < 2 or (line[-2], line[-1]) != at:
            line.extend(at)
    if len(line) > 2 and line[:2] == line[-2:]:
        del line[-2:]
    # Fewer than three points, or all on one parallel: nothing that could be drawn.
    return line if len(line) >= 6 and max(line[::2]) > min(line[::2]) and max(line[1::2]) > min(line[1::2]) else None
