"""A body lasts from its first day to its last: neither is moved over what it did."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.cast import NOW, Cast
from tuntas.bodies.actions import bodies
from tuntas.bodies.actions.bodies import BodyData
from tuntas.bodies.models import Body, BodyKind
from tuntas.bodies.tests.make import make_body, make_decree, make_seat
from tuntas.core.errors import Denied
from tuntas.meetings.actions import followups, meetings
from tuntas.meetings.tests.make import data, make_group, make_meeting
from tuntas.meetings.tests.make_actions import make_action, settled

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TODAY = NOW.date()


def dissolve(cast: Cast, body: Body, on: date) -> None:
    bodies.dissolve(body, on=on, by=cast.secretariat, at=NOW)


def test_it_does_not_end_before_a_meeting_that_was_held(cast: Cast) -> None:
    body = make_group(cast)
    meeting = make_meeting(cast, body, at=NOW - 3 * DAY)
    action = make_action(cast, meeting=meeting, at=NOW - 3 * DAY)
    settled(meeting)
    followups.drop(action, reason="Kelompok dibubarkan", by=meeting.chair, at=NOW)
    with pytest.raises(Denied, match=r"rapat koordinasi \(20-11-2026\)"):
        dissolve(cast, body, TODAY - 4 * DAY)
    dissolve(cast, body, TODAY - 3 * DAY)  # the meeting that decided its end
    assert Body.objects.get(pk=body.pk).dissolved_date == TODAY - 3 * DAY


def test_once_it_has_met_it_becomes_no_kind_of_which_less_is_asked(cast: Cast) -> None:
    body = make_group(cast)
    forum = BodyKind.objects.create(code="lighter", name="Forum ringan", levels=[3], needs_decree=False)
    lighter = BodyData(forum, body.name, body.area, body.agency, body.founded_date)
    as_before = BodyData(body.kind, body.name, body.area, body.agency, body.founded_date)
    make_meeting(cast, body, held=False)
    bodies.edit(body, data=lighter, by=cast.secretariat, at=NOW)  # nothing has happened yet
    bodies.edit(body, data=as_before, by=cast.secretariat, at=NOW)
    make_meeting(cast, body, at=NOW - 3 * DAY)
    with pytest.raises(Denied, match=r"sudah bertemu \(20-11-2026\)"):
        bodies.edit(body, data=lighter, by=cast.secretariat, at=NOW)


def test_it_does_not_end_before_a_decree_or_a_seat(cast: Cast) -> None:
    body = make_body(cast)
    make_decree(body, from_date=TODAY - 10 * DAY, to_date=None, number="7/2026")
    make_seat(body, "TP PKK", holder="Uji", from_date=TODAY - 5 * DAY)
    for on, what in ((TODAY - 11 * DAY, "TP PKK"), (TODAY - 6 * DAY, "TP PKK")):
        with pytest.raises(Denied, match=what):
            dissolve(cast, body, on)
    body.seats.update(from_date=TODAY - 30 * DAY)
    with pytest.raises(Denied, match="TP PKK"):  # whoever holds it came later
        dissolve(cast, body, TODAY - 11 * DAY)
    body.seats.get().holders.update(from_date=TODAY - 30 * DAY)
    with pytest.raises(Denied, match="SK 7/2026"):
        dissolve(cast, body, TODAY - 11 * DAY)
    with pytest.raises(Denied, match="belum tiba"):
        dissolve(cast, body, TODAY + DAY)
    dissolve(cast, body, TODAY - 10 * DAY)


def test_what_lies_ahead_stands_in_no_way(cast: Cast) -> None:
    """The next decree was written down already, and never began to hold."""
    body = make_body(cast)
    make_decree(body, from_date=TODAY + 30 * DAY, to_date=None, dated=TODAY - 20 * DAY)
    dissolve(cast, body, TODAY - DAY)
    body.refresh_from_db()
    assert body.dissolved_date == TODAY - DAY


def test_it_is_not_founded_after_what_it_did(cast: Cast) -> None:
    body = make_body(cast)
    settled(make_meeting(cast, body, at=NOW - 3 * DAY))
    told: dict[str, Any] = {"kind": body.kind, "name": body.name, "area": body.area, "agency": body.agency}
    with pytest.raises(Denied, match="sudah tercatat: rapat koordinasi"):
        bodies.edit(body, data=BodyData(**told, founded_date=TODAY - DAY), by=cast.secretariat, at=NOW)
    bodies.edit(body, data=BodyData(**told, founded_date=TODAY - 3 * DAY), by=cast.secretariat, at=NOW)


def test_it_does_not_meet_before_it_was_founded(cast: Cast) -> None:
    body = make_body(cast, founded_date=TODAY - 10 * DAY)
    with pytest.raises(Denied, match="baru dibentuk"):
        meetings.plan(body, data=data(body, at=NOW - 11 * DAY), by=cast.secretariat, at=NOW)
    meetings.plan(body, data=data(body, at=NOW - 10 * DAY), by=cast.secretariat, at=NOW)
