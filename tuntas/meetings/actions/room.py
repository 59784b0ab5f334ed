"""The code of the room: it changes, or the secretariat lets it stand still, for a poster or where there is no screen."""

from datetime import datetime

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.meetings.actions import _meeting
from tuntas.meetings.models import Meeting
from tuntas.meetings.policies import attendance as policies


@transaction.atomic
def stand_still(meeting: Meeting, *, by: User, at: datetime) -> Meeting:
    """From now on the code stays as it is; the list says of whom came in with it. Twice is harmless."""
    meeting = _meeting.locked(meeting)
    policies.check_record(by, meeting)
    if meeting.fixed_code_at is None:
        meeting.fixed_code_at = at
        meeting.save(update_fields=["fixed_code_at"])
        log.record("meeting.room_code_fixed", meeting, by=by, at=at, dossier_id=meeting.pk)
    return meeting


@transaction.atomic
def change_again(meeting: Meeting, *, by: User, at: datetime) -> Meeting:
    """From now on the code changes; the one that stood still lets nobody in any more. Twice is harmless."""
    meeting = _meeting.locked(meeting)
    policies.check_record(by, meeting)
    if meeting.fixed_code_at is not None:
        meeting.fixed_code_at = None
        meeting.save(update_fields=["fixed_code_at"])
        log.record("meeting.room_code_changes", meeting, by=by, at=at, dossier_id=meeting.pk)
    return meeting
