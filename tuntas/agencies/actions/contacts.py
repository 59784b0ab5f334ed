"""Numbers and addresses for the public."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.agencies import policies
from tuntas.agencies.models import Agency, PublicContact
from tuntas.audit import log
from tuntas.core.ids import uuid7


def _lock(contact: PublicContact) -> PublicContact:
    rows = PublicContact.objects.select_for_update(of=("self",)).select_related("agency")
    return rows.get(pk=contact.pk)


@transaction.atomic
def add(
    agency: Agency,
    *,
    channel: str,
    value: str,
    note: str,
    emergency: bool,
    row_id: UUID | None = None,
    by: Actor,
    at: datetime,
) -> PublicContact:
    """Write down a contact; it is not shown before somebody has verified it. Raises Denied."""
    agency = Agency.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    policies.check_edit(by, agency)
    contact = PublicContact.objects.create(
        id=row_id or uuid7(), agency=agency, channel=channel, value=value, note=note, emergency=emergency
    )
    _record("public_contact.added", contact, by, at)
    return contact


@transaction.atomic
def edit(
    contact: PublicContact, *, channel: str, value: str, note: str, emergency: bool, by: Actor, at: datetime
) -> PublicContact:
    """Change a contact; another number has to be verified anew. Raises Denied."""
    contact = _lock(contact)
    policies.check_edit(by, contact.agency)
    if (contact.channel, contact.value) != (channel, value):
        contact.verified_date, contact.verified_by = None, ""
    contact.channel, contact.value, contact.note, contact.emergency = channel, value, note, emergency
    contact.save()
    _record("public_contact.edited", contact, by, at)
    return contact


@transaction.atomic
def verify(contact: PublicContact, *, by: Actor, at: datetime) -> PublicContact:
    """Say that one has tried it today and that it works: for twelve months the public sees it. Raises Denied."""
    contact = _lock(contact)
    policies.check_verify(by, contact.agency)
    contact.verified_date, contact.verified_by = contact.agency.today(at), by.name
    contact.save(update_fields=["verified_date", "verified_by"])
    _record("public_contact.verified", contact, by, at)
    return contact


@transaction.atomic
def remove(contact: PublicContact, *, by: Actor, at: datetime) -> None:
    """Take a contact off the list. Raises Denied."""
    contact = _lock(contact)
    policies.check_edit(by, contact.agency)
    _record("public_contact.removed", contact, by, at)
    contact.delete()


def _record(kind: str, contact: PublicContact, by: Actor, at: datetime) -> None:
    log.record(kind, contact, by=by, at=at, area_path=contact.agency.area_path, channel=contact.channel)
