"""Kinds of bodies are data: added, renamed, given levels and a rhythm; one in use stays."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, sign_in
from tuntas.audit.models import Event
from tuntas.bodies.actions import kinds
from tuntas.bodies.actions.kinds import KindData
from tuntas.bodies.models import BodyKind
from tuntas.bodies.tests.make import make_body
from tuntas.core.errors import Denied

GIVEN = {"name": "Pokja Nagari", "levels": ["3", "4"], "meets_every_months": "2", "needs_decree": "on"}


def test_a_kind_is_added_renamed_and_removed(cast: Cast, client: Client) -> None:
    sign_in(client, cast.sysadmin)
    assert client.post(reverse("bodies:kind_new"), GIVEN).status_code == 302
    kind = BodyKind.objects.get(name="Pokja Nagari")
    assert (kind.code, kind.levels, kind.sub, kind.needs_decree, kind.meets_every_months) == (
        "pokja_nagari", [3, 4], False, True, 2,
    )  # fmt: skip
    twice = client.post(reverse("bodies:kind_new"), GIVEN | {"name": "pokja nagari"})
    assert twice.status_code == 422
    assert "Sudah ada jenis dengan nama itu" in twice.content.decode()
    renamed = GIVEN | {"name": "Pokja Anak Nagari", "meets_every_months": "13"}
    assert "paling besar 12" in client.post(reverse("bodies:kind", args=[kind.pk]), renamed).content.decode()
    page = reverse("bodies:kind", args=[kind.pk])
    assert client.post(page, renamed | {"meets_every_months": "6"}).status_code == 302
    kind.refresh_from_db()
    assert (kind.code, kind.name, kind.meets_every_months) == ("pokja_nagari", "Pokja Anak Nagari", 6)
    assert "Pokja Anak Nagari" in client.get(reverse("bodies:kinds")).content.decode()
    assert client.post(reverse("bodies:kind_remove", args=[kind.pk])).status_code == 302
    assert not BodyKind.objects.filter(pk=kind.pk).exists()
    found = Event.objects.filter(kind__startswith="body_kind.").order_by("seq").values_list("kind", flat=True)
    assert list(found) == ["body_kind.added", "body_kind.edited", "body_kind.removed"]


def test_a_second_kind_of_a_former_name_gets_another_code(cast: Cast) -> None:
    data = KindData(name="Satgas", levels=[2], sub=False, needs_decree=True, meets_every_months=3)
    first = kinds.add(data=data, by=cast.sysadmin, at=NOW)
    other = KindData(name="Satgas lama", levels=[2], sub=False, needs_decree=True, meets_every_months=3)
    kinds.edit(first, data=other, by=cast.sysadmin, at=NOW)
    assert kinds.add(data=data, by=cast.sysadmin, at=NOW).code == "satgas_2"


def test_a_kind_in_use_stays_what_its_bodies_are(cast: Cast, client: Client) -> None:
    kind = make_body(cast).kind
    with pytest.raises(Denied, match="1 kelompok tercatat sebagai Kelompok kerja kecamatan"):
        kinds.remove(kind, by=cast.sysadmin, at=NOW)
    for levels, sub, said in (
        ([4], False, "Biarkan tingkat itu tercentang"),
        ([3, 4], True, "tidak dapat diubah lagi"),
    ):
        data = KindData(name="X", levels=levels, sub=sub, needs_decree=True, meets_every_months=3)
        with pytest.raises(Denied, match=said):
            kinds.edit(kind, data=data, by=cast.sysadmin, at=NOW)
    with pytest.raises(Denied, match="diatur oleh admin sistem"):
        kinds.remove(kind, by=cast.secretariat, at=NOW)
    sign_in(client, cast.sysadmin)
    assert reverse("bodies:kind_remove", args=[kind.pk]) not in client.get(reverse("bodies:kinds")).content.decode()


def test_cadres_have_a_kind_of_their_own_to_elect_in(cast: Cast) -> None:
    forum = make_body(cast, kind="cadre_forum", name="Forum kader", area=cast.south_village)
    assert (forum.kind.name, forum.kind.needs_decree) == ("Forum kader", False)
