"""Areas that end, change their name, split and merge."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, make_user, post
from tuntas.access.permissions import Permission
from tuntas.access.reach import reaches
from tuntas.access.roles import Role
from tuntas.areas.actions import changes, neighbourhoods
from tuntas.areas.actions.changes import Part
from tuntas.areas.models import Area, Succession
from tuntas.areas.states import Level
from tuntas.audit.models import Event
from tuntas.core.errors import Denied

ON = date(2026, 6, 1)
PARTS = [Part("61.71.01.1091", "Melayu Satu", "Kelurahan"), Part("61.71.01.1092", "Melayu Dua", "Kelurahan")]


@pytest.mark.parametrize("page", ["rename", "end", "split", "merge"])
def test_who_may_change(client: Client, cast: Cast, page: str) -> None:
    url = reverse(f"areas:{page}", args=[cast.south_village.pk])
    elsewhere = cast.elsewhere[Role.SYSTEM_ADMIN]
    for user, code in ((cast.sysadmin, 200), (cast.head, 403), (elsewhere, 403), (cast.stranger, 404)):
        client.force_login(user)
        assert client.get(url).status_code == code
    assert client.get(reverse(f"areas:{page}", args=[make_user("x", "x@contoh.test").pk])).status_code == 404


def test_a_rename_keeps_the_code_and_says_what_it_was(client: Client, cast: Cast) -> None:
    client.force_login(cast.sysadmin)
    url = reverse("areas:rename", args=[cast.south_village.pk])
    assert "Nama belum diisi" in client.post(url, {"label": "Kelurahan", "name": " "}).content.decode()
    assert client.post(url, {"label": "Desa", "name": "Melayu Baru"}).status_code == 302
    cast.south_village.refresh_from_db()
    assert cast.south_village.full_name == "Desa Melayu Baru"
    data = Event.objects.get(kind="area.renamed").data
    assert (data["before"], data["after"]) == ("Kelurahan Benuamelayu Laut", "Desa Melayu Baru")


def test_a_village_does_not_become_a_district(cast: Cast) -> None:
    with pytest.raises(Denied, match="tidak sesuai"):
        changes.rename(cast.south_village, name="X", label="Kecamatan", by=cast.sysadmin, at=NOW)


def test_an_area_ends_with_all_that_lies_in_it(client: Client, cast: Cast) -> None:
    rw = neighbourhoods.add(cast.south_village, level=Level.RW, number=1, by=cast.sysadmin, at=NOW)
    client.force_login(cast.sysadmin)
    url = reverse("areas:end", args=[cast.south_village.pk])
    assert "1 wilayah di dalamnya ikut berakhir" in client.get(url).content.decode()
    assert client.post(url, {"on": "2026-06-01"}).status_code == 302
    rw.refresh_from_db()
    assert rw.valid_to == ON
    assert not Area.objects.current().filter(code=cast.south_village.code).exists()
    assert Area.objects.current(date(2026, 5, 31)).filter(code=cast.south_village.code).exists()
    assert Event.objects.get(kind="area.ended").data["ended"] == 2
    response = client.get(url)
    assert response.status_code == 403
    assert "sudah berakhir" in response.content.decode()


def test_a_day_ahead_or_before_it_began_is_refused_and_kept(client: Client, cast: Cast) -> None:
    client.force_login(cast.sysadmin)
    url = reverse("areas:end", args=[cast.south_village.pk])
    html = client.post(url, {"on": "2999-01-01"}).content.decode()
    assert "masih di depan" in html
    assert 'value="2999-01-01"' in html
    neighbourhoods.add(cast.south_village, level=Level.RW, number=1, valid_from=ON, by=cast.sysadmin, at=NOW)
    assert "sesudah RW 01 mulai ada (01-06-2026)" in client.post(url, {"on": "2026-06-01"}).content.decode()
    assert client.post(url, {"on": "2026-06-02"}).status_code == 302


@pytest.mark.parametrize(("code", "words"), [("61.71", "mengikuti daftar resmi"), ("61", "admin sistem")])
def test_home_areas_and_those_around_do_not_end(cast: Cast, code: str, words: str) -> None:
    with pytest.raises(Denied, match=words):
        changes.end(Area.objects.get(code=code), on=ON, by=cast.sysadmin, at=NOW)


def test_a_split_founds_successors_and_ends_the_old_one(client: Client, cast: Cast) -> None:
    client.force_login(cast.sysadmin)
    data = {"on": "2026-06-01", "basis": "Perda 3/2026", "label_3": "Kelurahan"}
    for number, part in enumerate(PARTS, 1):
        data |= {f"code_{number}": part.code, f"name_{number}": part.name, f"label_{number}": part.label}
    response = client.post(reverse("areas:split", args=[cast.south_village.pk]), data)
    assert response.status_code == 302
    rows = Succession.objects.filter(predecessor=cast.south_village).order_by("successor__code")
    assert [(row.successor.code, row.effective_date, row.basis) for row in rows] == [
        ("61.71.01.1091", ON, "Perda 3/2026"),
        ("61.71.01.1092", ON, "Perda 3/2026"),
    ]
    cast.south_village.refresh_from_db()
    assert cast.south_village.valid_to == ON
    page = client.get(response.headers["Location"]).content.decode()
    assert "Dilanjutkan oleh" in page
    assert "Kelurahan Melayu Satu" in page


def test_a_posting_in_the_new_area_reaches_what_is_filed_under_the_old_one(cast: Cast) -> None:
    (new,) = changes.split(
        cast.south_village, parts=PARTS[:1], goes_on=True, on=ON, basis="x", by=cast.sysadmin, at=NOW
    )
    assert Area.objects.current().filter(pk=cast.south_village.pk).exists()
    user = make_user("Baru", "baru@contoh.test")
    post(user, Role.SYSTEM_ADMIN, cast.agencies["secretariat"], new)
    assert reaches(user, Permission.AREA_EDIT, agency_id=None, area_path="61.71.01.1091.rw01.")
    assert reaches(user, Permission.AREA_EDIT, agency_id=None, area_path="61.71.01.1002.rw01.")
    assert not reaches(user, Permission.AREA_EDIT, agency_id=None, area_path="61.71.01.1003.")


def test_a_successor_may_keep_the_code_when_the_old_area_ends(cast: Cast) -> None:
    code = cast.south_village.code
    parts = [Part(code, "Melayu Laut", "Kelurahan"), PARTS[0]]
    changes.split(cast.south_village, parts=parts, goes_on=False, on=ON, basis="x", by=cast.sysadmin, at=NOW)
    assert Area.objects.filter(code=code).count() == 2
    assert Area.objects.current().get(code=code).name == "Melayu Laut"
    assert Area.objects.labels([f"{code}."])[f"{code}."].startswith("Kel. Melayu Laut,")


@pytest.mark.parametrize(
    ("parts", "goes_on", "words"),
    [
        ([], True, "Sebutkan wilayah penerusnya"),
        (PARTS[:1], False, "paling sedikit dua"),
        ([PARTS[0], PARTS[0]], False, "harus berbeda"),
        ([Part("61.71.02.1091", "X", "Kelurahan")], True, "tidak sesuai"),
        ([Part("61.71.01.91", "X", "Kelurahan")], True, "tidak sesuai"),
        ([Part("61.71.01.1091", "X", "Kecamatan")], True, "tidak sesuai"),
        ([Part("61.71.01.1003", "X", "Kelurahan")], True, "sudah dipakai"),
        ([Part("61.71.01.1002", "X", "Kelurahan")], True, "sudah dipakai"),
    ],
)
def test_wrong_successors_are_refused_and_nothing_changes(
    cast: Cast, parts: list[Part], goes_on: bool, words: str
) -> None:
    with pytest.raises(Denied, match=words):
        changes.split(cast.south_village, parts=parts, goes_on=goes_on, on=ON, basis="x", by=cast.sysadmin, at=NOW)
    assert Area.objects.current().filter(pk=cast.south_village.pk).exists()
    assert not Succession.objects.exists()


def test_the_split_page_keeps_what_was_typed(client: Client, cast: Cast) -> None:
    client.force_login(cast.sysadmin)
    data = {
        "on": "2026-06-01",
        "basis": "Perda",
        "code_1": "61.71.01.1091",
        "name_2": "Tanpa Kode",
        "label_1": "Kelurahan",
    }
    html = client.post(reverse("areas:split", args=[cast.south_village.pk]), data).content.decode()
    assert "Nama wilayah penerus 1 belum diisi" in html
    assert "Kode wilayah penerus 2 belum diisi" in html
    assert 'value="61.71.01.1091"' in html
    assert 'value="Tanpa Kode"' in html


def test_a_merger_makes_one_out_of_two(client: Client, cast: Cast) -> None:
    client.force_login(cast.sysadmin)
    url = reverse("areas:merge", args=[cast.south_village.pk])
    data = {
        "on": "2026-06-01",
        "basis": "Perda",
        "others": "61.71.01.1003",
        "code": "61.71.01.1002",
        "name": "Melayu",
        "label": "Kelurahan",
    }
    assert client.post(url, data).status_code == 302
    whole = Area.objects.current().get(code="61.71.01.1002")
    assert {row.predecessor.code for row in whole.precessions.all()} == {"61.71.01.1002", "61.71.01.1003"}
    assert not Area.objects.current().filter(code="61.71.01.1003").exists()
    assert Event.objects.get(kind="area.merged").data["out_of"] == ["61.71.01.1002", "61.71.01.1003"]


@pytest.mark.parametrize(
    ("others", "words"),
    [
        ("61.71.01.9999", "tidak dikenal"),
        ("61.71.02.1003", "wilayah induk yang sama"),
        ("61.71.01.1002", "dua wilayah yang berbeda"),
        ("61.71.01", "setingkat"),
    ],
)
def test_only_neighbours_of_one_level_merge(client: Client, cast: Cast, others: str, words: str) -> None:
    client.force_login(cast.sysadmin)
    data = {
        "on": "2026-06-01",
        "basis": "Perda",
        "others": others,
        "code": "61.71.01.1099",
        "name": "M",
        "label": "Kelurahan",
    }
    html = client.post(reverse("areas:merge", args=[cast.south_village.pk]), data).content.decode()
    assert words in html
    assert f'value="{others}"' in html
    assert not Succession.objects.exists()


def test_today_is_the_day_of_the_area(cast: Cast) -> None:
    late = NOW.replace(hour=18)  # already tomorrow in Pontianak
    with pytest.raises(Denied, match="masih di depan"):
        changes.end(cast.south_village, on=NOW.date() + timedelta(days=2), by=cast.sysadmin, at=late)
    assert changes.end(cast.south_village, on=NOW.date() + timedelta(days=1), by=cast.sysadmin, at=late) == 1
