"""Another secretariat keeps a body: everything open goes along, with its deadline and somebody who owes it."""

from typing import Any

import pytest
from django.db.models import Q

from tests.cast import NOW, Cast
from tuntas.access.roles import Role
from tuntas.agencies.models import Agency
from tuntas.audit.models import Event
from tuntas.bodies.actions import bodies, paths, tasks
from tuntas.bodies.actions.bodies import BodyData
from tuntas.bodies.actions.tasks import TaskData
from tuntas.bodies.models import Body, Path
from tuntas.bodies.states import PathKind, Profile, Step
from tuntas.letters import contents
from tuntas.meetings import kinds, papers
from tuntas.meetings.actions import followups, meetings, minutes
from tuntas.meetings.models import FollowUpAction, Meeting
from tuntas.meetings.states import ActionStatus
from tuntas.meetings.tests.make import HOUR, make_chair, make_group, make_meeting
from tuntas.meetings.tests.make_actions import make_action, reported, settled
from tuntas.obligations.models import Obligation

pytestmark = pytest.mark.django_db


def move(cast: Cast, body: Body, to: Agency) -> None:
    """The secretariat hands the body to another agency."""
    data = BodyData(body.kind, body.name, body.area, to, body.founded_date)
    bodies.edit(body, data=data, by=cast.secretariat, at=NOW)


def open_things(cast: Cast, body: Body) -> dict[str, Any]:
    """One of everything that can be open of a body."""
    doing: dict[str, Any] = {"by": cast.secretariat, "at": NOW}
    paper = Agency.objects.create(
        name="Forum Anak Contoh", short_name="Forum Anak", kind="ngo", area=cast.city, area_path=cast.city.path, uses_tuntas=False,
    )  # fmt: skip
    closed = make_meeting(cast, body, at=NOW - 48 * HOUR)
    theirs = make_action(cast, meeting=closed)
    chased = make_action(cast, meeting=closed, agency=paper)
    judged = reported(cast, make_action(cast, meeting=closed))
    settled(closed)
    held = make_meeting(cast, body, at=NOW - 4 * HOUR)
    minutes.save(held, text="Rapat dibuka.", base=0, **doing)
    minutes.propose(held, **doing)
    planned = make_meeting(cast, body, held=False, at=NOW + 48 * HOUR)
    path = paths.start(kind=PathKind.REACTIVATION, body=body, area=body.area, agency=body.agency, **doing)
    return {
        "closed": closed, "held": held, "planned": planned, "theirs": theirs, "chased": chased, "judged": judged, "path": path,
    }  # fmt: skip


def test_what_is_open_goes_along_and_nothing_waits_at_the_old_desk(cast: Cast) -> None:
    body, before, after = make_group(cast), cast.agencies["secretariat"], cast.unit
    things = open_things(cast, body)
    head = make_chair(after, cast.city)
    due = dict(Obligation.objects.unsettled().values_list("pk", "due_at"))
    done = make_meeting(cast, body, at=NOW - 90 * HOUR)  # nothing of it is open afterwards
    settled(done)
    move(cast, body, after)
    left = Obligation.objects.unsettled().filter(Q(agency=before) | Q(sender=before))
    assert not left.exists(), list(left.values_list("kind", "agency__name", "sender__name"))
    assert dict(Obligation.objects.unsettled().values_list("pk", "due_at")) == due  # the same duties, the same days
    assert set(Meeting.objects.filter(body=body).exclude(pk=done.pk).values_list("agency", flat=True)) == {after.pk}
    done.refresh_from_db()
    assert (done.agency, done.called_by) == (before, None)
    theirs, chased, judged = (FollowUpAction.objects.get(pk=things[name].pk) for name in ("theirs", "chased", "judged"))
    assert theirs.duty is not None
    assert chased.duty is not None
    assert judged.duty is not None
    assert (theirs.duty.agency, theirs.duty.sender) == (cast.agencies["social"], after)
    assert (chased.duty.kind, chased.duty.agency) == (kinds.CHASE_ACTION.code, after)
    assert (judged.duty.agency, judged.duty.assignee) == (after, head)
    held = Meeting.objects.get(pk=things["held"].pk)
    assert held.duty is not None
    assert (held.duty.agency, held.duty.assignee) == (after, head)
    path = Path.objects.get(pk=things["path"].pk)
    assert path.duty is not None
    assert (path.agency, path.duty.agency) == (after, after)
    told = Event.objects.filter(kind__endswith="secretariat_moved").values_list("kind", flat=True)
    assert sorted(told) == ["meeting.secretariat_moved"] * 3 + ["path.secretariat_moved"]


def test_the_new_secretariat_goes_on_where_the_old_one_stopped(cast: Cast) -> None:
    body, before, after = make_group(cast), cast.agencies["secretariat"], cast.unit
    things = open_things(cast, body)
    head, keeper = make_chair(after, cast.city), cast.by_role[Role.UNIT_HEAD]
    move(cast, body, after)
    held, planned = (Meeting.objects.get(pk=things[name].pk) for name in ("held", "planned"))
    minutes.settle(held, number=1, by=head, at=NOW)
    judged = followups.close(things["judged"], by=head, at=NOW)
    assert (judged.status, judged.duty) == (ActionStatus.CLOSED, None)
    meetings.cancel(planned, reason="Banjir", by=keeper, at=NOW)
    # What was held bears the letterhead of who called it, however often the body changes hands.
    assert papers.attendance(held, empty=False)["head"] == contents.head_of(before, "")


def test_a_proposed_task_is_awaited_by_the_new_secretariat(cast: Cast) -> None:
    body = make_group(cast)
    given = TaskData(agency=cast.agencies["social"], profile=Profile.ANY, step=Step.SOCIAL_AID, what="Bantuan")
    line = tasks.propose(body, data=given, by=cast.secretariat, at=NOW)
    move(cast, body, cast.unit)
    line.refresh_from_db()
    assert line.duty is not None
    assert body.agency_id not in {line.duty.agency_id, line.duty.sender_id}
