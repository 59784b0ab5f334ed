"""Meetings, who came, what was written down, what was decided and what became of it."""

from tuntas.meetings.models.actions import Decision, FollowUpAction
from tuntas.meetings.models.meetings import AgendaItem, Coverage, Invitation, Meeting, MeetingPhoto
from tuntas.meetings.models.records import Attendance, MinutesRevision, ScanBucket

__all__ = [
    "AgendaItem", "Attendance", "Coverage", "Decision", "FollowUpAction", "Invitation", "Meeting", "MeetingPhoto", "MinutesRevision",
    "ScanBucket",
]  # fmt: skip
