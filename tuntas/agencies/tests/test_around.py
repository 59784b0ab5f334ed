"""What the public page of services asks for."""

import re
from pathlib import Path

from django.conf import settings

from tests.cast import NOW, Cast, make_agency
from tuntas.agencies.models import Agency
from tuntas.agencies.states import SAPA_129, AgencyKind

TODAY = NOW.date()


def test_agencies_of_an_area_those_around_it_and_those_in_it(cast: Cast) -> None:
    make_agency("Posko Saigon", AgencyKind.NGO, cast.village)

    def names(path: str) -> set[str]:
        return set(Agency.objects.around(path).values_list("name", flat=True))

    assert {"Posko Saigon", "UPTD PPA Kota Pontianak"} <= names(cast.village.path)
    assert {"Posko Saigon", "UPTD PPA Kota Pontianak"} <= names(cast.city.path)
    assert "Posko Saigon" not in names(cast.south_village.path)
    assert names(cast.other_city.path) == {"UPTD PPA Kubu Raya"}


def test_opening_is_told_by_the_clock_of_the_agency(cast: Cast) -> None:
    now = cast.unit.opening(NOW)
    assert now
    assert now.is_open
    assert now.until == NOW.replace(hour=9)  # 16.00 in Pontianak
    closed = cast.unit.opening(NOW, holidays={TODAY})
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


def test_pages_show_the_number_of_sapa_as_it_is_written_down_here() -> None:
    paths = Path(settings.BASE_DIR).glob("tuntas/*/templates/**/*.html")
    pages = [path.read_text() for path in paths if "catalogue" not in path.name]
    dialled = [line for page in pages for line in re.findall(r"tel:(\d+)", page)]
    written = [number for page in pages for number in re.findall(r"wa\.me/(\d+)\D[^>]*>([^<]+)<", page)]
    assert set(dialled) == {SAPA_129.phone}
    assert set(written) == {("62" + SAPA_129.whatsapp.replace("-", "")[1:], SAPA_129.whatsapp)}
    assert SAPA_129.source
