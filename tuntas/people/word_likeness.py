"""Which words of two names are the same word, with slips, and which contradict each other."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from tuntas.people.name_lists import APART
from tuntas.people.names import Name, Word, word_of

# How rare a word of a name is among all people, as a natural logarithm.
Rarity = Callable[[Word], float]

TWO_SLIPS_FROM = 7  # letters
PREFIX_FROM = 3
CONFLICT = -22.0  # more than a whole family has in common, with the day of birth of twins
EXTRA, EXTRA_LIGHT = -1.0, -0.3
OTHER_FATHER = -3.0
MOST_BY_WORD = 9.0
INITIAL = 0.26  # neither for nor against
_APART = frozenset(word for pair in APART for word in pair)
VOWELS = frozenset("aeiou")


@dataclass(frozen=True)
class Agreement:
    """What two names have in common. `same`: nothing but writings of one name. `conflicts`: words left over on both sides."""

    weight: float
    same: bool
    conflicts: int


# How alike, how much it weighs, and which words of either side it takes, as bits.
_Link = tuple[float, float, int, int]


def align(one: Name, other: Name, rarity: Rarity) -> Agreement:
    """Pair the words of two names, best first, and weigh what agrees and what is left over."""
    left, right = (*one.own, *one.father), (*other.own, *other.father)
    weight, same, taken, taken_there = 0.0, True, 0, 0
    for likeness, gain, mine, theirs in sorted(_links(left, right, rarity), reverse=True):
        if not (taken & mine or taken_there & theirs):
            taken |= mine
            taken_there |= theirs
            weight += gain
            same = same and (likeness > 0.9 or likeness == INITIAL)
    over = [word for at, word in enumerate(one.own) if not taken >> at & 1 and not word.initial]
    over_there = [word for at, word in enumerate(other.own) if not taken_there >> at & 1 and not word.initial]
    heavy = (sum(not word.light for word in over), sum(not word.light for word in over_there))
    conflicts = min(heavy)
    for word in (*over, *over_there):
        weight += EXTRA_LIGHT if word.light else EXTRA
    weight += CONFLICT * conflicts
    if one.father and other.father and not (taken >> len(one.own) or taken_there >> len(other.own)):
        weight += OTHER_FATHER
    return Agreement(weight, same and not any(heavy), conflicts)


def _weight(likeness: float, rarity: float) -> float:
    """Slips tell less than they cost: a word alike by chance is far more frequent than the same."""
    return min(rarity, MOST_BY_WORD) * (likeness if likeness > 0.9 else max(likeness - 0.25, 0.0))


def _links(left: tuple[Word, ...], right: tuple[Word, ...], rarity: Rarity) -> list[_Link]:
    found = []
    for at, mine in enumerate(left):
        for to, theirs in enumerate(right):
            if likeness := like(mine, theirs):
                rare = min(rarity(mine), rarity(theirs))
                found.append((likeness, _weight(likeness, rare), 1 << at, 1 << to))
    found += _joined(left, right, rarity)
    found += [(likeness, gain, mine, theirs) for likeness, gain, theirs, mine in _joined(right, left, rarity)]
    return found


def _joined(left: tuple[Word, ...], right: tuple[Word, ...], rarity: Rarity) -> list[_Link]:
    """Two words here that are one there."""
    found = []
    for at in range(len(left) - 1):
        first, second = left[at].text, left[at + 1].text
        size = len(first) + len(second)
        for to, theirs in enumerate(right):
            if abs(len(theirs.text) - size) <= 2 and len(first) > 1 and len(second) > 1:
                likeness = like(word_of(first + second), theirs)
                if likeness > 0.7:
                    found.append((likeness, _weight(likeness, rarity(theirs)), 3 << at, 1 << to))
    return found


def like(one: Word, other: Word) -> float:
    """0 to 1: the same word, the same sound, a slip or two, the beginning of the other."""
    if one.text == other.text:
        return 1.0
    if one.text in _APART and frozenset({one.text, other.text}) in APART:
        return 0.0
    return _like(one, other) if one.text < other.text else _like(other, one)


@lru_cache(maxsize=262144)
def _like(one: Word, other: Word) -> float:
    if one.initial or other.initial:
        return INITIAL if one.text[0] == other.text[0] else 0.0
    if set(one.keys) & set(other.keys):
        return 0.97
    # Also as written: a slip of the hand can change a sound in more than one letter.
    slips = _slips(one.text, other.text)
    for mine in one.keys:
        for theirs in other.keys:
            if slips > 1:
                slips = min(slips, _slips(mine, theirs))
    shortest, longest = sorted((len(one.text), len(other.text)))
    if slips == 1 and shortest >= 3 and longest >= 4 and not _other_ending(one.text, other.text):
        return 0.85
    if slips == 2 and shortest >= TWO_SLIPS_FROM - 1 and longest >= TWO_SLIPS_FROM:
        return 0.65
    if shortest >= PREFIX_FROM and (one.text.startswith(other.text) or other.text.startswith(one.text)):
        return 0.5
    return 0.0


def _other_ending(one: str, other: str) -> bool:
    """Ratna and Ratno, Rini and Rina: the last letter tells who it is."""
    return one[:-1] == other[:-1] and {one[-1], other[-1]} <= VOWELS


@lru_cache(maxsize=65536)
def _letters(word: str) -> frozenset[str]:
    return frozenset(word)


def _slips(one: str, other: str) -> int:
    """Letters put in, left out, changed or turned round: 0, 1, 2, or 3 for more."""
    if abs(len(one) - len(other)) > 2 or len(_letters(one) ^ _letters(other)) > 4:
        return 3
    start = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        start += 1
    one, other = one[start:], other[start:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    longest = max(len(one), len(other))
    if longest <= 1 or (longest == 2 and one == other[::-1]):
        return min(longest, 1)
    return min(_distance(one, other), 3)


def _distance(one: str, other: str) -> int:
    """Of two words without a common beginning or end."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        row = [at]
        for to, there in enumerate(other, 1):
            changed = last[to - 1] if letter == there else last[to - 1] + 1
            cost = last[to] + 1 if last[to] < row[-1] else row[-1] + 1
            cost = min(cost, changed)
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == there and before[to - 2] + 1 < cost:
                cost = before[to - 2] + 1
            row.append(cost)
        if min(row) > 2:
            return 3
        before, last = last, row
    return last[-1]
