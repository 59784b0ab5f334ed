"""How likely two sheets are one person's: evidence for and against, added up; a human decides.

Every piece of evidence is a natural logarithm of odds, written down from how often such things agree by chance (a whole
birth date once in some ten thousand) and how often they go wrong on forms. What a family shares, mother, telephone and
place, can never outweigh two given names that differ: twins stay two. The threshold was fixed before anything was measured.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tuntas.people import identifiers
from tuntas.people.facts import DEFAULT_DAYS, Facts, swapped
from tuntas.people.names import Name
from tuntas.people.word_likeness import CONFLICT, Agreement, Rarity, align

THRESHOLD = 0.5  # from here on two sheets are probably one person's
DOUBT = 2.0  # what must be known beyond how rare one person among all is
SCALE = 2.0
NAMELESS = 0.3  # the most that two sheets can reach when one of them has no name
MOST_BY_NAME = 18.0
BOTH_NAMELESS = 0.0


@dataclass(frozen=True)
class Likeness:
    """0 to 1, and why, in codes of `REASONS`: what speaks for it, what against."""

    score: float
    agrees: tuple[str, ...]
    differs: tuple[str, ...]


REASONS = {
    "name": "nama", "name_like": "nama mirip", "birth": "tanggal lahir", "birth_like": "tanggal lahir mirip",
    "birth_swapped": "tanggal lahir, hari dan bulan tertukar", "year": "tahun lahir", "sex": "jenis kelamin",
    "village": "desa atau kelurahan", "district": "kecamatan", "area": "wilayah", "mother": "nama ibu", "phone": "nomor telepon",
    "nik": "NIK", "nik_like": "NIK hampir sama",
}  # fmt: skip


class _Sum:
    """Evidence as it comes in."""

    def __init__(self) -> None:
        self.total = 0.0
        self.agrees: list[str] = []
        self.differs: list[str] = []

    def add(self, weight: float, reason: str) -> None:
        """Something known on both sides."""
        self.total += weight
        if abs(weight) >= 0.5:
            (self.agrees if weight > 0 else self.differs).append(reason)


def compare(one: Facts, other: Facts, *, rarity: Rarity, people: int) -> Likeness:
    """Judge two sheets among so many people. The order of the two does not matter."""
    found = _Sum()
    agreement = _names(found, one.names, other.names, rarity)
    _birth(found, one, other)
    if one.sex and other.sex:
        found.add(0.6 if one.sex == other.sex else -4.0, "sex")
    _area(found, one.area_path, other.area_path)
    _mother(found, one, other, rarity)
    if one.phone and other.phone:
        found.add(5.0 if one.phone == other.phone else -0.2, "phone")
    _nik(found, one, other, agreement)
    score = 1 / (1 + math.exp(-(found.total - math.log(max(people, 2)) - DOUBT) / SCALE))
    if not (one.names and other.names):
        score = min(score, NAMELESS if one.names or other.names else BOTH_NAMELESS)
    return Likeness(round(score, 4), tuple(found.agrees), tuple(found.differs))


def _names(found: _Sum, one: Sequence[Name], other: Sequence[Name], rarity: Rarity) -> Agreement | None:
    """The best of all names by which the two are called."""
    pairs = [align(mine, theirs, rarity) for mine in one for theirs in other]
    if not pairs:
        return None
    best = max(pairs, key=lambda pair: pair.weight)
    found.add(min(best.weight, MOST_BY_NAME), "name" if best.same or best.weight < 0 else "name_like")
    return best


def _mother(found: _Sum, one: Facts, other: Facts, rarity: Rarity) -> None:
    pairs = [align(mine, theirs, rarity) for mine in one.mother for theirs in other.mother]
    if pairs:
        best = max(pairs, key=lambda pair: pair.weight)
        found.add(-3.0 if best.conflicts else min(0.7 * best.weight, 6.0), "mother")


def _birth(found: _Sum, one: Facts, other: Facts) -> None:
    if one.birth_date is not None and other.birth_date is not None:
        _two_dates(found, one.birth_date, other.birth_date)
    elif one.birth_year is not None and other.birth_year is not None:
        apart = abs(one.birth_year - other.birth_year)
        guessed = one.birth_year_estimated or other.birth_year_estimated
        exact, guess = (3.3, 0.0, -4.0, -5.0), (3.0, 2.2, 1.2, 0.0, -1.5, -3.0, -5.0)
        weights = guess if guessed else exact
        found.add(weights[min(apart, len(weights) - 1)], "year")


def _two_dates(found: _Sum, one: date, other: date) -> None:
    default = {(one.day, one.month), (other.day, other.month)} & DEFAULT_DAYS
    if default:  # "some day of that year", or of the next where it was counted from the other end
        apart = abs(one.year - other.year)
        found.add({0: 3.0, 1: 0.0}.get(apart, -4.0), "year")
    elif one == other:
        found.add(9.0, "birth")
    elif swapped(one) == other:
        found.add(7.5, "birth_swapped")
    else:
        same = (one.day == other.day) + (one.month == other.month) + (one.year == other.year)
        if same < 2:
            found.add(-3.0 if one.year == other.year else -7.0, "birth")
        elif _one_slip(one, other):
            found.add(4.0, "birth_like")
        else:
            found.add(0.5 if one.year == other.year else -2.0, "birth_like")


def _one_slip(one: date, other: date) -> bool:
    """One figure is another, or figures changed places."""
    mine, theirs = f"{one:%d%m%Y}", f"{other:%d%m%Y}"
    return sum(a != b for a, b in zip(mine, theirs, strict=True)) == 1 or sorted(mine) == sorted(theirs)


def _area(found: _Sum, one: str, other: str) -> None:
    mine, theirs = one.split(".")[:-1], other.split(".")[:-1]
    if not (mine and theirs):
        return
    same = 0
    for left, right in zip(mine[:4], theirs[:4], strict=False):
        if left != right:
            break
        same += 1
    if same >= 4:
        found.add(3.0, "village")
    elif same == 3:
        found.add(1.8, "district")
    elif same == min(len(mine), len(theirs)):
        found.add(0.5, "area")
    else:
        found.add(-0.4 if same >= 2 else -1.0, "area")


def _nik(found: _Sum, one: Facts, other: Facts, agreement: Agreement | None) -> None:
    mine, theirs = one.nik, other.nik
    if not all(len(nik) == identifiers.NIK_DIGITS and nik.isdigit() for nik in (mine, theirs)):
        return
    issued = identifiers.NO_SERIAL not in {mine[12:], theirs[12:]}
    wrong = [at for at in range(identifiers.NIK_DIGITS) if mine[at] != theirs[at]]
    turned = len(wrong) == 2 and mine[wrong[0]] == theirs[wrong[1]] and mine[wrong[1]] == theirs[wrong[0]]
    if not wrong:  # one number: two names that differ say less, people are called by several
        doubts = agreement.conflicts if agreement and issued else 0
        found.add(14.0 - doubts * CONFLICT / 2 if issued else 5.0, "nik")
    elif wrong[0] >= 12 and issued and not (agreement and agreement.same):
        found.add(-6.0, "nik")  # the next number of the same day and place: a twin
    elif len(wrong) == 1 or turned:
        found.add(6.0 if issued else 2.0, "nik_like")
    elif wrong[0] >= 12:
        found.add(2.0 if issued else 4.0, "nik_like")
    else:
        found.add(-5.0 if issued else -3.0, "nik")
