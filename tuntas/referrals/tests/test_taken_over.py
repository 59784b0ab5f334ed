"""A transfer that is accepted in Tuntas opens a case at the receiver: nothing is lost, nothing ownerless, nothing read across."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, sign_in
from tuntas.access.roles import Role
from tuntas.agencies.models import Agency
from tuntas.audit.models import Event
from tuntas.cases.actions import incidents, legal, notes, parties
from tuntas.cases.actions import walls as case_walls
from tuntas.cases.actions.incidents import IncidentData
from tuntas.cases.models import Case, LegalEvent, Party, Service, TeamMember
from tuntas.cases.policies import grave
from tuntas.cases.policies.closing import process_open
from tuntas.cases.states import Context, LegalBasis, LegalStep, NoteKind, PartyRole
from tuntas.cases.tests.make import STORY, make_case, open_kinds
from tuntas.core import vault
from tuntas.core.errors import Denied
from tuntas.core.ids import uuid7
from tuntas.intake.states import Risk, ViolenceType
from tuntas.obligations.actions import walls
from tuntas.obligations.models import Obligation, Wall
from tuntas.people.actions.people import PersonData, unsealed
from tuntas.people.models import Person
from tuntas.referrals.actions import answers, sending
from tuntas.referrals.models import Referral
from tuntas.referrals.policies.closing import is_accepted
from tuntas.referrals.states import AnsweredBy, Item, Need, Status
from tuntas.referrals.tests.make import ASKED, make_referral, make_transfer

pytestmark = pytest.mark.django_db
ADULT = PersonData(
    name="Cempaka Wijayakusuma", birth_year=1990, nik="6171014201900001", phone="+6281200022233", address="Jalan Anggrek 3",
    mother_name="Sekar Ibunda", note="Catatan pribadi",
)  # fmt: skip
CHILD = PersonData(name="Melati Puspasari", birth_year=2014, address="Gang Kenanga 7", school="SDN Contoh 9")


def there(cast: Cast) -> Agency:
    return cast.elsewhere[Role.CASE_MANAGER].current_postings[0].agency


def accepted(cast: Cast, case: Case, *, by: Role = Role.CASE_MANAGER, **given: Any) -> tuple[Referral, Case]:
    row = make_transfer(cast, case=case, receiver=there(cast), **given)
    row = answers.accept(row, by=cast.elsewhere[by], at=NOW)
    taken = row.taken_as
    assert taken is not None
    return row, taken


def sheet(party: Party) -> PersonData:
    return unsealed(party.person, vault.box(party.person_id))


def test_the_receiver_gets_a_case_with_everything_that_weighs(cast: Cast) -> None:
    case = make_case(
        cast, types=(ViolenceType.PHYSICAL,), ever_types=(ViolenceType.SEXUAL,), risk=Risk.HIGH,
        contexts=(Context.DOMESTIC,), child=True, disabled_victim=True,
    )  # fmt: skip
    Case.objects.filter(pk=case.pk).update(ever_trafficking=True, trafficking_alert=True, recurrence=True)
    case.refresh_from_db()
    for data in (ADULT, CHILD):
        parties.add(case, role=PartyRole.VICTIM, data=data, by=cast.manager, at=NOW)
    Party.objects.filter(case=case, ordinal=1).update(removed_at=NOW)
    parties.add(case, role=PartyRole.REPORTER, data=PersonData(name="Pelapor Rahasia"), by=cast.manager, at=NOW)
    notes.write(case, kind=NoteKind.MEETING, text="Hanya untuk kami", by=cast.manager, at=NOW)
    before = open_kinds(case)
    row, taken = accepted(cast, case)
    mirrored = (
        "types", "ever_types", "contexts", "ever_trafficking", "trafficking_alert", "ever_child", "disabled_victim", "recurrence", "risk",
    )  # fmt: skip
    case.refresh_from_db()
    assert {name: getattr(taken, name) for name in mirrored} == {name: getattr(case, name) for name in mirrored}
    assert grave.rule_of(taken) == "R02"
    # Owned, kept, in the receiver's own area; the sender's goes on as it was, until two persons end it.
    assert (taken.agency, taken.area) == (there(cast), cast.other_city)
    assert taken.manager == cast.elsewhere[Role.CASE_MANAGER]
    assert TeamMember.objects.get(case=taken).user == taken.manager
    assert taken.duty is not None
    assert {"case.assess_high", "case.reassess_risk"} <= open_kinds(taken)
    assert case.is_open
    assert before <= open_kinds(case) | {"referral.acknowledge"}
    assert is_accepted(case)
    # What was shared is its story; no note, no story, no reporter of ours; labels as the letter has them.
    assert vault.box(taken.pk).unseal(taken, "narrative") == ASKED != STORY
    [party] = Party.objects.filter(case=taken)
    assert (party.label, party.child, party.ever_child) == ("Korban 2", True, True)
    assert sheet(party) == PersonData()
    assert party.person.agency == there(cast)
    assert taken.entries.get(kind="opened").object_id == row.pk
    assert Event.objects.get(kind="case.taken_over").data["source"] == str(case.pk)


def test_of_people_only_what_was_ticked_comes_along(cast: Cast) -> None:
    case = make_case(cast)
    for data in (ADULT, CHILD):
        parties.add(case, role=PartyRole.VICTIM, data=data, by=cast.manager, at=NOW)
    row = make_transfer(
        cast, case=case, receiver=there(cast), items=(Item.NAME, Item.AGE, Item.CONTACT, Item.ADDRESS, Item.SCHOOL)
    )
    told = vault.box(case.pk).unseal(row, "identity")
    assert "Korban 1 · Nama: Cempaka Wijayakusuma" in told
    assert "Korban 2 · Nama: M. P." in told
    later = PersonData(name="Baru", birth_year=1990, address="Rumah aman")
    parties.edit(Party.objects.get(case=case, ordinal=1), data=later, by=cast.manager, at=NOW)
    taken = answers.accept(row, by=cast.elsewhere[Role.CASE_MANAGER], at=NOW).taken_as
    adult, child = (sheet(party) for party in Party.objects.filter(case=taken).order_by("ordinal"))
    assert adult == PersonData(name=ADULT.name, birth_year=1990, phone=ADULT.phone, address=ADULT.address)
    assert child == PersonData(name="M. P.", birth_year=2014)  # R12, whatever was ticked
    assert Person.objects.count() == 4
    assert taken is not None
    assert not taken.recurrence  # the same matter twice is no repetition (R23)


def test_identities_of_trafficking_leave_with_the_notice_only(cast: Cast) -> None:
    case = make_case(cast, types=(ViolenceType.TRAFFICKING,))
    parties.add(case, role=PartyRole.VICTIM, data=ADULT, by=cast.manager, at=NOW)
    with pytest.raises(Denied) as refused:
        make_transfer(cast, case=case, receiver=there(cast), items=(Item.NAME,))
    assert refused.value.rule == "R36"
    _, taken = accepted(cast, case, items=(Item.NAME,), secrecy_read=True)
    with pytest.raises(Denied):  # there too it is read first
        parties.identities(taken, by=taken.manager, at=NOW)


def test_neither_side_sees_the_others_case(cast: Cast, client: Client) -> None:
    row, taken = accepted(cast, make_case(cast))
    case = row.case
    for user in (*cast.by_role.values(), cast.stranger):
        assert not Case.objects.visible_to(user).filter(pk=taken.pk).exists(), user
        assert not Person.objects.visible_to(user).filter(parties__case=taken).exists(), user
    for user in cast.elsewhere.values():
        assert not Case.objects.visible_to(user).filter(pk=case.pk).exists(), user
    sign_in(client, cast.manager)
    page = client.get(reverse("referrals:detail", args=[row.pk])).content.decode()
    assert "Penerima sudah membuka kasusnya sendiri" in page
    assert taken.number not in page
    assert str(taken.pk) not in page
    sign_in(client, cast.elsewhere[Role.SUPERVISOR])
    page = client.get(reverse("referrals:detail", args=[row.pk])).content.decode()
    assert reverse("cases:detail", args=[taken.pk]) in page
    assert "Buka kasus" not in page


def test_walls_come_along_and_hide_the_transfer_too(cast: Cast) -> None:
    case, manager = make_case(cast), cast.elsewhere[Role.CASE_MANAGER]
    walls.add(case.pk, users=[manager], agencies=[cast.agencies["police"]], by=cast.manager, at=NOW)
    with pytest.raises(Denied):
        accepted(cast, case)
    row = Referral.objects.get()
    row = answers.accept(row, by=cast.elsewhere[Role.SUPERVISOR], at=NOW)
    taken = row.taken_as
    assert taken is not None
    assert taken.manager == cast.elsewhere[Role.SUPERVISOR]
    assert Wall.objects.filter(dossier_id=taken.pk).count() == 2
    assert not Case.objects.visible_to(manager).filter(pk=taken.pk).exists()
    # A wall that the receiver puts up later hides what they were sent, too.
    head = cast.elsewhere[Role.UNIT_HEAD]
    assert Referral.objects.visible_to(head).filter(pk=row.pk).exists()
    walls.add(taken.pk, users=[head], by=taken.manager, at=NOW)
    assert not Referral.objects.visible_to(head).filter(pk=row.pk).exists()
    assert not Referral.objects.received_by(head).filter(pk=row.pk).exists()
    assert Referral.objects.visible_to(cast.manager).filter(pk=row.pk).exists()


def test_whoever_answers_without_managing_gives_it_to_who_has_the_fewest(cast: Cast) -> None:
    case, busy = make_case(cast), cast.elsewhere[Role.CASE_MANAGER]
    accepted(cast, make_case(cast))
    _, taken = accepted(cast, case, by=Role.AGENCY_MEMBER)
    assert taken.manager == cast.elsewhere[Role.SUPERVISOR] != busy
    assert taken.duty is not None
    assert taken.duty.assignee == taken.manager


def test_health_that_is_still_urgent_is_owed_there_too(cast: Cast) -> None:
    case = make_case(cast, types=(ViolenceType.SEXUAL,))
    parties.add(case, role=PartyRole.VICTIM, data=ADULT, by=cast.manager, at=NOW)
    told = IncidentData(
        at_time=NOW, possible_penetration=True, types=(ViolenceType.SEXUAL,), narrative="Cerita", place="Rumah"
    )
    incidents.add(case, data=told, by=cast.manager, at=NOW)
    _, taken = accepted(cast, case)
    service = Service.objects.get(case=taken, rule="R39")
    assert service.urgent
    incident = taken.incidents.get()
    assert (vault.box(taken.pk).unseal(incident, "narrative"), incident.area) == ("", None)


def test_a_suspicion_about_a_colleague_is_decided_before_it_leaves(cast: Cast) -> None:
    case = make_case(cast)
    parties.add(case, role=PartyRole.REPORTED_PERSON, data=PersonData(name=cast.satpol.name), by=cast.manager, at=NOW)
    with pytest.raises(Denied, match="pembatas akses"):
        make_transfer(cast, case=case, receiver=there(cast))
    assert make_referral(cast, case=case).status == Status.SENT  # a service does not wait for it


def test_a_school_referral_waits_for_that_decision_too(cast: Cast) -> None:
    case = make_case(cast)
    row = make_referral(cast, case=case, need=Need.SCHOOL_RETURN, receiver="education", items=())
    told = PersonData(name="Kumbang", note="Guru honorer, Dinas Pendidikan")
    parties.add(case, role=PartyRole.REPORTED_PERSON, data=told, by=cast.manager, at=NOW)
    with pytest.raises(Denied, match="pembatas akses"):
        sending.confirm_school(row, by=cast.manager, at=NOW)
    case_walls.keep_out(case, agencies=[cast.agencies["education"]], by=cast.manager, at=NOW)
    row.refresh_from_db()
    assert row.status == Status.WITHDRAWN  # nothing ever left


def test_who_can_open_a_case_says_so_in_tuntas_not_through_us(cast: Cast) -> None:
    row = make_transfer(cast, receiver=there(cast))
    by_phone = answers.Slip(Status.ACCEPTED, "Sari, kepala", AnsweredBy.PHONE)
    with pytest.raises(Denied, match="diterima di sana"):
        answers.record_slip(row, slip=by_phone, by=cast.manager, at=NOW)
    declined = answers.Slip(Status.DECLINED, "Sari, kepala", AnsweredBy.PHONE, decline_reason="capacity")
    assert answers.record_slip(row, slip=declined, by=cast.manager, at=NOW).status == Status.DECLINED


@pytest.mark.parametrize("how", ["nobody manages", "no accounts"])
def test_where_it_is_not_accepted_in_tuntas_nothing_opens_and_the_page_says_so(
    cast: Cast, client: Client, how: str
) -> None:
    case = make_case(cast)
    receiver = cast.agencies["police"] if how == "nobody manages" else there(cast)
    receiver.uses_tuntas = how != "no accounts"
    receiver.save()
    row = make_transfer(cast, case=case, receiver=receiver)
    sign_in(client, cast.manager)
    page = reverse("referrals:detail", args=[row.pk])
    waiting = client.get(page).content.decode()
    assert "Bila diterima di Tuntas, penerima mendapat kasus sendiri" not in waiting
    assert "tidak membuka kasus di Tuntas" in waiting
    count = Case.objects.count()
    if how == "nobody manages":
        row = answers.accept(row, by=cast.by_role[Role.POLICE_PPA], at=NOW)
    else:
        slip = answers.Slip(Status.ACCEPTED, "Sari, kepala", AnsweredBy.SLIP)
        row = answers.record_slip(row, slip=slip, by=cast.manager, at=NOW)
    assert (Case.objects.count(), row.taken_as, row.status) == (count, None, Status.ANSWERED)
    assert "Jawaban ini tidak membuka kasus di Tuntas" in client.get(page).content.decode()
    assert Obligation.objects.unsettled().filter(dossier_id=case.pk, subject_id=row.pk).exists()


def test_the_form_offers_identities_and_the_receiver_lands_in_the_new_case(cast: Cast, client: Client) -> None:
    case = make_case(cast)
    parties.add(case, role=PartyRole.VICTIM, data=ADULT, by=cast.manager, at=NOW)
    sign_in(client, cast.manager)
    url = reverse("referrals:new", args=[case.pk]) + "?need=take_over&level=&operator="
    assert "penerima menulisnya di kasusnya sendiri" in client.get(url).content.decode()
    sent = {
        "form_id": uuid7(), "receiver": str(there(cast).pk), "shared": ASKED, "items": ["name"], "basis": LegalBasis.PUBLIC_DUTY,
        "basis_note": "Tugas",
    }  # fmt: skip
    answer = client.post(url, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    row = Referral.objects.get()
    sign_in(client, cast.elsewhere[Role.CASE_MANAGER])
    page = client.get(reverse("referrals:detail", args=[row.pk])).content.decode()
    assert "Bila diterima di Tuntas" in page
    done = client.post(reverse("referrals:accept", args=[row.pk]), follow=True)
    row.refresh_from_db()
    assert row.taken_as is not None
    assert done.redirect_chain[-1][0] == reverse("cases:detail", args=[row.taken_as.pk])
    page = done.content.decode()
    assert "dari pelimpahan" in page
    assert "dibuka di lembaga Anda" in page
    again = client.post(reverse("referrals:accept", args=[row.pk]))
    assert (again.status_code, Case.objects.count()) == (409, 2)


def test_when_it_fails_nothing_is_half_done(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    case = make_case(cast)
    row = make_transfer(cast, case=case, receiver=there(cast))

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr("tuntas.referrals.actions._referral.end", broken)
    with pytest.raises(RuntimeError):
        answers.accept(row, by=cast.elsewhere[Role.CASE_MANAGER], at=NOW)
    assert Case.objects.count() == 1
    assert Referral.objects.get().status == Status.SENT


def test_the_police_process_goes_along_without_its_notes(cast: Cast) -> None:
    case = make_case(cast)
    given: dict[str, Any] = {"on_date": NOW.date(), "by": cast.manager, "at": NOW}
    legal.record(case, step=LegalStep.REPORTED, number="LP/7", note="Kata penyidik", **given)
    legal.record(case, step=LegalStep.HEARING, hearing_at=NOW + timedelta(days=9), **given)
    _, taken = accepted(cast, case)
    rows = LegalEvent.objects.filter(case=taken).order_by("id")
    assert [(row.step, row.number, row.note) for row in rows] == [("reported", "LP/7", None), ("hearing", "", None)]
    assert process_open(taken)
    assert "case.hearing" in open_kinds(taken)
