from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import NOW, Cast
from tuntas.access.roles import Role
from tuntas.cases import kinds, trafficking
from tuntas.cases.actions import screening
from tuntas.cases.actions.screening import Answers
from tuntas.cases.models import Case, Screening
from tuntas.cases.states import Act, Means, Purpose, ScreeningStatus
from tuntas.cases.tests.make import join, make_case, make_party, open_kinds
from tuntas.core import vault
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.intake.states import ViolenceType

S = ScreeningStatus
LATER = NOW + timedelta(hours=1)
HOTEL = Answers(acts=[Act.HARBOUR], purposes=[Purpose.PROSTITUTION], said_yes=True)

acts = st.sets(st.sampled_from(Act))
means = st.sets(st.sampled_from(Means))
purposes = st.sets(st.sampled_from(Purpose))


@given(acts=acts, means=means, purposes=purposes)
def test_an_adult_is_suspected_only_with_all_three(acts: set[Act], means: set[Means], purposes: set[Purpose]) -> None:
    result = trafficking.judge(child=False, acts=acts, means=means, purposes=purposes)
    assert (result.status is S.SUSPECTED) == bool(acts and means and purposes)
    assert result.reasons


@given(acts=acts, means=means, purposes=purposes)
def test_rule_r09_a_child_needs_no_means(acts: set[Act], means: set[Means], purposes: set[Purpose]) -> None:
    result = trafficking.judge(child=True, acts=acts, means=means, purposes=purposes)
    assert (result.status is S.SUSPECTED) == bool(acts and purposes)
    if acts and purposes:
        assert "child_rule" in result.reasons
        adult = trafficking.judge(child=False, acts=acts, means=(), purposes=purposes)
        assert adult.status is S.ALERT


@given(acts=acts, means=means, purposes=purposes, child=st.booleans())
def test_more_findings_never_mean_less(acts: set[Act], means: set[Means], purposes: set[Purpose], child: bool) -> None:
    order = [S.NO_INDICATION, S.ALERT, S.SUSPECTED]
    some = trafficking.judge(child=child, acts=acts, means=means, purposes=purposes)
    more = trafficking.judge(child=child, acts=set(Act), means=means | {Means.DEBT}, purposes=purposes)
    as_child = trafficking.judge(child=True, acts=acts, means=means, purposes=purposes)
    assert order.index(more.status) >= order.index(some.status)
    assert order.index(as_child.status) >= order.index(some.status)


@pytest.mark.parametrize(
    ("given_", "status"),
    [
        ({"purposes": [Purpose.ORGANS]}, S.ALERT),
        ({"means": [Means.CONFINEMENT]}, S.ALERT),
        ({"acts": [Act.SEND], "means": [Means.DECEPTION]}, S.ALERT),
        ({"acts": [Act.RECRUIT]}, S.NO_INDICATION),
        ({"means": [Means.DECEPTION]}, S.NO_INDICATION),
        ({"purposes": [Purpose.EXTORTION]}, S.NO_INDICATION),
        ({}, S.NO_INDICATION),
    ],
)
def test_one_strong_sign_or_two_elements_of_an_adult_are_an_alert(
    given_: dict[str, list[str]], status: ScreeningStatus
) -> None:
    assert trafficking.judge(child=False, **{"acts": (), "means": (), "purposes": (), **given_}).status is status


def test_any_purpose_with_a_child_is_an_alert() -> None:
    for purpose in Purpose:
        assert trafficking.judge(child=True, acts=(), means=(), purposes=[purpose]).status is S.ALERT


@pytest.mark.django_db
@pytest.mark.parametrize("said_yes", [True, False, None])
@pytest.mark.parametrize("child", [True, False])
def test_rule_r10_what_she_agreed_to_changes_nothing(cast: Cast, child: bool, said_yes: bool | None) -> None:
    case = make_case(cast)
    victim = make_party(case, child=child)
    for found in (
        Answers(acts=[Act.RECRUIT], purposes=[Purpose.PROSTITUTION], said_yes=said_yes),
        Answers(acts=[Act.RECRUIT], means=[Means.DEBT], purposes=[Purpose.FORCED_LABOUR], said_yes=said_yes),
        Answers(means=[Means.DECEPTION], said_yes=said_yes),
    ):
        row = screening.record(case, victim=victim, answers=found, by=cast.manager, at=NOW)
        expected = trafficking.judge(child=child, acts=found.acts, means=found.means, purposes=found.purposes)
        assert (row.status, tuple(row.reasons)) == (expected.status, expected.reasons)
        assert row.said_yes is said_yes
        assert any("mau sendiri" in text for text in trafficking.sentences(row)) is bool(said_yes)


@pytest.mark.django_db
def test_rule_r09_a_child_in_a_hotel_is_trafficking_even_if_it_said_yes(cast: Cast) -> None:
    case = make_case(cast, types=(ViolenceType.PHYSICAL,), child=True)
    row = screening.record(case, victim=make_party(case, child=True), answers=HOTEL, by=cast.manager, at=NOW)
    case = Case.objects.get(pk=case.pk)
    assert row.status == S.SUSPECTED
    assert (case.trafficking_alert, case.ever_trafficking) == (True, True)
    assert {ViolenceType.TRAFFICKING, ViolenceType.EXPLOITATION, ViolenceType.SEXUAL} <= set(case.types)
    assert set(case.types) == set(case.ever_types)
    # Sexual violence now: the police report is owed too (R04), by the local clock since nobody knows who reported.
    assert kinds.POLICE_REPORT_LOCAL.code in open_kinds(case)


@pytest.mark.django_db
def test_rule_r09_nothing_is_marked_where_nothing_was_found(cast: Cast) -> None:
    case = make_case(cast)
    row = screening.record(case, victim=make_party(case), answers=Answers(acts=[Act.SEND]), by=cast.manager, at=NOW)
    case = Case.objects.get(pk=case.pk)
    assert (row.status, row.duty, case.trafficking_alert, case.ever_trafficking) == (
        S.NO_INDICATION,
        None,
        False,
        False,
    )
    assert case.types == [ViolenceType.PHYSICAL]


def alert(cast: Cast, case: Case) -> Screening:
    join(case, cast.by_role[Role.COMPANION_WORKER])
    return screening.record(
        case, victim=make_party(case), answers=Answers(means=[Means.CONFINEMENT], note="Rahasia Anggrek"),
        by=cast.by_role[Role.COMPANION_WORKER], at=NOW,
    )  # fmt: skip


@pytest.mark.django_db
def test_an_alert_is_reviewed_within_24_hours_and_the_clock_is_fixed(cast: Cast) -> None:
    case = make_case(cast)
    row = alert(cast, case)
    assert row.duty is not None
    assert (row.duty.due_at, row.duty.kind, row.duty.assignee) == (
        NOW + timedelta(hours=24), kinds.REVIEW_SCREENING.code, cast.manager,
    )  # fmt: skip
    assert kinds.REVIEW_SCREENING.locked
    case = Case.objects.get(pk=case.pk)
    assert (case.trafficking_alert, case.ever_trafficking) == (True, True)
    assert ViolenceType.TRAFFICKING not in case.types


@pytest.mark.django_db
def test_the_review_confirms(cast: Cast) -> None:
    case = make_case(cast)
    row = screening.review(alert(cast, case), outcome=S.SUSPECTED, note="Pola sama.", by=cast.manager, at=LATER)
    case = Case.objects.get(pk=case.pk)
    assert (row.status, row.duty, row.reviewed_by) == (S.SUSPECTED, None, cast.manager)
    assert ViolenceType.TRAFFICKING in case.ever_types
    assert kinds.REVIEW_SCREENING.code not in open_kinds(case)
    with pytest.raises(InvalidTransition):
        screening.review(row, outcome=S.CLEARED, note="x", by=cast.supervisor, at=LATER)


@pytest.mark.django_db
def test_what_was_an_alert_stays_on_record_when_it_is_cleared(cast: Cast) -> None:
    case = make_case(cast)
    screening.review(alert(cast, case), outcome=S.CLEARED, note="Penahanan oleh suami.", by=cast.manager, at=LATER)
    case = Case.objects.get(pk=case.pk)
    assert (case.trafficking_alert, case.ever_trafficking) == (False, True)


@pytest.mark.django_db
def test_suspected_is_never_lowered_by_a_review(cast: Cast) -> None:
    case = make_case(cast)
    row = screening.record(case, victim=make_party(case, child=True), answers=HOTEL, by=cast.manager, at=NOW)
    for outcome in (S.CLEARED, S.NO_INDICATION, S.ALERT):
        with pytest.raises(InvalidTransition):
            screening.review(row, outcome=outcome, note="x", by=cast.supervisor, at=LATER)
    again = screening.record(case, victim=row.victim, answers=Answers(), by=cast.manager, at=LATER)
    assert again.status == S.NO_INDICATION
    assert Case.objects.get(pk=case.pk).trafficking_alert is True


@pytest.mark.django_db
def test_who_raised_the_alert_does_not_lay_it_down_alone(cast: Cast) -> None:
    case = make_case(cast)
    answers = Answers(means=[Means.DEBT])
    row = screening.record(case, victim=make_party(case), answers=answers, by=cast.manager, at=NOW)
    with pytest.raises(Denied, match="rekan lain"):
        screening.review(row, outcome=S.CLEARED, note="x", by=cast.manager, at=LATER)
    screening.review(row, outcome=S.CLEARED, note="Sudah dicek.", by=cast.supervisor, at=LATER)


@pytest.mark.django_db
def test_the_companion_does_not_review(cast: Cast) -> None:
    case = make_case(cast)
    row = alert(cast, case)
    with pytest.raises(Denied, match="manajer"):
        screening.review(row, outcome=S.SUSPECTED, note="x", by=cast.by_role[Role.COMPANION_WORKER], at=LATER)


@pytest.mark.django_db
def test_only_the_team_screens_and_only_victims_of_the_case(cast: Cast) -> None:
    case, other = make_case(cast), make_case(cast)
    victim, elsewhere = make_party(case), make_party(other)
    with pytest.raises(Denied):
        screening.record(case, victim=victim, answers=Answers(), by=cast.hotline, at=NOW)
    with pytest.raises(Denied, match="bukan korban"):
        screening.record(case, victim=elsewhere, answers=Answers(), by=cast.manager, at=NOW)


@pytest.mark.django_db
def test_notes_are_sealed_and_reading_them_is_recorded(cast: Cast) -> None:
    case = make_case(cast)
    row = alert(cast, case)
    assert b"Anggrek" not in bytes(row.note)
    assert vault.box(case.pk).unseal(row, "note") == "Rahasia Anggrek"
    notes = screening.open_notes(case, [row], by=cast.manager, at=NOW)
    assert notes[row.pk] == ("Rahasia Anggrek", "")
    with pytest.raises(Denied):
        screening.open_notes(case, [row], by=cast.by_role[Role.DATA_OFFICER], at=NOW)


def suggested(case: Case, **answers: Any) -> set[str]:
    row = Screening(**{"case": case, "status": S.SUSPECTED, "child": False} | answers)
    return {item.who for item in trafficking.suggestions(case, row)}


def test_rule_r30_suggests_by_what_was_crossed_and_what_for() -> None:
    case = Case(contexts=["migration"])
    assert suggested(case) == {"Gugus Tugas TPPO", "LPSK"}
    assert suggested(case, crosses_region=True) == {"Gugus Tugas TPPO", "LPSK", "UPTD PPA provinsi"}
    assert suggested(case, crosses_border=True) == {
        "Gugus Tugas TPPO", "LPSK", "UPTD PPA provinsi", "BP3MI", "Kantor Imigrasi",
    }  # fmt: skip
    assert suggested(Case(), crosses_border=True) >= {"Kantor Imigrasi"}
    assert "BP3MI" not in suggested(Case(), crosses_border=True)
    assert "Dinas Sosial" in suggested(case, child=True)
    assert "LPSK" in suggested(case, status=S.ALERT, purposes=[Purpose.PROSTITUTION])
    assert "LPSK" not in suggested(case, status=S.ALERT)


def test_rule_r30_without_a_sign_only_a_crossing_suggests_the_province() -> None:
    assert suggested(Case(), status=S.NO_INDICATION) == set()
    assert suggested(Case(), status=S.NO_INDICATION, crosses_region=True) == {"UPTD PPA provinsi"}
