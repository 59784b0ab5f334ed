from datetime import timedelta

import pytest

from tests.cast import NOW, Cast
from tuntas.access.roles import Role
from tuntas.cases import kinds
from tuntas.cases.actions import risk
from tuntas.cases.models import Case, RiskAssessment
from tuntas.cases.tests.make import join, make_case, open_kinds
from tuntas.core.errors import Denied
from tuntas.intake import checklist
from tuntas.intake.states import Risk
from tuntas.obligations.actions import walls
from tuntas.obligations.models import Obligation

pytestmark = pytest.mark.django_db
LATER, DAY = NOW + timedelta(hours=1), timedelta(days=1)
CRITICAL = [item.code for item in checklist.ITEMS if item.critical]


def fresh(case: Case) -> Case:
    return Case.objects.select_related("duty").get(pk=case.pk)


def next_look(case: Case) -> Obligation:
    return Obligation.objects.unsettled().get(dossier_id=case.pk, kind=kinds.REASSESS_RISK.code)


@pytest.mark.parametrize("item", CRITICAL)
def test_rule_r16_one_critical_item_is_high_at_once(cast: Cast, item: str) -> None:
    case = make_case(cast, risk=Risk.LOW)
    risk.assess(case, items=[item], by=cast.manager, at=LATER)
    case = fresh(case)
    assert case.duty is not None
    assert (case.risk, case.duty.kind, case.duty.urgent) == (Risk.HIGH, "case.assess_high", True)


@pytest.mark.parametrize("item", [item.code for item in checklist.ITEMS if not item.critical])
def test_rule_r16_no_other_single_item_is(cast: Cast, item: str) -> None:
    case = make_case(cast, risk=Risk.LOW)
    risk.assess(case, items=[item], by=cast.manager, at=LATER)
    assert fresh(case).risk < Risk.HIGH


def test_a_lower_result_changes_nothing_by_itself(cast: Cast) -> None:
    case = make_case(cast, risk=Risk.HIGH)
    row = risk.assess(case, items=[], by=cast.manager, at=LATER)
    assert (row.level, fresh(case).risk, fresh(case).duty) == (Risk.LOW, Risk.HIGH, case.duty)


@pytest.mark.parametrize(("level", "days"), [(Risk.HIGH, 7), (Risk.MEDIUM, 14), (Risk.LOW, 30)])
def test_the_next_look_is_due_by_the_level(cast: Cast, level: Risk, days: int) -> None:
    case = make_case(cast, risk=Risk.UNKNOWN)
    assert next_look(case).due_at == NOW + DAY
    risk.assess(case, items=[], at_least=level, by=cast.manager, at=LATER)
    assert next_look(case).due_at == LATER + days * DAY
    risk.assess(case, items=[], at_least=level, by=cast.manager, at=LATER + DAY)
    assert next_look(case).due_at == LATER + (days + 1) * DAY


def test_anyone_on_the_case_raises_and_nobody_else(cast: Cast) -> None:
    case = make_case(cast)
    psychologist = cast.by_role[Role.PSYCHOLOGIST]
    with pytest.raises(Denied):
        risk.assess(case, items=[], at_least=Risk.HIGH, by=psychologist, at=LATER)
    join(case, psychologist)
    risk.assess(case, items=[], at_least=Risk.HIGH, by=psychologist, at=LATER)
    assert fresh(case).risk == Risk.HIGH
    walls.add(case.pk, users=[psychologist], by=cast.leadership, at=LATER)
    for user in (psychologist, cast.hotline, cast.elsewhere[Role.SUPERVISOR]):
        with pytest.raises(Denied):
            risk.assess(case, items=[], by=user, at=LATER)


@pytest.mark.parametrize(
    ("before", "after"), [(Risk.UNKNOWN, Risk.MEDIUM), (Risk.LOW, Risk.MEDIUM), (Risk.MEDIUM, Risk.HIGH)]
)
def test_rule_r23_recurrence_raises_by_one_level(cast: Cast, before: Risk, after: Risk) -> None:
    case = make_case(cast, risk=before)
    row = risk.raise_one_level(case, by=cast.manager, at=LATER)
    assert row is not None
    assert (row.level, row.raised_by_rule, fresh(case).risk) == (after, "R23", after)


def test_rule_r23_there_is_nothing_above_high(cast: Cast) -> None:
    case = make_case(cast, risk=Risk.HIGH)
    assert risk.raise_one_level(case, by=cast.manager, at=LATER) is None
    assert not RiskAssessment.objects.filter(raised_by_rule="R23").exists()


def test_what_two_persons_decided_lowers(cast: Cast) -> None:
    case = make_case(cast, risk=Risk.HIGH)
    risk.lower(case, level=Risk.LOW, by=cast.supervisor, at=LATER)
    case = fresh(case)
    assert case.duty is not None
    assert (case.risk, case.duty.kind) == (Risk.LOW, "case.assess")
    with pytest.raises(Denied):
        risk.lower(case, level=Risk.HIGH, by=cast.supervisor, at=LATER)


def test_the_newest_safety_plan_holds_and_reading_it_is_recorded(cast: Cast) -> None:
    case = make_case(cast)
    assert risk.open_safety_plan(case, by=cast.manager, at=NOW) == (None, "")
    risk.write_safety_plan(case, text="Tas Melur di rumah bibi", by=cast.manager, at=NOW)
    row = risk.write_safety_plan(case, text="Tas Melur di kantor", by=cast.manager, at=LATER)
    assert b"Melur" not in bytes(row.text)
    assert risk.open_safety_plan(case, by=cast.head, at=LATER) == (row, "Tas Melur di kantor")
    with pytest.raises(Denied):
        risk.open_safety_plan(case, by=cast.by_role[Role.DATA_OFFICER], at=LATER)
    with pytest.raises(Denied):
        risk.write_safety_plan(case, text="x", by=cast.head, at=LATER)
    assert open_kinds(case) == {"case.assess", "case.reassess_risk"}
