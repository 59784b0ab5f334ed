"""How the state of a follow-up action looks."""

from datetime import date

from tuntas.meetings.models import FollowUpAction
from tuntas.meetings.states import ActionStatus

TAGS = {ActionStatus.OPEN: "active", ActionStatus.REPORTED: "wait", ActionStatus.CLOSED: "done"}


def kind_of(action: FollowUpAction, today: date) -> str:
    """The kind of its tag: late is what nothing has been reported on past its day."""
    status = ActionStatus(action.status)
    if status is ActionStatus.OPEN and action.due_date < today:
        return "late"
    return TAGS.get(status, "stopped")
