"""What of a person may stand in anything that is printed, copied or sent (R12).

Of a victim, suspect or witness who is or ever was a child, neither name nor parents, address or school may be known
(UU 11/2012 Pasal 19, UU 12/2022 Pasal 69). Of an adult they are masked where somebody chooses so. Every output asks here;
photographs are not kept at all.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from tuntas.areas.models import Area
from tuntas.areas.states import Level
from tuntas.cases import secrets
from tuntas.cases.models import Case, Party, Relationship
from tuntas.cases.states import PartyRole, Relation
from tuntas.people.actions.people import PersonData

MASK = "disamarkan"
# Gone altogether. Of the name only initials stay; of the birth date the year; of the place the kecamatan.
HIDDEN = (
    "aliases", "nik", "phone", "address", "birth_place", "mother_name", "guardian_name", "guardian_contact", "school", "safe_hours",
    "code_word", "say_to_others", "note",
)  # fmt: skip
# Of a child's: whose name told would tell the child's.
_NEAR = frozenset({Relation.PARENT, Relation.FAMILY, Relation.SPOUSE})


def always(case: Case) -> frozenset[UUID]:
    """The parties whom no choice uncovers: children of any time, and whoever leads to one.

    Those are guardians, reported parents, family and spouses of the child, and who reported it: mostly the mother or the
    father, whatever role they were written down in. The same person in another role is masked there too.
    """
    parties = list(Party.objects.filter(case=case).select_related("person"))
    children = {party.pk for party in parties if is_child(party)}
    if not children:
        return frozenset()
    near = {party.pk for party in parties if party.role in {PartyRole.GUARDIAN, PartyRole.REPORTER}}
    of_child = Relationship.objects.filter(case=case, victim__in=children, kind__in=_NEAR)
    near.update(of_child.values_list("reported_person", flat=True))
    people = {party.person_id for party in parties if party.pk in children | near}
    return frozenset(party.pk for party in parties if party.person_id in people)


def leads_to(data: PersonData, children: Iterable[PersonData]) -> bool:
    """Whether a sheet is that of a parent or guardian named on a child's, or shares its address or telephone."""
    name, places = _words(data.name), {value for value in (data.address, data.phone) if value}
    for child in children:
        if any(
            name and kin and (kin <= name or name <= kin)
            for kin in map(_words, (child.mother_name, child.guardian_name))
        ):
            return True
        if places & {child.address, child.phone, child.guardian_contact}:
            return True
    return False


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", name.casefold())) - secrets.TITLES


def is_child(party: Party) -> bool:
    """Whether somebody is or ever was held to be a child, here or on their sheet."""
    return party.child or party.ever_child or bool(party.person.child)


def masked(data: PersonData) -> PersonData:
    """A sheet as it may be seen by others: who somebody is cannot be told from it."""
    year = data.birth_date.year if data.birth_date else data.birth_year
    hidden: dict[str, Any] = dict.fromkeys(HIDDEN, "")
    return replace(
        data, **hidden, name=initials(data.name), birth_date=None, birth_year=year, area=coarse(data.area),
        accommodation=scrubbed(data.accommodation, [data]),
    )  # fmt: skip


def initials(name: str) -> str:
    """A name as it may be written: "K. R."; nothing where there is none."""
    return " ".join(f"{word[0].upper()}." for word in re.findall(r"\w+", name))


def coarse(area: Area | None) -> Area | None:
    """No nearer than the kecamatan: in a village everybody knows who is meant."""
    while area is not None and area.level > Level.DISTRICT:
        area = area.parent
    return area


def scrubbed(text: str, about: Iterable[PersonData]) -> str:
    """A text in which nothing of these people is left that tells who they are."""
    wanted = [secret for data in about for secret in secrets.secrets_of(data)]
    # The longest first: a whole address goes before a word of it.
    for secret in sorted(wanted, key=lambda secret: secret.length, reverse=True):
        for start, end in reversed(list(secret.spans(text))):
            text = f"{text[:start]}[{MASK}]{text[end:]}"
    return re.sub(rf"\[{MASK}\](\s+\[{MASK}\])+", f"[{MASK}]", text)


def names_somebody(text: str, about: Collection[PersonData]) -> bool:
    """Whether a text still tells who one of these people is."""
    return scrubbed(text, about) != text
