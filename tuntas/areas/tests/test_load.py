"""The official list: loaded whole, once, quickly, and never over what was changed here."""

from io import StringIO

import psycopg
import pytest
from django.core.management import CommandError, call_command

from tests.cast import NOW
from tuntas.access.actors import System
from tuntas.areas.actions import homes, load
from tuntas.areas.models import Area, HomeArea
from tuntas.areas.states import Level, Zone, zone_of, zone_of_code
from tuntas.audit.models import Event
from tuntas.core.errors import Denied

BY = System("uji")


@pytest.mark.django_db
def test_it_knows_every_code_with_label_parent_and_zone() -> None:
    assert Area.objects.count() == 91_599
    counts = {level: Area.objects.filter(level=level).count() for level in Level if level <= Level.VILLAGE}
    assert counts == {1: 38, 2: 514, 3: 7285, 4: 83_762}
    names = dict(
        Area.objects.filter(code__in=["61", "61.71", "61.71.01", "61.71.01.1002"]).values_list("code", "label")
    )
    assert names == {"61": "Provinsi", "61.71": "Kota", "61.71.01": "Kecamatan", "61.71.01.1002": "Kelurahan"}
    assert Area.objects.get(code="61.71").name == "Pontianak"
    assert str(Area.objects.get(code="31.71")) == "Kota Administrasi Jakarta Pusat"
    assert Area.objects.filter(code__startswith="91.03.01.3", label="Desa adat").exists()
    assert Area.objects.filter(level=Level.DISTRICT, label="Distrik").count() == 793
    village = Area.objects.select_related("parent__parent__parent").get(code="61.71.01.1002")
    assert village.parent
    assert village.parent.code == "61.71.01"
    assert village.path == "61.71.01.1002."
    zones = dict(Area.objects.filter(code__in=["61", "73", "94"]).values_list("code", "timezone"))
    assert zones == {"61": Zone.WIB, "73": Zone.WITA, "94": Zone.WIT}


@pytest.mark.django_db
def test_a_second_run_adds_nothing_and_leaves_no_event() -> None:
    Area.objects.filter(code="61.71.01.1002").update(name="Nama Baru")
    Area.objects.filter(code="61.71.01.1003").update(valid_to=NOW.date())
    before = Event.objects.count()
    assert load.load(by=BY, at=NOW) == load.Loaded(added=0, listed=91_599)
    assert Event.objects.count() == before
    assert Area.objects.get(code="61.71.01.1002").name == "Nama Baru"
    assert not Area.objects.current().filter(code="61.71.01.1003").exists()


@pytest.mark.django_db
def test_another_edition_of_the_list_adds_only_what_is_new(monkeypatch: pytest.MonkeyPatch) -> None:
    Area.objects.filter(code="61.71.01.1002").update(name="Nama Baru")
    Area.objects.filter(code="61.71.01.1003").update(code="61.71.01.1999", path="61.71.01.1999.")
    monkeypatch.setattr(load, "version", lambda name: "edisi lain")
    assert load.load(by=BY, at=NOW) == load.Loaded(added=1, listed=91_599)
    assert Area.objects.get(code="61.71.01.1003").parent == Area.objects.get(code="61.71.01")
    assert Area.objects.get(code="61.71.01.1002").name == "Nama Baru"
    assert load.load(by=BY, at=NOW) == load.Loaded(added=0, listed=91_599)


@pytest.mark.django_db(transaction=True)
def test_the_app_role_loads_it_all(owner_connection: psycopg.Connection) -> None:
    owner_connection.execute("TRUNCATE areas_area CASCADE")
    loaded = load.load(by=BY, at=NOW)
    assert loaded == load.Loaded(added=91_599, listed=91_599)
    assert Event.objects.filter(kind="areas.loaded", data__added=91_599).exists()


@pytest.mark.django_db
def test_the_command_sets_the_home_areas_and_says_so() -> None:
    out = StringIO()
    call_command("loadareas", "--home", "61.71", "--home", "61.12", stdout=out)
    assert HomeArea.objects.paths() == ["61.12.", "61.71."]
    assert "Kota Pontianak (61.71)" in out.getvalue()
    call_command("loadareas", "--home", "61.71", stdout=out)
    assert HomeArea.objects.paths() == ["61.71."]
    assert Event.objects.filter(kind="areas.homes_set").count() == 2
    assert HomeArea.objects.contain("61.71.01.1002.")
    assert not HomeArea.objects.contain("61.7.")
    assert not HomeArea.objects.contain("61.")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("codes", "words"),
    [
        (["99.99"], "tidak dikenal: 99.99"),
        (["61", "61.71"], "sudah termasuk"),
        (["61.71.01"], "bukan provinsi, kabupaten, atau kota"),
        ([], "paling sedikit satu"),
    ],
)
def test_wrong_home_areas_are_refused_with_a_sentence(codes: list[str], words: str) -> None:
    with pytest.raises(Denied, match=words):
        homes.set_homes(codes=codes, by=BY, at=NOW)


@pytest.mark.django_db
def test_the_command_repeats_the_sentence() -> None:
    with pytest.raises(CommandError, match=r"tidak dikenal: 99\.99"):
        call_command("loadareas", "--home", "99.99", stdout=StringIO())


@pytest.mark.parametrize(
    ("code", "zone"), [("61", Zone.WIB), ("64.71", Zone.WITA), ("81", Zone.WIT), ("96.71", Zone.WIT)]
)
def test_the_zone_of_a_province_follows_the_decree(code: str, zone: Zone) -> None:
    assert zone_of_code(code) == zone
    assert zone_of(f"{code}.").key == zone.value
