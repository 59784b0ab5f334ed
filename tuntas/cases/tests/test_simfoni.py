from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import NOW, Cast, sign_in
from tuntas.access.roles import Role
from tuntas.audit.models import Event
from tuntas.cases import simfoni as sheets
from tuntas.cases.actions import _case, parties, simfoni
from tuntas.cases.models import Case, Incident
from tuntas.cases.simfoni import Block
from tuntas.cases.states import EntryKind, PartyRole, PlaceType, Relation, SimfoniState
from tuntas.cases.tests.make import make_case
from tuntas.core.errors import Denied
from tuntas.intake.states import ViolenceType
from tuntas.obligations.actions import walls
from tuntas.people.actions.people import PersonData
from tuntas.people.states import Disability, Education, Marital, Sex, Work

pytestmark = pytest.mark.django_db
VICTIM = PersonData(
    name="Cempaka Putih", birth_date=date(1990, 12, 2), sex=Sex.FEMALE, nik="6171014212900001", address="Jalan Anggrek 3",
    education=Education.UPPER_SECONDARY, work=Work.HOUSEWIFE, marital=Marital.CIVIL, disabilities=(Disability.SENSORY,),
    accommodation="Juru bahasa isyarat",
)  # fmt: skip


def url(case: Case, name: str = "simfoni") -> str:
    return reverse(f"cases:{name}", args=[case.pk])


def full(cast: Cast) -> Case:
    case = make_case(cast, types=(ViolenceType.SEXUAL, ViolenceType.ELECTRONIC_SEXUAL, ViolenceType.NEGLECT))
    Incident.objects.create(
        case=case, on_date=date(2026, 11, 2), place_type=PlaceType.HOUSEHOLD, area=cast.village, recorded_at=NOW,
        recorded_by=cast.manager,
    )  # fmt: skip
    victim = parties.add(case, role=PartyRole.VICTIM, data=VICTIM, by=cast.manager, at=NOW)
    suspect = parties.add(case, role=PartyRole.REPORTED_PERSON, data=PersonData(), by=cast.manager, at=NOW)
    parties.relate(case, victim=victim, reported_person=suspect, kind=Relation.SPOUSE, by=cast.manager, at=NOW)
    return Case.objects.get(pk=case.pk)


def values(blocks: list[Block], title: str) -> dict[str, str]:
    return {field.label: field.value for block in blocks if block.title == title for field in block.fields}


def test_every_field_in_simfonis_words(cast: Cast) -> None:
    case = full(cast)
    found = simfoni.sheet(case, named=True, by=cast.manager, at=NOW)
    about = values(found, "Kasus")
    assert about["Jenis kekerasan"] == "Seksual, Penelantaran"
    assert about["Kategori instansi"] == "P2TP2A / UPTD PPA"
    assert (about["Tanggal kejadian"], about["Tempat kejadian"]) == ("02-11-2026", "Rumah tangga")
    assert about["Kelurahan/desa kejadian"] == cast.village.name
    her = values(found, "Korban 1")
    assert (her["Nama"], her["NIK"], her["Tanggal lahir"]) == ("Cempaka Putih", "6171014212900001", "02-12-1990")
    assert (her["Umur"], her["Kelompok usia"]) == ("35", "25–44")
    assert (her["Pendidikan"], her["Pekerjaan"], her["Status perkawinan"], her["Disabilitas"]) == (
        "SLTA", "Ibu rumah tangga", "Nikah catatan sipil", "Sensorik",
    )  # fmt: skip
    assert values(found, "Terlapor 1")["Hubungan dengan korban"] == "Suami / istri"


def test_missing_fields_are_marked_and_block_nothing(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    client.force_login(cast.manager)
    page = client.get(url(case)).content.decode()
    assert "belum diisi" in page
    blocks = simfoni.sheet(case, by=cast.manager, at=NOW)
    assert sheets.missing(blocks) >= 4
    assert f"{sheets.missing(blocks)} isian masih kosong" in page
    assert client.post(url(case), {"number": "SP-1", "on": "2026-11-20"}).status_code == 302


def test_the_data_officer_sees_minimum_identity(client: Client, cast: Cast) -> None:
    case, officer = full(cast), cast.by_role[Role.DATA_OFFICER]
    sign_in(client, officer)
    page = client.get(url(case)).content.decode()
    assert "C. P." in page
    assert "25–44" in page
    for word in ("Cempaka", "6171014212900001", "Anggrek", "02-12-1990", cast.village.name + "</span>"):
        assert word not in page.split("Korban 1")[1].split("Terlapor 1")[0]
    assert "Tampilkan identitas" not in page
    assert Event.objects.filter(kind="case.simfoni_read", dossier_id=case.pk).count() == 1
    assert client.post(url(case, "simfoni_names")).status_code == 403
    sign_in(client, cast.manager)
    assert "Tampilkan identitas" in client.get(url(case)).content.decode()
    assert "Cempaka Putih" in client.post(url(case, "simfoni_names")).content.decode()
    assert Event.objects.filter(kind="case.identities_shown", dossier_id=case.pk).count() == 1


def test_r36_in_a_trafficking_case_names_wait_for_the_notice(client: Client, cast: Cast) -> None:
    case = make_case(cast, types=(ViolenceType.TRAFFICKING,))
    sign_in(client, cast.manager)
    assert "Saya sudah membaca" in client.get(url(case)).content.decode()
    assert client.post(url(case, "simfoni_names")).status_code == 403
    assert client.post(reverse("cases:acknowledge", args=[case.pk]), {"next": "simfoni"})["Location"] == url(case)
    assert client.post(url(case, "simfoni_names")).status_code == 200


def test_not_yet_entered_changed_since(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    client.force_login(cast.manager)
    assert "belum di SIMFONI" in client.get(url(case)).content.decode()
    assert client.post(url(case), {"number": "", "on": ""}).status_code == 422
    assert client.post(url(case), {"number": "61-2026-77", "on": "2026-11-20"}).status_code == 302
    case = Case.objects.get(pk=case.pk)
    assert (case.simfoni, case.simfoni_number, case.simfoni_date) == (
        SimfoniState.ENTERED, "61-2026-77", date(2026, 11, 20),
    )  # fmt: skip
    assert "sudah di SIMFONI" in client.get(url(case)).content.decode()
    _case.entry(_case.locked(case), EntryKind.SERVICE, by=cast.manager, at=timezone.now())
    page = client.get(url(case)).content.decode()
    assert "berubah sejak dimasukkan" in page
    assert "Layanan" in page.split("Sejak itu dicatat:")[1].split("</p>")[0]
    simfoni.entered(case, number="61-2026-77", on=date(2026, 11, 22), by=cast.manager, at=NOW)
    assert Case.objects.get(pk=case.pk).simfoni == SimfoniState.ENTERED
    assert Event.objects.filter(kind="case.simfoni_entered").count() == 2


def test_not_in_the_future_nor_by_others_nor_behind_the_wall(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    with pytest.raises(Denied, match="hari ini"):
        simfoni.entered(case, number="1", on=date(2027, 1, 1), by=cast.manager, at=NOW)
    with pytest.raises(Denied):
        simfoni.entered(case, number="1", on=date(2026, 1, 1), by=cast.head, at=NOW)
    for user in (cast.head, cast.hotline, cast.stranger):
        client.force_login(user)
        assert client.get(url(case)).status_code == 404
    walls.add(case.pk, users=[cast.manager], by=cast.supervisor, at=NOW)
    client.force_login(cast.manager)
    assert client.get(url(case)).status_code == 404


@pytest.mark.parametrize(
    ("years", "group"), [(0, "0–5"), (5, "0–5"), (6, "6–12"), (17, "13–17"), (18, "18–24"), (59, "45–59"), (60, "60+"), (None, "")]
)  # fmt: skip
def test_age_groups(years: int | None, group: str) -> None:
    assert sheets.group_of(years) == group
