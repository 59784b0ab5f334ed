"""Agencies themselves: create, edit, set hours, close."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypedDict
from uuid import UUID

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.agencies import policies
from tuntas.agencies.hours import Stretch
from tuntas.agencies.models import Agency, OpeningHours
from tuntas.agencies.states import AgencyKind
from tuntas.areas.models import Area
from tuntas.audit import log
from tuntas.core.ids import uuid7


class Facts(TypedDict):
    """All that is told about an agency on its form."""

    name: str
    short_name: str
    kind: str
    area: Area
    parent: Agency | None
    services: Sequence[str]
    email: str
    receives_reports: bool
    uses_tuntas: bool
    open_always: bool


def _lock(agency: Agency) -> Agency:
    return Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)


@transaction.atomic
def create(*, facts: Facts, row_id: UUID | None = None, by: Actor, at: datetime) -> Agency:
    """Write down a new agency. Raises Denied."""
    policies.check_create(by, facts["area"])
    if facts["parent"]:
        policies.check_not_closed(facts["parent"])
    agency = Agency(id=row_id or uuid7(), **facts, area_path=facts["area"].path)
    agency.save(force_insert=True)
    log.record("agency.created", agency, by=by, at=at, kind=agency.kind, receives=agency.receives_reports)
    return agency


@transaction.atomic
def found_first(*, name: str, area: Area, by: Actor, at: datetime) -> Agency:
    """The very first agency, from the server's command line: where the first administrator is posted. Raises Denied."""
    policies.check_found_first()
    agency = Agency(name=name, short_name=name[:40], kind=AgencyKind.GOVERNMENT, area=area, area_path=area.path)
    agency.save(force_insert=True)
    log.record("agency.created", agency, by=by, at=at, kind=agency.kind, receives=False)
    return agency


@transaction.atomic
def edit(agency: Agency, *, facts: Facts, by: Actor, at: datetime) -> Agency:
    """Change what is told about an agency. Raises Denied."""
    agency = _lock(agency)
    policies.check_edit(by, agency)
    policies.check_create(by, facts["area"])
    policies.check_parent(agency, facts["parent"])
    receives = facts["receives_reports"] and facts["uses_tuntas"]
    policies.check_keeps_receiving(agency, receives=receives, on=agency.today(at))
    changed = sorted(name for name, value in facts.items() if getattr(agency, name) != value)
    for name, value in facts.items():
        setattr(agency, name, value)
    agency.area_path = agency.area.path
    agency.save()
    log.record("agency.edited", agency, by=by, at=at, fields=changed)
    return agency


@transaction.atomic
def set_hours(
    agency: Agency, *, hours: Mapping[int, Sequence[Stretch]], open_always: bool, by: Actor, at: datetime
) -> Agency:
    """Replace the opening hours of the whole week. Raises Denied."""
    agency = _lock(agency)
    policies.check_edit(by, agency)
    agency.hours.all().delete()
    OpeningHours.objects.bulk_create(
        OpeningHours(agency=agency, weekday=weekday, opens=opens, closes=closes)
        for weekday, stretches in hours.items()
        for opens, closes in stretches
    )
    agency.open_always = open_always
    agency.save(update_fields=["open_always"])
    count = sum(len(stretches) for stretches in hours.values())
    log.record("agency.hours_set", agency, by=by, at=at, stretches=count, always=open_always)
    return agency


@transaction.atomic
def close(agency: Agency, *, by: Actor, at: datetime) -> Agency:
    """Close an agency from today on; its past stays. Raises Denied."""
    agency = _lock(agency)
    policies.check_close(by, agency, at=at)
    agency.closed_date = agency.today(at)
    agency.save(update_fields=["closed_date"])
    log.record("agency.closed", agency, by=by, at=at, on=agency.closed_date.isoformat())
    return agency
