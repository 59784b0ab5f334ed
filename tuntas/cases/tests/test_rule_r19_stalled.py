"""R19: a case in which nothing is written climbs, companion first; every entry starts the clock again."""

from datetime import timedelta

import pytest

from tests.cast import NOW, Cast
from tuntas.access.actors import System
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.cases.actions import attempts, closing, reading_work, risk
from tuntas.cases.models import Case
from tuntas.cases.states import AttemptResult
from tuntas.cases.tests.endings import DAY, assessed, fresh, planned
from tuntas.cases.tests.make import join, make_case
from tuntas.intake.states import Risk
from tuntas.obligations.actions import climbing
from tuntas.obligations.models import Escalation, Obligation
from tuntas.obligations.states import Rung

pytestmark = pytest.mark.django_db


def running(cast: Cast, level: Risk, *, companion: bool = True) -> Case:
    case = make_case(cast, risk=level)
    if companion:
        join(case, cast.by_role[Role.COMPANION_WORKER])
    case = assessed(cast, case)
    planned(cast, case)
    return fresh(case)


def told(duty: Obligation, rung: Rung) -> set[User]:
    return {row.user for row in Escalation.objects.filter(obligation=duty, rung=rung).select_related("user")}


@pytest.mark.parametrize(("level", "days"), [(Risk.HIGH, 3), (Risk.MEDIUM, 7), (Risk.LOW, 14)])
def test_r19_nothing_written_for_days_climbs_from_the_companion_up(cast: Cast, level: Risk, days: int) -> None:
    case = running(cast, level)
    duty = case.duty
    assert duty is not None
    assert (duty.kind, duty.basis, duty.due_at) == ("case.progress", "R19", NOW + days * DAY)
    worker = System("worker")
    climbing.climb(by=worker, at=duty.due_at - timedelta(seconds=1))
    assert not Escalation.objects.filter(obligation=duty).exists()
    steps = [
        (0, Rung.WORKER, {cast.by_role[Role.COMPANION_WORKER]}),
        (1, Rung.MANAGER, {cast.manager, cast.supervisor}),
        (3, Rung.UNIT_HEAD, {cast.head}),
        (7, Rung.AGENCY_HEAD, {cast.leadership}),
    ]
    for after, rung, people in steps:
        climbing.climb(by=worker, at=duty.due_at + after * DAY)
        assert told(duty, rung) == people, rung


def test_r19_without_a_companion_the_manager_is_asked(cast: Cast) -> None:
    case = running(cast, Risk.LOW, companion=False)
    assert case.duty is not None
    assert case.duty.assignee == cast.manager


def test_r19_every_entry_starts_the_clock_again(cast: Cast) -> None:
    case = running(cast, Risk.MEDIUM)
    attempts.record(case, result=AttemptResult.REACHED, safe_way=True, by=cast.manager, at=NOW + 6 * DAY)
    case = fresh(case)
    assert case.duty is not None
    assert case.duty.due_at == NOW + 13 * DAY
    climbing.climb(by=System("worker"), at=NOW + 8 * DAY)
    assert not Escalation.objects.filter(obligation=case.duty).exists()


def test_r19_looking_at_a_case_is_no_work_on_it(cast: Cast) -> None:
    case = running(cast, Risk.MEDIUM)
    reading_work.plan(case, None, [], by=cast.manager, at=NOW + 6 * DAY)
    case = fresh(case)
    assert case.duty is not None
    assert case.duty.due_at == NOW + 7 * DAY


def test_r19_higher_danger_shortens_the_clock(cast: Cast) -> None:
    case = running(cast, Risk.LOW)
    risk.assess(case, items=("strangling",), by=cast.manager, at=NOW + DAY)
    case = fresh(case)
    assert case.duty is not None
    assert case.duty.due_at == NOW + 4 * DAY


def test_r19_what_is_only_watched_does_not_stall_either(cast: Cast) -> None:
    case = running(cast, Risk.LOW)
    closing.watch_only(case, by=cast.manager, at=NOW)
    case = fresh(case)
    assert case.duty is not None
    assert case.duty.kind == "case.progress"
