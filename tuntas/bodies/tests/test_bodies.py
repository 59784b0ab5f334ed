"""Founding, editing and dissolving bodies; the pages, and that nothing of a case is on them."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import NOW, Cast, make_user, post, sign_in
from tuntas.access.roles import Role
from tuntas.agencies import policies as agencies
from tuntas.areas.models import Area
from tuntas.bodies import kinds
from tuntas.bodies.actions import _body, bodies, decrees
from tuntas.bodies.actions.bodies import BodyData
from tuntas.bodies.models import Body, BodyKind, TaskLine
from tuntas.bodies.policies import bodies as policies
from tuntas.bodies.states import Profile, Step, TaskStatus
from tuntas.bodies.tests.make import make_body, make_decree, make_seat
from tuntas.core.errors import Denied
from tuntas.core.policies import refusal
from tuntas.obligations.models import Obligation

TODAY = date(2026, 11, 23)


def told(body: Body, **other: Any) -> BodyData:
    """The data of a body with something else in it."""
    names = ("kind", "name", "area", "agency", "founded_date", "parent")
    return BodyData(**({name: getattr(body, name) for name in names} | other))


def task_force(cast: Cast, name: str = "Gugus Tugas TPPO Kota") -> Body:
    """A task force of the city, kept by its own secretariat."""
    return make_body(
        cast, kind="task_force", name=name, area=cast.city, agency=cast.agencies["task_force"],
        by=cast.by_role[Role.TASK_FORCE_SECRETARIAT],
    )  # fmt: skip


def test_one_region_has_five_sub_groups_and_another_eight(cast: Cast) -> None:
    by, agency = cast.by_role[Role.TASK_FORCE_SECRETARIAT], cast.agencies["task_force"]
    for count in (5, 8):
        above = task_force(cast, f"Gugus Tugas dengan {count}")
        for number in range(count):
            make_body(
                cast, kind="sub_group", name=f"Sub {count}-{number}", area=cast.city, agency=agency, parent=above, by=by
            )
        assert above.sub_groups.count() == count
        with pytest.raises(Denied, match="Catat dulu pembubarannya"):
            bodies.dissolve(above, on=TODAY, by=by, at=NOW)


def test_a_body_is_what_its_kind_says(cast: Cast) -> None:
    by, agency = cast.by_role[Role.TASK_FORCE_SECRETARIAT], cast.agencies["task_force"]
    above = task_force(cast)
    sub = make_body(cast, kind="sub_group", name="Sub", area=cast.city, agency=agency, parent=above, by=by)

    def said(**data: Any) -> str:
        given: dict[str, Any] = {"kind": "sub_group", "name": "Lain", "area": cast.city, "agency": agency, "by": by}
        with pytest.raises(Denied) as error:
            make_body(cast, **(given | data))
        return error.value.sentence

    assert said(kind="working_group").startswith("Kelompok kerja kecamatan dibentuk di tingkat kecamatan")
    assert "Pilih kelompok induknya" in said()
    assert "sendiri bagian dari kelompok lain" in said(parent=sub)
    assert "berdiri sendiri" in said(kind="task_force", parent=above)
    assert "bukan kelompok di wilayah ini" in said(area=Area.objects.get(code="61.12"), parent=above)
    assert said(name="Sub", parent=above) == policies.NAME_TAKEN
    assert "Tanggal pembentukan belum tiba" in said(parent=above, founded_date=TODAY + timedelta(days=1))
    assert "dicatat oleh sekretariatnya" in said(parent=above, by=cast.head)
    assert "dicatat oleh sekretariatnya (Gugus Tugas TPPO)" in said(parent=above, agency=cast.unit, by=cast.head)
    assert "tidak bertugas di" in said(
        kind="forum", area=cast.village, agency=cast.agencies["secretariat"], by=cast.secretariat
    )
    with pytest.raises(Denied, match="dirinya sendiri"):
        bodies.edit(above, data=told(above, kind=sub.kind, parent=above), by=by, at=NOW)
    other = task_force(cast, "Gugus Tugas kedua")
    with pytest.raises(Denied, match="masih mempunyai sub gugus tugas"):
        bodies.edit(above, data=told(above, kind=sub.kind, parent=other), by=by, at=NOW)
    assert Body.objects.count() == 3


def test_a_name_written_at_the_same_moment_is_refused_with_the_same_sentence(cast: Cast) -> None:
    body = make_body(cast)
    twin = Body(
        kind=body.kind, name=body.name, area=body.area, area_path=body.area_path, agency=body.agency,
        founded_date=TODAY, created_by=cast.secretariat, created_at=NOW,
    )  # fmt: skip
    with pytest.raises(Denied, match="sudah ada kelompok dengan nama itu"), _body.refused_as(bodies._TAKEN):
        twin.save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic(), _body.refused_as({}):
        twin.save(force_insert=True)


def test_another_secretariat_gets_the_open_duties(cast: Cast) -> None:
    body, to = make_body(cast), cast.agencies["task_force"]
    make_decree(body, to_date=TODAY + timedelta(days=30))
    duty = Obligation.objects.unsettled().get(kind=kinds.RENEW_DECREE.code)
    bodies.edit(body, data=told(body, agency=to, name="Nama baru"), by=cast.secretariat, at=NOW)
    duty.refresh_from_db()
    assert (duty.agency, duty.settled_at) == (to, None)
    assert Obligation.objects.unsettled().filter(kind=kinds.RENEW_DECREE.code).count() == 1
    body.refresh_from_db()
    assert body.name == "Nama baru"
    with pytest.raises(Denied, match="dicatat oleh sekretariatnya"):  # it is no longer theirs
        bodies.edit(body, data=told(body), by=cast.secretariat, at=NOW)


def test_what_is_dissolved_stays_as_it_was(cast: Cast, client: Client) -> None:
    body = make_body(cast)
    seat = make_seat(body, "TP PKK", holder="Uji")
    line = TaskLine.objects.create(
        body=body, area_path=body.area_path, agency=cast.unit, profile=Profile.ANY, step=Step.PSYCHOLOGY, what="Konseling",
        status=TaskStatus.IN_FORCE, proposed_by=cast.secretariat, proposed_at=NOW, accepted_name="Uji", accepted_letter="1",
        accepted_date=TODAY, in_force_at=NOW,
    )  # fmt: skip
    for on, sentence in ((TODAY + timedelta(days=1), "belum tiba"), (date(2024, 1, 1), "lebih awal")):
        with pytest.raises(Denied, match=sentence):
            bodies.dissolve(body, on=on, by=cast.secretariat, at=NOW)
    sign_in(client, cast.secretariat)
    assert client.post(reverse("bodies:dissolve", args=[body.pk]), {"on": "2026-11-23"}).status_code == 302
    line.refresh_from_db()
    assert line.status == TaskStatus.ENDED
    body.refresh_from_db()
    with pytest.raises(Denied, match="dibubarkan pada 23-11-2026"):
        make_decree(body, by=cast.secretariat)
    with pytest.raises(Denied, match="dibubarkan pada"):
        make_seat(body, "Lain", by=cast.secretariat)
    assert "Uji" in client.get(reverse("bodies:members", args=[body.pk])).content.decode()
    assert seat.holders.get().to_date is None
    assert client.get(reverse("bodies:edit", args=[body.pk])).status_code == 403
    assert body.name not in client.get(reverse("bodies:list")).content.decode()
    assert body.name in client.get(reverse("bodies:list") + "?dissolved=on").content.decode()


def test_what_higher_apps_know_keeps_a_body_from_ending(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(body: Body, at: datetime) -> None:
        raise Denied("Masih ada tindak lanjut.")

    body = make_body(cast)
    monkeypatch.setattr(policies, "dissolving_checks", [busy])
    with pytest.raises(Denied, match="Masih ada tindak lanjut"):
        bodies.dissolve(body, on=TODAY, by=cast.secretariat, at=NOW)


def test_a_secretariat_does_not_close_while_it_keeps_a_body(cast: Cast) -> None:
    make_body(cast, kind="forum", name="Forum", area=cast.city, agency=cast.agencies["task_force"],
              by=cast.by_role[Role.TASK_FORCE_SECRETARIAT])  # fmt: skip
    said = [refusal(check, cast.agencies["task_force"], NOW) for check in agencies.closing_checks]
    assert any("masih menjadi sekretariat Forum" in sentence for sentence in said)


def test_pages_of_founding_and_filters(cast: Cast, client: Client) -> None:
    by = cast.by_role[Role.TASK_FORCE_SECRETARIAT]
    sign_in(client, by)
    kind = {each.code: str(each.pk) for each in BodyKind.objects.all()}
    agency = str(cast.agencies["task_force"].pk)
    given = {"kind": kind["task_force"], "name": "GT Uji", "agency": agency, "founded_date": "2025-02-03"}
    page = reverse("bodies:new")
    refused = client.post(page, given | {"area-hasil": cast.village.path})
    assert refused.status_code == 422
    assert "bukan tingkat itu" in refused.content.decode()
    assert client.post(page, given | {"area-hasil": cast.city.path}).status_code == 302
    above = Body.objects.get(name="GT Uji")
    known = client.get(f"{page}?induk={above.pk}").content.decode()
    assert f'value="{above.pk}" selected' in known
    sub = given | {"kind": kind["sub_group"], "name": "Sub Uji", "parent": str(above.pk), "area-hasil": cast.city.path}
    assert client.post(page, sub).status_code == 302
    edited = {"kind": kind["task_force"], "name": "GT Baru", "agency": agency, "founded_date": "2025-02-03"}
    assert client.post(reverse("bodies:edit", args=[above.pk]), edited).status_code == 302
    assert "Sub Uji" in client.get(reverse("bodies:detail", args=[above.pk])).content.decode()

    def listed(query: str) -> list[str]:
        text = client.get(reverse("bodies:list") + query).content.decode().split("<tbody>")[-1]
        return [name for name in ("GT Baru</a>", "Sub Uji</a>") if name in text]

    assert listed("") == ["GT Baru</a>", "Sub Uji</a>"]
    assert listed(f"?kind={kind['sub_group']}") == ["Sub Uji</a>"]
    assert listed("?q=baru") == ["GT Baru</a>"]
    assert listed(f"?area-hasil={cast.other_city.path}") == []


def test_the_list_pages_by_key_with_as_many_queries_for_one_as_for_many(cast: Cast, client: Client) -> None:
    sign_in(client, cast.secretariat)
    make_body(cast, name="Pokja 00")
    client.get(reverse("bodies:list"))  # what is asked once for a session
    counts, text = [], ""
    for end in (1, 53):
        with CaptureQueriesContext(connection) as seen:
            text = client.get(reverse("bodies:list")).content.decode()
        counts.append(len(seen))
        for number in range(end, 53 if end == 1 else 0):
            make_body(cast, name=f"Pokja {number:02}")
    assert counts[0] == counts[1]
    assert "Pokja 49" in text
    assert "Pokja 50" not in text
    after = text.split("after=")[1].split('"')[0]
    assert "Pokja 50" in client.get(f"{reverse('bodies:list')}?after={after}").content.decode()


def test_the_page_costs_the_same_with_one_seat_and_with_six(cast: Cast, client: Client) -> None:
    sign_in(client, cast.secretariat)
    body = make_body(cast)
    pages = [reverse(f"bodies:{name}", args=[body.pk]) for name in ("detail", "members", "decrees")]
    counts = []
    for number in range(6):
        make_seat(body, f"Lembaga {number}", holder=f"Uji {number}")
        make_decree(body, from_date=date(2025 + number, 1, 6), to_date=date(2026 + number, 1, 6))
        if number in {0, 5}:
            for page in pages:
                client.get(page)
            with CaptureQueriesContext(connection) as seen:
                assert [client.get(page).status_code for page in pages] == [200] * 3
            counts.append(len(seen))
    assert counts[0] == counts[1]


def test_the_secretariat_page_says_hours_numbers_rota_and_whether_reports_come_in(cast: Cast, client: Client) -> None:
    here, there = make_body(cast), task_force(cast)
    cast.agencies["secretariat"].public_contacts.create(channel="address", value="Jalan Uji 1")
    cast.agencies["secretariat"].public_contacts.create(channel="phone", value="0561-11")
    sign_in(client, cast.secretariat)
    text = client.get(reverse("bodies:secretariat", args=[here.pk])).content.decode()
    wanted = ("Jalan Uji 1", "0561-11", "07.30–16.00", "Sekarang tidak ada yang piket", "Ya. Laporan dari wilayah ini")
    assert [word for word in wanted if word not in text] == []
    sign_in(client, cast.leadership)
    text = client.get(reverse("bodies:secretariat", args=[there.pk])).content.decode()
    assert "tidak ditunjuk menerima laporan" in text
    assert "yang piket" not in text  # not theirs to know


def test_who_keeps_another_body_does_not_keep_this_one(cast: Cast) -> None:
    body = make_body(cast)
    other = make_user("Uji Sekretariat Lain", "sekretariat.lain@contoh.test")
    post(other, Role.SECRETARIAT_ADMIN, cast.unit, cast.city)
    decree = make_decree(body)
    data = decrees.DecreeData("9", TODAY, "X", "Y", TODAY)
    with pytest.raises(Denied, match="dicatat oleh sekretariatnya"):
        decrees.correct(decree, data=data, by=other, at=NOW)


def test_the_list_says_whose_decree_is_missing_or_ends_soon(cast: Cast, client: Client) -> None:
    sign_in(client, cast.secretariat)
    body = make_body(cast)
    assert "tidak ada" in client.get(reverse("bodies:list")).content.decode()
    make_decree(body, to_date=date(2026, 12, 20))
    text = client.get(reverse("bodies:list")).content.decode()
    assert ">19 Des 2026</time>" in text
    assert "segera berakhir" in text
    assert "tidak ada" not in text
