"""Who sees a meeting: those for whom it is, not everybody below an institution that has a seat; and nobody who has left."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.bodies.models import Body
from tuntas.bodies.tests.make import make_seat
from tuntas.core.errors import Denied
from tuntas.meetings.actions import followups, minutes
from tuntas.meetings.models import FollowUpAction
from tuntas.meetings.tests.make import make_group, make_meeting
from tuntas.meetings.tests.make_actions import make_action

pytestmark = pytest.mark.django_db


def codes(client: Client, user: User, action: FollowUpAction) -> list[int]:
    """What the pages of the body, the meeting, its minutes and the action answer."""
    client.force_login(user)
    meeting = action.meeting
    paths = (
        reverse("bodies:detail", args=[meeting.body_id]), reverse("meetings:detail", args=[meeting.pk]),
        reverse("meetings:minutes_history", args=[meeting.pk]), reverse("meetings:action", args=[action.pk]),
    )  # fmt: skip
    return [client.get(path).status_code for path in paths]


def moved(user: Any, cast: Cast) -> User:
    """The same person, at another office now."""
    user.postings.update(agency=cast.agencies["police"], role=Role.POLICE_PPA)
    found: User = User.objects.get(pk=user.pk)
    return found


def test_a_seat_opens_to_who_answers_for_the_institution_and_not_to_all_below_it(client: Client, cast: Cast) -> None:
    body = make_group(cast)
    make_seat(body, agency=cast.dinas, position="Kepala", from_date=body.founded_date)  # the unit is below it
    action = make_action(cast, meeting=make_meeting(cast, body))
    for role in (
        Role.CADRE,
        Role.HOTLINE_OFFICER,
        Role.RESPONSE_TEAM,
        Role.SYSTEM_ADMIN,
        Role.AUDITOR,
        Role.PSYCHOLOGIST,
    ):
        assert codes(client, cast.by_role[role], action) == [404] * 4, role
    assert codes(client, cast.leadership, action) == [200] * 4
    assert not Body.objects.visible_to(cast.by_role[Role.CADRE]).exists()


def test_a_chair_who_has_left_reads_and_writes_no_more(client: Client, cast: Cast) -> None:
    action = make_action(cast)
    chair = moved(action.meeting.chair, cast)
    assert codes(client, chair, action) == [404] * 4
    with pytest.raises(Denied, match="sekretariat atau ketua"):
        minutes.save(action.meeting, text="Tulisan lama", base=0, by=chair, at=NOW)


def test_whoever_was_named_for_an_action_leaves_it_behind(client: Client, cast: Cast) -> None:
    cast_user = cast.by_role[Role.AGENCY_MEMBER]
    action = make_action(cast, user=cast_user, agency=cast.agencies["social"])
    assert codes(client, cast_user, action)[3] == 200
    left = moved(cast_user, cast)
    assert codes(client, left, action) == [404] * 4
    with pytest.raises(Denied, match="lembaga yang mengerjakan"):
        followups.report(action, evidence="Selesai", by=left, at=NOW)
