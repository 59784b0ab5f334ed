"""Candidates found by tokens, opened for the moment and compared. Records nothing: whoever shows something does."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from tuntas.core import marks, vault
from tuntas.people import ranking, search, tokens
from tuntas.people.actions import _sheets
from tuntas.people.actions._sheets import PersonData
from tuntas.people.facts import Facts
from tuntas.people.likeness import REASONS, THRESHOLD, Likeness, compare
from tuntas.people.models import Person
from tuntas.people.states import Sex


@dataclass(frozen=True)
class Match:
    """A sheet that may be about the same person, with what was compared in the open, and why.

    `probably`: at or above the threshold.
    """

    person: Person
    data: PersonData
    score: float
    agrees: tuple[str, ...]
    differs: tuple[str, ...]

    @property
    def probably(self) -> bool:
        """Whether it is more than a question."""
        return self.score >= THRESHOLD

    @property
    def born(self) -> str:
        """A date, or a year with what is known of it."""
        return born(self.data)

    @property
    def same(self) -> str:
        """What agrees, as a person reads it."""
        return words(self.agrees)

    @property
    def different(self) -> str:
        """What does not."""
        return words(self.differs)


def born(data: PersonData) -> str:
    """A date, or a year with what is known of it."""
    if data.birth_date is not None:
        return str(marks.day(data.birth_date))
    if data.birth_year is None:
        return ""
    return f"{data.birth_year}{' (perkiraan)' if data.birth_year_estimated else ''}"


def words(reasons: tuple[str, ...]) -> str:
    """Reasons as a person reads them."""
    return ", ".join(REASONS[code] for code in reasons)


def ranked(facts: Facts, *, without: Sequence[UUID] = ()) -> list[Match]:
    """The likeliest candidates for a person, opened and compared, most alike first; erased ones are missing."""
    ids, frequencies = search.candidates(facts, without=without)
    rows = search.sheets(ids[: ranking.OPENED])
    boxes = vault.boxes(row.pk for row in rows)
    found = []
    for row in rows:
        if row.pk in boxes:
            data = _opened(row, boxes[row.pk])
            other = replace(_sheets.facts_from(data), area_path=row.area_path)
            likeness = compare(facts, other, rarity=frequencies.rarity, people=frequencies.people)
            found.append(Match(row, data, likeness.score, likeness.agrees, likeness.differs))
    return sorted(found, key=lambda match: -match.score)


def judged(one: PersonData, other: PersonData) -> Likeness:
    """How alike two open sheets are."""
    facts = _sheets.facts_from(one)
    frequencies = search.known(tokens.question(facts))
    return compare(facts, _sheets.facts_from(other), rarity=frequencies.rarity, people=frequencies.people)


def _opened(person: Person, box: vault.Box) -> PersonData:
    """Only what is compared; the area is compared by its path."""
    birth = box.unseal(person, "birth_date")
    return PersonData(
        name=box.unseal(person, "name"),
        aliases=box.unseal(person, "aliases"),
        nik=box.unseal(person, "nik"),
        phone=box.unseal(person, "phone"),
        mother_name=box.unseal(person, "mother_name"),
        birth_date=date.fromisoformat(birth) if birth else None,
        birth_year=person.birth_year,
        birth_year_estimated=person.birth_year_estimated,
        sex=Sex(person.sex),
    )
