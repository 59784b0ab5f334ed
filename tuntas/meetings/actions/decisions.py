"""What a meeting decided."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.core.ids import uuid7
from tuntas.meetings.actions import _meeting, _text
from tuntas.meetings.models import Decision, Meeting
from tuntas.meetings.policies import followups as policies


def add(
    meeting: Meeting, *, text: str, decision_id: UUID | None = None, confirmed: bool = False, by: User, at: datetime
) -> Decision:
    """Write down one decision, with the next number. The same words in the same form are one. Raises Mentioned."""
    policies.check_decide(by, meeting)
    _text.look(meeting, {"text": text}, confirmed=confirmed, by=by, at=at)
    return _added(meeting, text.strip(), decision_id or uuid7(), by=by, at=at)


def edit(decision: Decision, *, text: str, confirmed: bool = False, by: User, at: datetime) -> Decision:
    """Say it better; once the minutes are settled that is a correction by the chair. Raises Mentioned."""
    policies.check_correct(by, decision.meeting, at=at)
    _text.look(decision.meeting, {"text": text}, confirmed=confirmed, by=by, at=at)
    return _edited(decision, text.strip(), by=by, at=at)


@transaction.atomic
def _added(meeting: Meeting, text: str, decision_id: UUID, *, by: User, at: datetime) -> Decision:
    meeting = _meeting.locked(meeting)
    policies.check_decide(by, meeting)
    known = Decision.objects.filter(pk=decision_id).first()
    if known is not None:
        if (known.meeting_id, known.text) == (meeting.pk, text):
            return known
        decision_id = uuid7()  # somebody went back and typed another one
    last = Decision.objects.filter(meeting=meeting).aggregate(last=Max("number"))["last"] or 0
    row = Decision(id=decision_id, meeting=meeting, number=last + 1, text=text, at=at, by=by)
    row.save(force_insert=True)
    log.record("decision.added", row, by=by, at=at, number=row.number, **_meeting.about(meeting))
    return row


@transaction.atomic
def _edited(decision: Decision, text: str, *, by: User, at: datetime) -> Decision:
    meeting = _meeting.locked(decision.meeting)
    policies.check_correct(by, meeting, at=at)
    row = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    row.text = text
    row.save(update_fields=["text"])
    log.record(
        "decision.edited", row, by=by, at=at, number=row.number, status=str(meeting.status), **_meeting.about(meeting)
    )
    return row
