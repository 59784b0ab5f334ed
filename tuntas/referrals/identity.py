"""The least data about a victim, line by line, and what of a child never leaves in writing (R12)."""

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from tuntas.cases import masking
from tuntas.cases.models import Party
from tuntas.cases.policies import children as children_policies
from tuntas.cases.states import PartyRole
from tuntas.people.actions.people import PersonData
from tuntas.people.states import SafeChannel, Sex
from tuntas.referrals.models import Referral
from tuntas.referrals.states import Item

MASKED = "disamarkan karena korban anak; disampaikan langsung oleh pendamping"
UNKNOWN = "tidak diketahui"
_BY_LABEL = {item.label: item for item in Item}
# UU 11/2012 Pasal 19, UU 12/2022 Pasal 69: name, parents, address and school of a child.
_HIDDEN_OF_CHILDREN = frozenset({Item.CONTACT, Item.ADDRESS, Item.NIK, Item.GUARDIAN, Item.SCHOOL})
# What of a sheet an item is, where a transfer fills the receiver's own.
_FIELDS: dict[Item, tuple[str, ...]] = {
    Item.NAME: ("name",),
    Item.AGE: ("birth_year", "birth_year_estimated"),
    Item.SEX: ("sex",),
    Item.CONTACT: ("safe_channel", "phone", "safe_hours", "say_to_others"),
    Item.ADDRESS: ("address",),
    Item.NIK: ("nik",),
    Item.GUARDIAN: ("guardian_name", "guardian_contact"),
    Item.SCHOOL: ("school",),
    Item.ACCOMMODATION: ("accommodation",),
}


def lines(data: PersonData, items: Collection[Item], *, child: bool, on: date) -> str:
    """What was ticked, a line each, as it may leave the house: of a child masked, whatever was ticked."""
    data = masking.masked(data) if child else data
    return "\n".join(f"{item.label}: {_value(data, item, child=child, on=on)}" for item in Item if item in items)


def chosen(data: PersonData, items: Collection[Item], *, child: bool) -> PersonData:
    """A sheet with nothing on it but what the lines tell too."""
    told = [item for item in items if not (child and item in _HIDDEN_OF_CHILDREN)]
    data = masking.masked(data) if child else data
    if data.birth_date:
        data = replace(data, birth_year=data.birth_date.year)
    return PersonData(**{name: getattr(data, name) for item in told for name in _FIELDS[item]})


def packed(sheets: Mapping[UUID, PersonData]) -> str:
    """Sheets by party as one text, to be sealed; nothing where there are none."""
    fields = sorted({name for names in _FIELDS.values() for name in names})
    rows = {str(pk): {name: value for name in fields if (value := getattr(data, name))} for pk, data in sheets.items()}
    return json.dumps(rows) if rows else ""


def unpacked(text: str) -> dict[UUID, PersonData]:
    """The same sheets again."""
    rows: dict[str, dict[str, Any]] = json.loads(text) if text else {}
    for row in rows.values():
        row["sex"], row["safe_channel"] = Sex(row.get("sex", "")), SafeChannel(row.get("safe_channel", ""))
    return {UUID(pk): PersonData(**row) for pk, row in rows.items()}


def _value(data: PersonData, item: Item, *, child: bool, on: date) -> str:
    if child and item in _HIDDEN_OF_CHILDREN:
        return MASKED
    values = {
        Item.NAME: data.name,
        Item.AGE: _age(data, on),
        Item.SEX: Sex(data.sex).label if data.sex else "",
        Item.CONTACT: _contact(data),
        Item.ADDRESS: data.address,
        Item.NIK: data.nik,
        Item.GUARDIAN: " · ".join(filter(None, (data.guardian_name, data.guardian_contact))),
        Item.SCHOOL: data.school,
        Item.ACCOMMODATION: data.accommodation,
    }
    return values[item] or UNKNOWN


def _age(data: PersonData, on: date) -> str:
    if data.birth_date:
        born = data.birth_date
        return f"{on.year - born.year - ((on.month, on.day) < (born.month, born.day))} tahun"
    return f"sekitar {on.year - data.birth_year} tahun" if data.birth_year else ""


def _contact(data: PersonData) -> str:
    parts = (
        SafeChannel(data.safe_channel).label if data.safe_channel else "",
        data.phone,
        f"jam {data.safe_hours}" if data.safe_hours else "",
        f"bila orang lain menjawab, katakan: {data.say_to_others}" if data.say_to_others else "",
    )
    return " · ".join(filter(None, parts))


def as_known_now(referral: Referral, told: str) -> str:
    """The lines that were sent, as they may be read now: who turned out to be a child meanwhile is masked in them too."""
    hidden = masking.always(referral.case)
    if not told or not hidden:
        return told
    rows = Party.objects.filter(case=referral.case, role=PartyRole.VICTIM)
    children = {party.label for party in rows if party.pk in hidden}
    found, gone = [], False
    for line in told.split("\n"):
        label, colon, value = line.partition(": ")
        who, dot, word = label.rpartition(" · ")
        item = _BY_LABEL.get(word) if colon else None
        if item is None:  # a value of several lines: it goes with the first of them
            found += [] if gone else [line]
            continue
        child = who in children if dot else referral.victim_id in hidden
        gone = child and item in _HIDDEN_OF_CHILDREN
        if child and item is Item.NAME and value != UNKNOWN:
            value = masking.initials(value)
        found.append(f"{label}: {MASKED if gone else value}")
    return children_policies.without_children(referral.case, "\n".join(found))


def sheets_now(referral: Referral, text: str) -> dict[UUID, PersonData]:
    """The sheets that were sent, with the same care."""
    hidden = masking.always(referral.case)
    return {pk: chosen(data, tuple(Item), child=True) if pk in hidden else data for pk, data in unpacked(text).items()}
