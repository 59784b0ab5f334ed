"""Seven working days after a meeting its institutions are reminded of what they took upon themselves."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from tuntas.access.actors import Actor
from tuntas.audit import log
from tuntas.meetings.actions import _meeting
from tuntas.meetings.models import FollowUpAction, Meeting
from tuntas.meetings.states import HAPPENED, ActionStatus, MeetingStatus
from tuntas.obligations import clocks
from tuntas.obligations.actions import reminding
from tuntas.obligations.kinds import Clock

AFTER = Clock(working_days=7)
AT_ONCE = 200  # meetings looked at in one run

logger = logging.getLogger(__name__)


def remind_due(*, by: Actor, at: datetime) -> int:
    """Remind for every meeting whose day has come; one that fails holds up no other. Returns for how many."""
    owed = FollowUpAction.objects.filter(meeting=OuterRef("pk"), status=ActionStatus.OPEN)
    waiting = Meeting.objects.filter(
        Exists(owed) | Q(status=MeetingStatus.CLOSED), status__in=HAPPENED, reminded_at__isnull=True,
        ends_at__lte=at - timedelta(days=AFTER.working_days),
    )  # fmt: skip
    done = 0
    for meeting in waiting.order_by("ends_at", "pk")[:AT_ONCE]:
        try:
            done += remind(meeting, by=by, at=at)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one must not hold up all others
            _put_off(meeting, error, by=by, at=at)
    return done


@transaction.atomic
def remind(meeting: Meeting, *, by: Actor, at: datetime) -> bool:
    """One notice for each institution with something on which nothing has been reported; twice is once.

    While the minutes are open and nothing is owed yet, the reminder waits: what was decided may be written down later.
    An institution without accounts is called by the secretariat, whose duty that is from the start.
    """
    meeting = _meeting.locked(meeting)
    if meeting.reminded_at is not None or at < clocks.end_of(AFTER, agency=meeting.agency, at=meeting.ends_at):
        return False
    rows = list(FollowUpAction.objects.filter(meeting=meeting, status=ActionStatus.OPEN).select_related("duty__agency"))
    if not rows and meeting.status != MeetingStatus.CLOSED:
        return False
    meeting.reminded_at = at
    meeting.save(update_fields=["reminded_at"])
    first = {row.agency_id: row for row in sorted(rows, key=lambda row: (row.due_date, row.pk), reverse=True)}
    for row in first.values():
        assert row.duty is not None  # it is open
        reminding.remind(row.duty, occasion="meeting", by=by, at=at)
    log.record("meeting.reminded", meeting, by=by, at=at, dossier_id=meeting.pk, count=len(first))
    return True


@transaction.atomic
def _put_off(meeting: Meeting, error: Exception, *, by: Actor, at: datetime) -> None:
    """What the error says may hold what people typed: only its kind is kept."""
    logger.error("reminding of meeting %s failed with %s", meeting.pk, type(error).__name__)
    log.record("meeting.put_off", meeting, by=by, at=at, dossier_id=meeting.pk, error=type(error).__name__)
