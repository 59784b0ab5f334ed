"""Facts as rows: tokens for ids, writing by COPY."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection, models

from tuntas.areas.states import zone_of
from tuntas.core import vault


class CaseRow(NamedTuple):
    """As CaseFact."""

    key: UUID
    area_path: str
    incident_date: date | None
    report_date: date
    entry_date: date
    types: int
    contexts: int
    place: str
    platform: str
    ending: str


class PersonRow(NamedTuple):
    """As PersonFact."""

    key: UUID
    area_path: str
    incident_date: date | None
    report_date: date
    entry_date: date
    case_key: UUID
    person_key: UUID
    part: int
    age: int | None
    sex: str
    education: str
    work: str
    marital: str
    disabilities: int
    relations: int
    services: int
    types: int
    place: str
    final_verdict: bool


class ServiceRow(NamedTuple):
    """As ServiceFact."""

    key: UUID
    area_path: str
    incident_date: date | None
    report_date: date
    entry_date: date
    case_key: UUID
    kind: str
    given: bool
    waited: int | None


class ReportRow(NamedTuple):
    """As ReportFact."""

    key: UUID
    area_path: str
    report_date: date
    channel: str
    types: int
    victim_age: str
    became_case: bool


def token(noun: str, record_id: UUID) -> UUID:
    """The token of a record: always the same for it, and nothing that leads back to it without the key."""
    return UUID(bytes=vault.blind(f"fact.{noun}", str(record_id)))


def day(moment: datetime, area_path: str) -> date:
    """The day of a moment as people of the area count it."""
    return moment.astimezone(zone_of(area_path)).date()


def write(model: type[models.Model], rows: Sequence[Any]) -> None:
    """Many rows of one kind into the table of a model."""
    if not rows:
        return
    quote = connection.ops.quote_name
    names = ", ".join(quote(name) for name in rows[0]._fields)
    with connection.cursor() as cursor, cursor.copy(f"COPY {quote(model._meta.db_table)} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
