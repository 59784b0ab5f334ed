"""Accounts of an agency, told by the app that knows them: a duty contact may be tied to one.

With it a wall that names a person also keeps that person from being rung.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from tuntas.agencies.models import Agency

# `accounts` adds one function in ready(): who is posted at an agency at a moment, as (user id, name).
sources: list[Callable[[Agency, datetime], list[tuple[UUID, str]]]] = []


def accounts_of(agency: Agency, at: datetime) -> list[tuple[UUID, str]]:
    """Everyone with an account who works there now, by name."""
    return sorted((person for source in sources for person in source(agency, at)), key=lambda person: person[1])
