"""Two sides act at the same moment: one of them wins, and nothing is left without an owner."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from tests.cast import NOW, Cast
from tuntas.access.roles import Role
from tuntas.core.errors import Denied
from tuntas.obligations.models import Obligation
from tuntas.referrals.actions import answers, sending
from tuntas.referrals.actions.answers import Answer, Slip
from tuntas.referrals.models import Referral
from tuntas.referrals.states import AnsweredBy, DeclineReason, Result, Status
from tuntas.referrals.tests.make import make_referral

pytestmark = pytest.mark.django_db(transaction=True)
DONE = Answer(Result.DONE, NOW.date())
SLIP = Slip(Status.ANSWERED, "Petugas", AnsweredBy.PHONE, DONE)


@pytest.fixture(autouse=True)
def _closed(cast: Cast) -> Iterator[None]:
    yield
    connections.close_all()


def at_once(*calls: Callable[[], object]) -> list[bool]:
    """Whether each succeeded."""
    gate = threading.Barrier(len(calls))

    def run(call: Callable[[], object]) -> bool:
        try:
            gate.wait(120)
            call()
        except Denied:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_of_four_endings_at_once_one_holds(cast: Cast) -> None:
    health = cast.by_role[Role.HEALTH_OFFICER]
    for _ in range(4):
        row = make_referral(cast)
        won = at_once(
            lambda row=row: sending.withdraw(row, by=cast.manager, at=NOW),  # type: ignore[misc]
            lambda row=row: answers.decline(row, reason=DeclineReason.CAPACITY, by=health, at=NOW),  # type: ignore[misc]
            lambda row=row: answers.answer(row, answer=DONE, by=health, at=NOW),  # type: ignore[misc]
            lambda row=row: answers.record_slip(row, slip=SLIP, by=cast.manager, at=NOW),  # type: ignore[misc]
        )
        assert sum(won) == 1
        row = Referral.objects.get(pk=row.pk)
        assert (row.duty, row.is_open) == (None, False)
        kinds = set(Obligation.objects.unsettled().filter(subject_id=row.pk).values_list("kind", flat=True))
        assert kinds == (set() if row.status == Status.WITHDRAWN else {"referral.read_answer"})


def test_acknowledged_twice_at_once_is_acknowledged_once(cast: Cast) -> None:
    health, row = cast.by_role[Role.HEALTH_OFFICER], make_referral(cast)
    assert sum(at_once(*[lambda: answers.acknowledge(row, by=health, at=NOW)] * 4)) == 1
    assert Obligation.objects.unsettled().filter(subject_id=row.pk).count() == 1
