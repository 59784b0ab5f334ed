"""Another secretariat keeps a body: what is open of its meetings goes along, so that nothing waits where nobody looks."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.audit import log
from tuntas.bodies.actions import paths
from tuntas.bodies.models import Body
from tuntas.meetings import kinds
from tuntas.meetings.actions import _chair, _meeting
from tuntas.meetings.models import FollowUpAction, Meeting
from tuntas.meetings.policies.chairing import leaders
from tuntas.meetings.states import HAPPENED, ActionStatus, MeetingStatus
from tuntas.obligations.actions import duties
from tuntas.obligations.models import Obligation


@transaction.atomic
def follow_secretariat(body: Body, before: Agency, *, by: User, at: datetime) -> None:
    """Meetings that are open, and those of which something is still to be done. What was held keeps its letterhead, what began its chair.

    Deadlines stay. An institution that does not change keeps what it owes; the new secretariat waits for it.
    """
    waiting = FollowUpAction.objects.filter(meeting=OuterRef("pk"), is_open=True)
    rows = Meeting.objects.filter(Q(is_open=True) | Exists(waiting), body=body, agency=before).order_by("pk")
    for row in list(rows):
        meeting = _meeting.locked(row)
        heads = {user.pk for user in leaders(meeting, at=at)}
        meeting.agency = body.agency
        if meeting.status in HAPPENED:
            meeting.called_by = meeting.called_by or before
        meeting.save(update_fields=["agency", "called_by"])
        log.record("meeting.secretariat_moved", meeting, by=by, at=at, dossier_id=meeting.pk, before=str(before.pk))
        if meeting.status == MeetingStatus.PLANNED and meeting.starts_at > at:
            _chair.replace_unfit(meeting, by=by, at=at)
        _move_duty(meeting, meeting.duty, heads, before, by=by, at=at)
        _move_actions(meeting, heads, before, by=by, at=at)


def _move_actions(meeting: Meeting, heads: set[UUID], before: Agency, *, by: User, at: datetime) -> None:
    actions = FollowUpAction.objects.select_for_update(of=("self",)).filter(meeting=meeting, is_open=True)
    for action in actions.select_related("duty", "path__area").order_by("pk"):
        without = action.reported_by if action.status == ActionStatus.REPORTED else None
        _move_duty(meeting, action.duty, heads, before, without=without, by=by, at=at)
        path = action.path
        # Begun for this decision; where the new secretariat does not work the path stays with whoever began it.
        if (
            path
            and path.is_open
            and path.agency_id == before.pk
            and path.area_path.startswith(meeting.agency.area_path)
        ):
            paths.carry_on(path, agency=meeting.agency, by=by, at=at)


def _move_duty(
    meeting: Meeting, duty: Obligation | None, heads: set[UUID], before: Agency, *, without: User | None = None, by: User, at: datetime
) -> None:  # fmt: skip
    """What lay with a head goes to a head of the new secretariat; what lay at its desk to the new desk."""
    if duty is None:
        return
    judging = duty.kind == kinds.CLOSE_ACTION.code or duty.assignee_id in heads
    if duty.kind == kinds.DO_ACTION.code:
        duties.wait_at(duty, meeting.agency, by=by, at=at)
    elif judging:
        user, agency = _chair.head_for(meeting, without=without, at=at)
        duty = duties.follow_owner(duty, to=user or by, agency=agency, by=by, at=at)
        duties.wait_at(duty, meeting.agency, by=by, at=at)
    elif duty.agency_id == before.pk:
        duties.follow_owner(duty, to=by, agency=meeting.agency, by=by, at=at)
