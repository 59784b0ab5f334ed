"""Sheets for tests, written through the same action as all others."""

from datetime import datetime
from typing import Any

from tests.cast import NOW, Cast
from tuntas.access.actors import Actor
from tuntas.agencies.models import Agency
from tuntas.people.actions import people
from tuntas.people.actions.people import PersonData
from tuntas.people.models import Person


def make_person(
    cast: Cast, *, agency: Agency | None = None, by: Actor | None = None, at: datetime = NOW, **data: Any
) -> Person:
    """Somebody the unit keeps a sheet about; Melati unless a name is said."""
    data = {"name": "Melati Kusuma"} | data
    return people.record(data=PersonData(**data), agency=agency or cast.unit, by=by or cast.manager, at=at)
