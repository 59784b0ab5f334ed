"""Planning a meeting, changing the plan, calling it off, recording that it was held."""

from datetime import timedelta

import pytest

from tests.cast import NOW, Cast
from tuntas.areas.models import Area
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.meetings.actions import meetings
from tuntas.meetings.models import Meeting
from tuntas.meetings.states import MeetingKind, MeetingStatus, Topic
from tuntas.meetings.tests.make import HOUR, data, make_chair, make_group, make_meeting
from tuntas.obligations.models import Obligation
from tuntas.obligations.states import Outcome

pytestmark = pytest.mark.django_db


def test_a_plan_owes_that_it_is_held_three_working_days_after_its_end(cast: Cast) -> None:
    meeting = make_meeting(cast, make_group(cast), held=False)
    assert meeting.duty is not None
    assert (meeting.duty.kind, meeting.duty.assignee) == ("meeting.hold", cast.secretariat)
    # NOW is Monday; it ends on Monday; Tuesday, Wednesday, Thursday 16.00 in Pontianak.
    assert meeting.duty.due_at.astimezone(meeting.agency.zone).strftime("%a %H:%M") == "Thu 16:00"
    assert meeting.title not in meeting.duty.label


def test_the_same_form_plans_one_meeting(cast: Cast) -> None:
    body = make_group(cast)
    first = meetings.plan(body, data=data(body), by=cast.secretariat, at=NOW)
    again = meetings.plan(body, data=data(body), meeting_id=first.pk, by=cast.secretariat, at=NOW)
    assert (again.pk, Meeting.objects.count()) == (first.pk, 1)


def test_what_is_refused(cast: Cast) -> None:
    body = make_group(cast)
    other = Area.objects.get(code="61.71.02.1003", valid_to=None)
    for wrong in (
        {"ends_at": NOW - 2 * HOUR},
        {"ends_at": NOW + 80 * HOUR},
        {"kind": MeetingKind.OUTREACH_EDUCATION},  # about nothing
        {"areas": (cast.south_village,)},  # a coordination meeting reaches no kelurahan
        {"kind": MeetingKind.TRAINING, "areas": (other,)},  # of another kecamatan
        {"kind": MeetingKind.TRAINING, "areas": (cast.district,)},  # no kelurahan
        {"chair": cast.secretariat},  # may not close what was decided
        {"chair": cast.leadership},  # closes for another agency
    ):
        with pytest.raises(Denied):
            meetings.plan(body, data=data(body, **wrong), by=cast.secretariat, at=NOW)
    for stranger in (cast.head, cast.leadership, make_chair(body.agency, body.area)):
        with pytest.raises(Denied):
            meetings.plan(body, data=data(body), by=stranger, at=NOW)
    body.dissolved_date = NOW.date()
    body.save()
    with pytest.raises(InvalidTransition):
        meetings.plan(body, data=data(body), by=cast.secretariat, at=NOW)
    assert not Meeting.objects.exists()


def test_a_change_moves_the_duty_with_the_end(cast: Cast) -> None:
    body = make_group(cast)
    meeting = make_meeting(cast, body, held=False)
    before = meeting.duty
    assert before is not None
    topics = {"kind": MeetingKind.OUTREACH_EDUCATION, "topics": (Topic.REPORTING, Topic.CHILD_RIGHTS)}
    later = data(body, at=NOW + timedelta(days=7), areas=(cast.south_village,), **topics)
    meeting = meetings.change(meeting, data=later, by=cast.secretariat, at=NOW)
    before.refresh_from_db()
    assert meeting.duty is not None
    assert (before.outcome, meeting.duty.due_at - before.due_at) == (Outcome.REPLACED, timedelta(days=7))
    assert meeting.topics == ["child_rights", "reporting"]
    assert [row.area for row in meeting.covered.all()] == [cast.south_village]
    same = data(body, at=NOW + timedelta(days=7), place="Balai", **topics)
    meeting = meetings.change(meeting, data=same, by=cast.secretariat, at=NOW)
    assert (meeting.place, meeting.covered.count()) == ("Balai", 0)
    assert Obligation.objects.filter(subject_id=meeting.pk).count() == 2


def test_held_it_owes_its_minutes_and_is_not_planned_again(cast: Cast) -> None:
    body = make_group(cast)
    meeting = make_meeting(cast, body, held=False)
    with pytest.raises(InvalidTransition):
        meetings.hold(meeting, by=cast.secretariat, at=meeting.starts_at - HOUR)
    with pytest.raises(Denied):
        meetings.hold(meeting, by=cast.head, at=NOW)
    meeting = meetings.hold(meeting, by=cast.secretariat, at=NOW)
    assert meeting.duty is not None
    assert (meeting.status, meeting.held_at, meeting.duty.kind) == (MeetingStatus.HELD, NOW, "meeting.minutes")
    assert Obligation.objects.get(kind="meeting.hold").outcome == Outcome.DONE
    for refused in (meetings.hold, lambda row, **who: meetings.change(row, data=data(body), **who)):
        with pytest.raises(InvalidTransition):
            refused(meeting, by=cast.secretariat, at=NOW)
    with pytest.raises(InvalidTransition):
        meetings.cancel(meeting, reason="Hujan", by=cast.secretariat, at=NOW)
    assert make_meeting(cast, body, at=NOW + timedelta(days=30), held=False).previous == meeting


def test_called_off_it_owes_nothing_and_says_why(cast: Cast) -> None:
    meeting = make_meeting(cast, make_group(cast), held=False)
    with pytest.raises(Denied):
        meetings.cancel(meeting, reason=" ", by=cast.secretariat, at=NOW)
    meeting = meetings.cancel(meeting, reason="Banjir", by=cast.secretariat, at=NOW)
    assert (meeting.status, meeting.duty, meeting.cancel_reason) == (MeetingStatus.CANCELLED, None, "Banjir")
    assert Obligation.objects.get(subject_id=meeting.pk).outcome == Outcome.CANCELLED
