"""Which unit receives for which area; somebody always does."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.cast import NOW, Cast, make_agency, make_user, post
from tuntas.access.roles import Role
from tuntas.agencies.actions import receivers
from tuntas.agencies.models import Agency, ReceivingUnit
from tuntas.agencies.states import AgencyKind
from tuntas.areas.models import Area, HomeArea
from tuntas.audit.models import Event
from tuntas.core.errors import Denied

TODAY = NOW.date()


@pytest.fixture(autouse=True)
def staffed(cast: Cast) -> None:
    """The dinas can take over: somebody there takes in reports."""
    post(make_user("Petugas Dinas", "petugas-dinas@contoh.test"), Role.HOTLINE_OFFICER, cast.dinas, cast.city)


@pytest.fixture
def sysadmin(client: Client, cast: Cast) -> Client:
    client.force_login(cast.sysadmin)
    return client


def receiver(path: str, on: date = TODAY, without: tuple[Agency, ...] = ()) -> str:
    agency = ReceivingUnit.objects.receiver_for(path, on=on, without={agency.pk for agency in without})
    return agency.name if agency else ""


def test_the_nearest_unit_receives(cast: Cast) -> None:
    assert receiver(cast.south_village.path) == "Sekretariat Pontianak Selatan"
    assert receiver(cast.south_village.path + "rw01.rt02.") == "Sekretariat Pontianak Selatan"
    assert receiver(cast.village.path) == "UPTD PPA Kota Pontianak"
    assert receiver(cast.city.path) == "UPTD PPA Kota Pontianak"


def test_behind_a_wall_it_falls_back_upward(cast: Cast) -> None:
    secretariat = cast.agencies["secretariat"]
    path = cast.south_village.path
    assert receiver(path, without=(secretariat,)) == "UPTD PPA Kota Pontianak"
    assert receiver(path, without=(secretariat, cast.unit)) == "UPTD PPA Kota Pontianak"  # nobody above the secretariat
    assert receiver(cast.village.path, without=(cast.unit,)) == "DP2KBP3A Kota Pontianak"
    assert receiver(cast.village.path, without=(cast.unit, cast.dinas)) == "UPTD PPA Kota Pontianak"
    secretariat.parent = cast.dinas
    secretariat.save()
    assert receiver(path, without=(secretariat, cast.unit)) == "DP2KBP3A Kota Pontianak"


def test_upward_passes_over_agencies_that_do_not_receive_or_are_closed(cast: Cast) -> None:
    top = make_agency("Pemkot", AgencyKind.GOVERNMENT, cast.city, receives=True)
    Agency.objects.filter(pk=cast.dinas.pk).update(parent=top, receives_reports=False)
    assert receiver(cast.village.path, without=(cast.unit,)) == "Pemkot"
    Agency.objects.filter(pk=top.pk).update(closed_date=TODAY)
    assert receiver(cast.village.path, without=(cast.unit,)) == "UPTD PPA Kota Pontianak"


def test_outside_the_home_areas_the_home_unit_receives(cast: Cast) -> None:
    assert receiver("11.01.01.2001.") == "UPTD PPA Kota Pontianak"
    assert receiver("") == "UPTD PPA Kota Pontianak"
    HomeArea.objects.create(area=cast.other_city)
    there = Agency.objects.get(name="UPTD PPA Kubu Raya")
    ReceivingUnit.objects.create(area=cast.other_city, area_path="61.12.", agency=there, from_date=date(2024, 1, 1))
    assert receiver("61.12.01.2001.") == "UPTD PPA Kubu Raya"
    assert receiver("61.71.01.1002.") == "Sekretariat Pontianak Selatan"


def test_never_nobody_in_any_village_of_the_home_areas_whatever_the_wall(cast: Cast) -> None:
    everyone = tuple(Agency.objects.all())
    for path in Area.objects.below(cast.city.path).values_list("path", flat=True):
        for without in ((), (cast.unit,), everyone):
            assert receiver(path, without=without)


def test_a_home_area_without_receiver_borrows_another_and_is_named(cast: Cast) -> None:
    HomeArea.objects.create(area=cast.other_city)
    assert ReceivingUnit.objects.missing_homes(TODAY) == ["61.12."]
    assert receiver("61.12.01.2001.") == "UPTD PPA Kota Pontianak"
    ReceivingUnit.objects.filter(area=cast.city).update(to_date=TODAY)
    assert receiver("61.12.01.2001.") == "Sekretariat Pontianak Selatan"
    ReceivingUnit.objects.update(to_date=TODAY)
    assert receiver("61.71.") == ""


def test_the_number_of_queries_does_not_grow(cast: Cast) -> None:
    counts = []
    for code in ("61.71.03", "61.71.04", "61.71.05"):
        area = Area.objects.get(code=code)
        ReceivingUnit.objects.create(area=area, area_path=area.path, agency=cast.unit, from_date=TODAY)
        with CaptureQueriesContext(connection) as queries:
            receiver(area.path)
        counts.append(len(queries))
    assert counts == [2, 2, 2]


def test_another_unit_takes_over_on_the_day(sysadmin: Client, cast: Cast) -> None:
    data = {"area-hasil": cast.city.path, "agency": str(cast.dinas.pk)}
    assert sysadmin.post(reverse("agencies:set_receiver"), data).status_code == 302
    rows = ReceivingUnit.objects.filter(area=cast.city).order_by("from_date")
    assert [(row.agency, row.to_date is None) for row in rows] == [(cast.unit, False), (cast.dinas, True)]
    assert rows[0].to_date == rows[1].from_date
    event = Event.objects.get(kind="receiver.set")
    assert event.data["replaced"] == str(cast.unit.pk)
    assert event.agency_id == cast.dinas.pk


def test_the_day_before_the_old_one_the_day_itself_the_new_one(cast: Cast) -> None:
    receivers.set_receiver(cast.city, agency=cast.dinas, by=cast.sysadmin, at=NOW)
    assert receiver(cast.village.path, on=TODAY - timedelta(days=1)) == "UPTD PPA Kota Pontianak"
    assert receiver(cast.village.path, on=TODAY) == "DP2KBP3A Kota Pontianak"
    receivers.set_receiver(cast.city, agency=cast.unit, by=cast.sysadmin, at=NOW)  # changed back the same day
    assert receiver(cast.village.path, on=TODAY) == "UPTD PPA Kota Pontianak"
    assert ReceivingUnit.objects.in_force(TODAY).filter(area=cast.city).count() == 1


def test_naming_the_same_unit_again_changes_nothing(cast: Cast) -> None:
    row = receivers.set_receiver(cast.city, agency=cast.unit, by=cast.sysadmin, at=NOW)
    assert row.from_date == date(2024, 1, 1)
    assert not Event.objects.filter(kind="receiver.set").exists()


def test_a_district_may_end_its_own_receiver_a_home_area_not(sysadmin: Client, cast: Cast) -> None:
    district, city = ReceivingUnit.objects.get(area=cast.district), ReceivingUnit.objects.get(area=cast.city)
    html = sysadmin.get(reverse("agencies:receivers")).content.decode()
    assert "selalu ada unit yang menerima" in html
    assert sysadmin.post(reverse("agencies:end_receiver", args=[district.pk])).status_code == 302
    response = sysadmin.post(reverse("agencies:end_receiver", args=[city.pk]))
    assert response.status_code == 403
    assert "Tunjuk penggantinya" in response.content.decode()
    city.refresh_from_db()
    assert city.to_date is None
    today = timezone.localdate(timezone=cast.unit.zone)
    assert receiver(cast.south_village.path, on=today) == "UPTD PPA Kota Pontianak"
    assert "sudah berakhir" in sysadmin.post(reverse("agencies:end_receiver", args=[district.pk])).content.decode()


@pytest.mark.parametrize(
    ("path", "agency", "words"),
    [
        ("61.71.", "police", "Unit itu tidak ada dalam daftar"),
        ("61.71.", "", "Unit penerima belum dipilih"),
        ("61.12.", "unit", "tugas admin sistem wilayah ini"),
        ("", "unit", "Wilayah belum dipilih"),
        ("61.", "unit", "tugas admin sistem wilayah ini"),
    ],
)
def test_wrong_choices_are_explained(sysadmin: Client, cast: Cast, path: str, agency: str, words: str) -> None:
    data = {"area-hasil": path, "agency": str(cast.agencies[agency].pk) if agency else ""}
    assert words in sysadmin.post(reverse("agencies:set_receiver"), data).content.decode()
    assert ReceivingUnit.objects.count() == 2


def test_only_inside_the_home_areas(cast: Cast) -> None:
    elsewhere = cast.elsewhere[Role.SYSTEM_ADMIN]
    with pytest.raises(Denied, match="bukan bagian dari wilayah kerja"):
        receivers.set_receiver(cast.other_city, agency=cast.unit, by=elsewhere, at=NOW)


def test_only_an_agency_that_receives_and_is_open(cast: Cast) -> None:
    with pytest.raises(Denied, match="tidak dicatat sebagai lembaga yang menerima"):
        receivers.set_receiver(cast.city, agency=cast.agencies["police"], by=cast.sysadmin, at=NOW)
    Agency.objects.filter(pk=cast.dinas.pk).update(closed_date=TODAY)
    with pytest.raises(Denied, match="sudah ditutup"):
        receivers.set_receiver(cast.city, agency=cast.dinas, by=cast.sysadmin, at=NOW)


def test_only_where_somebody_takes_in_reports(sysadmin: Client, cast: Cast) -> None:
    empty = make_agency("Pos Baru", AgencyKind.UPTD_PPA, cast.city, receives=True)
    data = {"area-hasil": cast.city.path, "agency": str(empty.pk)}
    html = sysadmin.post(reverse("agencies:set_receiver"), data).content.decode()
    assert "Belum ada petugas yang menerima laporan di Pos Baru" in html
    post(make_user("Baru", "baru@contoh.test"), Role.HOTLINE_OFFICER, empty, cast.city)
    assert sysadmin.post(reverse("agencies:set_receiver"), data).status_code == 302


def test_the_database_allows_one_receiver_at_a_time(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ReceivingUnit.objects.create(area=cast.city, area_path=cast.city.path, agency=cast.dinas, from_date=TODAY)


def test_the_list_pages_with_the_same_number_of_queries(sysadmin: Client, cast: Cast) -> None:
    url = reverse("agencies:receivers")
    sysadmin.get(url)
    with CaptureQueriesContext(connection) as few:
        sysadmin.get(url)
    for area in Area.objects.below(cast.city.path).filter(level__gte=3).exclude(pk=cast.district.pk):
        ReceivingUnit.objects.create(area=area, area_path=area.path, agency=cast.unit, from_date=date(2024, 1, 1))
    with CaptureQueriesContext(connection) as many:
        assert len(sysadmin.get(url).context["lines"]) == 36
    assert len(many) <= len(few)


def test_missing_home_receivers_stand_at_the_top(sysadmin: Client, cast: Cast) -> None:
    HomeArea.objects.create(area=cast.other_city)
    html = sysadmin.get(reverse("agencies:receivers")).content.decode()
    assert "Kab. Kubu Raya, Kalimantan Barat belum mempunyai unit penerima" in html
    assert "?wilayah=61.12." in html
    chosen = sysadmin.get(reverse("agencies:set_receiver"), {"wilayah": "61.12."}).content.decode()
    assert 'value="61.12." checked' in chosen
    assert sysadmin.get(reverse("agencies:set_receiver"), {"wilayah": "\x00'"}).status_code == 200
