"""The register: who becomes a cadre, pauses, comes back, stops. Nothing is taken away: who served when stays."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.audit import log
from tuntas.cadres.actions import _row, calls
from tuntas.cadres.models import Cadre, Leave
from tuntas.cadres.names import token_of
from tuntas.cadres.policies import registry as policies
from tuntas.cadres.states import LeaveReason, LeftReason
from tuntas.core import vault
from tuntas.core.errors import Denied
from tuntas.core.ids import uuid7

SAME_NAME = "Di kelurahan ini sudah ada kader dengan nama yang sama. Bila memang orang lain, centang “Ini orang lain” lalu simpan lagi."


@dataclass(frozen=True)
class CadreData:
    """What is written about a cadre. `other`: a second person of the same name in the same kelurahan, said so."""

    name: str
    contact: str
    area: Area
    agency: Agency
    from_date: date
    user: User | None = None
    other: bool = False


@transaction.atomic
def register(*, data: CadreData, pk: UUID | None = None, by: User, at: datetime) -> Cadre:
    """Write down a cadre, under a key of her own. Raises Denied."""
    policies.check_keep(by, data.agency)
    policies.check_area(data.area, data.agency)
    policies.check_since(data.from_date, today=data.agency.today(at))
    policies.check_user(data.user, data.agency, at=at)
    cadre = Cadre(
        id=pk or uuid7(), agency=data.agency, area=data.area, area_path=data.area.path, user=data.user, from_date=data.from_date,
        created_by=by, created_at=at,
    )  # fmt: skip
    _check_name(cadre, data)
    vault.create(cadre.pk, "cadre", at=at).seal(cadre, name=data.name, contact=data.contact)
    cadre.save(force_insert=True)
    log.record("cadre.registered", cadre, by=by, at=at, since=data.from_date, account=data.user is not None)
    return cadre


@transaction.atomic
def edit(cadre: Cadre, *, data: CadreData, by: User, at: datetime) -> Cadre:
    """Put right or change what is written about a cadre; another agency must be one's own too. Raises Denied."""
    cadre = _row.locked(cadre)
    policies.check_edit(by, cadre)
    policies.check_keep(by, data.agency)
    policies.check_area(data.area, data.agency)
    policies.check_since(data.from_date, today=data.agency.today(at))
    if cadre.user != data.user:
        policies.check_user(data.user, data.agency, without=cadre, at=at)
    box = vault.box(cadre.pk, writing=True)
    changed = [name for name in ("name", "contact") if box.unseal(cadre, name) != getattr(data, name)]
    changed += [name for name in ("area", "agency", "from_date", "user") if getattr(cadre, name) != getattr(data, name)]
    cadre.area, cadre.area_path, cadre.agency = data.area, data.area.path, data.agency
    cadre.from_date, cadre.user = data.from_date, data.user
    _check_name(cadre, data)
    box.seal(cadre, name=data.name, contact=data.contact)
    cadre.save(update_fields=["area", "area_path", "agency", "from_date", "user", "name", "contact", "name_token"])
    log.record("cadre.edited", cadre, by=by, at=at, fields=changed)
    return cadre


@transaction.atomic
def go_on_leave(
    cadre: Cadre, *, reason: LeaveReason, from_date: date, to_date: date | None = None, by: User, at: datetime
) -> Leave:
    """She pauses; nobody calls her about silence meanwhile. `to_date`: the first day back, if known. Raises Denied."""
    cadre = _row.locked(cadre)
    policies.check_edit(by, cadre)
    policies.check_leave(cadre, from_date, to_date)
    row = Leave.objects.create(cadre=cadre, reason=reason, from_date=from_date, to_date=to_date)
    log.record("cadre.leave_began", cadre, by=by, at=at, since=from_date, until=to_date)
    calls.no_longer_needed(cadre, by=by, at=at)
    return row


@transaction.atomic
def come_back(cadre: Cadre, *, on: date, by: User, at: datetime) -> Cadre:
    """The pause ends; `on` is the first day back. Raises Denied."""
    cadre = _row.locked(cadre)
    policies.check_edit(by, cadre)
    policies.check_back(cadre, on)
    cadre.leaves.filter(from_date__lt=on).exclude(to_date__lte=on).update(to_date=on)
    log.record("cadre.leave_ended", cadre, by=by, at=at, on=on)
    return cadre


@transaction.atomic
def leave(cadre: Cadre, *, on: date, reason: LeftReason, by: User, at: datetime) -> Cadre:
    """She is no cadre from that day on. What she did stays. Raises Denied."""
    cadre = _row.locked(cadre)
    policies.check_edit(by, cadre)
    policies.check_leaves_now(cadre, on, today=policies.today(cadre, at))
    cadre.left_date, cadre.left_reason = on, reason
    cadre.save(update_fields=["left_date", "left_reason"])
    log.record("cadre.left", cadre, by=by, at=at, on=on)
    calls.no_longer_needed(cadre, by=by, at=at)
    return cadre


def _check_name(cadre: Cadre, data: CadreData) -> None:
    """Set the token; the same name in the same kelurahan is a slip unless said otherwise. Raises Denied."""
    token = token_of(data.name, cadre.village_path)
    found = Cadre.objects.filter(name_token=token, left_date__isnull=True).exclude(pk=cadre.pk)
    if not data.other and token != cadre.name_token and found.exists():
        raise Denied(SAME_NAME)
    cadre.name_token = token
