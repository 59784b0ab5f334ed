"""The map of counts: what the table shows, and nothing that it hides."""

import json
import re
from html import unescape
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tuntas.areas.models import Area
from tuntas.areas.states import Level
from tuntas.statistics.tests.make import city

pytestmark = pytest.mark.django_db


def shapes(folder: Path, areas: list[Area]) -> None:
    """A square for each area, side by side."""
    features = []
    for at, area in enumerate(areas):
        left, right = 109.3 + at / 100, 109.31 + at / 100
        ring = [[left, 0.0], [right, 0.0], [right, 0.01], [left, 0.01], [left, 0.0]]
        shape = {"type": "Polygon", "coordinates": [ring]}
        features.append({"type": "Feature", "properties": {"code": area.code}, "geometry": shape})
    file = folder / "batas.json"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    call_command("boundaries", str(file), source="Gambar uji", licence="CC0", verbosity=0)


def _titles(page: str) -> dict[str, str]:
    """What each shape says."""
    [svg] = [each for each in re.findall(r"<svg.*?</svg>", page, re.DOTALL) if "<title" in each]
    said = [unescape(each).strip() for each in re.findall(r"<title[^>]*>(.*?)</title>", svg, re.DOTALL)]
    return dict(each.rsplit(": ", 1) for each in said if ": " in each)


def test_it_says_what_the_table_says_and_hides_what_it_hides(client: Client, cast: Cast, tmp_path: Path) -> None:
    few = city(cast)
    districts = list(Area.objects.current().below(cast.city.path).filter(level=Level.DISTRICT).order_by("path"))
    client.force_login(cast.head)
    address, asked = reverse("statistics:counts"), {"ukuran": "korban"}
    assert "url(#peta" not in client.get(address, asked).content.decode()  # nothing was imported
    shapes(tmp_path, districts)
    page = client.get(address, asked).content.decode()
    shown = _titles(page)
    rows = dict(re.findall(r'<th scope="row"><a href="[^"]*">([^<]+)</a></th>\s*<td class="num">([^<]+)</td>', page))
    by_name = {area.full_name: unescape(rows[area.full_name]) for area in districts}
    assert shown == by_name
    assert len(shown) == len(districts)
    few_area = next(area for area in districts if area.path == few)
    assert shown[few_area.full_name] == "<5"
    assert "Gambar uji (CC0)" in page
