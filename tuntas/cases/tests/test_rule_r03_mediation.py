"""Mediation stays locked until every condition of R03 is met; both directions, one by one."""

from typing import Any

import pytest

from tests.cast import NOW, Cast
from tuntas.access.roles import Role
from tuntas.cases.actions import closing, decisions, mediations, proposals, risk
from tuntas.cases.models import Case, Mediation, Pressure
from tuntas.cases.states import ClosingReason, MediationMatter, ProposalStatus, Status, TeamRole
from tuntas.cases.tests.endings import LATER, closable, closure, fresh
from tuntas.cases.tests.make import join, make_case, open_kinds
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.intake.states import Risk, ViolenceType

pytestmark = pytest.mark.django_db
SEXUAL, NEGLECT = ViolenceType.SEXUAL, ViolenceType.NEGLECT


def ask(cast: Cast, case: Case, **more: Any) -> Mediation:
    given: dict[str, Any] = {
        "matter_kind": MediationMatter.MAINTENANCE, "matter": "Nafkah", "victim_request_at": NOW, "monitoring_plan": "Bulanan",
    } | more  # fmt: skip
    return mediations.request(case, by=cast.manager, at=NOW, **given)


def team(cast: Cast, case: Case) -> None:
    join(case, cast.by_role[Role.COMPANION_WORKER])
    join(case, cast.by_role[Role.PSYCHOLOGIST], TeamRole.PSYCHOLOGIST)


def ready(cast: Cast, case: Case, **more: Any) -> Mediation:
    row = ask(cast, case, **more)
    team(cast, case)
    mediations.assess(row, role=TeamRole.COMPANION, by=cast.by_role[Role.COMPANION_WORKER], at=NOW)
    return mediations.assess(row, role=TeamRole.PSYCHOLOGIST, by=cast.by_role[Role.PSYCHOLOGIST], at=NOW)


def unlocked(cast: Cast, case: Case) -> Mediation:
    row = ready(cast, case)
    proposal = proposals.propose_mediation(row, reason="x", heard_alone=True, by=cast.manager, at=NOW)
    decisions.approve(proposal, by=cast.supervisor, at=NOW)
    return mediations.name_mediator(row, mediator=cast.by_role[Role.MEDIATOR], by=cast.manager, at=NOW)


def case_of(cast: Cast, **data: Any) -> Case:
    given: dict[str, Any] = {"types": (NEGLECT,), "risk": Risk.LOW} | data
    return make_case(cast, **given)


def test_r03_with_every_condition_met_it_is_mediated_and_may_end_the_case(cast: Cast) -> None:
    case = closable(cast, types=(NEGLECT,))
    row = unlocked(cast, case)
    assert "mediation.lead" in open_kinds(case)
    row = mediations.agree(row, agreement="Rp500.000", by=cast.by_role[Role.MEDIATOR], at=LATER)
    assert (row.agreed_at, fresh(case).status) == (LATER, Status.INTERVENTION)
    assert "mediation.lead" not in open_kinds(case)
    proposal = closing.propose(case, closure=closure(ClosingReason.MEDIATED), note="x", by=cast.manager, at=LATER)
    decisions.approve(proposal, by=cast.supervisor, at=LATER)
    assert fresh(case).closing_reason == "mediated"


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        ({"types": (SEXUAL,)}, "R01"),
        ({"ever_types": (SEXUAL,)}, "R01"),
        ({"types": (ViolenceType.TRAFFICKING,)}, "R02"),
        ({"child": True}, "R03"),
        ({"risk": Risk.HIGH}, "R03"),
        ({"risk": Risk.UNKNOWN}, "R03"),
    ],
)
def test_r03_what_may_not_be_mediated_is_not(cast: Cast, data: dict[str, Any], rule: str) -> None:
    with pytest.raises(Denied) as refused:
        ask(cast, case_of(cast, **data))
    assert refused.value.rule == rule


def test_r03_pressure_rules_it_out(cast: Cast) -> None:
    case = case_of(cast)
    row = ready(cast, case)
    Pressure.objects.create(case=case, by=cast.manager, at=NOW, kind="money")
    with pytest.raises(Denied, match="tekanan, ancaman"):
        proposals.propose_mediation(row, reason="x", heard_alone=True, by=cast.manager, at=NOW)


@pytest.mark.parametrize(
    ("without", "word"),
    [({"victim_request_at": None}, "permintaan tertulis"), ({"monitoring_plan": ""}, "rencana pemantauan")],
)
def test_r03_each_condition_locks_it(cast: Cast, without: dict[str, Any], word: str) -> None:
    row = ready(cast, case_of(cast), **without)
    with pytest.raises(Denied, match=word) as refused:
        proposals.propose_mediation(row, reason="x", heard_alone=True, by=cast.manager, at=NOW)
    assert refused.value.rule == "R03"
    mediations.complete(row, victim_request_at=NOW, monitoring_plan="Bulanan", by=cast.manager, at=NOW)
    assert proposals.propose_mediation(row, reason="x", heard_alone=True, by=cast.manager, at=NOW).pk is not None


def test_r03_companion_and_psychologist_say_it_themselves(cast: Cast) -> None:
    case = case_of(cast)
    row = ask(cast, case)
    team(cast, case)
    with pytest.raises(Denied, match="asesmen pendamping, asesmen psikolog"):
        proposals.propose_mediation(row, reason="x", heard_alone=True, by=cast.manager, at=NOW)
    for role in (TeamRole.COMPANION, TeamRole.PSYCHOLOGIST, TeamRole.MANAGER):
        with pytest.raises(Denied) as refused:
            mediations.assess(row, role=role, by=cast.manager, at=NOW)
        assert refused.value.rule == "R03"


def test_r03_before_the_supervisor_agrees_there_is_no_mediator(cast: Cast) -> None:
    row = ready(cast, case_of(cast))
    with pytest.raises(Denied, match="masih terkunci"):
        mediations.name_mediator(row, mediator=cast.by_role[Role.MEDIATOR], by=cast.manager, at=NOW)
    proposal = proposals.propose_mediation(row, reason="x", heard_alone=True, by=cast.manager, at=NOW)
    proposals.reject(proposal, note="Belum", by=cast.supervisor, at=NOW)
    with pytest.raises(Denied, match="masih terkunci"):
        mediations.name_mediator(row, mediator=cast.by_role[Role.MEDIATOR], by=cast.manager, at=NOW)


def test_r03_a_request_that_is_still_to_come_is_none(cast: Cast) -> None:
    case = case_of(cast)
    with pytest.raises(Denied, match="belum sampai") as refused:
        ask(cast, case, victim_request_at=LATER)
    assert refused.value.rule == "R03"


def test_r03_the_mediator_is_one_of_the_unit_and_not_of_the_team(cast: Cast) -> None:
    case = case_of(cast)
    row = unlocked(cast, case)
    for user in (cast.elsewhere[Role.MEDIATOR], cast.head):
        with pytest.raises(Denied, match="bertugas di unit"):
            mediations.name_mediator(row, mediator=user, by=cast.manager, at=NOW)
    seat = join(case, cast.by_role[Role.MEDIATOR])
    seat.until = NOW  # who left the team a moment ago is no outsider
    seat.save()
    with pytest.raises(Denied, match="bukan anggota tim"):
        mediations.name_mediator(row, mediator=cast.by_role[Role.MEDIATOR], by=cast.manager, at=NOW)


def test_r03_danger_that_rises_meanwhile_stops_it(cast: Cast) -> None:
    case = case_of(cast)
    row = unlocked(cast, case)
    risk.assess(case, items=("strangling",), by=cast.manager, at=NOW)
    with pytest.raises(Denied, match="tidak TINGGI"):
        mediations.agree(row, agreement="x", by=cast.by_role[Role.MEDIATOR], at=LATER)
    assert mediations.give_up(row, by=cast.by_role[Role.MEDIATOR], at=LATER).failed_at == LATER


def test_giving_up_voids_what_was_proposed_and_an_open_one_keeps_the_case(cast: Cast) -> None:
    case = closable(cast, types=(NEGLECT,))
    row = ready(cast, case)
    proposal = proposals.propose_mediation(row, reason="x", heard_alone=True, by=cast.manager, at=NOW)
    with pytest.raises(InvalidTransition, match="masih terbuka"):
        ask(cast, case)
    with pytest.raises(Denied, match="1 mediasi"):
        closing.propose(case, closure=closure(), note="x", by=cast.manager, at=NOW)
    mediations.give_up(row, by=cast.manager, at=LATER)
    proposal.refresh_from_db()
    assert proposal.status == ProposalStatus.WITHDRAWN
    with pytest.raises(InvalidTransition, match="sudah berakhir"):
        mediations.assess(row, role=TeamRole.COMPANION, by=cast.by_role[Role.COMPANION_WORKER], at=LATER)
