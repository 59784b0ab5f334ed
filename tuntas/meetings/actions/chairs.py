"""A planned meeting has a chair who can close what it will decide: who left, or leads elsewhere, is replaced."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from tuntas.access.actors import Actor
from tuntas.accounts.models import Posting
from tuntas.meetings.actions import _chair, _meeting
from tuntas.meetings.models import Meeting
from tuntas.meetings.states import MeetingStatus

AT_ONCE = 200  # meetings looked at in one run


def replace_lost(*, by: Actor, at: datetime) -> int:
    """For meetings to come whose chair works at the secretariat no longer; returns how many got another."""
    there = Posting.objects.in_force(at).filter(user=OuterRef("chair"), agency=OuterRef("agency"), user__is_active=True)
    rows = Meeting.objects.filter(~Exists(there), status=MeetingStatus.PLANNED, starts_at__gt=at).order_by(
        "starts_at", "pk"
    )
    return sum(_replaced(meeting, by=by, at=at) for meeting in rows[:AT_ONCE])


@transaction.atomic
def _replaced(meeting: Meeting, *, by: Actor, at: datetime) -> bool:
    meeting = _meeting.locked(meeting)
    return meeting.status == MeetingStatus.PLANNED and _chair.replace_unfit(meeting, by=by, at=at)
