"""Keyed tokens of names and birth dates: equal sounds are found in the database without a name standing there.

32 bits of an HMAC, in domains that never match each other: the sound of a word, of two neighbours written as one, of
either with one letter left out; a word with the year of birth, with the village, with another word of the name, so that
frequent names are found too; a word of the mother's name; a whole birth date. What they leak is in docs/privacy.md.
"""

import hmac
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from tuntas.core.keyring import keyring
from tuntas.people.facts import DEFAULT_DAYS, Facts, swapped
from tuntas.people.names import Name, Word, deletions_of

WORD, JOINED, LETTERS, MOTHER, BIRTH = "person.word", "person.joined", "person.letters", "person.mother", "person.birth"
YEAR, VILLAGE, PAIR = "person.word_year", "person.word_village", "person.two_words"
VILLAGE_DEPTH = 4  # parts of the path of a village
SHORTEST_JOINED = 6  # letters: a shorter word is not two


@dataclass(frozen=True)
class Tokens:
    """What a sheet keeps."""

    words: list[int]
    deletions: list[int]
    mother_words: list[int]
    birth: int | None


@dataclass(frozen=True)
class Asked:
    """One word that is looked for: tokens of its sound, of the same as part or whole of two words, with a slip.

    `narrow`: with the year, the village or another word; they find rows that `exact` then ranks.
    """

    word: Word
    exact: tuple[int, ...]
    narrow: tuple[int, ...]
    joined: tuple[int, ...]
    slips: tuple[int, ...]


@dataclass(frozen=True)
class Question:
    """Everything that is looked for by tokens. `births` has the date and the same with day and month changed over."""

    words: tuple[Asked, ...] = ()
    mother_words: tuple[int, ...] = ()
    births: tuple[int, ...] = field(default=())


Make = Callable[[str, str], int]


def token(domain: str, value: str) -> int:
    """A signed number of 32 bits, from the key that all blind tokens share."""
    return _token(keyring().blind, domain, value)


def maker(key: bytes) -> Make:
    """Tokens of another key: for comparing a list in memory, where nothing is stored."""
    return lambda domain, value: _token(key, domain, value)


@lru_cache(maxsize=262144)
def _token(key: bytes, domain: str, value: str) -> int:
    return int.from_bytes(hmac.digest(key, f"{domain}|{value}".encode(), "sha256")[:4], "big", signed=True)


def of_facts(facts: Facts, *, make: Make | None = None) -> Tokens:
    """The tokens of a sheet; a placeholder has none."""
    make = make or maker(keyring().blind)
    words: set[int] = set()
    slips: set[int] = set()
    for one in facts.names:
        for word in (*one.own, *one.father):
            words.update(make(WORD, key) for key in word.keys)
            words.update(_narrow(one, word, [facts.year] if facts.year else [], facts.area_path, make))
            slips |= _slips(word, make)
        for pair in one.joined:
            words.update(make(JOINED, key) for key in pair.keys)
            slips |= _slips(pair, make)
    birth = birth_token(facts.birth_date, make=make)
    return Tokens(sorted(words), sorted(slips), sorted(_mother(facts.mother, make)), birth)


def question(facts: Facts, *, make: Make | None = None) -> Question:
    """The tokens by which a sheet about the same person is found."""
    make = make or maker(keyring().blind)
    asked: list[Asked] = []
    for one in facts.names:
        for word in (*one.own, *one.father):
            if word.keys and all(word.text != before.word.text for before in asked):
                asked.append(_asked(facts, one, word, make))
    births = {birth_token(facts.birth_date, make=make), birth_token(swapped(facts.birth_date), make=make)}
    mother = tuple(sorted(_mother(facts.mother, make)))
    return Question(tuple(asked), mother, tuple(each for each in births if each is not None))


def birth_token(value: date | None, *, make: Make) -> int | None:
    """A whole date; nothing for the first and last day of a year, which stand for "some day"."""
    if value is None or (value.day, value.month) in DEFAULT_DAYS:
        return None
    return make(BIRTH, value.isoformat())


def _asked(facts: Facts, name: Name, word: Word, make: Make) -> Asked:
    at = name.own.index(word) if word in name.own else -1
    beside = name.own[max(at - 1, 0) : at + 2] if at >= 0 else ()
    pairs = Name(own=beside).joined
    as_pair = [make(JOINED, key) for key in word.keys if len(key) >= SHORTEST_JOINED]
    as_word = [make(WORD, key) for pair in pairs for key in pair.keys]
    reach = 2 if facts.birth_year_estimated else 1
    years = range(facts.year - reach, facts.year + reach + 1) if facts.year else ()
    return Asked(
        word,
        exact=tuple(make(WORD, key) for key in word.keys),
        narrow=tuple(sorted(_narrow(name, word, years, facts.area_path, make))),
        joined=tuple(as_pair + as_word),
        slips=tuple(sorted(_slips(word, make).union(*(_slips(pair, make) for pair in pairs)))),
    )


def _narrow(name: Name, word: Word, years: Iterable[int], area_path: str, make: Make) -> set[int]:
    found = {make(YEAR, f"{key}|{year}") for key in word.keys for year in years}
    places = area_path.split(".")[:VILLAGE_DEPTH]
    if len(places) == VILLAGE_DEPTH and places[-1]:
        found |= {make(VILLAGE, f"{key}|{'.'.join(places)}") for key in word.keys}
    others = [other for other in name.own if other.text != word.text]
    return found | {
        make(PAIR, "|".join(sorted((key, there)))) for key in word.keys for other in others for there in other.keys
    }


def _slips(word: Word, make: Make) -> set[int]:
    return {make(LETTERS, left) for key in word.keys for left in deletions_of(key)}


def _mother(mother: Iterable[Name], make: Make) -> set[int]:
    return {make(MOTHER, key) for one in mother for word in one.own for key in word.keys}
