"""Writing down cadres: who may, the key of her own, the same name twice, accounts."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, form_id_of, sign_in
from tuntas.access.roles import Role
from tuntas.agencies import policies as agencies
from tuntas.audit.models import Event
from tuntas.cadres.actions import activities, helps, registry
from tuntas.cadres.actions.registry import CadreData
from tuntas.cadres.models import Cadre
from tuntas.cadres.states import ActivityKind, HelpKind, Source
from tuntas.cadres.tests.make import TODAY, detect, did, make_cadre
from tuntas.core import vault
from tuntas.core.errors import Denied
from tuntas.core.policies import refusal
from tuntas.obligations.models import Obligation


def data_of(cast: Cast, **other: object) -> CadreData:
    given = {"name": "Siti Contoh", "contact": "0800", "area": cast.village, "agency": cast.unit, "from_date": TODAY}
    return CadreData(**(given | other))  # type: ignore[arg-type]


def test_only_whoever_keeps_lines_writes_them_down(cast: Cast) -> None:
    for who in (cast.leadership, cast.secretariat, cast.by_role[Role.CADRE], cast.elsewhere[Role.UNIT_HEAD]):
        with pytest.raises(Denied, match="lembaga pengampunya"):
            registry.register(data=data_of(cast), by=who, at=NOW)
    cadre = registry.register(data=data_of(cast), by=cast.head, at=NOW)
    with pytest.raises(Denied, match="lembaga pengampunya"):
        registry.edit(cadre, data=data_of(cast, agency=cast.agencies["secretariat"]), by=cast.head, at=NOW)


def test_the_area_is_one_that_the_agency_looks_after(cast: Cast) -> None:
    for area, sentence in ((cast.city, "Pilih kecamatan"), (cast.other_city, "Pilih kecamatan")):
        with pytest.raises(Denied, match=sentence):
            registry.register(data=data_of(cast, area=area), by=cast.head, at=NOW)
    with pytest.raises(Denied, match="tidak bertugas di"):
        registry.register(data=data_of(cast, agency=cast.agencies["secretariat"]), by=cast.secretariat, at=NOW)
    assert registry.register(data=data_of(cast, area=cast.district), by=cast.head, at=NOW).village_path == "61.71.01."


def test_the_same_name_in_a_kelurahan_is_asked_about(cast: Cast) -> None:
    make_cadre(cast, "Hj. Siti AMINAH Contoh")
    with pytest.raises(Denied, match="Ini orang lain"):
        make_cadre(cast, "Siti Aminah Contoh")
    registry.register(data=data_of(cast, name="Siti Aminah Contoh", other=True), by=cast.head, at=NOW)
    make_cadre(cast, "Siti Aminah Contoh", area=cast.south_village)  # elsewhere she is somebody else
    assert Cadre.objects.count() == 3


def test_an_account_is_of_one_cadre_of_the_same_agency(cast: Cast) -> None:
    user = cast.by_role[Role.CADRE]
    make_cadre(cast, user=user)
    with pytest.raises(Denied, match="sudah dipakai kader lain"):
        make_cadre(cast, "Lain Contoh", user=user)
    with pytest.raises(Denied, match="tidak bertugas sebagai kader"):
        make_cadre(cast, "Lain Contoh", user=cast.hotline)


def test_an_agency_does_not_close_while_it_keeps_cadres(cast: Cast) -> None:
    make_cadre(cast)
    said = [refusal(check, cast.unit, NOW) for check in agencies.closing_checks]
    assert any("masih mengampu 1 kader" in sentence for sentence in said)


def test_nobody_is_found_in_the_tables_and_the_log(cast: Cast) -> None:
    user = cast.by_role[Role.CADRE]
    cadre = make_cadre(cast, "Xaveria Gelatik", contact="0812-7777-1234", user=user)
    did(cadre, note="gelas kristal di balai")
    detect(cadre, words="anak itu bersembunyi di gudang kopra")
    helps.ask(cadre, kind=HelpKind.BURDEN, words="saya lelah sekali tiap malam", by=user, at=NOW)
    needles = ("Xaveria", "Gelatik", "7777", "kristal", "kopra", "lelah sekali")
    with connection.cursor() as cursor:
        tables = [
            name
            for name in connection.introspection.table_names()
            if name.startswith(("cadres_", "audit_", "oblig", "notices_"))
        ]
        for table in tables:
            cursor.execute(f"SELECT string_agg(t::text, ' ') FROM \"{table}\" t")
            text = str(cursor.fetchone()[0])
            assert [needle for needle in needles if needle in text or needle.encode().hex() in text] == [], table
    assert vault.box(cadre.pk).unseal(Cadre.objects.get(pk=cadre.pk), "name") == "Xaveria Gelatik"
    assert not Obligation.objects.filter(label__contains="Xaveria").exists()


def test_pages_of_registering_once_editing_and_reading_recorded(cast: Cast, client: Client) -> None:
    sign_in(client, cast.head)
    here = reverse("cadres:new")
    form_id = form_id_of(client.get(here))
    typed = {
        "form_id": form_id, "name": "Maryam Contoh", "contact": "", "area-hasil": cast.village.path, "agency": str(cast.unit.pk),
        "from_date": "2019-05-04",
    }  # fmt: skip
    for _ in range(2):
        assert client.post(here, typed).status_code == 302
    cadre = Cadre.objects.get()
    assert (
        client.post(here, typed | {"form_id": form_id_of(client.get(here))}).status_code == 422
    )  # the same name again
    page = reverse("cadres:detail", args=[cadre.pk])
    assert "Maryam Contoh" in client.get(page).content.decode()
    assert Event.objects.filter(kind="cadre.read", subject_id=str(cadre.pk)).exists()
    edited = typed | {"contact": "0800-1", "area-hasil": cast.south_village.path}
    assert client.post(reverse("cadres:edit", args=[cadre.pk]), edited).status_code == 302
    cadre.refresh_from_db()
    assert cadre.area == cast.south_village
    event = Event.objects.get(kind="cadre.edited")
    assert event.data["fields"] == ["contact", "area"]
    client.post(
        reverse("cadres:leave", args=[cadre.pk]),
        {"reason": "family", "from_date": "2020-01-01", "to_date": "2019-01-01"},
    )
    assert not cadre.leaves.exists()
    for name, data in (
        ("leave", {"reason": "family", "from_date": "2020-01-01"}),
        ("back", {"on": "2020-03-01"}),
        ("left", {"on": "2021-01-01", "reason": "moved"}),
    ):
        assert client.post(reverse(f"cadres:{name}", args=[cadre.pk]), data).status_code == 302
    cadre.refresh_from_db()
    assert (str(cadre.leaves.get().to_date), str(cadre.left_date)) == ("2020-03-01", "2021-01-01")
    sign_in(client, cast.leadership)
    text = client.get(page).content.decode()
    assert "Maryam" not in text
    assert cadre.label in text


def test_activities_are_written_by_herself_or_by_whoever_keeps_her_line(cast: Cast) -> None:
    cadre = make_cadre(cast, user=cast.by_role[Role.CADRE])
    data = activities.ActivityData(ActivityKind.MEETING, TODAY, Source.DEVICE)
    with pytest.raises(Denied, match="kader yang bersangkutan"):
        activities.record_activity(cadre, data=data, by=cast.head, at=NOW)
    with pytest.raises(Denied, match="lembaga pengampunya"):
        did(cadre, by=cast.by_role[Role.CADRE], source=Source.PAPER)
