from datetime import date, timedelta

import pytest

from tests.cast import NOW, Cast, post
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.audit.models import Event
from tuntas.cases.models import Case, Entry
from tuntas.cases.states import EntryKind, LegalBasis
from tuntas.cases.tests.make import make_case, make_party, open_kinds
from tuntas.core import vault
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.intake.states import ViolenceType
from tuntas.obligations.actions import walls
from tuntas.obligations.models import Obligation
from tuntas.referrals.actions import answers, reading, sending
from tuntas.referrals.actions.answers import Answer, Slip
from tuntas.referrals.models import Referral
from tuntas.referrals.states import AnsweredBy, DeclineReason, Result, Status
from tuntas.referrals.tests.make import make_consent, make_referral, make_transfer, without_accounts

pytestmark = pytest.mark.django_db
DONE = Answer(Result.DONE, NOW.date(), "Sudah diperiksa dokter jaga", "Kontrol tujuh hari lagi")


@pytest.fixture
def health(cast: Cast) -> User:
    return cast.by_role[Role.HEALTH_OFFICER]


def accepted(cast: Cast, health: User) -> Referral:
    row = answers.acknowledge(make_referral(cast), by=health, at=NOW)
    return answers.accept(row, by=health, at=NOW)


def test_acknowledge_accept_answer_and_it_comes_back_to_our_timeline(cast: Cast, health: User) -> None:
    row = answers.acknowledge(make_referral(cast), by=health, at=NOW)
    assert row.duty is not None
    assert (row.status, row.duty.kind, row.duty.agency, row.duty.assignee) == (
        Status.ACKNOWLEDGED, "referral.answer", cast.agencies["health"], health,
    )  # fmt: skip
    row = answers.accept(row, by=health, at=NOW + timedelta(hours=1))
    assert (row.status, row.decided_at) == (Status.ACCEPTED, NOW + timedelta(hours=1))
    row = answers.answer(row, answer=DONE, by=health, at=NOW + timedelta(hours=2))
    assert (row.status, row.duty, row.result, row.answered_by) == (
        Status.ANSWERED,
        None,
        Result.DONE,
        AnsweredBy.TUNTAS,
    )
    found = Entry.objects.filter(kind=EntryKind.REFERRAL).order_by("at", "id").values_list("detail", flat=True)
    assert list(found) == ["sent", "acknowledged", "accepted", "answered"]
    box = vault.box(row.case_id)
    assert [box.unseal(row, name) for name in ("answer", "next_step", "answerer")] == [
        DONE.text,
        DONE.next_step,
        health.name,
    ]


def test_our_manager_reads_the_answer_and_only_then_the_duty_ends(cast: Cast, health: User) -> None:
    row = answers.answer(accepted(cast, health), answer=DONE, by=health, at=NOW)
    duty = Obligation.objects.unsettled().get(kind="referral.read_answer")
    assert (duty.subject_id, duty.agency, duty.assignee) == (row.pk, cast.unit, cast.manager)
    with pytest.raises(Denied):
        answers.read(row, by=health, at=NOW)
    answers.read(row, by=cast.manager, at=NOW)
    assert "referral.read_answer" not in open_kinds(row.case)


def test_declined_with_a_reason_comes_back_to_us(cast: Cast, health: User) -> None:
    row = answers.decline(make_referral(cast), reason=DeclineReason.CAPACITY, text="Penuh", by=health, at=NOW)
    assert (row.status, row.decline_reason, row.duty) == (Status.DECLINED, "capacity", None)
    assert "referral.read_answer" in open_kinds(row.case)
    for again in (answers.acknowledge, answers.accept):
        with pytest.raises(InvalidTransition):
            again(row, by=health, at=NOW)


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (Answer(Result.DONE), "tanggal layanan diberikan"),
        (Answer(Result.PARTLY, NOW.date() + timedelta(days=1)), "tanggal layanan diberikan"),
        (Answer(Result.SCHEDULED, NOW.date() - timedelta(days=1)), "tanggal layanan dijadwalkan"),
        (Answer(Result.SCHEDULED, NOW.date() + timedelta(days=91)), "paling jauh 90 hari"),
        (Answer(Result.DONE, NOW.date() - timedelta(days=365)), "jauh sebelum rujukan"),
        (Answer(Result.NOT_POSSIBLE), "tidak dapat diberikan"),
    ],
)
def test_r20_an_answer_says_when_or_why(cast: Cast, health: User, answer: Answer, sentence: str) -> None:
    row = accepted(cast, health)
    with pytest.raises(Denied, match=sentence) as refused:
        answers.answer(row, answer=answer, by=health, at=NOW)
    assert refused.value.rule == "R20"


@pytest.mark.parametrize(
    "answer",
    [
        DONE,
        Answer(Result.PARTLY, date(2026, 11, 20)),
        Answer(Result.SCHEDULED, date(2026, 12, 1)),
        Answer(Result.NOT_POSSIBLE, None, "Alat rusak"),
    ],
)
def test_r20_an_answer_that_says_it_is_taken(cast: Cast, health: User, answer: Answer) -> None:
    assert answers.answer(accepted(cast, health), answer=answer, by=health, at=NOW).result == answer.result


@pytest.mark.parametrize("who", ["manager", "supervisor", "head", "hotline", "satpol", "leadership", "stranger"])
def test_only_the_receiver_answers(cast: Cast, who: str) -> None:
    row = make_referral(cast)
    for act in (answers.acknowledge, answers.accept):
        with pytest.raises(Denied):
            act(row, by=getattr(cast, who), at=NOW)
    with pytest.raises(Denied):
        answers.decline(row, reason=DeclineReason.NOT_OURS, by=getattr(cast, who), at=NOW)


def test_the_receiver_sees_the_referral_and_never_the_case(cast: Cast, health: User) -> None:
    row = make_referral(cast)
    assert Referral.objects.visible_to(health).get() == row
    assert not Case.objects.visible_to(health).exists()
    for other in (Role.POLICE_PPA, Role.SCHOOL_CONTACT, Role.AGENCY_MEMBER, Role.KPAD, Role.SHELTER_OFFICER):
        assert not Referral.objects.visible_to(cast.by_role[other]).exists()
    assert not Referral.objects.visible_to(cast.elsewhere[Role.HEALTH_OFFICER]).exists()


def test_behind_the_wall_the_receiver_sees_and_does_nothing(cast: Cast, health: User) -> None:
    row = make_referral(cast)
    walls.add(row.case_id, users=[health], by=cast.manager, at=NOW)
    assert not Referral.objects.visible_to(health).exists()
    assert not Referral.objects.received_by(health).exists()
    with pytest.raises(Denied, match="tidak ada dalam jangkauan"):
        answers.acknowledge(row, by=health, at=NOW)
    with pytest.raises(Denied):
        reading.shared(row, by=health, at=NOW)


def test_reading_is_recorded_and_identity_apart_from_the_text(cast: Cast, health: User) -> None:
    row = make_referral(cast)
    assert "identity" not in reading.shared(row, by=health, at=NOW)
    assert reading.identity(row, by=health, at=NOW) == "Nama: Kenanga Rahasia"
    kinds = Event.objects.filter(actor_id=health.pk).order_by("seq").values_list("kind", flat=True)
    assert list(kinds) == ["referral.read", "referral.identity_shown"]


def test_r36_the_receiver_of_a_trafficking_case_has_read_the_notice(cast: Cast, health: User) -> None:
    row = make_referral(cast, case=make_case(cast, types=(ViolenceType.TRAFFICKING,)), secrecy_read=True)
    reading.identity(row, by=health, at=NOW)
    assert row.case.secrecy_notices.filter(user=health).exists()
    assert Event.objects.get(kind="referral.identity_shown").data["secrecy_notice"] is True
    ordinary = make_referral(cast)
    reading.identity(ordinary, by=health, at=NOW)
    assert not ordinary.case.secrecy_notices.exists()


@pytest.mark.parametrize("end", ["declined", "withdrawn", "case over"])
def test_after_the_end_nothing_of_hers_is_read_by_the_receiver(cast: Cast, health: User, end: str) -> None:
    row = make_referral(cast)
    if end == "declined":
        row = answers.decline(row, reason=DeclineReason.NOT_OURS, by=health, at=NOW)
    elif end == "withdrawn":
        row = sending.withdraw(row, by=cast.manager, at=NOW)
    else:
        row = answers.answer(row, answer=DONE, by=health, at=NOW)
        assert reading.shared(row, by=health, at=NOW)["shared"]
        row.case.closed_at = NOW
    for read in (reading.shared, reading.identity):
        with pytest.raises(Denied, match="tidak dibuka lagi"):
            read(row, by=health, at=NOW)
    assert reading.identity(row, by=cast.manager, at=NOW)


def test_with_consent_withdrawn_the_receiver_reads_nothing(cast: Cast, health: User) -> None:
    case = make_case(cast)
    consent = make_consent(cast, case, make_party(case), cast.agencies["health"])
    row = make_referral(cast, case=case, basis=LegalBasis.CONSENT)
    consent.withdrawn_at = NOW
    consent.save()
    row = Referral.objects.get(pk=row.pk)
    for read in (reading.shared, reading.identity):
        with pytest.raises(Denied, match="sudah dicabut"):
            read(row, by=health, at=NOW)
    with pytest.raises(Denied, match="sudah dicabut"):
        answers.accept(row, by=health, at=NOW)
    assert reading.shared(row, by=cast.manager, at=NOW)["shared"]


def test_nobody_accepts_what_they_sent_themselves(cast: Cast) -> None:
    post(cast.manager, Role.HEALTH_OFFICER, cast.agencies["health"], cast.city)
    manager = User.objects.get(pk=cast.manager.pk)
    row = make_referral(cast, by=manager)
    with pytest.raises(Denied, match="orang lain"):
        answers.accept(row, by=manager, at=NOW)


@pytest.mark.parametrize("way", [AnsweredBy.SLIP, AnsweredBy.PHONE])
@pytest.mark.parametrize("accounts", [True, False])
def test_a_paper_slip_or_a_call_is_always_possible(cast: Cast, way: AnsweredBy, accounts: bool) -> None:
    row = make_referral(cast, receiver="health" if accounts else without_accounts(cast))
    slip = Slip(Status.ANSWERED, "dr. Contoh, Kepala Seksi", way, DONE)
    row = answers.record_slip(row, slip=slip, by=cast.manager, at=NOW)
    assert (row.status, row.answered_by, row.duty) == (Status.ANSWERED, way, None)
    assert vault.box(row.case_id).unseal(row, "answerer") == "dr. Contoh, Kepala Seksi"


def test_step_by_step_on_paper_keeps_our_duty_to_ask(cast: Cast) -> None:
    row = make_referral(cast, receiver=without_accounts(cast))
    for status in (Status.ACKNOWLEDGED, Status.ACCEPTED):
        row = answers.record_slip(row, slip=Slip(status, "Petugas", AnsweredBy.PHONE), by=cast.manager, at=NOW)
        assert row.duty is not None
        assert (row.status, row.duty.kind, row.duty.agency) == (status, "referral.record_answer", cast.unit)


@pytest.mark.parametrize(
    "slip",
    [
        Slip(Status.ANSWERED, " ", AnsweredBy.SLIP, DONE),
        Slip(Status.ANSWERED, "Petugas", AnsweredBy.LINK, DONE),
        Slip(Status.ANSWERED, "Petugas", AnsweredBy.SLIP),
        Slip(Status.DECLINED, "Petugas", AnsweredBy.SLIP),
    ],
)
def test_a_slip_says_who_and_what(cast: Cast, slip: Slip) -> None:
    with pytest.raises(Denied):
        answers.record_slip(make_referral(cast), slip=slip, by=cast.manager, at=NOW)


def test_a_slip_is_not_written_down_by_the_receiver_or_after_the_end(cast: Cast, health: User) -> None:
    row, slip = make_referral(cast), Slip(Status.ANSWERED, "Petugas", AnsweredBy.SLIP, DONE)
    with pytest.raises(Denied):
        answers.record_slip(row, slip=slip, by=health, at=NOW)
    row = sending.withdraw(row, by=cast.manager, at=NOW)
    with pytest.raises(InvalidTransition):
        answers.record_slip(row, slip=slip, by=cast.manager, at=NOW)


def test_a_transfer_is_answered_by_taking_it_or_not(cast: Cast) -> None:
    police = cast.by_role[Role.POLICE_PPA]
    row = answers.acknowledge(make_transfer(cast), by=police, at=NOW)
    with pytest.raises(InvalidTransition, match="menerima atau menolak"):
        answers.answer(row, answer=DONE, by=police, at=NOW)
    row = answers.accept(row, by=police, at=NOW)
    assert (row.status, row.result) == (Status.ANSWERED, Result.DONE)
    assert Entry.objects.filter(kind=EntryKind.TRANSFER).count() == 3
