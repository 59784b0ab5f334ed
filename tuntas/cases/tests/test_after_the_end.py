"""After the end: she is asked again, and what comes back is opened again (R21, R23)."""

from typing import Any

import pytest

from tests.cast import NOW, Cast
from tuntas.cases.actions import closing, reopening, risk
from tuntas.cases.models import FollowUp, RiskAssessment
from tuntas.cases.states import Status
from tuntas.cases.tests.endings import DAY, LATER, closable, ended, fresh, planned
from tuntas.cases.tests.make import open_kinds
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.intake.states import Risk

pytestmark = pytest.mark.django_db


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
    planned(cast, fresh(case), at=NOW + DAY)
    case = ended(cast, fresh(case), at=NOW + 2 * DAY)
    assert (case.status, case.closed_at) == (Status.FOLLOW_UP, NOW + 2 * DAY)
