from datetime import timedelta

import pytest

from tests.cast import NOW, Cast, make_agency
from tuntas.access.roles import Role
from tuntas.agencies.states import AgencyKind
from tuntas.areas.models import Area
from tuntas.audit.models import Event
from tuntas.cases.actions import consents
from tuntas.cases.models import Case, Entry
from tuntas.cases.states import EntryKind, LegalBasis, PartyRole
from tuntas.cases.tests.make import NAME, make_case, make_from_report, make_party, open_kinds
from tuntas.core import vault
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.intake.states import ViolenceType
from tuntas.letters.models import Letter
from tuntas.obligations.actions import walls
from tuntas.obligations.models import Obligation
from tuntas.people.states import Education, SchoolOperator
from tuntas.referrals import kinds, receivers
from tuntas.referrals.actions import answers, sending
from tuntas.referrals.models import Referral
from tuntas.referrals.states import Item, Need, ReferralKind, Status
from tuntas.referrals.tests.make import ASKED, data, make_consent, make_referral, without_accounts

pytestmark = pytest.mark.django_db


def text(referral: Referral, name: str) -> str:
    return vault.box(referral.case_id).unseal(referral, name)


def prepare(cast: Cast, case: Case, **given: object) -> Referral:
    return sending.prepare(case, data=data(cast, case, **given), by=cast.manager, at=NOW)


def test_a_referral_lies_on_the_receivers_desk_with_a_numbered_letter(cast: Cast) -> None:
    row = make_referral(cast)
    assert (row.status, row.sender, row.sent_at) == (Status.SENT, cast.unit, NOW)
    assert row.duty is not None
    assert (row.duty.kind, row.duty.agency, row.duty.sender) == (
        "referral.acknowledge",
        cast.agencies["health"],
        cast.unit,
    )
    letter = Letter.objects.get()
    assert (row.letter, letter.subject_line, letter.dossier_id) == (letter, "Permohonan layanan", row.case_id)
    entry = Entry.objects.get(kind=EntryKind.REFERRAL)
    assert (entry.object_id, entry.detail) == (row.pk, "sent")
    event = Event.objects.get(kind="referral.prepared")
    assert event.data["items"] == ["name"]
    assert ASKED not in str(event.data)


@pytest.mark.parametrize(
    ("urgent", "acknowledge", "answer"), [(True, timedelta(days=1), timedelta(days=2)), (False, None, None)]
)
def test_r20_the_clock_follows_the_urgency(
    cast: Cast, urgent: bool, acknowledge: timedelta | None, answer: timedelta | None
) -> None:
    row = make_referral(cast, urgent=urgent)
    assert row.duty is not None
    # Three working days from Monday 10.00 are Thursday's end; seven more end after the second weekend.
    assert row.duty.due_at - NOW == acknowledge if acknowledge else row.duty.due_at.date().isoformat() == "2026-11-26"
    row = answers.acknowledge(row, by=cast.by_role[Role.HEALTH_OFFICER], at=NOW)
    assert row.duty is not None
    assert row.duty.due_at - NOW == answer if answer else row.duty.due_at.date().isoformat() == "2026-12-02"
    assert row.duty.basis == "R20"


def test_r20_both_sides_hear_of_silence() -> None:
    for kind in (kinds.ACKNOWLEDGE, kinds.ACKNOWLEDGE_HIGH, kinds.ANSWER, kinds.ANSWER_HIGH):
        assert {step.side for step in kind.ladder} == {"receiver", "sender"}
        assert kind.rule == "R20"


def test_where_nobody_has_an_account_we_ask_ourselves(cast: Cast) -> None:
    row = make_referral(cast, receiver=without_accounts(cast))
    assert row.duty is not None
    assert (row.duty.kind, row.duty.agency, row.duty.assignee) == ("referral.record_answer", cast.unit, cast.manager)


@pytest.mark.parametrize(
    ("need", "level", "operator", "expected"),
    [
        (Need.MEDICAL, "", "", {"health"}),
        (Need.POLICE_REPORT, "", "", {"police"}),
        (Need.SOCIAL_AID, "", "", {"social"}),
        (Need.SCHOOL_RETURN, Education.PRIMARY, "", {"education"}),
        (Need.SCHOOL_RETURN, Education.LOWER_SECONDARY, SchoolOperator.REGENCY, {"education"}),
        (Need.SCHOOL_RETURN, Education.UPPER_SECONDARY, "", {"province"}),
        (Need.SCHOOL_RETURN, Education.UPPER_SECONDARY, SchoolOperator.PROVINCE, {"province"}),
        (Need.SCHOOL_RETURN, Education.PRIMARY, SchoolOperator.RELIGIOUS, {"kemenag"}),
        (Need.LPSK, "", "", set()),
    ],
)
def test_who_can_be_asked_follows_need_area_level_and_operator(
    cast: Cast, need: Need, level: str, operator: str, expected: set[str]
) -> None:
    province = Area.objects.get(code="61", valid_to=None)
    cast.agencies["province"] = make_agency("Dinas Pendidikan Kalbar", AgencyKind.AGENCY_EDUCATION, province)
    cast.agencies["kemenag"] = make_agency("Kemenag Pontianak", AgencyKind.RELIGIOUS_AFFAIRS, cast.city)
    make_agency("Dinas Pendidikan Kubu Raya", AgencyKind.AGENCY_EDUCATION, cast.other_city)
    make_agency("Dinas Kesehatan Kubu Raya", AgencyKind.AGENCY_HEALTH, cast.other_city)
    found = receivers.possible(
        make_case(cast), ReferralKind.REFERRAL, need, level=level, operator=operator, on=NOW.date()
    )
    assert {agency.pk for agency in found} == {cast.agencies[key].pk for key in expected}


def test_another_receiver_is_refused_also_behind_the_form(cast: Cast) -> None:
    case = make_case(cast)
    for receiver in ("police", "unit"):
        with pytest.raises(Denied, match="tidak dapat dipilih"):
            prepare(cast, case, receiver=receiver)
    walls.add(case.pk, agencies=[cast.agencies["health"]], by=cast.supervisor, at=NOW)
    with pytest.raises(Denied, match="tidak dapat dipilih"):
        prepare(cast, case)


def test_nothing_of_the_identity_leaves_that_was_not_ticked(cast: Cast) -> None:
    row = make_referral(cast, items=())
    assert text(row, "identity") == ""
    assert NAME not in text(row, "shared")
    assert not Event.objects.filter(kind="person.identity_shown").exists()
    row = make_referral(cast, items=(Item.AGE,))
    assert text(row, "identity") == "Umur: 30 tahun"
    assert Event.objects.filter(kind="person.identity_shown").count() == 1


def test_r12_a_childs_identity_is_masked_and_an_adults_is_not(cast: Cast) -> None:
    items = (Item.NAME, Item.AGE, Item.ADDRESS, Item.SCHOOL, Item.GUARDIAN)
    case = make_case(cast, child=True)
    row = make_referral(cast, case=case, victim=make_party(case, child=True), items=items)
    told = text(row, "identity")
    assert "Nama: K. R." in told
    assert "Umur: sekitar 12 tahun" in told
    assert told.count("disamarkan karena korban anak") == 3
    assert NAME not in told
    adult = make_referral(cast, items=items)
    assert f"Nama: {NAME}" in text(adult, "identity")


@pytest.mark.parametrize("role", [PartyRole.VICTIM, PartyRole.REPORTED_PERSON])
def test_r12_no_text_for_others_names_a_child(cast: Cast, role: PartyRole) -> None:
    case = make_case(cast)
    victim = make_party(case, name="Orang Dewasa")
    make_party(case, role, name="Sekar Wangi", child=True)
    with pytest.raises(Denied) as refused:
        prepare(cast, case, victim=victim, shared="Mohon periksa adik sekar besok")
    assert refused.value.rule == "R12"
    assert "Sekar" not in refused.value.sentence
    assert prepare(cast, case, victim=victim, shared="Mohon periksa korban besok").status == Status.SENT


def test_r31_nobody_but_a_victim_of_this_case_is_referred(cast: Cast) -> None:
    case = make_case(cast)
    for who in (make_party(case, PartyRole.REPORTER), make_party(case, PartyRole.WITNESS), make_party(make_case(cast))):
        with pytest.raises(Denied) as refused:
            prepare(cast, case, victim=who)
        assert refused.value.rule == "R31"


def test_r31_what_an_anonymous_reporter_left_reaches_no_receiver(cast: Cast) -> None:
    case = make_from_report(cast, reporter_phone="081298760001", anonymous=True, contact_allowed=True)
    row = make_referral(cast, case=case, items=tuple(Item))
    box = vault.box(case.pk)
    assert row.letter is not None
    everything = text(row, "shared") + text(row, "identity") + box.unseal(row.letter, "fields_json")
    assert "81298760001" not in everything


def test_r36_identity_in_a_trafficking_case_needs_the_notice(cast: Cast) -> None:
    case = make_case(cast, types=(ViolenceType.TRAFFICKING,))
    with pytest.raises(Denied) as refused:
        prepare(cast, case)
    assert refused.value.rule == "R36"
    prepare(cast, case, secrecy_read=True)
    prepare(cast, case, items=())
    assert [
        event.data["secrecy_notice"] for event in Event.objects.filter(kind="referral.prepared").order_by("seq")
    ] == [True, False]


def test_on_consent_only_while_it_holds_for_this_victim_and_receiver(cast: Cast) -> None:
    case = make_case(cast)
    victim, health = make_party(case), cast.agencies["health"]
    consent = {"basis": LegalBasis.CONSENT, "basis_note": ""}
    with pytest.raises(Denied, match="Belum ada persetujuan"):
        prepare(cast, case, **consent)
    make_consent(cast, case, victim, cast.agencies["social"])
    with pytest.raises(Denied, match="Belum ada persetujuan"):
        prepare(cast, case, **consent)
    given = make_consent(cast, case, victim, health)
    assert prepare(cast, case, **consent).consent == given


def test_another_basis_needs_its_reason(cast: Cast) -> None:
    with pytest.raises(Denied, match="tanpa persetujuan"):
        make_referral(cast, basis=LegalBasis.VITAL, basis_note=" ")


def test_with_the_consent_the_referrals_on_it_stop(cast: Cast) -> None:
    case = make_case(cast)
    victim = make_party(case)
    consent = make_consent(cast, case, victim, cast.agencies["health"])
    stopped = prepare(cast, case, basis=LegalBasis.CONSENT)
    goes_on = prepare(cast, case, need=Need.FORENSIC)
    consents.withdraw(consent, by=cast.manager, at=NOW)
    stopped.refresh_from_db()
    goes_on.refresh_from_db()
    assert (stopped.status, stopped.duty) == (Status.WITHDRAWN, None)
    assert goes_on.status == Status.SENT
    left = Obligation.objects.unsettled().get(subject_id=stopped.pk)
    assert (left.kind, left.agency) == ("referral.read_answer", cast.unit)  # what she needs is asked of her anew


def test_a_school_referral_waits_until_the_suspect_is_known_not_to_work_there(cast: Cast) -> None:
    row = make_referral(
        cast, need=Need.SCHOOL_RETURN, receiver="education", school_level=Education.PRIMARY,
        school_operator=SchoolOperator.REGENCY,
    )  # fmt: skip
    assert (row.status, row.sent_at, row.letter) == (Status.WAITING, None, None)
    assert row.duty is not None
    assert (row.duty.kind, row.duty.agency) == ("referral.check_school", cast.unit)
    contact = cast.by_role[Role.SCHOOL_CONTACT]
    assert not Referral.objects.visible_to(contact).exists()
    with pytest.raises(Denied):
        sending.confirm_school(row, by=contact, at=NOW)
    row = sending.confirm_school(row, by=cast.manager, at=NOW + timedelta(hours=1))
    assert (row.status, row.school_checked_by, row.letter.number if row.letter else "") == (
        Status.SENT, cast.manager, "400.2/1/UPTD.PPA",
    )  # fmt: skip
    assert Referral.objects.visible_to(contact).get() == row
    with pytest.raises(InvalidTransition):
        sending.confirm_school(row, by=cast.manager, at=NOW)


def test_any_referral_to_those_who_run_schools_waits(cast: Cast) -> None:
    assert make_referral(cast, need=Need.OTHER, receiver="education").status == Status.WAITING


def test_consent_that_ends_while_it_waits_stops_it(cast: Cast) -> None:
    case = make_case(cast)
    victim = make_party(case)
    make_consent(cast, case, victim, cast.agencies["education"], expires=NOW.date() + timedelta(days=1))
    row = prepare(cast, case, need=Need.SCHOOL_RETURN, receiver="education", basis=LegalBasis.CONSENT)
    with pytest.raises(Denied, match="sudah berakhir"):
        sending.confirm_school(row, by=cast.manager, at=NOW + timedelta(days=3))


def test_withdrawing_leaves_nothing_owed(cast: Cast) -> None:
    row = sending.withdraw(make_referral(cast), by=cast.manager, at=NOW)
    assert (row.status, row.duty, row.ended_at) == (Status.WITHDRAWN, None, NOW)
    assert not {kind for kind in open_kinds(row.case) if kind.startswith("referral.")}
    with pytest.raises(InvalidTransition):
        sending.withdraw(row, by=cast.manager, at=NOW)
