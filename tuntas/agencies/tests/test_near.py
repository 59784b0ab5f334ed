"""What the public page of services asks for."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, Cast, make_agency
from tuntas.agencies.models import Agency
from tuntas.agencies.states import SAPA_129, AgencyKind

TODAY = NOW.date()


def test_agencies_of_the_area_around_it_and_in_it_nearest_first(cast: Cast) -> None:
    post = make_agency("Posko Saigon", AgencyKind.NGO, cast.village)
    post.public_contacts.create(channel="phone", value="0561-00-300", verified_date=TODAY)
    names = [agency.name for agency in Agency.objects.near(cast.village.path, on=TODAY)]
    assert names == ["Posko Saigon", "Polresta Pontianak", "UPTD PPA Kota Pontianak"]
    assert [agency.name for agency in Agency.objects.near(cast.city.path, on=TODAY)] == names
    assert "Posko Saigon" not in [agency.name for agency in Agency.objects.near(cast.south_village.path, on=TODAY)]
    assert Agency.objects.near(cast.other_city.path, on=TODAY) == []


def test_only_verified_contacts_and_only_open_agencies(cast: Cast) -> None:
    cast.unit.public_contacts.create(channel="phone", value="0561-00-301")
    cast.unit.public_contacts.create(channel="phone", value="0561-00-302", verified_date=TODAY - timedelta(days=365))
    Agency.objects.filter(pk=cast.agencies["police"].pk).update(closed_date=TODAY)
    (unit,) = Agency.objects.near(cast.village.path, on=TODAY)
    assert unit == cast.unit
    assert [contact.value for contact in unit.public_contacts.all()] == ["0561-00-0004"]
    assert Agency.objects.near(cast.village.path, on=TODAY + timedelta(days=400)) == []


def test_opening_is_told_by_the_clock_of_the_agency(cast: Cast) -> None:
    unit = next(agency for agency in Agency.objects.near(cast.village.path, on=TODAY) if agency == cast.unit)
    now = unit.opening(NOW)
    assert now
    assert now.is_open
    assert now.until == NOW.replace(hour=9)  # 16.00 in Pontianak
    closed = unit.opening(NOW, holidays={TODAY})
    assert closed
    assert not closed.is_open
    assert closed.until == NOW.replace(day=24, hour=0, minute=30)
    bare = make_agency("Tanpa Jam", AgencyKind.NGO, cast.village)
    bare.hours.all().delete()
    assert bare.opening(NOW) is None
    bare.open_always = True
    always = bare.opening(NOW)
    assert always
    assert always.is_open


def test_it_takes_three_queries_however_many_agencies(cast: Cast) -> None:
    for number in range(12):
        agency = make_agency(f"Posko {number}", AgencyKind.NGO, cast.village)
        agency.public_contacts.create(channel="phone", value="0561-00-303", verified_date=TODAY)
    with CaptureQueriesContext(connection) as queries:
        found = Agency.objects.near(cast.village.path, on=TODAY)
        assert all(agency.opening(NOW) for agency in found)
    assert len(found) == 14
    assert len(queries) == 3
    assert len(Agency.objects.near(cast.village.path, on=TODAY, limit=5)) == 5


def test_sapa_is_always_there() -> None:
    assert (SAPA_129.phone, SAPA_129.whatsapp) == ("129", "08111-129-129")
    assert SAPA_129.source
