"""What follows from a decision: who does it until when, what they report, and how it ends."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.audit import log
from tuntas.core.ids import uuid7
from tuntas.files.actions import files
from tuntas.files.states import Purpose
from tuntas.meetings.actions import _followup, _meeting, _text
from tuntas.meetings.models import Decision, FollowUpAction, Meeting
from tuntas.meetings.policies import followups as policies
from tuntas.meetings.states import ActionStatus
from tuntas.obligations.actions import duties
from tuntas.obligations.states import Outcome


@dataclass(frozen=True)
class ActionData:
    """What is done by whom until when. `person_name` as it stands in the minutes; `user` where they have an account."""

    text: str
    agency: Agency
    due_date: date
    person_name: str = ""
    user: User | None = None


def add(
    decision: Decision, *, data: ActionData, action_id: UUID | None = None, confirmed: bool = False, by: User, at: datetime
) -> FollowUpAction:  # fmt: skip
    """Give a decision to somebody. The same words in the same form give it once. Raises Mentioned."""
    policies.check_decide(by, decision.meeting)
    _text.look(decision.meeting, {"text": data.text}, confirmed=confirmed, by=by, at=at)
    return _added(decision, data, action_id or uuid7(), by=by, at=at)


def change(
    action: FollowUpAction, *, data: ActionData, confirmed: bool = False, by: User, at: datetime
) -> FollowUpAction:
    """Another text, institution, person or date, while nothing has been reported. Raises Mentioned."""
    policies.check_change(by, action, at=at)
    _text.look(action.meeting, {"text": data.text}, confirmed=confirmed, by=by, at=at)
    return _changed(action, data, by=by, at=at)


def report(
    action: FollowUpAction,
    *,
    evidence: str,
    upload: UploadedFile | None = None,
    confirmed: bool = False,
    by: User,
    at: datetime,
) -> FollowUpAction:
    """It is done, and this shows it; the chair looks next. Raises Mentioned."""
    policies.check_report(by, action, at=at)
    policies.check_evidence(evidence)
    _text.look(action.meeting, {"evidence": evidence}, confirmed=confirmed, by=by, at=at)
    return _reported(action, evidence.strip(), upload, by=by, at=at)


@transaction.atomic
def close(action: FollowUpAction, *, by: User, at: datetime) -> FollowUpAction:
    """The chair has seen the evidence."""
    action = _followup.locked(action)
    policies.check_close(by, action, at=at)
    action.ended_at, action.ended_by = at, by
    _followup.step(action, ActionStatus.CLOSED, None, by=by, at=at)
    return action


def give_back(action: FollowUpAction, *, note: str, confirmed: bool = False, by: User, at: datetime) -> FollowUpAction:
    """Not done yet: what is missing goes back to whoever owes it. Raises Mentioned."""
    policies.check_give_back(by, action, note, at=at)
    _text.look(action.meeting, {"note": note}, confirmed=confirmed, by=by, at=at)
    return _given_back(action, note.strip(), by=by, at=at)


def drop(action: FollowUpAction, *, reason: str, confirmed: bool = False, by: User, at: datetime) -> FollowUpAction:
    """It will not be done, and why. Raises Mentioned."""
    policies.check_drop(by, action, reason, at=at)
    _text.look(action.meeting, {"reason": reason}, confirmed=confirmed, by=by, at=at)
    return _dropped(action, reason.strip(), by=by, at=at)


@transaction.atomic
def _added(decision: Decision, data: ActionData, action_id: UUID, *, by: User, at: datetime) -> FollowUpAction:
    meeting = _meeting.locked(decision.meeting)
    policies.check_decide(by, meeting)
    known = FollowUpAction.objects.filter(pk=action_id).first()
    if known is not None:
        same = (known.decision_id, known.text, known.agency_id) == (decision.pk, data.text.strip(), data.agency.pk)
        if same and known.due_date == data.due_date:
            return known
        action_id = uuid7()  # somebody went back and typed another one
    action = FollowUpAction(id=action_id, decision=decision, meeting=meeting, area_path=meeting.area_path, opened_at=at)
    _fill(action, data, meeting, at=at)
    action.duty = _followup.owed(action, by=by, at=at)
    action.save(force_insert=True)
    _followup.note(action, by=by, at=at)
    return action


@transaction.atomic
def _changed(action: FollowUpAction, data: ActionData, *, by: User, at: datetime) -> FollowUpAction:
    action = _followup.locked(action)
    policies.check_change(by, action, at=at)
    before = (action.text, action.agency_id, action.due_date, action.person_name, action.user_id)
    _fill(action, data, action.meeting, at=at)
    after = (action.text, action.agency_id, action.due_date, action.person_name, action.user_id)
    names = ("text", "agency", "due_date", "person_name", "user")
    changed = [name for name, one, two in zip(names, before, after, strict=True) if one != two]
    if {"agency", "due_date", "user"} & set(changed):
        old, action.duty = action.duty, _followup.owed(action, by=by, at=at)
        action.save()
        if old is not None:
            duties.settle(old, outcome=Outcome.REPLACED, by=by, at=at)
    else:
        action.save()
    log.record("follow_up.changed", action, by=by, at=at, fields=changed, **_meeting.about(action.meeting))
    return action


@transaction.atomic
def _reported(
    action: FollowUpAction, evidence: str, upload: UploadedFile | None, *, by: User, at: datetime
) -> FollowUpAction:
    action = _followup.locked(action)
    policies.check_report(by, action, at=at)
    if upload is not None:
        meeting = action.meeting
        action.evidence_file = files.store(
            upload=upload, dossier_id=_meeting.dossier(meeting, at=at), purpose=Purpose.DECISION_EVIDENCE,
            agency=meeting.agency, area_path=meeting.area_path, by=by, at=at,
        )  # fmt: skip
    action.evidence, action.reported_at, action.reported_by = evidence, at, by
    _followup.step(action, ActionStatus.REPORTED, _followup.judged(action, by=by, at=at), by=by, at=at)
    return action


@transaction.atomic
def _given_back(action: FollowUpAction, note: str, *, by: User, at: datetime) -> FollowUpAction:
    action = _followup.locked(action)
    policies.check_give_back(by, action, note, at=at)
    action.returned, action.return_note = action.returned + 1, note
    action.reported_at = action.reported_by = None
    _followup.step(action, ActionStatus.OPEN, _followup.owed(action, again=True, by=by, at=at), by=by, at=at)
    return action


@transaction.atomic
def _dropped(action: FollowUpAction, reason: str, *, by: User, at: datetime) -> FollowUpAction:
    action = _followup.locked(action)
    policies.check_drop(by, action, reason, at=at)
    action.ended_at, action.ended_by, action.drop_reason = at, by, reason
    _followup.step(action, ActionStatus.DROPPED, None, outcome=Outcome.CANCELLED, by=by, at=at)
    return action


def _fill(action: FollowUpAction, data: ActionData, meeting: Meeting, *, at: datetime) -> None:
    """The data, checked against what stood there before."""
    _text.no_nik(data.person_name)
    due = datetime.combine(data.due_date, time.max, tzinfo=meeting.agency.zone)
    kept = action.duty_id is not None and action.due_date == data.due_date
    agency = Agency.objects.select_related("area").get(pk=data.agency.pk)
    before = action.due_date if action.duty_id is not None else None
    policies.check_day(meeting, before=before, day=data.due_date, today=meeting.agency.today(at))
    policies.check_given(
        text=data.text, agency=agency, user=data.user, meeting=meeting, late_before=kept, due=due, at=at
    )
    action.text, action.agency, action.due_date = data.text.strip(), agency, data.due_date
    action.person_name, action.user = data.person_name.strip(), data.user
