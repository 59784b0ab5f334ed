"""A prepared query finds what the same query finds, each time anew."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db.models import F
from pytest_django import DjangoAssertNumQueries

from tests.cast import Cast
from tuntas.core.prepared import Among, Given, Prepared

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 22)


def model(name: str) -> Any:
    """Prepared queries know no app; the tables of the cast are as good as any."""
    return apps.get_model(name)


def test_finds_the_rows_that_the_query_finds(cast: Cast) -> None:
    area = model("areas.Area")
    prepared = Prepared(lambda: area.objects.filter(path__startswith="61.71.", level=Given("level")).order_by("code"))

    for level in (2, 3, 4, 9):
        expected = list(area.objects.filter(path__startswith="61.71.", level=level).order_by("code"))
        found = prepared(level=level)
        assert found == expected
        assert [vars(row).keys() for row in found] == [vars(row).keys() for row in expected]


def test_sees_what_has_changed_since(cast: Cast) -> None:
    area = model("areas.Area")
    prepared = Prepared(lambda: area.objects.filter(path=Given("path")))
    assert prepared(path=cast.village.path)[0].name == cast.village.name

    area.objects.filter(pk=cast.village.pk).update(name="Baru")

    assert prepared(path=cast.village.path)[0].name == "Baru"
    assert prepared.first(path="00.") is None


def test_brings_related_rows_along(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    units = model("agencies.ReceivingUnit").objects
    prepared = Prepared(lambda: units.in_force(Given("on")).select_related("agency__area").order_by("area_path"))
    expected = [(row.agency, row.agency.area) for row in units.in_force(TODAY).order_by("area_path")]

    with django_assert_num_queries(1):
        assert [(row.agency, row.agency.area) for row in prepared(on=TODAY)] == expected
    assert expected


def test_reads_only_the_columns_asked_for(cast: Cast) -> None:
    area = model("areas.Area")
    prepared = Prepared(lambda: area.objects.filter(path=Given("path")).only("id", "name"))

    assert prepared(path=cast.village.path)[0].get_deferred_fields() == {
        field.attname for field in area._meta.concrete_fields
    } - {"id", "name"}


@pytest.mark.parametrize("count", [0, 1, 2])
def test_looks_among_as_many_as_there_are(cast: Cast, count: int) -> None:
    paths = [cast.village.path, cast.south_village.path][:count]
    among = Among(F("path"), Given("paths"))
    prepared = Prepared(lambda: model("areas.Area").objects.filter(among, valid_to__isnull=True).values_list("path"))

    assert sorted(path for (path,) in prepared(paths=paths)) == sorted(paths)


@pytest.mark.parametrize("typed", ["' OR 1=1 --", "%s", "%(path)s", "{}", "\\'", '"'])
def test_takes_any_text_as_a_value(cast: Cast, typed: str) -> None:
    area = model("areas.Area")
    area.objects.filter(pk=cast.village.pk).update(name=typed)

    assert Prepared(lambda: area.objects.filter(name=Given("name")))(name=typed) == [cast.village]


def test_a_value_that_is_missing_is_an_error(cast: Cast) -> None:
    with pytest.raises(KeyError):
        Prepared(lambda: model("areas.Area").objects.filter(path=Given("path")))()


def test_refuses_columns_that_need_more_than_the_driver(cast: Cast) -> None:
    with pytest.raises(TypeError):
        Prepared(lambda: model("audit.Event").objects.values_list("data"))()


def test_asks_once(cast: Cast, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    prepared = Prepared(lambda: model("areas.Area").objects.filter(path=Given("path")))

    with django_assert_num_queries(2) as asked:
        prepared(path=cast.village.path)
        prepared(path=cast.south_village.path)
    assert asked[0]["sql"] != asked[1]["sql"]
