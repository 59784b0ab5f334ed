"""Papers of a meeting as PDF, made from its rows; each printing is an event."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.letters import press
from tuntas.meetings import papers
from tuntas.meetings.actions import _meeting
from tuntas.meetings.models import Meeting
from tuntas.meetings.policies import printing as policies
from tuntas.meetings.states import Paper

TEMPLATES: dict[Paper, tuple[str, Callable[[Meeting], dict[str, Any]]]] = {
    Paper.MINUTES: ("minutes", papers.minutes),
    Paper.PRESENT: ("attendance", lambda meeting: papers.attendance(meeting, empty=False)),
    Paper.TO_SIGN: ("attendance", lambda meeting: papers.attendance(meeting, empty=True)),
    Paper.OFFICIAL_RECORD: ("official_record", papers.official_record),
}


@transaction.atomic
def pdf(meeting: Meeting, *, paper: Paper, by: User, at: datetime) -> bytes:
    """The bytes of a paper. Raises press.PressFailed."""
    policies.check_print(by, meeting)
    template, gather = TEMPLATES[paper]
    log.record("meeting.printed", meeting, by=by, at=at, paper=str(paper), **_meeting.about(meeting))
    return press.pdf(template, gather(meeting))
