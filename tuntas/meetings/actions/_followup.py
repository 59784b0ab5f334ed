"""Steps of a follow-up action that several actions take: lock, keep a duty, end, note."""

from datetime import datetime, time

from tuntas.access.actors import Actor
from tuntas.audit import log
from tuntas.meetings import kinds
from tuntas.meetings.actions import _chair, _meeting
from tuntas.meetings.models import FollowUpAction
from tuntas.meetings.states import ActionStatus, check_action_transition
from tuntas.obligations import clocks
from tuntas.obligations.actions import duties
from tuntas.obligations.models import Obligation
from tuntas.obligations.states import Outcome

DAY_ENDS = time(23, 59)


def locked(action: FollowUpAction) -> FollowUpAction:
    """Meeting first, action second: everybody locks in this order."""
    meeting = _meeting.locked(action.meeting)
    rows = FollowUpAction.objects.select_for_update(of=("self",)).select_related(
        "agency__area", "decision", "duty", "user"
    )
    found = rows.get(pk=action.pk)
    found.meeting = meeting
    return found


def due_at(action: FollowUpAction) -> datetime:
    """The end of its last day, where the institution works."""
    return datetime.combine(action.due_date, DAY_ENDS, tzinfo=action.agency.zone)


def owed(action: FollowUpAction, *, again: bool = False, by: Actor, at: datetime) -> Obligation:
    """Theirs to do, while the secretariat waits; ours to ask for where nobody has an account there.

    `again`: it came back, so there is some time at least.
    """
    theirs = action.agency.uses_tuntas
    kind = kinds.DO_ACTION if theirs else kinds.CHASE_ACTION
    agency = action.agency if theirs else action.meeting.agency
    until = due_at(action)
    if again:
        until = max(until, clocks.due_at(kind, agency=agency, at=at))
    return duties.open_duty(
        kind=kind, subject=action, dossier_id=action.meeting_id, label=label(action), agency=agency,
        area_path=action.area_path, assignee=action.user if theirs else None,
        sender=action.meeting.agency if theirs and agency.pk != action.meeting.agency_id else None, due_at=until, by=by, at=at,
    )  # fmt: skip


def judged(action: FollowUpAction, *, by: Actor, at: datetime) -> Obligation:
    """The chair's to look at; another head's where the chair reported it."""
    return _chair.ask(action.meeting, kinds.CLOSE_ACTION, subject=action, label=label(action), without=by, by=by, at=at)


def step(
    action: FollowUpAction, status: ActionStatus, duty: Obligation | None, *, outcome: Outcome = Outcome.DONE, by: Actor,
    at: datetime,
) -> None:  # fmt: skip
    """Give a locked action its next state and keeper; none once it has ended."""
    check_action_transition(action.status, status)
    before = action.duty
    action.status, action.duty = status, duty
    action.save()
    if before is not None:
        duties.settle(before, outcome=outcome, by=by, at=at)
    note(action, by=by, at=at)


def note(action: FollowUpAction, *, by: Actor, at: datetime) -> None:
    """The event of a step."""
    log.record("follow_up.moved", action, by=by, at=at, status=str(action.status), **_meeting.about(action.meeting))


def label(action: FollowUpAction) -> str:
    """As it stands on worklists: which meeting, which decision, nothing that was typed."""
    return f"{_meeting.label(action.meeting)}, keputusan {action.decision.number}"
