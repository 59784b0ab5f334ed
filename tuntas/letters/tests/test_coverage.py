"""The map of receipts beside their list."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, sign_in
from tuntas.letters import coverage
from tuntas.letters.actions import receipts
from tuntas.letters.states import ReceiptVia
from tuntas.letters.tests.make_batches import make_made, make_sent

pytestmark = pytest.mark.django_db


def test_without_boundaries_the_list_alone_says_it(cast: Cast) -> None:
    assert coverage.chart(make_made(cast)) is None
    assert coverage.chart(make_sent(cast)) is None


def test_each_kelurahan_is_drawn_by_the_share_that_was_confirmed(client: Client, cast: Cast, tmp_path: Path) -> None:
    corners = [[109.32, -0.06], [109.34, -0.06], [109.34, -0.04], [109.32, -0.04], [109.32, -0.06]]
    shape = {
        "type": "Feature", "properties": {"code": cast.south_village.code},
        "geometry": {"type": "Polygon", "coordinates": [corners]},
    }  # fmt: skip
    file = tmp_path / "batas.json"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [shape]}))
    call_command("boundaries", str(file), source="Gambar uji", licence="CC0", stdout=StringIO())
    batch = make_sent(cast)
    row = batch.deliveries.select_related("batch").get(area_path=cast.south_village.path)
    for words, step in (("0 dari 1", 0), ("1 dari 1", 4)):
        chart = coverage.chart(batch)
        assert chart
        assert [(drawn.shade.step, words in drawn.shade.words) for drawn in chart.areas] == [(step, True)]
        receipts.confirm(row, via=ReceiptVia.HAND, name="Contoh", position="Staf", by=cast.secretariat, at=NOW)
    sign_in(client, cast.secretariat)
    assert "1 dari 1 tanda terima" in client.get(reverse("letters:coverage", args=[batch.pk])).content.decode()
