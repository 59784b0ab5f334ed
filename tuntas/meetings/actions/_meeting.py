"""Steps that several actions of a meeting take: lock it, give it its next keeper, end it, write the event."""

from datetime import datetime
from typing import Any
from uuid import UUID

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.areas.states import zone_of
from tuntas.audit import log
from tuntas.core import vault
from tuntas.meetings.models import Meeting
from tuntas.meetings.states import MeetingStatus, check_meeting_transition
from tuntas.obligations.actions import duties
from tuntas.obligations.kinds import Kind
from tuntas.obligations.models import Obligation
from tuntas.obligations.states import Outcome


def locked(meeting: Meeting) -> Meeting:
    """As the database has it now, held until commit."""
    rows = Meeting.objects.select_for_update(of=("self",))
    return rows.select_related("body__agency", "agency__area", "duty", "election").get(pk=meeting.pk)


def label(meeting: Meeting) -> str:
    """As it stands on worklists: kind and day, nothing that was typed."""
    day = meeting.starts_at.astimezone(zone_of(meeting.area_path))
    return f"{meeting.get_kind_display()} {day:%d-%m-%Y}"


def open_for(
    meeting: Meeting,
    kind: Kind,
    *,
    assignee: User | None = None,
    due_at: datetime | None = None,
    by: Actor,
    at: datetime,
) -> Obligation:
    """A duty of the secretariat about a meeting. A meeting is its own dossier."""
    return duties.open_duty(
        kind=kind, subject=meeting, dossier_id=meeting.pk, label=label(meeting), agency=meeting.agency,
        area_path=meeting.area_path, assignee=assignee, due_at=due_at, by=by, at=at,
    )  # fmt: skip


def keep(meeting: Meeting, duty: Obligation, *, outcome: Outcome = Outcome.REPLACED, by: Actor, at: datetime) -> None:
    """Give a locked meeting its next keeper; the one before has ended. The caller recorded why."""
    before = meeting.duty
    meeting.duty = duty
    meeting.save()
    if before is not None:
        duties.settle(before, outcome=outcome, by=by, at=at)


def end(meeting: Meeting, status: MeetingStatus, *, outcome: Outcome = Outcome.DONE, by: Actor, at: datetime) -> None:
    """Nothing is owed for a locked meeting any more."""
    check_meeting_transition(meeting.status, status)
    before = meeting.duty
    meeting.status, meeting.ended_at, meeting.duty = status, at, None
    meeting.save()
    if before is not None:
        duties.settle(before, outcome=outcome, by=by, at=at)


def about(meeting: Meeting) -> dict[str, Any]:
    """Where an event about something of a meeting belongs, for `log.record`."""
    return {"agency_id": meeting.agency_id, "area_path": meeting.area_path, "dossier_id": meeting.pk}


def note_status(meeting: Meeting, *, by: Actor, at: datetime) -> None:
    """The event of a step of its life."""
    log.record("meeting.moved", meeting, by=by, at=at, dossier_id=meeting.pk, status=str(meeting.status))


def dossier(meeting: Meeting, *, at: datetime) -> UUID:
    """The key under which pictures and evidence of a locked meeting are sealed; made when the first file comes."""
    if meeting.dossier_id is None:
        vault.create(meeting.pk, "meeting", at=at)
        meeting.dossier_id = meeting.pk
        meeting.save(update_fields=["dossier_id"])
    return meeting.dossier_id
