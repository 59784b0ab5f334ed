"""What cadres log: nothing about a home, nothing left on the telephone."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, form_id_of, sign_in
from tuntas.access.roles import Role
from tuntas.cadres.models import Activity, Cadre, Detection
from tuntas.cadres.states import ActivityKind
from tuntas.cadres.tests.make import detect, did, make_cadre
from tuntas.core.errors import Denied
from tuntas.core.ids import uuid7


@pytest.fixture
def cadre(cast: Cast) -> Cadre:
    return make_cadre(cast, user=cast.by_role[Role.CADRE])


def raw(cadre: Cadre, **data: object) -> Activity:
    given = {"kind": ActivityKind.HOME_VISIT, "area_path": cadre.village_path} | data
    return Activity.objects.create(
        id=uuid7(), cadre=cadre, done_date=NOW.date(), source="paper", recorded_by_id=cadre.created_by_id, recorded_at=NOW, **given
    )  # fmt: skip


@pytest.mark.parametrize("kind", [ActivityKind.HOME_VISIT, ActivityKind.EARLY_DETECTION])
@pytest.mark.parametrize(
    "data",
    [{"place": "Gang Melur 7"}, {"note": b"\x01" * 40}, {"participants": 3}, {"area_path": "61.71.02.1003.rw01.rt02."}],
)
def test_the_database_refuses_a_place_words_or_a_narrow_area(
    cadre: Cadre, kind: ActivityKind, data: dict[str, object]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        raw(cadre, kind=kind, **data)
    raw(cadre, kind=kind)
    assert {
        field.name for field in Activity._meta.fields if field.get_internal_type() in {"FileField", "ImageField"}
    } == set()


def test_the_action_and_the_form_refuse_them_too(cast: Cast, cadre: Cadre, client: Client) -> None:
    with pytest.raises(Denied, match="tidak memuat tempat"):
        did(cadre, kind=ActivityKind.HOME_VISIT, place="Rumah Ibu M")
    with pytest.raises(Denied, match="hanya dicatat untuk sosialisasi"):
        did(cadre, kind=ActivityKind.ACCOMPANIMENT, place="Puskesmas")
    sign_in(client, cast.by_role[Role.CADRE])
    here = reverse("cadres:mine_log")
    answer = client.post(
        here, {"kind": "home_visit", "done_date": "2026-11-20", "place": "Gang", "note": "x", "participants": "2"}
    )
    assert answer.status_code == 422
    assert answer.content.decode().count("Kunjungan rumah tidak memuat") >= 3
    for words in ("di Jl. Melati 7", "gang baru", "RT 03 dekat masjid", "telepon 0812 3456 789"):
        with pytest.raises(Denied, match="tidak memuat tempat"):
            detect(cadre, words=words)
    assert not Detection.objects.exists()


def test_she_logs_on_her_telephone_once_and_nothing_stays_there(cast: Cast, cadre: Cadre, client: Client) -> None:
    sign_in(client, cast.by_role[Role.CADRE])
    here = reverse("cadres:mine_log")
    page = client.get(here)
    text = page.content.decode()
    assert "tidak ada yang tersimpan di ponsel" in text
    assert 'autocomplete="off"' in text
    assert "no-store" in page["Cache-Control"]
    assert "multipart" not in text
    typed = {"form_id": form_id_of(page), "kind": "sosialisasi", "done_date": "2026-11-20", "place": "Balai RW 03", "layer": "family",
             "participants": "25"}  # fmt: skip
    first, second = client.post(here, typed), client.post(here, typed)
    assert first.url == second.url  # type: ignore[attr-defined]
    row = Activity.objects.get()
    assert (row.place, row.participants, row.source) == ("Balai RW 03", 25, "device")
    shown = client.get(reverse("cadres:activity", args=[row.pk]))
    assert "no-store" in shown["Cache-Control"]
    assert client.post(reverse("cadres:retract", args=[row.pk])).status_code == 302
    row.refresh_from_db()
    assert row.retracted_at is not None


def test_days_to_come_and_days_before_her_time_are_refused(cast: Cast, cadre: Cadre) -> None:
    with pytest.raises(Denied, match="belum tiba"):
        did(cadre, -1)
    with pytest.raises(Denied, match="menjadi kader mulai"):
        did(cadre, (NOW.date() - cadre.from_date + timedelta(days=1)).days)
    with pytest.raises(Denied, match="Deteksi dini memuat tanda"):
        did(cadre, kind=ActivityKind.EARLY_DETECTION)


def test_over_her_shoulder_nobody_reads_that_she_noticed_violence(cadre: Cadre, cast: Cast, client: Client) -> None:
    for kind in (ActivityKind.EARLY_DETECTION, ActivityKind.HOME_VISIT, ActivityKind.MEETING):
        raw(cadre, kind=kind)
    client.force_login(cast.by_role[Role.CADRE])
    html = client.get(reverse("cadres:mine")).content.decode()
    own = html[html.index("Kegiatan saya") :]
    assert (own.count(">Kegiatan<"), own.count(">Rapat<")) == (2, 1)
    assert "Deteksi dini" not in own
    assert "Kunjungan rumah" not in own
