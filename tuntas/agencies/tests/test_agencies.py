"""Agencies: list, page, create, edit, hours, close."""

from datetime import time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import NOW, Cast, make_agency
from tuntas.access.roles import Role
from tuntas.agencies.actions import agencies
from tuntas.agencies.models import Agency
from tuntas.agencies.states import AgencyKind
from tuntas.audit.models import Event
from tuntas.core.errors import Denied
from tuntas.core.ids import uuid7


@pytest.fixture
def sysadmin(client: Client, cast: Cast) -> Client:
    client.force_login(cast.sysadmin)
    return client


def given(cast: Cast, **changes: Any) -> dict[str, Any]:
    data = {
        "name": "Rumah Singgah Melati", "short_name": "RS Melati", "kind": "shelter", "area-hasil": cast.village.path,
        "services": ["health", "legal_aid"], "email": "melati@contoh.test", "uses_tuntas": "on",
    }  # fmt: skip
    return data | changes


PAGES = ("detail", "edit", "hours", "close", "add_contact", "add_person", "rota", "add_shift")


@pytest.mark.parametrize(
    ("who", "codes"),
    [
        ("sysadmin", [200] * 8),
        ("head", [200, 403, 403, 403, 403, 200, 200, 200]),
        ("manager", [200, 403, 403, 403, 403, 200, 200, 200]),
        ("hotline", [200, 403, 403, 403, 403, 403, 200, 403]),
        ("satpol", [200, 403, 403, 403, 403, 404, 404, 404]),
        ("stranger", [404] * 8),
    ],
)
def test_who_may_open_what(client: Client, cast: Cast, who: str, codes: list[int]) -> None:
    client.force_login(getattr(cast, who))
    assert [client.get(reverse(f"agencies:{page}", args=[cast.unit.pk])).status_code for page in PAGES] == codes


def test_the_administrator_of_another_regency_only_looks(client: Client, cast: Cast) -> None:
    client.force_login(cast.elsewhere[Role.SYSTEM_ADMIN])
    codes = [client.get(reverse(f"agencies:{page}", args=[cast.unit.pk])).status_code for page in PAGES]
    assert codes == [200, 403, 403, 403, 403, 404, 404, 404]


def test_pages_without_a_record(client: Client, cast: Cast) -> None:
    for user, codes in (
        (cast.sysadmin, [200, 200, 200, 200]),
        (cast.hotline, [200, 403, 200, 403]),
        (cast.stranger, [404] * 4),
    ):
        client.force_login(user)
        assert [
            client.get(reverse(f"agencies:{page}")).status_code for page in ("list", "new", "receivers", "set_receiver")
        ] == codes


def test_the_list_filters_and_pages_with_the_same_number_of_queries(sysadmin: Client, cast: Cast) -> None:
    url = reverse("agencies:list")
    sysadmin.get(url)
    with CaptureQueriesContext(connection) as few:
        names = [agency.name for agency in sysadmin.get(url, {"q": "dinas"}).context["found"].rows]
    assert names == ["Dinas Kesehatan", "Dinas Pendidikan", "Dinas Sosial"]
    Agency.objects.bulk_create(
        Agency(name=f"Posko {number:03}", short_name="x", kind="ngo", area=cast.city, area_path=cast.city.path)
        for number in range(120)
    )
    with CaptureQueriesContext(connection) as many:
        first = sysadmin.get(url, {"kind": "ngo"}).context["found"]
    assert len(many) == len(few)
    seen, after = first.rows, first.after
    while after:
        found = sysadmin.get(url, {"kind": "ngo", "after": after}).context["found"]
        seen, after = seen + found.rows, found.after
    assert [agency.name for agency in seen] == [f"Posko {number:03}" for number in range(120)]
    assert "Tidak ada lembaga yang cocok" in sysadmin.get(url, {"q": "zzz", "closed": "on"}).content.decode()


def test_a_page_takes_the_same_number_of_queries_however_much_hangs_on_it(sysadmin: Client, cast: Cast) -> None:
    url = reverse("agencies:detail", args=[cast.dinas.pk])
    sysadmin.get(url)
    with CaptureQueriesContext(connection) as few:
        sysadmin.get(url)
    for number in range(15):
        make_agency(f"Unit {number}", AgencyKind.OTHER, cast.city, cast.dinas)
        cast.dinas.public_contacts.create(channel="phone", value=f"0561-00-{number}")
        cast.dinas.duty_contacts.create(name=f"Orang {number}", phone="0811")
    with CaptureQueriesContext(connection) as many:
        assert "Orang 14" in sysadmin.get(url).content.decode()
    assert len(many) == len(few)


def test_colleagues_phones_are_not_for_other_agencies(client: Client, cast: Cast) -> None:
    cast.unit.duty_contacts.create(name="Ibu Piket", phone="0811-000-111")
    for user, knows in ((cast.hotline, True), (cast.manager, True), (cast.satpol, False), (cast.secretariat, False)):
        client.force_login(user)
        assert ("0811-000-111" in client.get(reverse("agencies:detail", args=[cast.unit.pk])).content.decode()) is knows


def test_it_is_created(sysadmin: Client, cast: Cast) -> None:
    response = sysadmin.post(reverse("agencies:new"), given(cast, parent=str(cast.dinas.pk)))
    agency = Agency.objects.get(name="Rumah Singgah Melati")
    assert response.headers["Location"] == reverse("agencies:detail", args=[agency.pk])
    assert (agency.area_path, agency.parent, agency.services) == (
        cast.village.path,
        cast.dinas,
        ["health", "legal_aid"],
    )
    assert not agency.receives_reports
    assert Event.objects.get(kind="agency.created").agency_id == agency.pk


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "Nama lengkap belum diisi"),
        ({"email": "melati"}, "Alamat surel belum lengkap"),
        ({"area-hasil": ""}, "Wilayah belum dipilih"),
        ({"area-hasil": "61.12."}, "tugas admin sistem wilayah ini"),
        ({"kind": "dukun"}, "dukun"),
        ({"name": "x" * 151}, "150"),
        ({"parent": "bukan-id"}, "Lembaga induk itu tidak ada dalam daftar"),
    ],
)
def test_bad_input_says_what_is_wrong_and_keeps_it(
    sysadmin: Client, cast: Cast, changes: dict[str, str], words: str
) -> None:
    before = Agency.objects.count()
    html = sysadmin.post(reverse("agencies:new"), given(cast, **changes)).content.decode()
    assert words in html
    assert 'value="RS Melati"' in html
    assert Agency.objects.count() == before


def test_searching_for_the_area_saves_nothing_and_keeps_the_rest(sysadmin: Client, cast: Cast) -> None:
    data = given(cast, **{"area-hasil": "", "area-cari": "akcaya", "area-langkah": "cari"})
    html = sysadmin.post(reverse("agencies:new"), data).content.decode()
    assert "Kel. Akcaya, Kec. Pontianak Selatan" in html
    assert 'value="RS Melati"' in html
    assert "Ada yang perlu diperbaiki" not in html
    assert not Agency.objects.filter(name="Rumah Singgah Melati").exists()


def test_it_is_edited_and_the_log_names_the_fields_only(sysadmin: Client, cast: Cast) -> None:
    shelter = cast.agencies["shelter"]
    html = sysadmin.get(reverse("agencies:edit", args=[shelter.pk])).content.decode()
    assert 'value="Rumah Aman"' in html
    assert f'value="{cast.city.path}" checked' in html
    sysadmin.post(reverse("agencies:edit", args=[shelter.pk]), given(cast))
    shelter.refresh_from_db()
    assert (shelter.name, shelter.area_path, shelter.parent) == ("Rumah Singgah Melati", cast.village.path, None)
    assert Event.objects.get(kind="agency.edited").data["fields"] == [
        "area",
        "email",
        "name",
        "parent",
        "services",
        "short_name",
    ]


def test_the_tree_has_no_circle(sysadmin: Client, cast: Cast) -> None:
    data = given(cast, parent=str(cast.unit.pk), receives_reports="on")
    html = sysadmin.post(reverse("agencies:edit", args=[cast.dinas.pk]), data).content.decode()
    assert "Lembaga induk tidak boleh lembaga ini sendiri atau unit di bawahnya" in html


@pytest.mark.parametrize("drop", ["receives_reports", "uses_tuntas"])
def test_a_receiver_goes_on_receiving(sysadmin: Client, cast: Cast, drop: str) -> None:
    data = given(cast, receives_reports="on")
    del data[drop]
    html = sysadmin.post(reverse("agencies:edit", args=[cast.unit.pk]), data).content.decode()
    assert "masih menerima laporan untuk Kota Pontianak" in html


def test_hours_are_set_for_the_week_and_kept_when_wrong(sysadmin: Client, cast: Cast) -> None:
    url = reverse("agencies:hours", args=[cast.unit.pk])
    assert 'value="07.30-16.00"' in sysadmin.get(url).content.decode()
    html = sysadmin.post(url, {"day_1": "8-12, 11-13", "day_2": "8-12"}).content.decode()
    assert "Senin: Rentang jam di hari ini saling tumpang tindih." in html
    assert 'value="8-12, 11-13"' in html
    assert cast.unit.hours.count() == 5
    sysadmin.post(url, {"day_1": "8-12, 13-16.30", "day_6": "20-24"})
    rows = [(row.weekday, row.opens, row.closes) for row in cast.unit.hours.order_by("weekday", "opens")]
    assert rows == [(1, time(8), time(12)), (1, time(13), time(16, 30)), (6, time(20), time.max)]
    page = sysadmin.get(reverse("agencies:detail", args=[cast.unit.pk])).content.decode()
    assert "08.00-12.00, 13.00-16.30" in page
    assert "20.00-24.00" in page
    sysadmin.post(url, {"open_always": "on"})
    assert "Buka siang dan malam" in sysadmin.get(reverse("agencies:detail", args=[cast.unit.pk])).content.decode()
    assert Event.objects.filter(kind="agency.hours_set").count() == 2


def test_it_is_closed_and_then_left_alone(sysadmin: Client, cast: Cast) -> None:
    shelter = cast.agencies["shelter"]
    shelter.postings.update(ends_at=NOW - timedelta(days=2))
    assert sysadmin.post(reverse("agencies:close", args=[shelter.pk])).status_code == 302
    shelter.refresh_from_db()
    assert shelter.closed_date is not None
    assert Event.objects.filter(kind="agency.closed").count() == 1
    response = sysadmin.post(reverse("agencies:close", args=[shelter.pk]))
    assert response.status_code == 403
    assert "sudah ditutup pada" in response.content.decode()
    assert sysadmin.get(reverse("agencies:edit", args=[shelter.pk])).status_code == 403
    assert sysadmin.get(reverse("agencies:detail", args=[shelter.pk])).status_code == 200


@pytest.mark.parametrize(
    ("key", "words"), [("unit", "masih menerima laporan untuk Kota Pontianak"), ("dinas", "Unit di bawahnya masih")]
)
def test_what_still_carries_something_is_not_closed(sysadmin: Client, cast: Cast, key: str, words: str) -> None:
    url = reverse("agencies:close", args=[cast.agencies[key].pk])
    assert words in sysadmin.get(url).content.decode()
    response = sysadmin.post(url)
    assert response.status_code == 403
    assert words in response.content.decode()
    cast.agencies[key].refresh_from_db()
    assert cast.agencies[key].closed_date is None


def test_where_people_are_posted_or_duties_are_open_it_does_not_close(cast: Cast) -> None:
    shelter = cast.agencies["shelter"]
    with pytest.raises(Denied, match="Masih ada 1 penugasan di Rumah Aman"):
        agencies.close(shelter, by=cast.sysadmin, at=NOW)
    shelter.postings.update(ends_at=NOW)
    duty = shelter.duties.create(
        kind="uji", subject_type="uji", subject_id=uuid7(), dossier_id=uuid7(), label="x",
        area_path=shelter.area_path, opened_at=NOW, due_at=NOW,
    )  # fmt: skip
    with pytest.raises(Denied, match="Masih ada 1 kewajiban terbuka"):
        agencies.close(shelter, by=cast.sysadmin, at=NOW)
    shelter.duties.filter(pk=duty.pk).update(settled_at=NOW, outcome="done")
    assert agencies.close(shelter, by=cast.sysadmin, at=NOW).closed_date == NOW.date()


def test_the_first_agency_is_founded_once(cast: Cast) -> None:
    with pytest.raises(Denied, match="Sudah ada lembaga"):
        agencies.found_first(name="Pemkot", area=cast.city, by=cast.sysadmin, at=NOW)


def test_who_serves_an_area_as_page_and_as_fragment(client: Client, cast: Cast) -> None:
    client.force_login(cast.hotline)
    url = reverse("agencies:area", args=[cast.south_village.pk])
    page = client.get(url).content.decode()
    assert "Sekretariat Pontianak Selatan" in page
    assert "ditunjuk untuk wilayah di atasnya" in page
    assert "<html" in page
    fragment = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert "Sekretariat Pontianak Selatan" in fragment
    client.force_login(cast.stranger)
    assert client.get(url).status_code == 404
