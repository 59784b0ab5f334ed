"""Who is on call when."""

from datetime import datetime, timedelta

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.agencies import policies
from tuntas.agencies.models import Agency, DutyContact, OnCallShift
from tuntas.audit import log


def _lock(agency: Agency) -> Agency:
    """The agency's row is held, so that two people cannot write the same place in the order at once."""
    return Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)


@transaction.atomic
def add(
    agency: Agency,
    *,
    contact: DutyContact,
    starts_at: datetime,
    ends_at: datetime,
    ring_order: int = 1,
    days: int = 1,
    by: Actor,
    at: datetime,
) -> list[OnCallShift]:
    """Put a colleague on call; the same again on each of the following `days` - 1 days. Raises Denied."""
    agency = _lock(agency)
    policies.check_rota(by, agency)
    shifts = [
        OnCallShift(
            agency=agency,
            contact=contact,
            starts_at=starts_at + timedelta(days=number),
            ends_at=ends_at + timedelta(days=number),
            ring_order=ring_order,
        )
        for number in range(days)
    ]
    policies.check_shifts(agency, contact, shifts, at=at)
    OnCallShift.objects.bulk_create(shifts)
    log.record("rota.added", agency, by=by, at=at, shifts=[str(shift.pk) for shift in shifts], order=ring_order)
    return shifts


@transaction.atomic
def edit(
    shift: OnCallShift,
    *,
    contact: DutyContact,
    starts_at: datetime,
    ends_at: datetime,
    ring_order: int,
    by: Actor,
    at: datetime,
) -> OnCallShift:
    """Another person, time or place in the order, while the shift is not over. Raises Denied."""
    agency = _lock(shift.agency)
    shift = OnCallShift.objects.select_for_update(of=("self",)).get(pk=shift.pk)
    policies.check_rota(by, agency)
    policies.check_shift_ahead(shift, at=at)
    shift.contact, shift.starts_at, shift.ends_at, shift.ring_order = contact, starts_at, ends_at, ring_order
    policies.check_shifts(agency, contact, [shift], at=at)
    shift.save()
    log.record("rota.edited", agency, by=by, at=at, shift=str(shift.pk), order=ring_order)
    return shift


@transaction.atomic
def remove(shift: OnCallShift, *, by: Actor, at: datetime) -> None:
    """Take a shift off the rota, while it is not over. Raises Denied."""
    agency = _lock(shift.agency)
    shift = OnCallShift.objects.select_for_update(of=("self",)).get(pk=shift.pk)
    policies.check_rota(by, agency)
    policies.check_shift_ahead(shift, at=at)
    log.record("rota.removed", agency, by=by, at=at, shift=str(shift.pk), contact=str(shift.contact_id))
    shift.delete()
