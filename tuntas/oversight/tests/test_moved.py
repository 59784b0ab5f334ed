"""A body that only moves its dates is told so, with figures."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.cast import NOW, Cast
from tuntas.bodies.models import Body
from tuntas.meetings.actions import followups, meetings
from tuntas.meetings.actions.followups import ActionData
from tuntas.meetings.models import Attendance, FollowUpAction, Meeting
from tuntas.meetings.states import Via
from tuntas.meetings.tests.make import data, make_meeting
from tuntas.meetings.tests.make_actions import make_action, reported
from tuntas.oversight.acted import Actions
from tuntas.oversight.moves import Moved, Moves
from tuntas.oversight.states import Health
from tuntas.oversight.tests.make import make_group, met
from tuntas.oversight.tests.test_running import RUNS, codes, current, facts
from tuntas.oversight.verdict import Reason, judge

DAY = timedelta(days=1)
SAID_ACTIONS = "Tenggat 1 tindak lanjut diundur {} kali dalam triwulan ini."


def reason(code: str, found: tuple[Reason, ...]) -> Reason:
    return next(each for each in found if each.code == code)


def put(action: FollowUpAction, *, days: int, at: datetime, cast: Cast) -> None:
    """Another day, nothing else."""
    given = ActionData(action.text, action.agency, (NOW + days * DAY).date(), action.person_name)
    followups.change(action, data=given, by=cast.secretariat, at=at)
    action.refresh_from_db()


def shift(meeting: Meeting, body: Body, to: datetime, *, at: datetime, cast: Cast) -> None:
    meetings.change(meeting, data=data(body, at=to, chair=meeting.chair), by=cast.secretariat, at=at)


@pytest.mark.django_db
def test_days_of_what_was_promised_that_move_again_and_again_are_counted(cast: Cast) -> None:
    body = make_group(cast)
    action = make_action(cast, meeting=make_meeting(cast, body), days=3)
    put(action, days=2, at=NOW + timedelta(hours=1), cast=cast)  # sooner
    assert "actions_moved" not in codes(current(cast, body).verdict)
    put(action, days=9, at=NOW + timedelta(hours=2), cast=cast)
    once = reason("actions_moved", current(cast, body).verdict.reasons)
    assert (once.text, once.good) == (SAID_ACTIONS.format(1), None)
    put(action, days=20, at=NOW + timedelta(hours=3), cast=cast)
    facts_ = current(cast, body).facts
    assert facts_.moved == Moved(actions=Moves(things=1, times=2, again=1))
    again = reason("actions_moved", current(cast, body).verdict.reasons)
    assert (again.text, again.good) == (SAID_ACTIONS.format(2), False)
    # Done in the end: it is told, and weighs nothing any more.
    reported(cast, action, at=NOW + 12 * DAY)
    late = reason("actions_moved", current(cast, body, NOW + 21 * DAY).verdict.reasons)
    assert (late.text, late.good) == (SAID_ACTIONS.format(2), None)
    # What was moved in this quarter is no longer told in the next.
    assert "actions_moved" not in codes(current(cast, body, NOW + 60 * DAY).verdict)


@pytest.mark.django_db
def test_given_back_or_given_to_somebody_else_is_not_moved(cast: Cast) -> None:
    body = make_group(cast)
    action = make_action(cast, meeting=make_meeting(cast, body))
    other = ActionData(action.text, cast.agencies["health"], action.due_date)
    action = followups.change(action, data=other, by=cast.secretariat, at=NOW)
    action = reported(cast, action, by=cast.secretariat)
    followups.give_back(action, note="Lampirkan surat", by=action.meeting.chair, at=NOW + 20 * DAY)
    assert current(cast, body, NOW + 30 * DAY).facts.moved == Moved()


@pytest.mark.django_db
def test_a_meeting_that_is_only_moved_and_called_off_is_told(cast: Cast) -> None:
    body = make_group(cast)
    met(body, NOW - 60 * DAY, by=cast.leadership)  # in the quarter before: still within its time to meet
    planned = make_meeting(cast, body, held=False, at=NOW + 2 * DAY)
    shift(planned, body, NOW + 2 * DAY + timedelta(hours=2), at=NOW, cast=cast)  # the same day
    assert current(cast, body).facts.moved == Moved()
    shift(planned, body, NOW + 5 * DAY, at=NOW + timedelta(hours=1), cast=cast)
    line = current(cast, body)
    assert (line.facts.moved.meetings, line.facts.meetings) == (Moves(1, 1, 0), 0)
    once = reason("meetings_moved", line.verdict.reasons)
    assert (once.text, once.good) == ("Rencana pertemuan diundur 1 kali dalam triwulan ini.", None)
    shift(planned, body, NOW + 12 * DAY, at=NOW + DAY, cast=cast)
    meetings.cancel(planned, reason="Banjir", by=cast.secretariat, at=NOW + DAY)
    only = reason("meetings_moved", current(cast, body, NOW + 2 * DAY).verdict.reasons)
    assert only.text == (
        "Rencana pertemuan diundur 2 kali dan dibatalkan 1 kali dalam triwulan ini, tanpa satu pertemuan pun."
    )
    assert only.good is False
    met(body, NOW, by=cast.leadership)
    told = reason("meetings_moved", current(cast, body, NOW + 2 * DAY).verdict.reasons)
    assert told.text == "Rencana pertemuan diundur 2 kali dan dibatalkan 1 kali dalam triwulan ini."
    assert told.good is None


def test_more_moved_again_and_again_than_done_makes_it_weak() -> None:
    runs = judge(facts()).health
    assert runs is Health.RUNNING
    eight = Moved(actions=Moves(things=8, times=20, again=8))
    seven = Moved(actions=Moves(things=8, times=20, again=7))
    assert judge(facts(moved=seven)).health is Health.RUNNING  # seven were done in time
    assert judge(facts(moved=eight)).health is Health.WEAK
    # Moved once, out of the quarter: one sentence says it.
    out = facts(moved=Moved(actions=Moves(1, 1, 0)), actions=replace(RUNS["actions"], put_off=1))
    assert codes(judge(out)) >= {"put_off"}
    assert "actions_moved" not in codes(judge(out))
    assert judge(facts(actions=Actions(), moved=Moved(cancelled=1))).health is Health.RUNNING


@pytest.mark.django_db
def test_how_many_names_are_by_those_who_came_is_a_figure_that_weighs_nothing(cast: Cast) -> None:
    body = make_group(cast)
    meeting = met(body, by=cast.leadership)
    assert "own_names" not in codes(current(cast, body).verdict)
    ids = list(Attendance.objects.filter(meeting=meeting).order_by("pk").values_list("pk", flat=True))
    Attendance.objects.filter(pk__in=ids[:3]).update(via=Via.ROOM)
    Attendance.objects.filter(pk=ids[0]).update(recorded_by=cast.secretariat)  # the secretariat wrote over it
    line = current(cast, body)
    said = reason("own_names", line.verdict.reasons)
    assert said.text == "2 dari 4 nama di daftar hadir dicatat sendiri oleh pesertanya lewat QR."
    assert (said.good, line.verdict.health) == (None, Health.RUNNING)


@pytest.mark.django_db
def test_what_is_due_much_later_is_told_with_its_day(cast: Cast) -> None:
    """Promised for next year nothing is late this quarter; whoever reads sees until when."""
    body = make_group(cast)
    met(body, by=cast.leadership)
    action = make_action(cast, meeting=make_meeting(cast, body), days=300)
    make_action(cast, meeting=action.meeting, days=200)
    said = reason("nothing_due", current(cast, body).verdict.reasons)
    day = (NOW + 200 * DAY).date()
    assert said.text.startswith(
        "Tidak ada tindak lanjut yang jatuh tempo dalam triwulan ini; 2 yang terbuka jatuh tempo kemudian, paling awal"
        f" {day.day} "
    )
    reported(cast, action)
    followups.drop(action, reason="Tidak perlu lagi", by=action.meeting.chair, at=NOW + DAY)
    assert current(cast, body, NOW + 2 * DAY).facts.actions.ahead == 1
