"""The secretariat of a body as people meet it: hours, numbers, who is on call, for which areas it takes in reports."""

from datetime import datetime
from typing import Any

from tuntas.access.actors import Actor
from tuntas.agencies.models import Agency, OnCallShift, ReceivingUnit
from tuntas.agencies.states import ContactChannel, Weekday

AREAS = 20  # named on a page


def receives(agency: Agency, at: datetime) -> list[ReceivingUnit]:
    """For which areas reports come in there today."""
    rows = ReceivingUnit.objects.in_force(agency.today(at)).filter(agency=agency).select_related("area")
    return list(rows.order_by("area_path")[:AREAS])


def office(actor: Actor, agency: Agency, at: datetime) -> dict[str, Any]:
    """What its page shows; who is on call only to those who may know."""
    stretches = agency.stretches()
    week = [
        (day.label, ", ".join(f"{opens:%H.%M}–{closes:%H.%M}" for opens, closes in stretches.get(day.value, [])))
        for day in Weekday
    ]
    contacts = list(agency.public_contacts.order_by("channel", "value", "id"))
    knows = Agency.objects.with_rota_for(actor).filter(pk=agency.pk).exists()
    return {
        "week": week if stretches else [],
        "opening": agency.opening(at),
        "addresses": [row for row in contacts if row.channel == ContactChannel.ADDRESS],
        "contacts": [row for row in contacts if row.channel != ContactChannel.ADDRESS],
        "intake": receives(agency, at),
        "knows_rota": knows,
        "on_call": OnCallShift.objects.on_call(agency, at) if knows else [],
    }
