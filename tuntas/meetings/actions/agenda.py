"""The secretariat's own points of an agenda. What is carried over comes before them by itself."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.core.errors import Denied
from tuntas.meetings.actions import _meeting, _text
from tuntas.meetings.models import AgendaItem, Meeting
from tuntas.meetings.policies import meetings as policies


def add(meeting: Meeting, *, text: str, by: User, at: datetime) -> AgendaItem:
    """A point at the end. The same words sent twice are one point. Raises Mentioned."""
    policies.check_planned(by, meeting)
    text = text.strip()
    if not text:
        raise Denied("Tuliskan agendanya.")
    _text.look(meeting, {"text": text}, by=by, at=at)
    return _added(meeting, text, by=by, at=at)


@transaction.atomic
def _added(meeting: Meeting, text: str, *, by: User, at: datetime) -> AgendaItem:
    meeting = _meeting.locked(meeting)
    policies.check_planned(by, meeting)
    known = AgendaItem.objects.filter(meeting=meeting, carried=None, text=text).first()
    if known is not None:
        return known
    last = AgendaItem.objects.filter(meeting=meeting).aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem.objects.create(meeting=meeting, position=last + 1, text=text)
    log.record("agenda.added", item, by=by, at=at, **_meeting.about(meeting))
    return item


@transaction.atomic
def move(item: AgendaItem, *, up: bool, by: User, at: datetime) -> AgendaItem:
    """One place up or down; at the end of the list nothing happens."""
    meeting, item = _found(item, by)
    rows = AgendaItem.objects.filter(meeting=meeting, carried=None)
    if up:
        other = rows.filter(position__lt=item.position).order_by("-position").first()
    else:
        other = rows.filter(position__gt=item.position).order_by("position").first()
    if other is not None:
        item.position, other.position = other.position, item.position
        AgendaItem.objects.bulk_update([item, other], ["position"])
    log.record("agenda.moved", item, by=by, at=at, **_meeting.about(meeting))
    return item


@transaction.atomic
def remove(item: AgendaItem, *, by: User, at: datetime) -> None:
    """It is not on the agenda any more."""
    meeting, item = _found(item, by)
    log.record("agenda.removed", item, by=by, at=at, **_meeting.about(meeting))
    item.delete()


def _found(item: AgendaItem, by: User) -> tuple[Meeting, AgendaItem]:
    """The point as it is now, its meeting locked."""
    meeting = _meeting.locked(item.meeting)
    policies.check_planned(by, meeting)
    found = AgendaItem.objects.filter(pk=item.pk, carried=None).first()
    if found is None:
        raise Denied("Agenda ini sudah dihapus.")
    return meeting, found
