"""Shapes of areas from a file: the command, what is refused, and the map."""

import json
import re
from copy import deepcopy
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.template import Context, Template
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tuntas.areas import boundary_file, maps, shapes
from tuntas.areas.models import Area, Boundary, BoundarySource
from tuntas.audit.models import Event

DATA = Path(settings.BASE_DIR).parent / "shared" / "data" / "boundaries"
published = pytest.mark.skipif(not DATA.is_dir(), reason="the boundaries (shared/data/boundaries) are not here")
FROM = {"source": "Gambar uji", "licence": "CC0"}


def square(x: float, y: float, size: float = 0.02) -> list[list[float]]:
    return [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]


def collection(*features: tuple[str, Any]) -> dict[str, Any]:
    """A GeoJSON of polygons, by code."""
    return {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": {"code": code}, "geometry": {"type": "Polygon", "coordinates": rings}}
            for code, rings in features
        ],
    }


TWO = collection(
    ("61.71.01", [square(109.32, -0.06)]), ("61.71.02", [square(109.34, -0.06), square(109.345, -0.055, 0.01)])
)
# The same two squares; the line between them is shared.
TOPOLOGY = {
    "type": "Topology",
    "transform": {"scale": [0.01, 0.01], "translate": [109.32, -0.06]},
    "arcs": [[[2, 0], [0, 2]], [[2, 2], [-2, 0], [0, -2], [2, 0]], [[2, 2], [2, 0], [0, -2], [-2, 0]]],
    "objects": {
        "kecamatan": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "properties": {"code": 617101}, "arcs": [[0, 1]]},
                {"type": "Polygon", "properties": {"code": "617102"}, "arcs": [[2, 0]]},
            ],
        }
    },
}


def write(folder: Path, data: object) -> str:
    file = folder / "batas.json"
    file.write_text(json.dumps(data) if not isinstance(data, str) else data)
    return str(file)


def load(folder: Path, data: object, **options: Any) -> str:
    out = StringIO()
    call_command("boundaries", write(folder, data), stdout=out, **FROM | options)
    return out.getvalue()


def test_shapes_are_stored_with_their_source_and_drawn_as_they_are(cast: Cast, tmp_path: Path) -> None:
    assert "batas 2 wilayah disimpan" in load(tmp_path, TWO)
    source = BoundarySource.objects.get()
    assert (source.source, source.licence, source.file_name) == ("Gambar uji", "CC0", "batas.json")
    row = Boundary.objects.get(area__code="61.71.02")
    outer, _hole = shapes.unpack(row.lines)
    assert outer == (10934000, -6000, 10936000, -6000, 10936000, -4000, 10934000, -4000)
    # The mark stands beside the hole, not in it.
    assert not (10934500 < row.mark_x < 10935500 and -5500 < row.mark_y < -4500)
    assert Event.objects.filter(kind="boundaries.loaded").count() == 1
    load(tmp_path, TWO, source="Gambar kedua")
    assert Boundary.objects.count() == 2
    assert {row.source.source for row in Boundary.objects.select_related("source")} == {"Gambar kedua"}


def test_topojson_gives_the_same_shapes(cast: Cast, tmp_path: Path) -> None:
    load(tmp_path, TOPOLOGY)
    found = {row.area.code: shapes.unpack(row.lines)[0] for row in Boundary.objects.select_related("area")}
    assert set(found) == {"61.71.01", "61.71.02"}
    corners = {tuple(found["61.71.01"][at : at + 2]) for at in range(0, 8, 2)}
    assert corners == {(10932000, -6000), (10934000, -6000), (10934000, -4000), (10932000, -4000)}


def test_codes_that_no_area_has_are_named(cast: Cast, tmp_path: Path) -> None:
    more = deepcopy(TWO)
    more["features"][1]["properties"]["code"] = "61.71.99"
    said = load(tmp_path, more)
    assert "batas 1 wilayah" in said
    assert "61.71.99" in said


def _with(**changes: Any) -> dict[str, Any]:
    data = deepcopy(TWO)
    data["features"][0].update(changes)
    return data


DEEP = "[" * 100_000
HOSTILE = {
    "not JSON": (b"\x00\xff", "tidak terbaca"),
    "nested without end": (DEEP.encode(), "tidak terbaca"),
    "a list": (b"[]", "bukan GeoJSON"),
    "another kind": (b'{"type":"Feature"}', "bukan GeoJSON"),
    "no features": (b'{"type":"FeatureCollection","features":[]}', "tidak memuat batas"),
    "features are no list": (b'{"type":"FeatureCollection","features":7}', "tidak tersusun"),
    "not a number": (json.dumps(TWO).replace("109.32", "NaN").encode(), "tidak terbaca"),
    "without end": (json.dumps(TWO).replace("109.32", "1e999").encode(), "tidak tersusun"),
    "a long whole number": (json.dumps(TWO).replace("109.32", "9" * 4000).encode(), "tidak tersusun"),
    "metres, not degrees": (json.dumps(TWO).replace("109.32", "312345.5").encode(), "di luar bujur"),
    "true is no coordinate": (json.dumps(TWO).replace("109.32", "true").encode(), "tidak tersusun"),
    "a line": (json.dumps(_with(geometry={"type": "LineString", "coordinates": [[109, 0], [110, 0]]})).encode(), "bukan poligon"),
    "no shape": (json.dumps(_with(geometry=None)).encode(), "tidak tersusun"),
    "without area": (json.dumps(collection(("61.71.01", [[[109, 0], [110, 0], [109, 0]]]))).encode(), "tidak mempunyai luas"),
    "twice": (json.dumps(collection(("61.71.01", [square(109, 0)]), ("617101", [square(109, 0)]))).encode(), "lebih dari sekali"),
    "no code": (json.dumps(_with(properties={"nama": "x"})).encode(), "tanpa properti"),
    "another code": (json.dumps(_with(properties={"code": "<b>"})).encode(), "bukan kode wilayah"),
    "a line that is not there": (json.dumps(TOPOLOGY).replace("[[0, 1]]", "[[0, 99]]").encode(), "tidak tersusun"),
    "one long line a thousand times": (
        json.dumps({**TOPOLOGY, "arcs": [[[1, 1]] * 3000] * 3}).replace("[[0, 1]]", str([[0] * 1000])).encode(), "terlalu banyak titik"
    ),
    "several layers": (json.dumps({**TOPOLOGY, "objects": {"a": {}, "b": {}}}).encode(), "beberapa lapisan"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_cannot_be_used_is_refused_with_a_sentence(name: str) -> None:
    raw, sentence = HOSTILE[name]
    with pytest.raises(boundary_file.FileRefused, match=sentence):
        boundary_file.read(raw, property_name="code")


def test_too_large_a_file_is_not_even_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boundary_file, "MAX_BYTES", 100)
    with pytest.raises(boundary_file.FileRefused, match="lebih besar"):
        boundary_file.read(b"x" * 101, property_name="code")
    monkeypatch.setattr(boundary_file, "MAX_BYTES", 10**6)
    monkeypatch.setattr(boundary_file, "MOST_POINTS", 9)
    with pytest.raises(boundary_file.FileRefused, match="lebih dari 9 titik"):
        boundary_file.read(json.dumps(TWO).encode(), property_name="code")


def test_nothing_is_kept_without_source_and_licence_nor_of_a_wrong_file(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="sumber dan lisensi"):
        load(tmp_path, TWO, licence=" ")
    with pytest.raises(CommandError, match="bukan kode"):
        load(tmp_path, _with(properties={"code": "x"}))
    with pytest.raises(CommandError, match="tidak dapat dibuka"):
        call_command("boundaries", str(tmp_path / "tidak-ada"), **FROM)
    assert not BoundarySource.objects.exists()


def test_a_long_line_is_thinned_within_a_part_of_its_extent() -> None:
    from math import cos, pi, sin

    circle = [round(50_000 * f(2 * pi * at / 5000)) for at in range(5000) for f in (cos, sin)]
    thinned = shapes.thin(circle)
    assert 20 < len(thinned) // 2 < 500
    off = max(abs(50_000 - (x * x + y * y) ** 0.5) for x, y in zip(thinned[::2], thinned[1::2], strict=True))
    # Corners stay where they were; between them the line leaves the circle by no more than the part that is kept.
    assert off < 2
    longest = max(
        (a - c) ** 2 + (b - d) ** 2
        for a, b, c, d in zip(thinned[:-2:2], thinned[1:-2:2], thinned[2::2], thinned[3::2], strict=True)
    )
    assert 50_000 - (50_000**2 - longest / 4) ** 0.5 <= 100_000 / shapes.DETAIL


def test_a_map_names_links_and_marks_each_area_and_says_whose_shapes_it_draws(cast: Cast, tmp_path: Path) -> None:
    load(tmp_path, TWO)
    areas = list(Area.objects.current().filter(code__in=["61.71.01", "61.71.02", "61.71.03"]).order_by("code"))
    shades = [
        maps.Shade(area, step=step, mark=mark, words=f"{mark} laporan", url=f"/w/{area.code}", strong=mark == "7")
        for area, step, mark in zip(areas, (1, None, 3), ("7", "12", "3"), strict=True)
    ]
    chart = maps.draw(shades, title="Laporan <2023>", about="Uji.", legend=[(1, "1–9"), (None, "tidak diketahui")])
    assert chart is not None
    html = Template("{% load maps %}{% area_map chart %}").render(Context({"chart": chart}))
    svg = ET.fromstring(re.search(r"<svg.*?</svg>", html, re.DOTALL)[0])  # type: ignore[index]
    titles = [each.text for each in svg.iter("title")]
    assert titles == ["Laporan <2023>", f"{areas[1].full_name}: 12 laporan", f"{areas[0].full_name}: 7 laporan"]
    assert [each.get("href") for each in svg.iter("a")] == ["/w/61.71.02", "/w/61.71.01"]
    assert sorted(each.text or "" for each in svg.iter("text")) == ["12", "7"]
    fills = [each.get("fill") for each in svg.iter("path") if each.get("fill-rule")]
    assert fills == ["url(#peta-x)", "url(#peta-1)"]
    assert "Gambar uji (CC0)" in html
    assert "Tanpa batas di peta: 1 wilayah" in html
    assert "style=" not in html


def test_without_boundaries_there_is_no_map(cast: Cast, client: Client) -> None:
    client.force_login(cast.hotline)
    html = client.get(reverse("areas:detail", args=[cast.city.pk])).content.decode()
    assert '<svg class="map' not in html


def test_the_page_of_an_area_shows_what_lies_in_it(cast: Cast, client: Client, tmp_path: Path) -> None:
    load(tmp_path, TWO)
    client.force_login(cast.hotline)
    html = client.get(reverse("areas:detail", args=[cast.city.pk])).content.decode()
    assert html.count('class="map__area"') == 2
    assert ">01</text>" in html


def test_steps_of_counts_are_about_equally_full() -> None:
    steps, legend = maps.classes([0, 1, 2, 3, 4, 5, 6, 7, 8, None])
    assert [steps[value] for value in range(9)] == [0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert list(legend) == [(0, "0"), (1, "1–2"), (2, "3–4"), (3, "5–6"), (4, "7–8")]
    assert maps.classes([0, 5]) == ({0: 0, 5: 4}, [(0, "0"), (4, "1–5")])


@published
def test_published_boundaries_all_find_their_area(cast: Cast) -> None:
    out = StringIO()
    files = [str(DATA / name) for name in ("provinces.topojson", "regencies.topojson", "pilot/6171_villages.geojson")]
    call_command("boundaries", *files, stdout=out, **FROM)
    assert "tidak dikenal" not in out.getvalue()
    assert Boundary.objects.count() == 38 + 514 + 29
    villages = Area.objects.current().below(cast.city.path).filter(level=4)
    chart = maps.draw([maps.Shade(a, 1, "", mark="12") for a in villages], title="", about="", legend=[])
    assert chart is not None
    assert (len(chart.areas), chart.missing) == (29, [])
    assert chart.crowded <= 3  # on a phone of 360 px
