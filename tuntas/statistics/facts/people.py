"""Who the people of some cases are, as far as figures count them: one token for each person, and the age.

The program opens the sealed day of birth for this and keeps only the completed years; nobody sees it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tuntas.core import vault
from tuntas.core.vault import Box
from tuntas.people.models import Person
from tuntas.statistics.facts.rows import token

OLDEST = 120
FIELDS = (
    "id", "merged_into_id", "sex", "birth_year", "birth_date", "education", "work", "marital", "disabilities",
)  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """The sheet that is kept of somebody, and when they were born as far as known. `key` is None where it was erased."""

    person: Person
    key: UUID | None
    born: date | None

    def age(self, on: date) -> int | None:
        """Completed years on a day; from the year of birth alone where the day is not known."""
        if self.born is not None:
            years = on.year - self.born.year - ((on.month, on.day) < (self.born.month, self.born.day))
        elif self.person.birth_year is not None:
            years = on.year - self.person.birth_year
        else:
            return None
        return years if 0 <= years <= OLDEST else None


def sheets(ids: Collection[UUID]) -> dict[UUID, Sheet]:
    """For each id the sheet that stands for it now: the kept one of those that were merged."""
    found: dict[UUID, Person] = {}
    asked = set(ids)
    while asked:
        rows = Person.objects.filter(pk__in=asked).only(*FIELDS)
        found |= {person.pk: person for person in rows}
        asked = {person.merged_into_id for person in found.values() if person.merged_into_id} - found.keys()
    kept = {person_id: _kept(found, person_id) for person_id in ids}
    boxes = vault.boxes(person.pk for person in kept.values())
    made = {person.pk: _sheet(person, boxes.get(person.pk)) for person in kept.values()}
    return {person_id: made[person.pk] for person_id, person in kept.items()}


def _kept(found: dict[UUID, Person], person_id: UUID) -> Person:
    person = found[person_id]
    while person.merged_into_id is not None:
        person = found[person.merged_into_id]
    return person


def _sheet(person: Person, box: Box | None) -> Sheet:
    if box is None:
        return Sheet(person, None, None)
    birth = box.unseal(person, "birth_date")
    return Sheet(person, token("person", person.pk), date.fromisoformat(birth) if birth else None)


def cluster(ids: Iterable[UUID]) -> set[UUID]:
    """These sheets and every sheet that is or was one person's with them, up and down."""
    found: set[UUID] = set()
    new = set(ids)
    while new:
        found |= new
        up = Person.objects.filter(pk__in=new, merged_into__isnull=False).values_list("merged_into_id", flat=True)
        down = Person.objects.filter(merged_into__in=new).values_list("pk", flat=True)
        new = (set(up) | set(down)) - found
    return found
