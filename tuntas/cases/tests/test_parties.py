from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, form_id_of, make_user, post, sign_in
from tuntas.access.roles import Role
from tuntas.audit.models import Event
from tuntas.cases import kinds
from tuntas.cases.actions import parties
from tuntas.cases.actions import walls as case_walls
from tuntas.cases.models import Case, Party, Relationship, RiskAssessment, SecrecyNotice
from tuntas.cases.states import PartyRole, Relation
from tuntas.cases.tests.make import NAME, join, make_case, make_from_report, make_party, open_kinds
from tuntas.core.errors import Denied
from tuntas.intake.states import ReporterRole, Risk, ViolenceType
from tuntas.intake.tests.make import make_report
from tuntas.obligations.actions import walls
from tuntas.people.actions.people import PersonData
from tuntas.people.models import Person

pytestmark = pytest.mark.django_db
MELATI = PersonData(name="Melati Rahasia", phone="081234567890", birth_date=date(2014, 5, 5))
V, R = PartyRole.VICTIM, PartyRole.REPORTED_PERSON


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_a_child_among_the_victims_marks_the_case_for_ever(cast: Cast) -> None:
    case = make_case(cast)
    party = parties.add(case, role=V, data=MELATI, by=cast.manager, at=NOW)
    case = fresh(case)
    assert (party.label, party.child, party.ever_child) == ("Korban 1", True, True)
    assert case.ever_child
    assert not case.child_reported
    suspect = parties.add(case, role=R, data=PersonData(birth_year=2012), by=cast.manager, at=NOW)
    assert (suspect.label, fresh(case).child_reported) == ("Terlapor 1", True)


def test_somebody_of_age_today_was_a_child_when_it_happened(cast: Cast) -> None:
    from tuntas.cases.models import Incident

    case = make_case(cast)
    Incident.objects.create(case=case, on_date=date(2024, 1, 1), recorded_at=NOW, recorded_by=cast.manager)
    born = PersonData(name="Anggrek", birth_date=date(2007, 6, 1))
    assert parties.add(case, role=V, data=born, by=cast.manager, at=NOW).child


def test_names_in_the_report_become_people_of_the_case(cast: Cast) -> None:
    report = make_report(
        cast, victim_name="Mawar", reported_person_name="Kumbang Hitam", reporter_name="Bu RT", anonymous=False,
        reporter_role=ReporterRole.NEIGHBOUR,
    )  # fmt: skip
    case = make_from_report(cast, report=report)
    assert {party.label for party in Party.objects.filter(case=case)} == {"Korban 1", "Terlapor 1", "Pelapor 1"}
    found = parties.identities(case, by=cast.manager, at=NOW)
    assert {data.name for data in found.values() if data} == {"Mawar", "Kumbang Hitam", "Bu RT"}
    assert Event.objects.filter(kind="case.identities_shown", dossier_id=case.pk).count() == 1


def test_r23_the_same_person_again_within_a_year_raises_the_danger_once(cast: Cast) -> None:
    first = make_case(cast, at=NOW - timedelta(days=300))
    person = parties.add(first, role=R, data=PersonData(name="Kumbang"), by=cast.manager, at=NOW).person
    second = make_case(cast, risk=Risk.LOW)
    parties.add_known(second, role=R, person=person, by=cast.manager, at=NOW)
    second = fresh(second)
    assert (second.recurrence, second.risk) == (True, Risk.MEDIUM)
    assert RiskAssessment.objects.filter(case=second, raised_by_rule="R23").count() == 1
    parties.add(second, role=V, data=MELATI, by=cast.manager, at=NOW)
    assert fresh(second).risk == Risk.MEDIUM


def test_r23_somebody_else_or_long_ago_is_no_recurrence(cast: Cast) -> None:
    ago = NOW - timedelta(days=390)
    old, again = make_case(cast, at=ago), make_case(cast)
    person = parties.add(old, role=V, data=MELATI, by=cast.manager, at=ago).person
    ended = {
        "status": "closed",
        "closed_at": NOW - timedelta(days=380),
        "closing_reason": "goals_reached",
        "duty": None,
    }
    Case.objects.filter(pk=old.pk).update(**ended)
    parties.add_known(again, role=V, person=person, by=cast.manager, at=NOW)
    assert not fresh(again).recurrence
    witness = make_case(cast)
    parties.add(witness, role=PartyRole.WITNESS, data=PersonData(name="Saksi"), by=cast.manager, at=NOW)
    assert not fresh(witness).recurrence
    other = make_case(cast)
    parties.add(other, role=V, data=PersonData(name="Orang Lain"), by=cast.manager, at=NOW)
    assert not fresh(other).recurrence


def test_r24_sheets_that_were_merged_are_one_person(cast: Cast) -> None:
    first, second = make_case(cast), make_case(cast)
    kept = parties.add(first, role=V, data=MELATI, by=cast.manager, at=NOW).person
    double = parties.add(second, role=V, data=MELATI, by=cast.manager, at=NOW).person
    assert not fresh(second).recurrence
    Person.objects.filter(pk=double.pk).update(merged_into=kept)
    parties.add(second, role=R, data=PersonData(name="Kumbang"), by=cast.manager, at=NOW)
    assert fresh(second).recurrence


def test_a_suspect_with_the_name_of_a_colleague_proposes_a_wall(cast: Cast) -> None:
    colleague = make_user("Raden Kusuma Wijaya", "raden@contoh.test")
    post(colleague, Role.HOTLINE_OFFICER, cast.unit, cast.city)
    case = make_case(cast)
    parties.add(case, role=R, data=PersonData(name="Kusuma"), by=cast.manager, at=NOW)
    assert kinds.SET_WALL.code not in open_kinds(case)
    parties.add(case, role=R, data=PersonData(name="Bapak Kusuma  Wijaya, S.H."), by=cast.manager, at=NOW)
    assert kinds.SET_WALL.code in open_kinds(case)


@pytest.mark.parametrize(
    ("sheet", "proposes"),
    [
        ({"name": "Kepala Dinas Sosial"}, True),
        ({"name": "Kumbang", "note": "Bertugas di polresta  PONTIANAK, shift malam"}, True),
        ({"name": "Kumbang", "note": "Sosial dan ramah; Dinas malam"}, False),
        ({"name": "Kumbang", "address": "Jalan Dinas Sosial 4"}, False),
    ],
)
def test_a_suspect_who_works_at_an_agency_proposes_a_wall(cast: Cast, sheet: dict[str, str], proposes: bool) -> None:
    case = make_case(cast)
    parties.add(case, role=R, data=PersonData(**sheet), by=cast.manager, at=NOW)  # type: ignore[arg-type]
    assert (kinds.SET_WALL.code in open_kinds(case)) == proposes


def test_a_suspect_is_looked_at_again_when_more_is_known(cast: Cast) -> None:
    case, other = make_case(cast), make_case(cast)
    party = parties.add(case, role=R, data=PersonData(name="Kumbang"), by=cast.manager, at=NOW)
    parties.edit(party, data=PersonData(name="Kumbang", note="Staf Dinas Kesehatan"), by=cast.manager, at=NOW)
    assert kinds.SET_WALL.code in open_kinds(case)
    case_walls.not_needed(case, by=cast.manager, at=NOW)
    later = PersonData(name="Kumbang", note="Staf Dinas Kesehatan", phone="081200033344")
    parties.edit(party, data=later, by=cast.manager, at=NOW)
    assert kinds.SET_WALL.code not in open_kinds(case)  # nothing new about it: what was decided stays decided
    parties.add_known(other, role=R, person=party.person, by=cast.manager, at=NOW)
    assert kinds.SET_WALL.code in open_kinds(other)


def test_one_person_does_not_make_a_child_victim_older(cast: Cast) -> None:
    case = make_case(cast, types=(ViolenceType.SEXUAL,))
    party = parties.add(case, role=V, data=MELATI, by=cast.manager, at=NOW)
    with pytest.raises(Denied, match="orang kedua") as refused:
        parties.edit(party, data=PersonData(birth_date=date(2000, 1, 1)), by=cast.manager, at=NOW)
    assert refused.value.rule == "R01"
    parties.edit(party, data=PersonData(name="Melati R", birth_date=MELATI.birth_date), by=cast.manager, at=NOW)


def test_relationship(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    victim = parties.add(case, role=V, data=MELATI, by=cast.manager, at=NOW)
    suspect = parties.add(case, role=R, data=PersonData(name="Kumbang"), by=cast.manager, at=NOW)
    client.force_login(cast.manager)
    form = {"victim": str(victim.pk), "reported_person": str(suspect.pk), "kind": "spouse"}
    assert client.post(reverse("cases:relate", args=[case.pk]), form).status_code == 302
    assert Relationship.objects.get().kind == Relation.SPOUSE
    with pytest.raises(Denied):
        parties.relate(case, victim=suspect, reported_person=victim, kind=Relation.OTHER, by=cast.manager, at=NOW)


def test_the_page_hides_names_until_they_are_asked_for(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    parties.add(case, role=V, data=MELATI, by=cast.manager, at=NOW)
    sign_in(client, cast.manager)
    url = reverse("cases:parties", args=[case.pk])
    page = client.get(url).content.decode()
    assert "Korban 1" in page
    assert "Melati" not in page
    assert "Melati Rahasia" in client.post(reverse("cases:identity", args=[case.pk])).content.decode()
    assert Event.objects.filter(kind="person.identity_shown").count() == 1
    client.force_login(cast.head)
    assert client.post(reverse("cases:identity", args=[case.pk])).status_code == 302  # asks who it is first
    sign_in(client, cast.head)
    assert client.post(reverse("cases:identity", args=[case.pk])).status_code == 403


def test_r36_in_a_trafficking_case_the_notice_is_read_first(client: Client, cast: Cast) -> None:
    case = make_case(cast, types=(ViolenceType.TRAFFICKING,))
    parties.add(case, role=V, data=MELATI, by=cast.manager, at=NOW)
    sign_in(client, cast.manager)
    refused = client.post(reverse("cases:identity", args=[case.pk]))
    assert refused.status_code == 403
    assert "R36" in refused.content.decode()
    assert client.post(reverse("cases:acknowledge", args=[case.pk])).status_code == 302
    assert client.post(reverse("cases:acknowledge", args=[case.pk])).status_code == 302
    assert SecrecyNotice.objects.get().user == cast.manager
    assert "Melati Rahasia" in client.post(reverse("cases:identity", args=[case.pk])).content.decode()
    assert Event.objects.filter(kind="case.secrecy_read").count() == 1


def test_r36_elsewhere_no_notice_is_asked_for(cast: Cast) -> None:
    case = make_case(cast)
    assert parties.identities(case, by=cast.manager, at=NOW) == {}


def test_writing_somebody_down_through_the_page(client: Client, cast: Cast) -> None:
    case = make_case(cast)
    sign_in(client, cast.manager)
    url = reverse("cases:party_new", args=[case.pk])
    assert client.get(url).status_code == 200
    form = {
        "form_id": form_id_of(client.get(url)), "role": "victim", "name": "Kemuning", "sex": "f",
        "birth_year": "2012", "disabilities": ["sensory"],
    }  # fmt: skip
    for _ in range(2):  # the answer was lost, the button pressed once more
        assert client.post(url, form).status_code == 302
    party = Party.objects.get(case=case)
    assert Person.objects.count() == 1
    assert (party.child, fresh(case).disabled_victim, party.person.area) == (True, True, cast.village)
    sheet = reverse("cases:party", args=[party.pk])
    assert "Kemuning" in client.get(sheet).content.decode()
    assert client.post(sheet, form | {"name": "Kemuning Sari"}).status_code == 302
    other = make_case(cast)
    known = reverse("cases:party_new", args=[other.pk]) + f"?orang={party.person_id}"
    assert "Kemuning" not in client.get(known).content.decode()
    assert client.post(known, {"role": "victim"}).status_code == 302
    assert Party.objects.get(case=other).person == party.person
    assert fresh(other).recurrence


def test_the_team_sees_people_of_its_cases_and_nobody_behind_a_wall(cast: Cast) -> None:
    companion = cast.by_role[Role.COMPANION_WORKER]
    case = make_case(cast)
    person = parties.add(case, role=V, data=MELATI, by=cast.manager, at=NOW).person
    assert not Person.objects.visible_to(companion).exists()
    join(case, companion)
    assert Person.objects.visible_to(companion).get() == person
    walls.add(case.pk, users=[companion, cast.supervisor], by=cast.manager, at=NOW)
    assert not Person.objects.visible_to(companion).exists()
    assert not Person.objects.visible_to(cast.supervisor).exists()
    assert Person.objects.visible_to(cast.manager).exists()


@pytest.mark.parametrize("role", [Role.HOTLINE_OFFICER, Role.UNIT_HEAD, Role.DATA_OFFICER, Role.PSYCHOLOGIST])
def test_who_does_not_run_or_accompany_the_case_writes_nobody(cast: Cast, role: Role) -> None:
    case = make_case(cast)
    with pytest.raises(Denied):
        parties.add(case, role=V, data=MELATI, by=cast.by_role[role], at=NOW)


def test_a_sheet_somebody_else_has_just_written_is_not_saved_over(client: Client, cast: Cast) -> None:
    sign_in(client, cast.manager)
    party = make_party(make_case(cast))
    address = reverse("cases:party", args=[party.pk])
    known = Person.objects.get(pk=party.person_id).changed_at.isoformat()
    assert f'name="version" value="{known}"' in client.get(address).content.decode()
    data = PersonData(name=NAME, birth_date=date(1996, 1, 1), accommodation="Juru bahasa isyarat")
    parties.edit(party, data=data, by=cast.supervisor, at=NOW + timedelta(days=1))
    late = client.post(address, {"name": "Nama Lain", "version": known})
    assert (late.status_code, "petugas lain sudah mengubah" in late.content.decode()) == (409, True)
    party = Party.objects.select_related("case", "person").get(pk=party.pk)
    assert parties.sheet(party, by=cast.manager, at=NOW + timedelta(days=1)).accommodation == "Juru bahasa isyarat"
