"""The minutes: written in revisions of which none is lost, sent to the chair, settled."""

from datetime import datetime

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.meetings import kinds
from tuntas.meetings.actions import _chair, _meeting, _text
from tuntas.meetings.models import Meeting, MinutesRevision
from tuntas.meetings.policies import minutes as policies
from tuntas.meetings.policies.chairing import leaders
from tuntas.meetings.revisions import latest
from tuntas.meetings.states import MeetingStatus
from tuntas.obligations.states import Outcome


def save(meeting: Meeting, *, text: str, base: int, confirmed: bool = False, by: User, at: datetime) -> MinutesRevision:
    """Write the next revision. `base`: the one the writer had in front of them, 0 for none.

    Sent twice it is one revision. Raises Newer when somebody else saved meanwhile, Mentioned when it names parties.
    """
    text = text.replace("\r\n", "\n").strip()
    policies.check_write(by, meeting)
    _text.look(meeting, {"text": text}, confirmed=confirmed, by=by, at=at)
    return _saved(meeting, text, base, by=by, at=at)


@transaction.atomic
def propose(meeting: Meeting, *, by: User, at: datetime) -> Meeting:
    """The secretariat has written them: the chair reads and settles them. Sent again, the chair's time does not begin anew."""
    meeting = _meeting.locked(meeting)
    policies.check_propose(by, meeting, latest(meeting))
    if _with_head(meeting, by=by, at=at):
        return meeting
    duty = _chair.ask(meeting, kinds.SETTLE_MINUTES, subject=meeting, label=_meeting.label(meeting), by=by, at=at)
    _meeting.keep(meeting, duty, outcome=Outcome.REPLACED, by=by, at=at)
    log.record("minutes.proposed", meeting, by=by, at=at, dossier_id=meeting.pk)
    return meeting


@transaction.atomic
def settle(meeting: Meeting, *, number: int, by: User, at: datetime) -> Meeting:
    """They hold from now on, as they stand in the revision that was read."""
    meeting = _meeting.locked(meeting)
    newest = latest(meeting)
    policies.check_settle(by, meeting, newest, at=at)
    policies.check_seen(newest, number)
    _meeting.end(meeting, MeetingStatus.CLOSED, by=by, at=at)
    log.record("minutes.settled", meeting, by=by, at=at, dossier_id=meeting.pk, number=number)
    return meeting


def _with_head(meeting: Meeting, *, by: User, at: datetime) -> bool:
    """Whether the minutes lie with somebody who can settle them already, other than whoever sends them."""
    duty = meeting.duty
    keeper = duty.assignee_id if duty is not None else None
    return keeper not in {None, by.pk} and keeper in {user.pk for user in leaders(meeting, at=at)}


@transaction.atomic
def _saved(meeting: Meeting, text: str, base: int, *, by: User, at: datetime) -> MinutesRevision:
    meeting = _meeting.locked(meeting)
    policies.check_write(by, meeting)
    newest = latest(meeting)
    if newest is not None and newest.text == text:
        return newest
    policies.check_base(newest, base)
    row = MinutesRevision(meeting=meeting, number=newest.number + 1 if newest else 1, text=text, by=by, at=at)
    row.save(force_insert=True)
    log.record("minutes.saved", meeting, by=by, at=at, dossier_id=meeting.pk, number=row.number)
    return row
