"""Planning a meeting, changing the plan, calling it off, recording that it took place."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.areas.models import Area
from tuntas.audit import log
from tuntas.bodies.models import Body, Election
from tuntas.core.ids import uuid7
from tuntas.meetings import carrying, kinds
from tuntas.meetings.actions import _meeting, _text
from tuntas.meetings.models import AgendaItem, Coverage, Meeting
from tuntas.meetings.policies import meetings as policies
from tuntas.meetings.states import HAPPENED, MeetingKind, MeetingStatus, Topic, check_meeting_transition
from tuntas.obligations import clocks
from tuntas.obligations.states import Outcome


@dataclass(frozen=True)
class MeetingData:
    """What is planned. `areas`: kelurahan that a sosialisasi or training reaches; `election`: for the meeting that holds it."""

    kind: MeetingKind
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime
    chair: User
    topics: tuple[Topic, ...] = ()
    areas: tuple[Area, ...] = ()
    election: Election | None = None


def plan(body: Body, *, data: MeetingData, meeting_id: UUID | None = None, by: User, at: datetime) -> Meeting:
    """Call a body together. `meeting_id` comes from the form: the same plan in the same form is one meeting.

    Raises Mentioned when the title or the place names a party.
    """
    policies.check_plan(by, body, at=at)
    _text.look_plan(body, {"title": data.title, "place": data.place}, by=by, at=at)
    return _planned(body, data, meeting_id, by=by, at=at)


@transaction.atomic
def _planned(body: Body, data: MeetingData, meeting_id: UUID | None, *, by: User, at: datetime) -> Meeting:
    body = Body.objects.select_related("agency__area").select_for_update(of=("self",)).get(pk=body.pk)
    known = Meeting.objects.filter(pk=meeting_id).first() if meeting_id else None
    if known is not None:
        told = (known.body_id, known.created_by_id, known.kind, known.title, known.starts_at)
        if told == (body.pk, by.pk, data.kind, data.title.strip(), data.starts_at):
            return known
        meeting_id = None  # somebody went back and typed another one
    policies.check_plan(by, body, at=at)
    _check(body, data)
    meeting = Meeting(
        id=meeting_id or uuid7(), body=body, agency=body.agency, area_path=body.area_path, created_by=by, created_at=at,
        code=secrets.token_hex(10), previous=_last(body, data.starts_at),
    )  # fmt: skip
    _fill(meeting, data)
    meeting.duty = _meeting.open_for(meeting, kinds.HOLD, assignee=by, due_at=_hold_due(meeting), by=by, at=at)
    meeting.save(force_insert=True)
    _cover(meeting, data.areas)
    log.record(
        "meeting.planned", meeting, by=by, at=at, dossier_id=meeting.pk, body=body.pk, meeting_kind=str(data.kind),
        starts_at=data.starts_at,
    )  # fmt: skip
    return meeting


def change(meeting: Meeting, *, data: MeetingData, by: User, at: datetime) -> Meeting:
    """Another place, time, chair, topic: the duty to hold it follows the new end. Raises Mentioned."""
    policies.check_planned(by, meeting)
    _text.look(meeting, {"title": data.title, "place": data.place}, by=by, at=at)
    return _changed(meeting, data, by=by, at=at)


@transaction.atomic
def _changed(meeting: Meeting, data: MeetingData, *, by: User, at: datetime) -> Meeting:
    meeting = _meeting.locked(meeting)
    policies.check_planned(by, meeting)
    _check(meeting.body, data)
    moved = (meeting.starts_at, meeting.ends_at, meeting.kind) != (data.starts_at, data.ends_at, data.kind)
    _fill(meeting, data)
    if moved:
        assert meeting.duty is not None
        fresh = _meeting.open_for(
            meeting, kinds.HOLD, assignee=meeting.duty.assignee, due_at=_hold_due(meeting), by=by, at=at
        )
        _meeting.keep(meeting, fresh, by=by, at=at)
    else:
        meeting.save()
    _cover(meeting, data.areas)
    log.record("meeting.changed", meeting, by=by, at=at, dossier_id=meeting.pk, moved=moved, starts_at=data.starts_at)
    return meeting


def cancel(meeting: Meeting, *, reason: str, by: User, at: datetime) -> Meeting:
    """It does not take place. Raises Mentioned."""
    policies.check_cancel(by, meeting, reason)
    _text.look(meeting, {"reason": reason}, by=by, at=at)
    return _cancelled(meeting, reason, by=by, at=at)


@transaction.atomic
def _cancelled(meeting: Meeting, reason: str, *, by: User, at: datetime) -> Meeting:
    meeting = _meeting.locked(meeting)
    policies.check_cancel(by, meeting, reason)
    meeting.cancel_reason = reason.strip()
    _meeting.end(meeting, MeetingStatus.CANCELLED, outcome=Outcome.CANCELLED, by=by, at=at)
    _meeting.note_status(meeting, by=by, at=at)
    return meeting


@transaction.atomic
def hold(meeting: Meeting, *, areas: Iterable[Area] | None = None, by: User, at: datetime) -> Meeting:
    """It took place: what was carried over is written into the agenda, and the minutes are owed.

    `areas`: the kelurahan that were really reached, where they differ from the plan.
    """
    meeting = _meeting.locked(meeting)
    policies.check_hold(by, meeting, at=at)
    if areas is not None:
        reached = tuple(areas)
        policies.check_areas(MeetingKind(meeting.kind), meeting.body, reached)
        _cover(meeting, reached)
    _freeze(meeting)
    check_meeting_transition(meeting.status, MeetingStatus.HELD)
    meeting.status, meeting.held_at = MeetingStatus.HELD, at
    minutes = _meeting.open_for(meeting, kinds.SETTLE_MINUTES, assignee=by, by=by, at=at)
    _meeting.keep(meeting, minutes, outcome=Outcome.DONE, by=by, at=at)
    _meeting.note_status(meeting, by=by, at=at)
    return meeting


def _check(body: Body, data: MeetingData) -> None:
    policies.check_times(data.starts_at, data.ends_at)
    policies.check_exists_then(body, data.starts_at)
    policies.check_topics(data.kind, data.topics)
    policies.check_areas(data.kind, body, data.areas)
    policies.check_election(data.kind, body, data.election)
    policies.check_chair(data.chair, body.agency)


def _fill(meeting: Meeting, data: MeetingData) -> None:
    meeting.kind, meeting.title, meeting.place = data.kind, data.title.strip(), data.place.strip()
    meeting.starts_at, meeting.ends_at, meeting.chair = data.starts_at, data.ends_at, data.chair
    meeting.topics = [str(topic) for topic in Topic if topic in data.topics]
    meeting.election = data.election


def _hold_due(meeting: Meeting) -> datetime:
    """Some working days after its end."""
    return clocks.due_at(kinds.HOLD, agency=meeting.agency, at=meeting.ends_at)


def _last(body: Body, before: datetime) -> Meeting | None:
    """The newest one that took place: its decisions are looked at first."""
    rows = Meeting.objects.filter(body=body, status__in=HAPPENED, starts_at__lt=before)
    return rows.order_by("-starts_at", "-pk").first()


def _cover(meeting: Meeting, areas: tuple[Area, ...]) -> None:
    """Exactly these areas."""
    wanted = {area.pk: area for area in areas}
    Coverage.objects.filter(meeting=meeting).exclude(area__in=wanted).delete()
    known = set(Coverage.objects.filter(meeting=meeting).values_list("area", flat=True))
    Coverage.objects.bulk_create(
        Coverage(meeting=meeting, area=area, area_path=area.path) for pk, area in wanted.items() if pk not in known
    )


def _freeze(meeting: Meeting) -> None:
    """Carried actions stand before the points of the secretariat, as they were seen when it was held."""
    own = list(AgendaItem.objects.filter(meeting=meeting, carried=None).order_by("position"))
    carried = [
        AgendaItem(meeting=meeting, position=number, text=row.text, carried=row)
        for number, row in enumerate(carrying.open_before(meeting), 1)
    ]
    for number, item in enumerate(own, len(carried) + 1):
        item.position = number
    AgendaItem.objects.bulk_update(own, ["position"])
    AgendaItem.objects.bulk_create(carried)
