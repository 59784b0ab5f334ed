"""Kinds of bodies, as data of an installation: added, edited, removed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.bodies.actions import _body, _renewal
from tuntas.bodies.models import Body, BodyKind
from tuntas.bodies.policies import kinds as policies

_TAKEN = {"bodies_bodykind_code_key": policies.NAME_TAKEN}


@dataclass(frozen=True)
class KindData:
    """What is told about a kind. `levels`: of areas where there can be one."""

    name: str
    levels: Sequence[int]
    sub: bool
    needs_decree: bool
    meets_every_months: int


@transaction.atomic
def add(*, data: KindData, by: User, at: datetime) -> BodyKind:
    """Another kind. Raises Denied."""
    policies.check_edit(by)
    policies.check_name(data.name)
    kind = BodyKind(code=_code(data.name), **_given(data))
    with _body.refused_as(_TAKEN):
        kind.save(force_insert=True)
    log.record("body_kind.added", kind, by=by, at=at, code=kind.code)
    return kind


@transaction.atomic
def edit(kind: BodyKind, *, data: KindData, by: User, at: datetime) -> BodyKind:
    """Another name, other levels, another rhythm; without need of a decree nobody has to renew one. Raises Denied."""
    policies.check_edit(by)
    kind = _locked(kind)
    policies.check_name(data.name, without=kind)
    policies.check_fits(kind, levels=data.levels, sub=data.sub)
    given = _given(data)
    changed = [name for name, value in given.items() if getattr(kind, name) != value]
    for name in changed:
        setattr(kind, name, given[name])
    kind.save(update_fields=list(given))
    if "needs_decree" in changed:
        for body in Body.objects.filter(kind=kind, decrees__isnull=False).distinct().order_by("pk"):
            _renewal.refresh(_body.locked(body), by=by, at=at)
    log.record("body_kind.edited", kind, by=by, at=at, code=kind.code, fields=changed)
    return kind


@transaction.atomic
def remove(kind: BodyKind, *, by: User, at: datetime) -> None:
    """A kind that no body is of goes. Raises Denied."""
    kind = _locked(kind)
    policies.check_remove(by, kind)
    log.record("body_kind.removed", kind, by=by, at=at, code=kind.code)
    kind.delete()


def _locked(kind: BodyKind) -> BodyKind:
    return BodyKind.objects.select_for_update(of=("self",)).get(pk=kind.pk)


def _code(name: str) -> str:
    """A stable key out of the first name; another one if it is taken."""
    room = BodyKind._meta.get_field("code").max_length or 0
    plain = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[: room - 3] or "kind"
    taken = set(BodyKind.objects.filter(code__startswith=plain).values_list("code", flat=True))
    return next(code for code in (plain, *(f"{plain}_{number}" for number in range(2, 99))) if code not in taken)


def _given(data: KindData) -> dict[str, object]:
    return {field.name: getattr(data, field.name) for field in fields(data)}
