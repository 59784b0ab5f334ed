"""How a case ends: by reasons that exist, with everything said, by two persons; and how it never ends (R01, R02, R21, R22)."""

from datetime import timedelta
from typing import Any

import pytest

from tests.cast import NOW, Cast
from tuntas.access.roles import Role
from tuntas.cases.actions import closing, decisions, proposals, risk
from tuntas.cases.models import Case, LegalEvent, Proposal, RiskAssessment
from tuntas.cases.policies import closing as policies
from tuntas.cases.policies import grave
from tuntas.cases.states import (
    REFUSED_REASONS,
    ClosingReason,
    LegalActor,
    LegalStep,
    PartyRole,
    ProposalStatus,
    Status,
    TeamRole,
)
from tuntas.cases.tests.endings import DAY, LATER, closable, fresh, proposed
from tuntas.cases.tests.make import join, make_party, open_kinds
from tuntas.core import vault
from tuntas.core.errors import Denied
from tuntas.intake.states import ViolenceType

pytestmark = pytest.mark.django_db
SEXUAL, TRAFFICKING, PSYCHOLOGICAL = ViolenceType.SEXUAL, ViolenceType.TRAFFICKING, ViolenceType.PSYCHOLOGICAL


def legal(case: Case, cast: Cast, step: LegalStep, days: int = 0) -> None:
    LegalEvent.objects.create(
        case=case, by=cast.manager, at=NOW, step=step, actor=LegalActor.INVESTIGATOR, on_date=(NOW + days * DAY).date()
    )


def test_it_ends_by_one_who_proposes_and_another_who_agrees(cast: Cast) -> None:
    case = closable(cast)
    proposal = proposed(cast, case)
    case = fresh(case)
    assert (case.status, proposal.outside, proposal.agency) == (Status.CLOSURE_PROPOSED, False, cast.unit)
    assert {"case.closure_waits", "case_proposal.decide"} <= open_kinds(case)
    decisions.approve(proposal, by=cast.supervisor, at=LATER)
    case = fresh(case)
    assert (case.status, case.closing_reason, case.closed_at) == (Status.FOLLOW_UP, "goals_reached", LATER)
    assert case.duty is not None
    assert (case.duty.kind, case.duty.due_at.date()) == ("case.follow_up", (NOW + 90 * DAY).date())
    assert open_kinds(case) == {"case.follow_up"}
    assert vault.box(case.pk).unseal(case, "closing_note") == "Sudah aman"


def test_the_proposer_does_not_agree_and_nobody_of_the_team_does(cast: Cast) -> None:
    case = closable(cast)
    mine = proposed(cast, case, by=cast.supervisor)
    with pytest.raises(Denied, match="orang kedua") as refused:
        decisions.approve(mine, by=cast.supervisor, at=LATER)
    assert refused.value.rule == "R21"
    proposals.withdraw(mine, by=cast.supervisor, at=LATER)
    proposal = proposed(cast, fresh(case))
    join(case, cast.supervisor)
    with pytest.raises(Denied, match="tidak menangani"):
        decisions.approve(proposal, by=cast.supervisor, at=LATER)
    decisions.approve(proposal, by=cast.head, at=LATER)
    assert fresh(case).status == Status.FOLLOW_UP


def test_a_rejected_or_withdrawn_ending_gives_the_case_back_where_it_was(cast: Cast) -> None:
    for act, by in ((proposals.reject, cast.supervisor), (proposals.withdraw, cast.manager)):
        case = closable(cast)
        proposal = proposed(cast, case)
        more = {"note": "Belum"} if act is proposals.reject else {}
        act(proposal, by=by, at=LATER, **more)
        case = fresh(case)
        assert (case.status, case.status_before, case.closed_at) == (Status.INTERVENTION, "", None)
        assert "case.progress" in open_kinds(case)


@pytest.mark.parametrize("reason", sorted(REFUSED_REASONS))
@pytest.mark.parametrize(
    ("types", "rule", "article"),
    [
        ((SEXUAL,), "R01", "UU 12/2022 Pasal 23"),
        ((TRAFFICKING,), "R02", "UU 21/2007 Pasal 26"),
        ((ViolenceType.PHYSICAL,), "", "kebijakan daerah"),
    ],
)
def test_r01_r02_settlements_are_refused_with_the_article(
    cast: Cast, reason: ClosingReason, types: tuple[ViolenceType, ...], rule: str, article: str
) -> None:
    case = closable(cast, types=types)
    with pytest.raises(Denied, match=article) as refused:
        proposed(cast, case, reason)
    assert refused.value.rule == rule
    assert fresh(case).status == Status.INTERVENTION


def test_r01_looks_at_what_the_case_ever_was(cast: Cast) -> None:
    case = closable(cast, types=(ViolenceType.PHYSICAL,), ever_types=(SEXUAL,))
    with pytest.raises(Denied) as refused:
        grave.check_settlement(cast.manager, case)
    assert refused.value.rule == "R01"
    assert proposed(cast, case).outside


def test_r02_looks_at_an_alert_that_was_cleared(cast: Cast) -> None:
    case = closable(cast)
    Case.objects.filter(pk=case.pk).update(ever_trafficking=True)
    with pytest.raises(Denied) as refused:
        grave.check_settlement(cast.manager, fresh(case))
    assert refused.value.rule == "R02"
    assert proposed(cast, case).outside


def test_where_all_reported_are_children_only_diversion_is_named(cast: Cast) -> None:
    case = closable(cast, types=(SEXUAL,))
    make_party(case, PartyRole.REPORTED_PERSON, child=True)
    with pytest.raises(Denied, match="hanya melalui diversi oleh penegak hukum"):
        grave.check_settlement(cast.manager, case)
    make_party(case, PartyRole.REPORTED_PERSON)
    with pytest.raises(Denied) as refused:
        grave.check_settlement(cast.manager, case)
    assert "diversi" not in refused.value.sentence


def test_a_grave_case_ends_only_with_somebody_from_outside_the_unit(cast: Cast) -> None:
    case = closable(cast, types=(SEXUAL,))
    proposal = proposed(cast, case)
    assert (proposal.outside, proposal.agency) == (True, cast.dinas)
    with pytest.raises(Denied, match="dari luar unit") as refused:
        decisions.approve(proposal, by=cast.head, at=LATER)
    assert refused.value.rule == "R01"
    decisions.approve(proposal, by=cast.leadership, at=LATER)
    assert fresh(case).status == Status.FOLLOW_UP


def test_what_became_grave_after_it_was_proposed_is_not_decided_inside(cast: Cast) -> None:
    case = closable(cast)
    proposal = proposed(cast, case)
    Case.objects.filter(pk=case.pk).update(ever_types=["physical", "sexual"])
    with pytest.raises(Denied, match="dari luar unit"):
        decisions.approve(proposal, by=cast.supervisor, at=LATER)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"goals_reviewed": False}, "Tinjau dulu tujuan"),
        ({"victim_informed": False}, "Korban sendiri"),
        ({"heard_alone": False}, "didengar sendirian"),
        ({"follow_up_dates": []}, "tanggal tindak lanjut"),
        ({"follow_up_dates": [NOW.date()]}, "ada di depan"),
    ],
)
def test_r21_everything_is_said(cast: Cast, said: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Denied, match=sentence):
        proposed(cast, closable(cast), **said)


def test_r21_why_she_was_not_heard_alone_is_enough(cast: Cast) -> None:
    assert proposed(cast, closable(cast), heard_alone=False, why_not_alone="Korban meminta ibunya ikut").pk is not None


def test_r21_safety_is_scored_again_within_fourteen_days(cast: Cast) -> None:
    case = closable(cast)
    RiskAssessment.objects.filter(case=case).update(at=NOW - 15 * DAY)
    with pytest.raises(Denied, match="dinilai ulang dalam 14 hari") as refused:
        proposed(cast, case)
    assert refused.value.rule == "R21"


def test_r21_high_danger_does_not_end(cast: Cast) -> None:
    case = closable(cast)
    risk.assess(case, items=("strangling",), by=cast.manager, at=NOW)
    with pytest.raises(Denied, match="TINGGI tidak diakhiri"):
        proposed(cast, fresh(case))


def test_r21_danger_that_rose_meanwhile_stops_the_ending(cast: Cast) -> None:
    case = closable(cast)
    proposal = proposed(cast, case)
    risk.assess(case, items=("strangling",), by=cast.manager, at=LATER)
    with pytest.raises(Denied, match="TINGGI tidak diakhiri"):
        decisions.approve(proposal, by=cast.supervisor, at=LATER)
    assert Proposal.objects.get(pk=proposal.pk).status == ProposalStatus.PENDING


def test_r21_an_open_police_process_blocks_until_it_is_over(cast: Cast) -> None:
    case = closable(cast)
    legal(case, cast, LegalStep.REPORTED)
    with pytest.raises(Denied, match="Proses hukumnya masih berjalan") as refused:
        proposed(cast, case)
    assert refused.value.rule == "R21"
    closing.watch_only(case, by=cast.manager, at=NOW)
    assert fresh(case).status == Status.LEGAL_WATCH
    legal(case, cast, LegalStep.FINAL_VERDICT, days=1)
    assert proposed(cast, fresh(case), ClosingReason.VERDICT_AND_RECOVERY).pk is not None


def test_a_settlement_by_the_police_or_a_withdrawal_is_no_end_of_the_process(cast: Cast) -> None:
    case = closable(cast)
    legal(case, cast, LegalStep.REPORTED)
    for step in (LegalStep.WITHDRAWN, LegalStep.STEERED_TO_PEACE, LegalStep.RESTORATIVE, LegalStep.DIVERSION):
        legal(case, cast, step, days=1)
        assert policies.process_open(case), step


def test_r21_what_apps_above_still_have_open_blocks(cast: Cast) -> None:
    def open_referral(case: Case, reason: ClosingReason) -> None:
        raise Denied("Masih ada rujukan yang terbuka.", rule="R21")

    case = closable(cast)
    policies.closing_checks.append(open_referral)
    try:
        with pytest.raises(Denied, match="rujukan yang terbuka"):
            proposed(cast, case)
    finally:
        policies.closing_checks.remove(open_referral)
    assert proposed(cast, case).pk is not None


def test_who_does_not_manage_the_case_does_not_propose_its_end(cast: Cast) -> None:
    case = closable(cast)
    companion = cast.by_role[Role.COMPANION_WORKER]
    join(case, companion, TeamRole.COMPANION)
    with pytest.raises(Denied, match="hanya diusulkan oleh manajer"):
        proposed(cast, case, by=companion)


def test_the_second_person_of_a_small_unit_sits_above_it(cast: Cast) -> None:
    case = closable(cast)
    for user in (cast.supervisor, cast.head):
        user.postings.update(ends_at=NOW - timedelta(hours=1))
    assert proposed(cast, case).agency == cast.dinas
