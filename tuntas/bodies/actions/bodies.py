"""Founding, editing and dissolving bodies."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.audit import log
from tuntas.bodies.actions import _body
from tuntas.bodies.models import Body, BodyKind
from tuntas.bodies.policies import bodies as policies

_TAKEN = {"bodies_body_name_once": policies.NAME_TAKEN}


@dataclass(frozen=True)
class BodyData:
    """What is told about a body. Its area does not change: whatever hangs on it lies there."""

    kind: BodyKind
    name: str
    area: Area
    agency: Agency
    founded_date: date
    parent: Body | None = None


@transaction.atomic
def found(*, data: BodyData, by: User, at: datetime) -> Body:
    """Write down a body, founded today or long ago. Raises Denied."""
    policies.check_keep(by, data.agency)
    policies.check_founded(data.founded_date, agency=data.agency, at=at)
    policies.check_kind(data.kind, data.area, data.parent)
    policies.check_secretariat(data.agency, data.area, at=at)
    policies.check_name(data.name, data.area)
    body = Body(
        kind=data.kind, name=data.name, area=data.area, area_path=data.area.path, agency=data.agency, parent=data.parent,
        founded_date=data.founded_date, created_by=by, created_at=at,
    )  # fmt: skip
    with _body.refused_as(_TAKEN):
        body.save(force_insert=True)
    log.record("body.founded", body, by=by, at=at, kind=data.kind.code, on=data.founded_date)
    return body
