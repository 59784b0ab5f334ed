"""A decision to form a UPTD PPA is followed along its legal steps, and reported when the last one is done."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, sign_in
from tuntas.access.roles import Role
from tuntas.agencies.models import Agency
from tuntas.agencies.states import AgencyKind
from tuntas.bodies.actions import paths as walking
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.meetings.actions import paths
from tuntas.meetings.models import FollowUpAction
from tuntas.meetings.states import ActionStatus
from tuntas.meetings.tests.make import make_group, make_meeting
from tuntas.meetings.tests.make_actions import make_action


def test_it_is_begun_on_the_page_and_reports_itself_at_its_end(cast: Cast, client: Client) -> None:
    by, group = cast.by_role[Role.TASK_FORCE_SECRETARIAT], cast.agencies["task_force"]
    Agency.objects.filter(pk=cast.unit.pk).update(kind=AgencyKind.P2TP2A)
    body = make_group(cast, name="Gugus Tugas", agency=group)
    meeting = make_meeting(cast, body, by=by)
    action = make_action(cast, meeting=meeting, text="Bentuk UPTD PPA", agency=cast.dinas)
    other = make_action(cast, meeting=meeting, text="Siapkan gedung UPTD", agency=cast.dinas)
    url = reverse("meetings:action", args=[action.pk])
    sign_in(client, by)
    assert "Mulai jalur" in client.get(url).content.decode()
    assert client.post(reverse("meetings:action_path", args=[action.pk])).status_code == 302
    action = FollowUpAction.objects.select_related("path").get(pk=action.pk)
    path = action.path
    assert path is not None
    assert (path.area, path.agency, action.status) == (cast.city, group, ActionStatus.OPEN)
    page = client.get(url).content.decode()
    assert reverse("bodies:path", args=[path.pk]) in page
    assert "Mulai jalur" not in page
    with pytest.raises(InvalidTransition):
        paths.start(action, by=by, at=NOW)
    assert paths.start(other, by=by, at=NOW).path == path, "the one that is on its way is followed"
    for step in path.steps.order_by("position"):
        if step.code == "opening":
            Agency.objects.filter(pk=cast.unit.pk).update(kind=AgencyKind.UPTD_PPA)
        walking.finish(step, done_date=NOW.date(), document="12/2026", evidence="", by=by, at=NOW)
    for row in FollowUpAction.objects.filter(meeting=meeting).select_related("duty"):
        assert (row.status, row.reported_by) == (ActionStatus.REPORTED, by)
        assert row.duty is not None
        assert row.duty.assignee == meeting.chair


def test_a_district_does_not_form_one(cast: Cast) -> None:
    action = make_action(cast, text="Bentuk UPTD PPA")
    with pytest.raises(Denied, match="tidak bertugas"):
        paths.start(action, by=cast.secretariat, at=NOW)
    with pytest.raises(Denied, match="sekretariat atau ketua"):
        paths.start(action, by=cast.manager, at=NOW)


def test_a_path_that_was_stopped_is_begun_again(cast: Cast) -> None:
    by, group = cast.by_role[Role.TASK_FORCE_SECRETARIAT], cast.agencies["task_force"]
    Agency.objects.filter(pk=cast.unit.pk).update(kind=AgencyKind.P2TP2A)
    meeting = make_meeting(cast, make_group(cast, name="Gugus Tugas", agency=group), by=by)
    action = paths.start(make_action(cast, meeting=meeting, text="Bentuk UPTD PPA", agency=cast.dinas), by=by, at=NOW)
    assert action.path is not None
    walking.stop(action.path, reason="Salah lembaga", by=by, at=NOW)
    again = paths.start(FollowUpAction.objects.select_related("path").get(pk=action.pk), by=by, at=NOW)
    assert again.path_id != action.path_id
