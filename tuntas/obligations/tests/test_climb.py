"""What is late climbs."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction

from tests import cast as casting
from tests.cast import NOW, Cast
from tuntas.access.roles import Role
from tuntas.accounts.models import Posting
from tuntas.audit.models import Event
from tuntas.core.ids import uuid7
from tuntas.notices.models import Notice
from tuntas.obligations import kinds
from tuntas.obligations.actions import climbing, duties, walls
from tuntas.obligations.kinds import Clock, Kind, Step, default_ladder
from tuntas.obligations.models import Escalation, Obligation
from tuntas.obligations.states import Rung, Side
from tuntas.obligations.tests.conftest import BY

Opened = Callable[..., Obligation]
DAY = timedelta(days=1)


def _on(duty: Obligation, **which: object) -> set[object]:
    return set(Escalation.objects.filter(obligation=duty, **which).values_list("user", flat=True))


def test_before_the_deadline_nothing_climbs(open_duty: Opened) -> None:
    duty = open_duty()
    assert climbing.climb(by=BY, at=duty.due_at - timedelta(seconds=1)) == 0


def test_the_ladder_goes_up_step_by_step(cast: Cast, open_duty: Opened) -> None:
    duty = open_duty(assignee=cast.hotline)
    due = duty.due_at
    expected = [
        (due, Rung.WORKER, {cast.hotline.pk}),
        (due, Rung.MANAGER, {cast.manager.pk, cast.supervisor.pk}),
        (due + DAY, Rung.UNIT_HEAD, {cast.head.pk}),
        (due + 3 * DAY, Rung.AGENCY_HEAD, {cast.leadership.pk}),
        (due + 7 * DAY, Rung.TASK_FORCE, {cast.by_role[Role.TASK_FORCE_SECRETARIAT].pk}),
    ]
    for at, rung, people in expected:
        climbing.climb(by=BY, at=at)
        assert _on(duty, rung=rung) == people
    duty.refresh_from_db()
    assert (duty.level, duty.next_escalation_at, duty.assignee, duty.unheard) == (5, None, cast.hotline, False)


def test_twice_is_harmless(open_duty: Opened) -> None:
    duty = open_duty()
    assert climbing.climb(by=BY, at=duty.due_at) == 1
    lines, notices = Escalation.objects.count(), Notice.objects.count()
    assert climbing.climb(by=BY, at=duty.due_at) == 0
    assert (Escalation.objects.count(), Notice.objects.count()) == (lines, notices)


def test_after_an_outage_all_steps_that_came_are_taken_at_once(cast: Cast, open_duty: Opened) -> None:
    duty = open_duty(assignee=cast.hotline)
    climbing.climb(by=BY, at=duty.due_at + 4 * DAY)
    duty.refresh_from_db()
    assert duty.level == 4
    assert {cast.hotline.pk, cast.manager.pk, cast.head.pk, cast.leadership.pk} <= _on(duty)
    assert duty.next_escalation_at == duty.due_at + 7 * DAY


def test_the_worker_hears_at_once_and_those_above_once_a_day(cast: Cast, open_duty: Opened) -> None:
    duty = open_duty(assignee=cast.hotline)
    climbing.climb(by=BY, at=duty.due_at)
    told = dict(Notice.objects.filter(about_id=duty.pk, kind="late").values_list("user", "daily"))
    assert told == {cast.hotline.pk: False, cast.manager.pk: True, cast.supervisor.pk: True}


def test_in_danger_everybody_hears_at_once(cast: Cast, open_duty: Opened) -> None:
    duty = open_duty(assignee=cast.hotline, urgent=True)
    climbing.climb(by=BY, at=duty.due_at)
    assert not Notice.objects.filter(about_id=duty.pk, daily=True).exists()
    assert Notice.objects.filter(about_id=duty.pk, kind="late", urgent=True).count() == 3


def test_an_empty_seat_passes_upward(cast: Cast, open_duty: Opened) -> None:
    """A secretariat has no manager and no head: its admin is told, then whoever sits above."""
    duty = open_duty(agency=cast.agencies["secretariat"], assignee=cast.secretariat)
    climbing.climb(by=BY, at=duty.due_at)
    assert _on(duty, step=0) == {cast.secretariat.pk}
    assert _on(duty, step=1) == {cast.by_role[Role.TASK_FORCE_SECRETARIAT].pk}


def test_a_partner_agency_has_its_leadership_as_head(cast: Cast, open_duty: Opened) -> None:
    duty = open_duty(agency=cast.agencies["satpol"])
    climbing.climb(by=BY, at=duty.due_at + DAY)
    assert _on(duty, step=0) == {cast.satpol.pk}
    assert _on(duty, step=2) == {cast.satpol_head.pk}


def test_somebody_who_left_or_closed_the_account_is_an_empty_seat(cast: Cast, open_duty: Opened) -> None:
    duty = open_duty(assignee=cast.satpol, agency=cast.agencies["satpol"])
    Posting.objects.filter(user=cast.satpol).update(ends_at=NOW)
    climbing.climb(by=BY, at=duty.due_at)
    assert _on(duty, step=0) == {cast.satpol_head.pk}


def test_nobody_at_all_is_recorded_and_visible(cast: Cast, open_duty: Opened) -> None:
    Posting.objects.update(ends_at=NOW)
    duty = open_duty()
    climbing.climb(by=BY, at=duty.due_at)
    duty.refresh_from_db()
    assert duty.unheard
    assert duty.level == 2
    assert Event.objects.get(kind="duty.climbed").data["unheard"] is True


def test_the_waiting_side_has_its_own_ladder(cast: Cast, open_duty: Opened, declare: Callable[..., Kind]) -> None:
    kind = declare(ladder=default_ladder(Side.RECEIVER, Side.SENDER))
    duty = open_duty(kind=kind, agency=cast.agencies["satpol"], sender=cast.unit)
    climbing.climb(by=BY, at=duty.due_at)
    assert _on(duty, side=Side.SENDER) == {cast.manager.pk, cast.supervisor.pk}
    climbing.climb(by=BY, at=duty.due_at + DAY)
    assert _on(duty, side=Side.SENDER, rung=Rung.UNIT_HEAD) == {cast.head.pk}
    alone = open_duty(kind=kind)
    climbing.climb(by=BY, at=alone.due_at)
    alone.refresh_from_db()
    assert not _on(alone, side=Side.SENDER)
    assert not alone.unheard


def test_a_wall_is_not_passed_and_passes_upward(cast: Cast, open_duty: Opened) -> None:
    duty = open_duty(dossier_id=uuid7())
    walls.add(duty.dossier_id, users=[cast.manager, cast.supervisor], by=BY, at=NOW)
    climbing.climb(by=BY, at=duty.due_at)
    assert _on(duty, step=1) == {cast.head.pk}
    other = open_duty(dossier_id=uuid7())
    walls.add(other.dossier_id, agencies=[cast.dinas], by=BY, at=NOW)  # the dinas and all below it, so the unit too
    climbing.climb(by=BY, at=other.due_at)
    assert _on(other) == {cast.by_role[Role.TASK_FORCE_SECRETARIAT].pk}


def test_one_person_with_two_postings_has_one_line_a_step(cast: Cast, open_duty: Opened) -> None:
    casting.post(cast.manager, Role.SUPERVISOR, cast.unit, cast.city)
    duty = open_duty()
    climbing.climb(by=BY, at=duty.due_at)
    assert Escalation.objects.filter(obligation=duty, step=1, user=cast.manager).count() == 1


def test_a_warning_comes_before_the_deadline(cast: Cast, open_duty: Opened, declare: Callable[..., Kind]) -> None:
    ladder = (
        Step(-4 * timedelta(hours=1), Side.RECEIVER, Rung.MANAGER),
        Step(timedelta(0), Side.RECEIVER, Rung.WORKER),
    )
    duty = open_duty(kind=declare(ladder=ladder))
    climbing.climb(by=BY, at=duty.due_at - timedelta(hours=4))
    assert _on(duty) == {cast.manager.pk, cast.supervisor.pk}
    duty.refresh_from_db()
    assert duty.next_escalation_at == duty.due_at


def test_a_kind_that_no_app_declares_any_more_does_not_stop_the_others(cast: Cast, open_duty: Opened) -> None:
    lost, duty = open_duty(), open_duty()
    Obligation.objects.filter(pk=lost.pk).update(kind="hilang")
    assert climbing.climb(by=BY, at=duty.due_at) == 2
    lost.refresh_from_db()
    assert lost.unheard
    assert _on(duty)


def test_what_is_settled_climbs_no_more(open_duty: Opened) -> None:
    duty = duties.settle(open_duty(), by=BY, at=NOW)
    assert climbing.climb(by=BY, at=duty.due_at + 9 * DAY) == 0


def _many(cast: Cast, count: int) -> None:
    Obligation.objects.bulk_create(
        Obligation(
            kind="uji.banyak", subject_type="uji", subject_id=uuid7(), dossier_id=uuid7(), label=str(number),
            agency=cast.unit, area_path=cast.city.path, opened_at=NOW, due_at=NOW + number * timedelta(seconds=1),
            next_escalation_at=NOW + number * timedelta(seconds=1),
        )
        for number in range(count)
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_two_machines_share_the_work_and_take_no_step_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(kinds._KINDS, "uji.banyak", Kind("uji.banyak", "Uji", Clock(calendar=DAY), "x"))
    cast = casting.make()
    _many(cast, 120)
    done: list[int] = []
    start = threading.Barrier(2)

    def machine() -> None:
        try:
            start.wait(120)
            while claimed := climbing.climb(by=BY, at=NOW + timedelta(hours=1), limit=10):
                done.append(claimed)
        finally:
            connection.close()

    threads = [threading.Thread(target=machine) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert sum(done) == 120
    assert Event.objects.filter(kind="duty.climbed").count() == 120
    per_step = Escalation.objects.values_list("obligation", "step", "user")
    assert len(per_step) == len(set(per_step))
    assert (
        Notice.objects.filter(kind="late").count()
        == Notice.objects.filter(kind="late").values("key").distinct().count()
    )


@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_leaves_no_half_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(kinds._KINDS, "uji.banyak", Kind("uji.banyak", "Uji", Clock(calendar=DAY), "x"))
    cast = casting.make()
    _many(cast, 20)
    at = NOW + timedelta(hours=1)
    with transaction.atomic():
        assert climbing.climb(by=BY, at=at) == 20
        transaction.set_rollback(True)  # what the server does with the transaction of a killed worker
    assert not Escalation.objects.exists()
    assert climbing.climb(by=BY, at=at) == 20
    assert climbing.climb(by=BY, at=at) == 0


def test_one_index_answers_the_claim(owner_connection: psycopg.Connection[Any]) -> None:
    cast = casting.make()
    _many(cast, 12_000)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE obligations_obligation SET due_at = due_at + interval '10 days',"
                       " next_escalation_at = next_escalation_at + interval '10 days' WHERE label::int > 300")  # fmt: skip
    owner_connection.execute("ANALYZE obligations_obligation")
    with transaction.atomic():
        plan = Obligation.objects.climbing(NOW + timedelta(hours=1))[:100].explain()
    assert "obligations_climb" in plan
    assert "Seq Scan on obligations_obligation" not in plan
    assert "Sort" not in plan


def test_a_line_stays_behind_when_somebody_leaves(cast: Cast, open_duty: Opened) -> None:
    duty = open_duty(assignee=cast.hotline)
    climbing.climb(by=BY, at=duty.due_at + 8 * DAY)
    for user in (cast.manager, cast.head, cast.leadership, cast.by_role[Role.TASK_FORCE_SECRETARIAT]):
        assert Obligation.objects.visible_to(user).filter(pk=duty.pk).exists()
        Posting.objects.filter(user=user).update(agency=cast.agencies["satpol"], area=cast.other_city)
        assert not Obligation.objects.visible_to(type(user).objects.get(pk=user.pk)).filter(pk=duty.pk).exists()


def test_the_side_that_waits_sees_what_climbed_to_it(cast: Cast, open_duty: Opened) -> None:
    step = Step(timedelta(0), Side.SENDER, Rung.MANAGER)
    kind = Kind("uji.dua", "x", Clock(DAY), "obligations:detail", ladder=(step,))
    kinds._KINDS["uji.dua"] = kind
    try:
        duty = open_duty(kind=kind, agency=cast.agencies["satpol"], sender=cast.unit)
        climbing.climb(by=BY, at=duty.due_at)
    finally:
        del kinds._KINDS["uji.dua"]
    assert Obligation.objects.visible_to(cast.manager).filter(pk=duty.pk).exists()
    assert not Obligation.objects.visible_to(cast.hotline).filter(pk=duty.pk).exists()


def test_what_only_the_task_force_can_be_told_of_stands_on_its_desk_at_once(cast: Cast, open_duty: Opened) -> None:
    nobody_there = cast.agencies["education"]
    Posting.objects.filter(agency=nobody_there).update(ends_at=NOW)
    duty = open_duty(agency=nobody_there)
    secretary = cast.by_role[Role.TASK_FORCE_SECRETARIAT]
    assert Notice.objects.filter(about_id=duty.pk, user=secretary).exists()
    assert Obligation.objects.visible_to(secretary).filter(pk=duty.pk).exists()
    climbing.climb(by=BY, at=duty.due_at + 8 * DAY)
    assert _on(duty) == {secretary.pk}
