"""What a meeting takes over from earlier ones: actions of the same body that nobody has closed yet."""

from django.db.models import QuerySet

from tuntas.meetings.models import FollowUpAction, Meeting


def open_before(meeting: Meeting) -> "QuerySet[FollowUpAction]":
    """Open follow-up actions of earlier meetings of the same body, the longest due first."""
    rows = FollowUpAction.objects.filter(
        meeting__body=meeting.body_id, meeting__starts_at__lt=meeting.starts_at, is_open=True
    )
    return rows.exclude(meeting=meeting).select_related("agency", "meeting").order_by("due_date", "pk")
