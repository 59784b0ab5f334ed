"""How a case ends: by reasons that exist, with everything said, by two persons; and how it never ends (R01, R02, R21, R22)."""

from datetime import timedelta
from typing import Any

import pytest

from tests.cast import NOW, Cast
from tuntas.access.roles import Role
from tuntas.cases.actions import attempts, closing, decisions, proposals, reopening, risk, services
from tuntas.cases.models import Case, FollowUp, LegalEvent, Party, PlanItem, Proposal, RiskAssessment, Service
from tuntas.cases.policies import closing as policies
from tuntas.cases.policies import grave
from tuntas.cases.states import (
    REFUSED_REASONS,
    AttemptResult,
    ClosingReason,
    LegalActor,
    LegalStep,
    PartyRole,
    ProposalStatus,
    ServiceKind,
    Status,
    TeamRole,
)
from tuntas.cases.tests.endings import DAY, LATER, closable, ended, fresh, proposed
from tuntas.cases.tests.make import join, make_case, make_party, open_kinds
from tuntas.core import vault
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.intake.states import Risk, ViolenceType
from tuntas.obligations.models import Obligation

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


@pytest.mark.parametrize("types", [(ViolenceType.PHYSICAL,), (SEXUAL,), (TRAFFICKING,)])
def test_r22_an_ordinary_offence_does_not_end_because_she_asks(cast: Cast, types: tuple[ViolenceType, ...]) -> None:
    case = closable(cast, types=types)
    with pytest.raises(Denied, match="proses hukum dipantau") as refused:
        proposed(cast, case, ClosingReason.VICTIM_REQUEST)
    assert refused.value.rule == "R22"
    watched = closing.watch_only(case, by=cast.manager, at=LATER)
    assert (watched.status, watched.is_open) == (Status.LEGAL_WATCH, True)


def test_r22_a_child_s_case_does_not_end_because_somebody_asks(cast: Cast) -> None:
    case = closable(cast, types=(PSYCHOLOGICAL,), child=True)
    with pytest.raises(Denied) as refused:
        proposed(cast, case, ClosingReason.VICTIM_REQUEST)
    assert refused.value.rule == "R22"


def test_r22_her_wish_ends_what_is_hers_to_end(cast: Cast) -> None:
    case = ended(cast, closable(cast, types=(PSYCHOLOGICAL,)), reason=ClosingReason.VICTIM_REQUEST)
    assert (case.status, case.closing_reason) == (Status.FOLLOW_UP, "victim_request")


def _attempts(cast: Cast, case: Case, days: list[int], result: AttemptResult = AttemptResult.NO_ANSWER) -> None:
    for day in days:
        attempts.record(case, result=result, safe_way=True, by=cast.manager, at=NOW - day * DAY)


def test_unreachable_needs_three_safe_tries_over_thirty_days(cast: Cast) -> None:
    case = closable(cast)
    _attempts(cast, case, [20, 10, 5, 1])
    with pytest.raises(Denied, match="paling sedikit 3 upaya"):
        proposed(cast, case, ClosingReason.UNREACHABLE)
    _attempts(cast, case, [31])
    assert proposed(cast, case, ClosingReason.UNREACHABLE, victim_informed=False).pk is not None


def test_a_try_that_reached_her_starts_the_count_again(cast: Cast) -> None:
    case = closable(cast)
    _attempts(cast, case, [60, 50, 40])
    _attempts(cast, case, [35], AttemptResult.REACHED)
    _attempts(cast, case, [20, 10])
    with pytest.raises(Denied, match="Baru ada 2"):
        proposed(cast, case, ClosingReason.UNREACHABLE)


def test_transferred_only_when_somebody_has_accepted(cast: Cast) -> None:
    case = closable(cast)
    with pytest.raises(Denied, match="Belum ada lembaga yang menerima") as refused:
        proposed(cast, case, ClosingReason.TRANSFER_ACCEPTED)
    assert refused.value.rule == "R20"
    accepted = lambda asked: asked.pk == case.pk  # noqa: E731
    policies.accepted_elsewhere.append(accepted)
    try:
        assert proposed(cast, case, ClosingReason.TRANSFER_ACCEPTED).pk is not None
    finally:
        policies.accepted_elsewhere.remove(accepted)


def test_mediated_only_with_an_agreement(cast: Cast) -> None:
    with pytest.raises(Denied) as refused:
        proposed(cast, closable(cast), ClosingReason.MEDIATED)
    assert refused.value.rule == "R03"


def test_goals_are_reached_only_where_there_was_a_plan(cast: Cast) -> None:
    case = make_case(cast, risk=Risk.LOW)
    risk.assess(case, items=(), by=cast.manager, at=NOW)
    with pytest.raises(Denied, match="Belum ada rencana"):
        proposed(cast, fresh(case))


def test_nothing_of_it_is_left_open(cast: Cast) -> None:
    case = closable(cast)
    service = services.request(
        case, victim=Party.objects.get(case=case), kind=ServiceKind.HEALTH, by=cast.manager, at=NOW
    )
    with pytest.raises(Denied, match="Masih terbuka: 1 layanan"):
        proposed(cast, case)
    services.cancel(service, reason="Sudah lewat BPJS", by=cast.manager, at=NOW)
    ended(cast, case)
    assert not Service.objects.filter(is_open=True).exists()
    assert not PlanItem.objects.filter(is_open=True).exists()


def test_died_duplicate_and_not_ours_are_closed_at_once(cast: Cast) -> None:
    for reason in (ClosingReason.DIED, ClosingReason.NOT_OURS):
        case = ended(cast, closable(cast), reason=reason)
        assert (case.status, case.duty, case.is_open) == (Status.CLOSED, None, False)
        assert not Obligation.objects.unsettled().filter(dossier_id=case.pk).exists()


def test_a_duplicate_leaves_everything_to_the_case_that_stays(cast: Cast) -> None:
    kept = closable(cast)
    case = closable(cast, types=(SEXUAL,), child=True)
    risk.assess(case, items=("increasing", "stalking"), by=cast.manager, at=NOW)
    case = ended(cast, fresh(case), reason=ClosingReason.DUPLICATE, target=kept)
    kept = fresh(kept)
    assert (case.status, case.closing_reason) == (Status.CLOSED, "duplicate")
    assert set(kept.ever_types) == {"physical", "sexual"}
    assert (kept.ever_child, kept.risk) == (True, Risk.MEDIUM)
    assert kept.parties.filter(role=PartyRole.VICTIM).count() == 2
    assert grave.rule_of(kept) == "R01"


def test_a_case_does_not_vanish_behind_one_nobody_works_on(cast: Cast) -> None:
    kept = ended(cast, closable(cast))
    with pytest.raises(InvalidTransition, match="tidak sedang ditangani"):
        proposed(cast, closable(cast), ClosingReason.DUPLICATE, target=kept)


def test_who_does_not_manage_the_case_does_not_propose_its_end(cast: Cast) -> None:
    case = closable(cast)
    companion = cast.by_role[Role.COMPANION_WORKER]
    join(case, companion, TeamRole.COMPANION)
    with pytest.raises(Denied, match="hanya diusulkan oleh manajer"):
        proposed(cast, case, by=companion)


def test_follow_up_is_asked_on_each_chosen_day_and_the_last_closes(cast: Cast) -> None:
    case = ended(cast, closable(cast), follow_up_dates=[(NOW + 30 * DAY).date(), (NOW + 90 * DAY).date()])
    assert case.duty is not None
    assert case.duty.due_at.date() == (NOW + 30 * DAY).date()
    closing.follow_up(case, reached=True, safe=True, violence_again=False, by=cast.manager, at=NOW + 30 * DAY)
    case = fresh(case)
    assert case.duty is not None
    assert (case.status, case.duty.due_at.date()) == (Status.FOLLOW_UP, (NOW + 90 * DAY).date())
    closing.follow_up(case, reached=True, safe=True, violence_again=False, by=cast.manager, at=NOW + 90 * DAY)
    case = fresh(case)
    assert (case.status, case.duty, case.closed_at) == (Status.CLOSED, None, NOW)
    assert FollowUp.objects.filter(case=case).count() == 2


def test_not_reached_is_asked_again_and_not_for_ever(cast: Cast) -> None:
    case = ended(cast, closable(cast))
    at = NOW + 90 * DAY
    for left in (2, 1, 0):
        closing.follow_up(case, reached=False, by=cast.manager, at=at)
        assert (fresh(case).status == Status.FOLLOW_UP) == bool(left)
        at += 7 * DAY


@pytest.mark.parametrize("said", [{"safe": False, "violence_again": False}, {"safe": True, "violence_again": True}])
def test_danger_at_follow_up_opens_the_case_again(cast: Cast, said: dict[str, Any]) -> None:
    case = ended(cast, closable(cast))
    closing.follow_up(case, reached=True, by=cast.manager, at=NOW + 90 * DAY, **said)
    case = fresh(case)
    assert (case.status, case.recurrence, case.risk, case.closed_at) == (Status.REOPENED, True, Risk.MEDIUM, None)
    assert "case.consider" in open_kinds(case)


def test_r23_what_comes_back_within_a_year_is_a_recurrence(cast: Cast) -> None:
    case = ended(cast, closable(cast))
    reopening.reopen(case, note="Terjadi lagi", by=cast.manager, at=NOW + 364 * DAY)
    case = fresh(case)
    assert (case.recurrence, case.risk, case.reopened_times) == (True, Risk.MEDIUM, 1)
    assert RiskAssessment.objects.filter(case=case, raised_by_rule="R23").count() == 1


def test_r23_what_comes_back_later_is_not(cast: Cast) -> None:
    case = ended(cast, closable(cast))
    reopening.reopen(case, note="Butuh surat", by=cast.manager, at=NOW + 366 * DAY)
    case = fresh(case)
    assert (case.status, case.recurrence, case.risk) == (Status.REOPENED, False, Risk.LOW)


def test_an_open_case_is_not_reopened_nor_by_who_does_not_work_on_it(cast: Cast) -> None:
    case = closable(cast)
    with pytest.raises(InvalidTransition, match="masih terbuka"):
        reopening.reopen(case, note="x", by=cast.manager, at=LATER)
    case = ended(cast, case)
    with pytest.raises(Denied, match="hanya dibuka kembali"):
        reopening.reopen(case, note="x", by=cast.head, at=LATER)


def test_a_closed_case_can_end_and_come_back_again(cast: Cast) -> None:
    case = ended(cast, closable(cast))
    case = reopening.reopen(case, note="x", by=cast.manager, at=NOW + DAY)
    risk.assess(case, items=(), by=cast.manager, at=NOW + DAY)
    case = ended(cast, fresh(case), at=NOW + 2 * DAY)
    assert (case.status, case.closed_at) == (Status.FOLLOW_UP, NOW + 2 * DAY)


def test_the_second_person_of_a_small_unit_sits_above_it(cast: Cast) -> None:
    case = closable(cast)
    for user in (cast.supervisor, cast.head):
        user.postings.update(ends_at=NOW - timedelta(hours=1))
    assert proposed(cast, case).agency == cast.dinas
