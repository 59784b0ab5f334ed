"""Keyed tokens of names and birth dates: equal sounds are found in the database without a name standing there.

32 bits of an HMAC, in domains that never match each other: the sound of a word, of two neighbours written as one, of
either with one letter left out, a word of the mother's name, a whole birth date. What they leak is in docs/privacy.md.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from tuntas.core.keyring import keyring
from tuntas.people.names import Name, Word, deletions_of, read

WORD, JOINED, LETTERS, MOTHER, BIRTH = "person.word", "person.joined", "person.letters", "person.mother", "person.birth"
SHORTEST_JOINED = 6  # letters: a shorter word is not two
# Dates that are written when only the year is known.
DEFAULT_DAYS = frozenset({(1, 1), (31, 12)})


@dataclass(frozen=True)
class Tokens:
    """What a sheet keeps."""

    words: list[int]
    deletions: list[int]
    mother_words: list[int]
    birth: int | None


@dataclass(frozen=True)
class Asked:
    """One word that is looked for: tokens of its sound, of the same as part or whole of two words, with a slip."""

    word: Word
    exact: tuple[int, ...]
    joined: tuple[int, ...]
    slips: tuple[int, ...]


@dataclass(frozen=True)
class Question:
    """Everything that is looked for by tokens. `births` has the date and the same with day and month changed over."""

    words: tuple[Asked, ...] = ()
    mother_words: tuple[int, ...] = ()
    births: tuple[int, ...] = field(default=())


def token(domain: str, value: str) -> int:
    """A signed number of 32 bits, from the key that all blind tokens share."""
    return _token(keyring().blind, domain, value)


@lru_cache(maxsize=262144)
def _token(key: bytes, domain: str, value: str) -> int:
    return int.from_bytes(hmac.digest(key, f"{domain}|{value}".encode(), "sha256")[:4], "big", signed=True)


def of_sheet(*, name: str, aliases: str = "", mother_name: str = "", birth_date: date | None = None) -> Tokens:
    """The tokens of a sheet; a placeholder has none."""
    words: set[int] = set()
    slips: set[int] = set()
    for one in names_of(name, aliases):
        for word in (*one.own, *one.father):
            words.update(token(WORD, key) for key in word.keys)
            slips.update(_slips(word))
        for pair in one.joined:
            words.update(token(JOINED, key) for key in pair.keys)
            slips.update(_slips(pair))
    return Tokens(sorted(words), sorted(slips), sorted(_mother(mother_name)), birth_token(birth_date))


def question(*, name: str, aliases: str = "", mother_name: str = "", birth_date: date | None = None) -> Question:
    """The tokens by which a sheet with this name is found."""
    asked: list[Asked] = []
    for one in names_of(name, aliases):
        for word in (*one.own, *one.father):
            if word.keys and all(word.text != before.word.text for before in asked):
                asked.append(_asked(one, word))
    births = {birth_token(birth_date), birth_token(swapped(birth_date))} - {None}
    return Question(
        tuple(asked), tuple(sorted(_mother(mother_name))), tuple(each for each in births if each is not None)
    )


def names_of(name: str, aliases: str) -> tuple[Name, ...]:
    """The name and everything else by which somebody is called."""
    return read(name) + tuple(found for line in aliases.splitlines() for found in read(line))


def birth_token(value: date | None) -> int | None:
    """A whole date; nothing for the first and last day of a year, which stand for "some day"."""
    if value is None or (value.day, value.month) in DEFAULT_DAYS:
        return None
    return token(BIRTH, value.isoformat())


def swapped(value: date | None) -> date | None:
    """The same date with day and month changed over, where that is a date."""
    if value is None or value.day > 12:
        return None
    return value.replace(day=value.month, month=value.day)


def _asked(name: Name, word: Word) -> Asked:
    at = name.own.index(word) if word in name.own else -1
    pairs = [pair for place, pair in enumerate(name.joined) if at in {place, place + 1}] if at >= 0 else []
    as_pair = [token(JOINED, key) for key in word.keys if len(key) >= SHORTEST_JOINED]
    as_word = [token(WORD, key) for pair in pairs for key in pair.keys]
    slips = set(_slips(word)).union(*(_slips(pair) for pair in pairs))
    return Asked(word, _keyed(word.keys), tuple(as_pair + as_word), tuple(sorted(slips)))


def _keyed(keys: Iterable[str]) -> tuple[int, ...]:
    return tuple(token(WORD, key) for key in keys)


def _slips(word: Word) -> set[int]:
    return {token(LETTERS, left) for key in word.keys for left in deletions_of(key)}


def _mother(mother_name: str) -> set[int]:
    own = [word for one in read(mother_name) for word in one.own]
    return {token(MOTHER, key) for word in own for key in word.keys}
