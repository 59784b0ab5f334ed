"""Ways by which a case could be made smaller or disappear: each needs two persons, outside the unit where it ever was grave."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.cast import NOW, Cast, make_user, post
from tuntas.access.roles import Role
from tuntas.cases.actions import decisions, opening, proposals, risk
from tuntas.cases.models import Case, Party, Proposal
from tuntas.cases.policies import grave
from tuntas.cases.states import ClosingReason, PartyRole, ProposalStatus
from tuntas.cases.tests.endings import LATER, closable, fresh, proposed
from tuntas.cases.tests.make import join, make_case, make_party, make_person, open_kinds
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.intake.actions import triage
from tuntas.intake.states import Risk, ViolenceType
from tuntas.intake.tests.make import make_report
from tuntas.obligations.actions import walls
from tuntas.obligations.models import Wall
from tuntas.people.actions import people

pytestmark = pytest.mark.django_db
SEXUAL, PHYSICAL, TRAFFICKING = ViolenceType.SEXUAL, ViolenceType.PHYSICAL, ViolenceType.TRAFFICKING
SAID: dict[str, Any] = {"reason": "x", "heard_alone": True}


def reclassify(cast: Cast, case: Case, *types: ViolenceType) -> Proposal:
    return proposals.propose_reclassify(case, types=types or (PHYSICAL,), by=cast.manager, at=NOW, **SAID)


@pytest.mark.parametrize("grave_type", [SEXUAL, TRAFFICKING])
def test_a_grave_class_is_taken_away_by_two_and_stays_on_record(cast: Cast, grave_type: ViolenceType) -> None:
    case = make_case(cast, types=(grave_type, PHYSICAL))
    proposal = reclassify(cast, case)
    assert (proposal.outside, fresh(case).types) == (True, sorted([grave_type, PHYSICAL]))
    with pytest.raises(Denied, match="luar unit"):
        decisions.approve(proposal, by=cast.head, at=LATER)
    decisions.approve(proposal, by=cast.leadership, at=LATER)
    case = fresh(case)
    assert (case.types, case.ever_types) == ([PHYSICAL], sorted([grave_type, PHYSICAL]))
    assert grave.rule_of(case) == ("R01" if grave_type == SEXUAL else "R02")


def test_what_takes_no_grave_class_away_needs_no_proposal(cast: Cast) -> None:
    with pytest.raises(Denied, match="ubah golongannya langsung"):
        reclassify(cast, make_case(cast), PHYSICAL, ViolenceType.NEGLECT)


def test_a_report_that_came_meanwhile_makes_the_proposal_old(cast: Cast) -> None:
    case = make_case(cast, types=(SEXUAL,))
    proposal = reclassify(cast, case)
    report = make_report(cast, types=(SEXUAL,))
    triage.accept(report, by=cast.manager, at=LATER)
    opening.link_report(case, report, by=cast.manager, at=LATER)
    with pytest.raises(InvalidTransition, match="catatan baru"):
        decisions.approve(proposal, by=cast.leadership, at=LATER + timedelta(hours=1))


def test_a_child_becomes_grown_up_only_by_two_the_second_outside(cast: Cast) -> None:
    case = make_case(cast, child=True)
    victim = make_party(case, child=True)
    given: dict[str, Any] = {"by": cast.manager, "at": NOW} | SAID
    with pytest.raises(Denied, match="ubah langsung"):
        proposals.propose_adult(case, party=victim, birth_date=date(2012, 1, 1), **given)
    proposal = proposals.propose_adult(case, party=victim, birth_date=date(2000, 1, 1), **given)
    with pytest.raises(Denied, match="luar unit"):
        decisions.approve(proposal, by=cast.supervisor, at=LATER)
    decisions.approve(proposal, by=cast.leadership, at=LATER)
    victim = Party.objects.get(pk=victim.pk)
    assert (victim.child, victim.ever_child, victim.person.child, fresh(case).ever_child) == (False, True, False, True)


def test_who_is_eighteen_on_the_day_is_grown_up_and_not_the_day_before(cast: Cast) -> None:
    case = make_case(cast, child=True)
    victim = make_party(case, child=True)
    given: dict[str, Any] = {"by": cast.manager, "at": NOW} | SAID
    with pytest.raises(Denied):
        proposals.propose_adult(case, party=victim, birth_date=date(2008, 11, 24), **given)
    assert proposals.propose_adult(case, party=victim, birth_date=date(2008, 11, 23), **given).pk is not None


def test_a_suspect_is_taken_out_by_two(cast: Cast) -> None:
    case = make_case(cast)
    suspect, victim = make_party(case, PartyRole.REPORTED_PERSON), make_party(case)
    with pytest.raises(Denied, match="terlapor yang tercatat"):
        proposals.propose_remove_suspect(case, party=victim, by=cast.manager, at=NOW, **SAID)
    proposal = proposals.propose_remove_suspect(case, party=suspect, by=cast.manager, at=NOW, **SAID)
    assert Party.objects.get(pk=suspect.pk).removed_at is None
    decisions.approve(proposal, by=cast.supervisor, at=LATER)
    assert Party.objects.get(pk=suspect.pk).removed_at == LATER


def test_danger_is_lowered_by_two(cast: Cast) -> None:
    case = make_case(cast, risk=Risk.HIGH)
    proposal = proposals.propose_lower_risk(case, level=Risk.LOW, by=cast.manager, at=NOW, **SAID)
    assert fresh(case).risk == Risk.HIGH
    decisions.approve(proposal, by=cast.supervisor, at=LATER)
    assert fresh(case).risk == Risk.LOW


def test_danger_that_was_looked_at_again_is_not_lowered_by_an_old_proposal(cast: Cast) -> None:
    case = make_case(cast, risk=Risk.HIGH)
    proposal = proposals.propose_lower_risk(case, level=Risk.LOW, by=cast.manager, at=NOW, **SAID)
    risk.assess(case, items=("weapon_used",), by=cast.manager, at=LATER)
    with pytest.raises(InvalidTransition, match="catatan baru"):
        decisions.approve(proposal, by=cast.supervisor, at=LATER + timedelta(minutes=1))


def test_a_wall_is_lifted_by_two_one_of_whom_is_not_behind_it(cast: Cast) -> None:
    case = make_case(cast)
    walls.add(case.pk, users=[cast.head], by=cast.manager, at=NOW)
    wall = Wall.objects.get(dossier_id=case.pk)
    proposal = proposals.propose_lift_wall(case, wall=wall, reason="x", by=cast.manager, at=NOW)
    with pytest.raises(Denied, match="jangkauan"):
        decisions.approve(proposal, by=cast.head, at=LATER)
    decisions.approve(proposal, by=cast.supervisor, at=LATER)
    assert not Wall.objects.filter(dossier_id=case.pk).exists()


def test_r04_rests_by_her_own_decision_recorded_by_two(cast: Cast) -> None:
    case = make_case(cast, types=(SEXUAL,), victim_reported_at=NOW)
    assert "case.police_report" in open_kinds(case)
    proposal = proposals.propose_no_complaint(case, by=cast.manager, at=NOW, **SAID)
    assert (proposal.outside, "case.police_report" in open_kinds(case)) == (True, True)
    decisions.approve(proposal, by=cast.leadership, at=LATER)
    assert "case.police_report" not in open_kinds(case)


@pytest.mark.parametrize("data", [{"child": True}, {"disabled_victim": True}, {"ever_types": (TRAFFICKING,)}])
def test_r04_does_not_rest_where_it_is_no_complaint_offence(cast: Cast, data: dict[str, Any]) -> None:
    case = make_case(cast, types=(SEXUAL,), victim_reported_at=NOW, **data)
    with pytest.raises(Denied) as refused:
        proposals.propose_no_complaint(case, by=cast.manager, at=NOW, **SAID)
    assert refused.value.rule == "R04"


def test_she_is_heard_alone_about_every_detour_or_it_is_written_down_why_not(cast: Cast) -> None:
    case = make_case(cast, types=(SEXUAL,), risk=Risk.HIGH)
    given: dict[str, Any] = {"reason": "x", "heard_alone": False, "by": cast.manager, "at": NOW}
    for act, more in (
        (proposals.propose_reclassify, {"types": (PHYSICAL,)}),
        (proposals.propose_lower_risk, {"level": Risk.LOW}),
        (proposals.propose_remove_suspect, {"party": make_party(case, PartyRole.REPORTED_PERSON)}),
        (proposals.propose_no_complaint, {}),
    ):
        with pytest.raises(Denied, match="didengar sendirian"):
            act(case, **given, **more)
        assert act(case, **given | {"why_not_alone": "Masih dirawat"}, **more).pk is not None


@pytest.mark.parametrize("reason", [ClosingReason.NOT_OURS, ClosingReason.NOT_PROVEN, ClosingReason.DUPLICATE])
def test_endings_by_which_a_case_disappears_need_somebody_from_outside(cast: Cast, reason: ClosingReason) -> None:
    case = closable(cast, types=(TRAFFICKING,))
    proposal = proposed(cast, case, reason, target=closable(cast) if reason is ClosingReason.DUPLICATE else None)
    assert (proposal.outside, proposal.agency) == (True, cast.dinas)
    with pytest.raises(Denied, match="luar unit") as refused:
        decisions.approve(proposal, by=cast.supervisor, at=LATER)
    assert refused.value.rule == "R02"


def test_what_was_never_judged_is_neither_unproven_nor_not_ours(cast: Cast) -> None:
    case = make_case(cast, types=(), risk=Risk.UNKNOWN)
    for reason in (ClosingReason.NOT_OURS, ClosingReason.NOT_PROVEN):
        with pytest.raises(Denied, match="Nilai risikonya dulu"):
            proposed(cast, case, reason)


def test_one_proposal_of_a_kind_at_a_time(cast: Cast) -> None:
    case = make_case(cast, types=(SEXUAL,))
    reclassify(cast, case)
    with pytest.raises(InvalidTransition, match="masih menunggu"):
        reclassify(cast, case)


def test_a_proposal_nobody_could_decide_is_not_made(cast: Cast) -> None:
    case = make_case(cast, types=(SEXUAL,))
    for user in (cast.leadership, cast.by_role[Role.TASK_FORCE_SECRETARIAT]):
        user.postings.update(ends_at=NOW - timedelta(hours=1))
    with pytest.raises(Denied, match="Belum ada orang kedua"):
        reclassify(cast, case)


def test_an_area_alone_gives_no_desk(cast: Cast) -> None:
    proposal = proposed(cast, closable(cast))
    secretariat = cast.by_role[Role.TASK_FORCE_SECRETARIAT]
    with pytest.raises(Denied, match="lembaga yang ditunjuk"):
        decisions.approve(proposal, by=secretariat, at=LATER)
    assert not Proposal.objects.visible_to(secretariat).exists()
    assert Proposal.objects.visible_to(cast.supervisor).exists()


def test_who_also_works_at_the_unit_is_not_from_outside(cast: Cast) -> None:
    both = make_user("Uji Rangkap", "rangkap@contoh.test")
    post(both, Role.LEADERSHIP, cast.dinas, cast.city)
    post(both, Role.HOTLINE_OFFICER, cast.unit, cast.city)
    proposal = reclassify(cast, make_case(cast, types=(SEXUAL,)))
    with pytest.raises(Denied, match="luar unit"):
        decisions.approve(proposal, by=both, at=LATER)


def test_who_joins_the_team_meanwhile_does_not_decide(cast: Cast) -> None:
    case = make_case(cast, risk=Risk.HIGH)
    proposal = proposals.propose_lower_risk(case, level=Risk.LOW, by=cast.manager, at=NOW, **SAID)
    join(case, cast.supervisor)
    with pytest.raises(Denied, match="tidak menangani"):
        decisions.approve(proposal, by=cast.supervisor, at=LATER)


def test_what_is_decided_is_not_decided_again(cast: Cast) -> None:
    proposal = reclassify(cast, make_case(cast, types=(SEXUAL,)))
    proposals.reject(proposal, note="x", by=cast.leadership, at=LATER)
    for act in (decisions.approve, proposals.withdraw):
        with pytest.raises(InvalidTransition, match="sudah"):
            act(proposal, by=cast.leadership, at=LATER)
    assert Proposal.objects.get().status == ProposalStatus.REJECTED


def test_a_person_s_sheet_makes_nobody_grown_up_by_one(cast: Cast) -> None:
    case = make_case(cast, child=True)
    person = make_person(cast, birth_date=date(2014, 1, 1))
    make_party(case, person=person, child=True)
    data = people.PersonData(name="X", birth_date=date(2000, 1, 1))
    with pytest.raises(Denied):
        people.edit(person, data=data, by=cast.manager, at=NOW)
