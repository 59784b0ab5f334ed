"""Finding areas by what people type."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tuntas.areas.models import Area
from tuntas.areas.search import search

HOME = ["61.71."]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("benua melayu drat", "Kel. Benuamelayu Darat, Kec. Pontianak Selatan, Kota Pontianak"),
        ("Kel. Benua Melayu Darat", "Kel. Benuamelayu Darat, Kec. Pontianak Selatan, Kota Pontianak"),
        ("BENUAMELAYU DARAT", "Kel. Benuamelayu Darat, Kec. Pontianak Selatan, Kota Pontianak"),
        ("akcya", "Kel. Akcaya, Kec. Pontianak Selatan, Kota Pontianak"),
        ("pontianak selatn", "Kec. Pontianak Selatan, Kota Pontianak"),
        ("kota pontianak", "Kota Pontianak, Kalimantan Barat"),
        ("kota baru", "Kel. Kotabaru, Kec. Pontianak Selatan, Kota Pontianak"),
        ("Kalimantan Barat", "Kalimantan Barat"),
        ("61.71.01", "Kec. Pontianak Selatan, Kota Pontianak"),
        ("61.71.01.", "Kec. Pontianak Selatan, Kota Pontianak"),
        ("6171011002", "Kel. Benuamelayu Laut, Kec. Pontianak Selatan, Kota Pontianak"),
        ("sungai raya, kubu raya", "Kec. Sungai Raya, Kab. Kubu Raya"),
        ("kec. sungai raya, kab. bengkayang", "Kec. Sungai Raya, Kab. Bengkayang"),
    ],
)
def test_what_is_meant_comes_first(typed: str, label: str) -> None:
    assert search(typed, first=HOME)[0].label == label


@pytest.mark.django_db
def test_names_repeat_so_parents_are_shown() -> None:
    labels = [found.label for found in search("Sungai Raya", limit=20)]
    assert len(labels) == len(set(labels))
    assert sum(label.startswith("Kec. Sungai Raya, ") for label in labels) > 3


@pytest.mark.django_db
def test_within_looks_nowhere_else() -> None:
    assert {found.path[:6] for found in search("sungai", within=HOME, limit=50)} == {"61.71."}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed", ["", " ", "a", ",", ", kubu raya", "x" * 500, "%%%", "\\", "'; --", "xqzw", "\x00\x00", "😀😀😀"]
)
def test_nonsense_finds_nothing_and_breaks_nothing(typed: str) -> None:
    assert search(typed) == []


@pytest.mark.django_db
def test_an_area_that_has_ended_is_not_found() -> None:
    Area.objects.filter(code="61.71.01.1002").update(valid_to="2026-01-01")
    assert "61.71.01.1002." not in [found.path for found in search("benua melayu laut", limit=30)]
    assert search("61.71.01.1002") == []


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow_with_the_results() -> None:
    counts = set()
    for limit in (1, 5, 40):
        with CaptureQueriesContext(connection) as queries:
            assert len(search("sungai", first=HOME, limit=limit)) == limit
        counts.add(len(queries))
    assert counts == {2}
    with CaptureQueriesContext(connection) as queries:
        search("sungai raya, kubu raya", first=HOME)
    assert len(queries) == 3


@pytest.mark.django_db
def test_it_does_not_read_the_whole_table() -> None:
    with CaptureQueriesContext(connection) as queries:
        search("benua melayu drat", first=HOME)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {queries[0]['sql']}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "areas_area_name" in plan
    assert "Seq Scan" not in plan


@pytest.mark.django_db
def test_labels_of_all_levels_with_one_query() -> None:
    paths = ["61.", "61.71.", "61.71.01.", "61.71.01.1002.", "12.34.56.", "61.71.01.1002.rw99."]
    with CaptureQueriesContext(connection) as queries:
        labels = Area.objects.labels(paths)
    assert len(queries) == 1
    assert labels == {
        "61.": "Kalimantan Barat",
        "61.71.": "Kota Pontianak, Kalimantan Barat",
        "61.71.01.": "Kec. Pontianak Selatan, Kota Pontianak",
        "61.71.01.1002.": "Kel. Benuamelayu Laut, Kec. Pontianak Selatan, Kota Pontianak",
    }
    assert Area.objects.labels([]) == {}
