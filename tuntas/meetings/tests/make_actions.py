"""Decisions and follow-up actions for tests."""

from datetime import datetime, timedelta
from typing import Any

from tests.cast import NOW, Cast
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.meetings.actions import decisions, followups, minutes
from tuntas.meetings.actions.followups import ActionData
from tuntas.meetings.models import Decision, FollowUpAction, Meeting
from tuntas.meetings.tests.make import make_group, make_meeting


def make_decision(meeting: Meeting, *, text: str = "Alur rujukan disepakati", at: datetime = NOW) -> Decision:
    """One decision, written down by the secretariat."""
    return decisions.add(meeting, text=text, by=meeting.created_by, at=at)


def make_action(
    cast: Cast,
    *,
    meeting: Meeting | None = None,
    agency: Agency | None = None,
    at: datetime = NOW,
    days: int = 14,
    **data: Any,
) -> FollowUpAction:
    """Something the social agency does within two weeks, unless said otherwise."""
    meeting = meeting or make_meeting(cast, make_group(cast), at=at)
    told: dict[str, Any] = {
        "text": "Susun daftar petugas piket", "agency": agency or cast.agencies["social"],
        "due_date": (at + timedelta(days=days)).date(), "person_name": "Kepala bidang",
    } | data  # fmt: skip
    decision = meeting.decisions.order_by("-number").first() or make_decision(meeting, at=at)
    return followups.add(decision, data=ActionData(**told), by=meeting.created_by, at=at)


def officer(cast: Cast) -> User:
    """Who answers for the social agency."""
    return cast.by_role[Role.AGENCY_MEMBER]


def reported(cast: Cast, action: FollowUpAction, *, at: datetime = NOW, by: User | None = None) -> FollowUpAction:
    """Done, says its institution."""
    return followups.report(action, evidence="Daftar piket ditetapkan, surat 12/2026", by=by or officer(cast), at=at)


def settled(meeting: Meeting, *, at: datetime = NOW) -> Meeting:
    """With minutes that the chair settled."""
    row = minutes.save(meeting, text="Rapat dibuka pukul 09.00.", base=0, by=meeting.created_by, at=at)
    return minutes.settle(meeting, number=row.number, by=meeting.chair, at=at)
