"""From the word "periksa" to a duty, and what was found."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.agencies.models import ReceivingUnit
from tuntas.areas.models import Area, HomeArea
from tuntas.areas.states import zone_of
from tuntas.audit import log
from tuntas.core.errors import Denied
from tuntas.core.ids import uuid7
from tuntas.obligations.actions import duties
from tuntas.statistics import kinds, silent
from tuntas.statistics.models import SilenceCheck
from tuntas.statistics.policies import checks as policies
from tuntas.statistics.states import CheckStatus


@transaction.atomic
def suggest(area: Area, *, picture: silent.Picture, by: Actor, at: datetime) -> SilenceCheck:
    """The unit that receives for a silent area owes a look; asked twice for the same years, it is one. Raises Denied."""
    area = Area.objects.select_for_update(of=("self",)).get(pk=area.pk)
    policies.check_suggest(by, area, suggested=any(line.area.pk == area.pk for line in picture.suggested))
    known = SilenceCheck.objects.filter(area=area, last_year=picture.last_year).first()
    if known is not None:
        return known
    agency = ReceivingUnit.objects.receiver_for(area.path, on=at.astimezone(zone_of(area.path)).date())
    if agency is None:
        raise Denied("Belum ada unit penerima untuk wilayah ini. Tetapkan dahulu.")
    check = SilenceCheck(
        id=uuid7(), area=area, area_path=area.path, agency=agency, first_year=picture.first_year, last_year=picture.last_year,
        opened_at=at,
    )  # fmt: skip
    check.duty = duties.open_duty(
        kind=kinds.CHECK, subject=check, dossier_id=check.pk, label=f"{area.full_name} · {check.years}"[:80], agency=agency,
        area_path=area.path, by=by, at=at,
    )  # fmt: skip
    check.save(force_insert=True)
    log.record("silence_check.opened", check, by=by, at=at, code=area.code, year=check.last_year, agency_id=agency.pk)
    return check


@transaction.atomic
def answer(check: SilenceCheck, *, channels: Collection[str], found: str, by: User, at: datetime) -> SilenceCheck:
    """Which channels were tried and what was found: the duty ends. Raises Denied."""
    rows = SilenceCheck.objects.select_for_update(of=("self",)).select_related("area", "duty")
    check = rows.get(pk=check.pk)
    policies.check_answer(by, check)
    policies.check_result(channels, found)
    duty, check.duty = check.duty, None
    check.status, check.found, check.channels = CheckStatus.DONE, found, sorted(channels)
    check.done_at, check.done_by = at, by
    check.save(update_fields=["duty", "status", "found", "channels", "done_at", "done_by"])
    assert duty is not None
    duties.settle(duty, by=by, at=at)
    log.record(
        "silence_check.answered", check, by=by, at=at, code=check.area.code, found=found, agency_id=check.agency_id
    )
    return check


def suggest_everywhere(*, by: Actor, at: datetime) -> list[UUID]:
    """For every home area what its figures of the last whole years suggest; each area in a transaction of its own."""
    opened: list[UUID] = []
    for home in HomeArea.objects.select_related("area").order_by("area__code"):
        last_year = at.astimezone(zone_of(home.area.path)).year - 1
        picture = silent.of(home.area, last_year=last_year)
        new = [line.area for line in picture.suggested if line.check is None]
        opened += [suggest(area, picture=picture, by=by, at=at).pk for area in new]
    return opened
