"""Roundabout ways to the end of a case: through another case, in several steps, or by what held in an earlier life of it."""

from datetime import timedelta
from typing import Any

import pytest

from tests.cast import NOW, Cast
from tuntas.cases.actions import (
    attempts,
    decisions,
    incidents,
    legal,
    opening,
    pressure,
    proposals,
    reopening,
    risk,
    screening,
)
from tuntas.cases.actions.screening import Answers
from tuntas.cases.models import Case, LegalEvent, Mediation, Proposal, Relationship
from tuntas.cases.policies import closing as policies
from tuntas.cases.policies import mediations
from tuntas.cases.states import (
    AttemptResult,
    ClosingReason,
    LegalStep,
    MediationMatter,
    PartyRole,
    PressureKind,
    ProposalStatus,
    Purpose,
    Relation,
)
from tuntas.cases.tests.endings import DAY, LATER, closable, ended, fresh, planned, proposed
from tuntas.cases.tests.make import make_case, make_party, open_kinds
from tuntas.core import vault
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.intake.actions import triage
from tuntas.intake.models import Report
from tuntas.intake.states import Risk, ViolenceType
from tuntas.intake.tests.make import make_report
from tuntas.obligations.models import Obligation

pytestmark = pytest.mark.django_db
SEXUAL, PHYSICAL = ViolenceType.SEXUAL, ViolenceType.PHYSICAL
SAID: dict[str, Any] = {"reason": "x", "heard_alone": True}
HOTEL = Answers(purposes=(Purpose.PROSTITUTION,))


def mediated(case: Case) -> None:
    """With an agreement of today."""
    Mediation.objects.create(
        case=case, by=case.manager, at=NOW, matter_kind=MediationMatter.MAINTENANCE, approved_at=NOW, mediator=case.manager,
        agreed_at=NOW,
    )  # fmt: skip


def opened_again(cast: Cast, case: Case, *, at: Any) -> Case:
    """Open again, with the danger that a recurrence raises lowered by two."""
    reopening.reopen(case, note="x", by=cast.manager, at=at)
    proposal = proposals.propose_lower_risk(fresh(case), level=Risk.LOW, by=cast.manager, at=at, **SAID)
    decisions.approve(proposal, by=cast.supervisor, at=at)
    return fresh(case)


def linked(cast: Cast, case: Case, kind: ViolenceType, **told: Any) -> Report:
    """With a further report."""
    report = make_report(cast, types=(kind,), **told)
    triage.accept(report, by=cast.manager, at=LATER)
    opening.link_report(case, report, by=cast.manager, at=LATER)
    return report


def test_a_police_process_goes_along_with_a_duplicate(cast: Cast) -> None:
    case, stays = make_case(cast, risk=Risk.LOW), closable(cast)
    given: dict[str, Any] = {"on_date": NOW.date(), "by": cast.manager, "at": NOW}
    legal.record(case, step=LegalStep.REPORTED, number="LP/1", note="Kata penyidik", **given)
    hearing = legal.record(case, step=LegalStep.HEARING, hearing_at=NOW + 9 * DAY, **given)
    ended(cast, case, reason=ClosingReason.DUPLICATE, target=stays)
    stays = fresh(stays)
    assert policies.process_open(stays)
    with pytest.raises(Denied, match="masih berjalan"):
        proposed(cast, stays)
    duty = Obligation.objects.unsettled().get(kind="case.hearing")
    assert (duty.dossier_id, duty.subject_id, duty.due_at) == (stays.pk, hearing.pk, NOW + 9 * DAY)
    moved = LegalEvent.objects.get(number="LP/1")
    assert vault.box(stays.pk).unseal(moved, "note") == "Kata penyidik"
    legal.hearing_attended(LegalEvent.objects.get(pk=hearing.pk), by=cast.manager, at=NOW + 9 * DAY)
    assert "case.hearing" not in open_kinds(stays)


def test_who_is_whose_parent_goes_along_with_a_duplicate(cast: Cast) -> None:
    case, stays = make_case(cast, risk=Risk.LOW, child=True), closable(cast)
    child, father = make_party(case, child=True), make_party(case, PartyRole.REPORTED_PERSON)
    Relationship.objects.create(case=case, victim=child, reported_person=father, kind=Relation.PARENT)
    ended(cast, case, reason=ClosingReason.DUPLICATE, target=stays)
    row = Relationship.objects.get(case=stays)
    assert (row.victim.person, row.reported_person.person, row.kind) == (child.person, father.person, Relation.PARENT)


def test_pressure_in_a_duplicate_rules_out_mediation_where_it_stays(cast: Cast) -> None:
    case, stays = make_case(cast, risk=Risk.LOW), closable(cast)
    mediations.check_admissible(stays)
    pressure.record(case, kind=PressureKind.THREAT, by=cast.manager, at=NOW)
    ended(cast, case, reason=ClosingReason.DUPLICATE, target=stays)
    with pytest.raises(Denied, match="tekanan"):
        mediations.check_admissible(fresh(stays))


def test_an_agreement_of_an_earlier_life_ends_no_case_again(cast: Cast) -> None:
    case = closable(cast)
    mediated(case)
    case = opened_again(cast, ended(cast, case, reason=ClosingReason.MEDIATED), at=LATER)
    with pytest.raises(Denied, match="Belum ada mediasi") as refused:
        proposed(cast, case, ClosingReason.MEDIATED, at=LATER)
    assert refused.value.rule == "R03"


def test_what_became_grave_after_an_agreement_does_not_end_by_it(cast: Cast) -> None:
    case = closable(cast)
    mediated(case)
    incidents.classify(case, types=(SEXUAL, PHYSICAL), by=cast.manager, at=LATER)
    for step in (LegalStep.REPORTED, LegalStep.FINAL_VERDICT):
        legal.record(case, step=step, on_date=NOW.date(), number="LP/1", by=cast.manager, at=LATER)
    with pytest.raises(Denied, match="tidak dimediasi") as refused:
        proposed(cast, fresh(case), ClosingReason.MEDIATED, at=LATER)
    assert refused.value.rule == "R01"


def test_tries_of_an_earlier_life_do_not_count(cast: Cast) -> None:
    case, last = closable(cast), NOW + 31 * DAY
    for moment in (NOW, NOW + 20 * DAY, last):
        attempts.record(case, result=AttemptResult.NO_ANSWER, safe_way=True, by=cast.manager, at=moment)
    risk.assess(case, items=(), by=cast.manager, at=last)
    case = ended(cast, fresh(case), reason=ClosingReason.UNREACHABLE, at=last)
    case = opened_again(cast, case, at=last + DAY)
    with pytest.raises(Denied, match="upaya menghubungi"):
        proposed(cast, case, ClosingReason.UNREACHABLE, at=last + DAY)


def test_a_plan_and_a_look_at_the_danger_of_an_earlier_life_end_no_case_again(cast: Cast) -> None:
    case = ended(cast, closable(cast))
    reopening.reopen(case, note="x", by=cast.manager, at=NOW + 400 * DAY)
    again = fresh(case)
    with pytest.raises(Denied, match="rencana yang disetujui"):
        proposed(cast, again, at=NOW + 400 * DAY)
    planned(cast, again, at=NOW + 400 * DAY)
    with pytest.raises(Denied, match="dinilai ulang"):
        proposed(cast, fresh(case), at=NOW + 400 * DAY)
    soon = ended(cast, closable(cast))
    reopening.reopen(soon, note="x", new_violence=False, by=cast.manager, at=NOW + 400 * DAY)
    risk.assess(soon, items=(), by=cast.manager, at=NOW + 400 * DAY)
    planned(cast, fresh(soon), at=NOW + 400 * DAY)
    assert proposed(cast, fresh(soon), at=NOW + 400 * DAY).pk is not None


def test_a_verdict_about_what_was_is_none_about_what_came_after(cast: Cast) -> None:
    case = closable(cast, types=(SEXUAL,))
    case = ended(cast, case, reason=ClosingReason.VERDICT_AND_RECOVERY)
    reopening.reopen(case, note="x", by=cast.manager, at=NOW + 400 * DAY)
    legal.record(
        fresh(case),
        step=LegalStep.REPORTED,
        number="LP/2",
        on_date=NOW.date() + 400 * DAY,
        by=cast.manager,
        at=NOW + 400 * DAY,
    )
    risk.assess(fresh(case), items=(), by=cast.manager, at=NOW + 400 * DAY)
    legal.record(
        fresh(case), step=LegalStep.STOPPED, on_date=NOW.date() + 400 * DAY, by=cast.manager, at=NOW + 400 * DAY
    )
    with pytest.raises(Denied, match="Putusan berkekuatan tetap"):
        proposed(cast, fresh(case), ClosingReason.VERDICT_AND_RECOVERY, at=NOW + 400 * DAY)


def test_an_ending_is_not_approved_over_pressure_or_a_report_that_came_meanwhile(cast: Cast) -> None:
    pressed, told = closable(cast), closable(cast)
    endings = [proposed(cast, pressed), proposed(cast, told)]
    pressure.record(pressed, kind=PressureKind.THREAT, by=cast.manager, at=LATER)
    linked(cast, told, PHYSICAL)
    for proposal in endings:
        with pytest.raises(InvalidTransition, match="catatan baru"):
            decisions.approve(proposal, by=cast.supervisor, at=LATER + timedelta(hours=1))


def test_what_outgrew_the_unit_by_a_report_or_a_screening_falls(cast: Cast) -> None:
    first, second = make_case(cast, risk=Risk.HIGH), make_case(cast, risk=Risk.HIGH)
    inside = [
        proposals.propose_lower_risk(case, level=Risk.LOW, by=cast.manager, at=NOW, **SAID) for case in (first, second)
    ]
    linked(cast, first, SEXUAL)
    screening.record(second, victim=make_party(second), answers=HOTEL, by=cast.manager, at=LATER)
    for proposal in inside:
        assert Proposal.objects.get(pk=proposal.pk).status == ProposalStatus.WITHDRAWN


def test_taking_away_another_class_leaves_the_alert(cast: Cast) -> None:
    case = make_case(cast, types=(SEXUAL, PHYSICAL))
    screening.record(case, victim=make_party(case), answers=HOTEL, by=cast.manager, at=NOW)
    proposal = proposals.propose_reclassify(fresh(case), types=(PHYSICAL,), by=cast.manager, at=NOW, **SAID)
    decisions.approve(proposal, by=cast.leadership, at=LATER)
    assert (fresh(case).types, fresh(case).trafficking_alert) == ([PHYSICAL], True)


def test_rule_r04_an_earlier_report_of_hers_brings_the_clock_forward(cast: Cast) -> None:
    case = make_case(cast, types=(SEXUAL,), victim_reported_at=NOW)
    earlier = NOW - timedelta(hours=30)
    early = make_report(cast, types=(SEXUAL,), at=earlier)
    Report.objects.filter(pk=early.pk).update(victim_reported_at=earlier)
    triage.accept(early, by=cast.manager, at=NOW)
    opening.link_report(case, early, by=cast.manager, at=NOW)
    duty = Obligation.objects.unsettled().get(dossier_id=case.pk, kind="case.police_report")
    assert duty.due_at == earlier + timedelta(hours=72)


def test_rule_r04_what_others_reported_gets_the_clock_of_the_law_when_she_speaks_herself(cast: Cast) -> None:
    case = make_case(cast, types=(SEXUAL,))
    assert {"case.police_report_local"} <= open_kinds(case)
    given: dict[str, Any] = {"step": LegalStep.VICTIM_REPORTED, "by": cast.manager}
    legal.record(case, on_date=NOW.date(), at=NOW + timedelta(hours=5), **given)
    clock = Obligation.objects.unsettled().get(dossier_id=case.pk, kind__startswith="case.police_report")
    assert (clock.kind, clock.due_at) == ("case.police_report", NOW + timedelta(hours=77))
    legal.record(case, on_date=NOW.date() - DAY, at=NOW + timedelta(hours=6), **given)
    clock = Obligation.objects.unsettled().get(dossier_id=case.pk, kind__startswith="case.police_report")
    # Monday 10.00 there: the Sunday began 34 hours before.
    assert clock.due_at == NOW - timedelta(hours=34) + timedelta(hours=72)
    assert not policies.process_open(fresh(case))
