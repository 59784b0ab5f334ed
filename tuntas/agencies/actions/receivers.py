"""Which unit receives reports for which area."""

from datetime import datetime

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.agencies import policies
from tuntas.agencies.models import Agency, ReceivingUnit
from tuntas.areas.models import Area
from tuntas.audit import log


@transaction.atomic
def set_receiver(area: Area, *, agency: Agency, by: Actor, at: datetime) -> ReceivingUnit:
    """From today on this agency receives for this area, instead of whoever did. Raises Denied."""
    area = Area.objects.select_for_update(of=("self",)).get(pk=area.pk)
    agency = Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    policies.check_set_receiver(by, area, agency, at=at)
    today = agency.today(at)
    before = ReceivingUnit.objects.select_for_update(of=("self",)).filter(area=area, to_date__isnull=True).first()
    if before is not None and before.agency_id == agency.pk:
        return before
    if before is not None:
        before.to_date = max(today, before.from_date)
        before.save(update_fields=["to_date"])
    row = ReceivingUnit.objects.create(area=area, area_path=area.path, agency=agency, from_date=today)
    replaced = str(before.agency_id) if before else ""
    log.record("receiver.set", row, by=by, at=at, replaced=replaced)
    return row


@transaction.atomic
def end_receiver(row: ReceivingUnit, *, by: Actor, at: datetime) -> ReceivingUnit:
    """From today on the unit around it receives; a home area's receiver is replaced instead. Raises Denied."""
    row = ReceivingUnit.objects.select_for_update(of=("self",)).select_related("area__home", "agency").get(pk=row.pk)
    policies.check_end_receiver(by, row)
    row.to_date = max(row.agency.today(at), row.from_date)
    row.save(update_fields=["to_date"])
    log.record("receiver.ended", row, by=by, at=at)
    return row
