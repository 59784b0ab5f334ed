"""Colleagues who can be rung for work."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.agencies import policies
from tuntas.agencies.models import Agency, DutyContact
from tuntas.audit import log
from tuntas.core.ids import uuid7


def _lock(contact: DutyContact) -> DutyContact:
    return DutyContact.objects.select_for_update(of=("self",)).select_related("agency").get(pk=contact.pk)


@transaction.atomic
def add(
    agency: Agency,
    *,
    name: str,
    position: str,
    phone: str,
    user_id: UUID | None,
    row_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> DutyContact:
    """Add a colleague to those who can be put on the rota. Raises Denied."""
    agency = Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    policies.check_rota(by, agency)
    policies.check_account(agency, user_id, at=at)
    contact = DutyContact.objects.create(
        id=row_id or uuid7(), agency=agency, name=name, position=position, phone=phone, user_id=user_id
    )
    log.record("duty_contact.added", contact, by=by, at=at, area_path=agency.area_path)
    return contact


@transaction.atomic
def edit(
    contact: DutyContact, *, name: str, position: str, phone: str, user_id: UUID | None, by: Actor, at: datetime
) -> DutyContact:
    """Another number, position or account. Raises Denied."""
    contact = _lock(contact)
    policies.check_rota(by, contact.agency)
    if user_id != contact.user_id:
        policies.check_account(contact.agency, user_id, at=at)
    contact.name, contact.position, contact.phone, contact.user_id = name, position, phone, user_id
    contact.save()
    log.record("duty_contact.edited", contact, by=by, at=at, area_path=contact.agency.area_path)
    return contact


@transaction.atomic
def end(contact: DutyContact, *, by: Actor, at: datetime) -> DutyContact:
    """Take a colleague off the list from today on; past shifts stay. Raises Denied."""
    contact = _lock(contact)
    policies.check_end_contact(by, contact, at=at)
    contact.ended_date = contact.agency.today(at)
    contact.save(update_fields=["ended_date"])
    log.record("duty_contact.ended", contact, by=by, at=at, area_path=contact.agency.area_path)
    return contact
