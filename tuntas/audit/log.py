"""Writing to the event log."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models

from tuntas.access.actors import Actor
from tuntas.audit.models import Event

LONGEST = 120  # characters of one value: room for a code or an id, not for a story

_gathered: ContextVar[list[Event] | None] = ContextVar("gathered", default=None)


@contextmanager
def in_one_statement() -> Iterator[None]:
    """Write what is recorded inside at the end of the block, in its order, as one statement.

    For an action that records several events: inside its transaction, and around nothing whose failure it survives.
    """
    if _gathered.get() is not None:
        yield
        return
    events: list[Event] = []
    token = _gathered.set(events)
    try:
        yield
    finally:
        _gathered.reset(token)
    Event.objects.bulk_create(events)


def record(
    kind: str,
    subject: models.Model | None,
    /,
    *,
    by: Actor,
    at: datetime,
    subject_type: str = "",
    subject_id: str = "",
    dossier_id: UUID | None = None,
    agency_id: UUID | None = None,
    area_path: str = "",
    **data: Any,
) -> None:
    """Write one event in the transaction of the change it records. One statement: it needs no savepoint of its own.

    `kind` is `noun.verb` in the past ("report.received"), written out where it is recorded, and has its
    sentence in `sentences`. Dossier, agency and area are read from the subject where it has them. `data`
    takes ids, codes, numbers and dates only; anything else raises TypeError, a long text ValueError.
    """
    event = Event(
        at=at,
        kind=kind,
        actor_id=by.id,
        actor_name=by.name,
        subject_type=subject._meta.label_lower if subject else subject_type,
        subject_id=str(subject.pk) if subject else subject_id,
        dossier_id=dossier_id or getattr(subject, "dossier_id", None),
        agency_id=agency_id or getattr(subject, "agency_id", None),
        area_path=area_path or getattr(subject, "area_path", ""),
        data={key: _plain(value) for key, value in data.items()},
    )
    gathered = _gathered.get()
    if gathered is None:
        event.save(force_insert=True)
    else:
        gathered.append(event)


def _plain(value: Any) -> Any:
    """As JSON has it, in one way only: what is sealed must read back the same for ever."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, str):
        if len(value) > LONGEST:
            raise ValueError("the event log takes ids and codes, not texts")
        return str(value)
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date):  # and datetime, which is one
        return value.isoformat()
    if isinstance(value, Collection) and not isinstance(value, bytes | dict):
        items = [_plain(item) for item in value]
        return sorted(items, key=str) if isinstance(value, set | frozenset) else items
    raise TypeError(f"the event log takes ids, codes and numbers, not {type(value).__name__}")
