"""The job of each minute: one thing that hangs or fails must not silence all others."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.cast import Cast
from tuntas.agencies.models import DutyContact
from tuntas.core.ids import uuid7
from tuntas.obligations import jobs
from tuntas.obligations.actions import climbing, ring, walls
from tuntas.obligations.models import Escalation, Heartbeat, Obligation
from tuntas.obligations.states import RingOutcome
from tuntas.obligations.tests.conftest import BY

Opened = Callable[..., Obligation]


@pytest.fixture
def late(open_duty: Opened) -> Obligation:
    at = timezone.now()
    return open_duty(at=at - timedelta(days=3), due_at=at - timedelta(days=2))


def _rung_and_back(cast: Cast, open_duty: Opened) -> Obligation:
    """An urgent duty that had its list of calls, was taken, and went back to the unit because of a wall."""
    cast.unit.open_always = True
    cast.unit.save()
    for user in (cast.hotline, cast.manager):
        DutyContact.objects.create(agency=cast.unit, name=user.name, phone="0812-0000-0001", user_id=user.pk)
    at, dossier = timezone.now() - timedelta(minutes=30), uuid7()
    duty = open_duty(urgent=True, dossier_id=dossier, at=at, due_at=at + timedelta(hours=8))
    ring.call_out(duty, by=BY, at=at)
    ring.acknowledged(duty.ring_lines.get(contact__user_id=cast.hotline.pk), by=cast.manager, at=at)
    walls.add(dossier, users=[cast.hotline], by=BY, at=at)
    return Obligation.objects.get(pk=duty.pk)


def test_a_duty_that_had_its_list_already_is_claimed_once(
    cast: Cast, open_duty: Opened, late: Obligation, monkeypatch: pytest.MonkeyPatch
) -> None:
    duty = _rung_and_back(cast, open_duty)
    assert duty.rings_at is not None
    monkeypatch.setattr(jobs, "SECONDS", 3)
    assert jobs.climb() == 2
    duty.refresh_from_db()
    assert duty.rings_at is None
    assert Escalation.objects.filter(obligation=late).exists()


def test_whoever_took_it_and_must_not_know_leaves_the_list_and_the_others_are_rung(
    cast: Cast, open_duty: Opened
) -> None:
    duty = _rung_and_back(cast, open_duty)
    outcomes = dict(duty.ring_lines.values_list("contact__user_id", "outcome"))
    assert outcomes == {cast.hotline.pk: RingOutcome.SKIPPED, cast.manager.pk: RingOutcome.WAITING}


def test_calls_that_fail_do_not_keep_duties_from_climbing(
    cast: Cast, late: Obligation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: object) -> int:
        raise RuntimeError

    monkeypatch.setattr(climbing, "call_out", broken)
    with pytest.raises(RuntimeError):
        jobs.climb()
    assert Escalation.objects.filter(obligation=late).exists()


def test_a_run_that_failed_is_no_sign_of_life(cast: Cast, late: Obligation, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> int:
        raise RuntimeError

    monkeypatch.setattr(climbing, "climb", broken)
    with pytest.raises(RuntimeError):
        jobs.climb()
    assert not Heartbeat.objects.exists()
