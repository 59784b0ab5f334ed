"""Opening a duty."""

from collections.abc import Callable
from datetime import timedelta

from tests.cast import NOW, Cast
from tuntas.audit.models import Event
from tuntas.notices.models import Notice
from tuntas.obligations.kinds import Clock, Kind
from tuntas.obligations.models import Obligation, RingLine


def test_it_has_owner_deadline_ladder_and_basis(
    cast: Cast, open_duty: Callable[..., Obligation], declare: Callable[..., Kind]
) -> None:
    duty = open_duty(kind=declare(clock=Clock(calendar=timedelta(hours=6)), rule="R17"))
    duty.refresh_from_db()
    assert (duty.agency, duty.assignee, duty.basis, duty.is_open) == (cast.unit, None, "R17", True)
    assert duty.due_at == NOW + timedelta(hours=6)
    assert duty.next_escalation_at == duty.due_at
    assert duty.subject_type == "areas.area"
    event = Event.objects.get(kind="duty.opened", subject_id=str(duty.pk))
    assert event.dossier_id == duty.dossier_id
    assert event.agency_id == cast.unit.pk


def test_its_first_step_may_come_before_the_deadline(
    open_duty: Callable[..., Obligation], declare: Callable[..., Kind]
) -> None:
    kind = declare()
    warned = declare(
        "uji.ingat", ladder=(kind.ladder[0].__class__(timedelta(hours=-4), kind.ladder[0].side, kind.ladder[0].rung),)
    )
    duty = open_duty(kind=warned)
    assert duty.next_escalation_at == duty.due_at - timedelta(hours=4)


def test_a_given_deadline_replaces_the_clock_and_does_not_move_with_holidays(
    open_duty: Callable[..., Obligation], declare: Callable[..., Kind]
) -> None:
    duty = open_duty(kind=declare(clock=Clock(working_days=3)), due_at=NOW + timedelta(minutes=15))
    assert (duty.due_at, duty.working_days) == (NOW + timedelta(minutes=15), 0)


def test_a_deadline_that_has_passed_is_due_at_once(open_duty: Callable[..., Obligation]) -> None:
    assert open_duty(due_at=NOW - timedelta(days=2)).due_at == NOW


def test_an_unassigned_duty_is_told_to_those_who_work_there_not_to_those_above(
    cast: Cast, open_duty: Callable[..., Obligation]
) -> None:
    duty = open_duty()
    told = set(Notice.objects.filter(about_id=duty.pk).values_list("user", flat=True))
    assert cast.hotline.pk in told
    assert told.isdisjoint({cast.manager.pk, cast.supervisor.pk, cast.head.pk, cast.leadership.pk})


def test_an_assigned_duty_is_told_to_its_owner_alone_and_not_to_the_one_who_opened_it(
    cast: Cast, open_duty: Callable[..., Obligation]
) -> None:
    given = open_duty(assignee=cast.hotline)
    assert list(Notice.objects.filter(about_id=given.pk).values_list("user", flat=True)) == [cast.hotline.pk]
    own = open_duty(assignee=cast.hotline, by=cast.hotline)
    assert not Notice.objects.filter(about_id=own.pk).exists()


def test_where_nobody_works_the_next_above_is_told(cast: Cast, open_duty: Callable[..., Obligation]) -> None:
    duty = open_duty(agency=cast.dinas)
    told = Notice.objects.filter(about_id=duty.pk)
    assert list(told.values_list("user", flat=True)) == [cast.leadership.pk]


def test_an_urgent_duty_in_opening_hours_waits_some_minutes_before_people_are_rung(
    cast: Cast, open_duty: Callable[..., Obligation]
) -> None:
    assert open_duty(urgent=True).rings_at == NOW + timedelta(minutes=5)
    assert open_duty(urgent=True, assignee=cast.hotline, by=cast.hotline).rings_at is None
    assert not RingLine.objects.exists()
