"""Whoever goes back and types something else into the same form has written another row: no words are lost."""

from dataclasses import replace
from typing import Any

import pytest

from tests.cast import NOW, Cast
from tuntas.core.errors import Denied
from tuntas.core.ids import uuid7
from tuntas.meetings import room
from tuntas.meetings.actions import attendance, decisions, followups, invitations, meetings
from tuntas.meetings.actions.attendance import Person
from tuntas.meetings.actions.followups import ActionData
from tuntas.meetings.models import Attendance, Meeting
from tuntas.meetings.names import name_key
from tuntas.meetings.states import Via
from tuntas.meetings.tests.make import data, make_group, make_meeting

pytestmark = pytest.mark.django_db


def test_the_same_is_one_and_another_is_another(cast: Cast) -> None:
    body, form = make_group(cast), uuid7()
    doing: dict[str, Any] = {"by": cast.secretariat, "at": NOW}
    meeting = make_meeting(cast, body)
    other = make_meeting(cast, body)
    first = [decisions.add(meeting, text="Poster dipasang", decision_id=form, **doing) for _ in range(2)]
    assert first[0] == first[1]
    second = decisions.add(meeting, text="Nomor dibagikan", decision_id=form, **doing)
    decisions.add(other, text="Poster dipasang", decision_id=form, **doing)  # an id of another meeting breaks nothing
    assert [row.text for row in meeting.decisions.order_by("number")] == ["Poster dipasang", "Nomor dibagikan"]

    told = ActionData("Susun daftar", cast.agencies["social"], NOW.date())
    for given in (told, told, replace(told, agency=cast.agencies["health"])):
        followups.add(second, data=given, action_id=form, **doing)
    assert second.actions.count() == 2

    for name in ("Ibu Satu", "ibu satu", "Ibu Dua"):
        attendance.record(meeting, person=Person(name, "PKK"), form_id=form, via=Via.HAND, **doing)
    attendance.record(other, person=Person("Ibu Satu", "PKK"), form_id=form, via=Via.HAND, **doing)
    assert sorted(Attendance.objects.filter(meeting=meeting).values_list("name", flat=True)) == ["Ibu Dua", "Ibu Satu"]

    plan = data(body)
    for given_plan in (plan, plan, replace(plan, title="Rapat lain")):
        meetings.plan(body, data=given_plan, meeting_id=form, **doing)
    assert Meeting.objects.filter(body=body).count() == 4


def test_signs_alone_are_no_name_and_long_ones_keep_their_institution(cast: Cast) -> None:
    meeting = make_meeting(cast, make_group(cast))
    for name in ("...", "😀", "\u200b"):
        with pytest.raises(Denied, match="Isi nama dan lembaga"):
            attendance.present(
                meeting, person=Person(name, "PKK"), form_id=uuid7(), code=room.shown(meeting, at=NOW).spoken,
                by=cast.secretariat, at=NOW,
            )  # fmt: skip
    assert name_key("ﷺ" * 150, "PKK").endswith("|pkk")


def test_a_nik_stands_in_no_name_either(cast: Cast) -> None:
    meeting, nik = make_meeting(cast, make_group(cast)), "6171015203110001"
    code = room.shown(meeting, at=NOW).spoken
    doing: dict[str, Any] = {"by": cast.secretariat, "at": NOW}
    decision = decisions.add(meeting, text="Poster dipasang", **doing)
    planned = make_meeting(cast, meeting.body, held=False)
    told = ActionData("Susun daftar", cast.agencies["social"], NOW.date(), person_name=f"Kabid {nik}")
    for act in (
        lambda: attendance.present(meeting, person=Person("Ibu", "PKK", nik), form_id=uuid7(), code=code, **doing),
        lambda: invitations.add(planned, institution="PKK", addressee=nik, **doing),
        lambda: followups.add(decision, data=told, **doing),
    ):
        with pytest.raises(Denied, match="terbaca NIK"):
            act()
