"""Which words of two names are the same word, with slips, and which contradict each other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from tuntas.people.name_lists import APART
from tuntas.people.names import Name, Word, word_of

# How rare a word of a name is among all people, as a natural logarithm.
Rarity = Callable[[Word], float]

TWO_SLIPS_FROM = 7  # letters of a key
PREFIX_FROM = 3
CONFLICT = -14.0  # more than a whole family has in common
EXTRA, EXTRA_LIGHT = -1.0, -0.3
MOST_BY_WORD = 9.0
INITIAL = 0.26  # neither for nor against
VOWELS = frozenset("aeiou")


@dataclass(frozen=True)
class Agreement:
    """What two names have in common. `same`: nothing but writings of one name. `conflicts`: words left over on both sides."""

    weight: float
    same: bool
    conflicts: bool


@dataclass(frozen=True)
class _Link:
    """Words of one name that are words of the other."""

    left: frozenset[int]
    right: frozenset[int]
    likeness: float
    rarity: float

    @property
    def weight(self) -> float:
        """Slips tell less than they cost: a word alike by chance is far more frequent than the same."""
        share = self.likeness if self.likeness > 0.9 else max(self.likeness - 0.25, 0)
        return min(self.rarity, MOST_BY_WORD) * share


def align(one: Name, other: Name, rarity: Rarity) -> Agreement:
    """Pair the words of two names, best first, and weigh what agrees and what is left over."""
    left, right = (*one.own, *one.father), (*other.own, *other.father)
    weight, same = 0.0, True
    free_left, free_right = set(range(len(left))), set(range(len(right)))
    for link in sorted(_links(left, right, rarity), key=lambda link: (-link.likeness, -link.weight)):
        if link.left <= free_left and link.right <= free_right:
            free_left -= link.left
            free_right -= link.right
            weight += link.weight
            same = same and (link.likeness > 0.9 or link.likeness == INITIAL)
    over_left = [left[at] for at in free_left if at < len(one.own) and not left[at].initial]
    over_right = [right[at] for at in free_right if at < len(other.own) and not right[at].initial]
    heavy = (sum(not word.light for word in over_left), sum(not word.light for word in over_right))
    conflicts = min(heavy)
    for word in (*over_left, *over_right):
        weight += EXTRA_LIGHT if word.light else EXTRA
    weight += CONFLICT * conflicts
    if one.father and other.father and _contradict(free_left, free_right, one, other):
        weight -= 3.0
    return Agreement(weight, same and not conflicts, conflicts > 0)


def _contradict(free_left: set[int], free_right: set[int], one: Name, other: Name) -> bool:
    """Both fathers are named and neither's name is found on the other side."""
    mine, theirs = (
        range(len(one.own), len(one.own) + len(one.father)),
        range(len(other.own), len(other.own) + len(other.father)),
    )
    return free_left >= set(mine) and free_right >= set(theirs)


def _links(left: tuple[Word, ...], right: tuple[Word, ...], rarity: Rarity) -> Iterator[_Link]:
    for at, mine in enumerate(left):
        for to, theirs in enumerate(right):
            if likeness := like(mine, theirs):
                yield _Link(frozenset({at}), frozenset({to}), likeness, min(rarity(mine), rarity(theirs)))
    yield from _joined(left, right, rarity)
    for link in _joined(right, left, rarity):
        yield _Link(link.right, link.left, link.likeness, link.rarity)


def _joined(left: tuple[Word, ...], right: tuple[Word, ...], rarity: Rarity) -> Iterator[_Link]:
    """Two words here that are one there."""
    for at in range(len(left) - 1):
        first, second = left[at], left[at + 1]
        if first.initial or second.initial:
            continue
        pair = word_of(first.text + second.text)
        for to, theirs in enumerate(right):
            if len(theirs.text) > max(len(first.text), len(second.text)) and (likeness := like(pair, theirs)) > 0.7:
                yield _Link(frozenset({at, at + 1}), frozenset({to}), likeness, rarity(theirs))


def like(one: Word, other: Word) -> float:
    """0 to 1: the same word, the same sound, a slip or two, the beginning of the other."""
    if one.text == other.text:
        return 1.0
    if frozenset({one.text, other.text}) in APART:
        return 0.0
    return _like(one, other) if one.text < other.text else _like(other, one)


@lru_cache(maxsize=262144)
def _like(one: Word, other: Word) -> float:
    if one.initial or other.initial:
        return INITIAL if one.text[0] == other.text[0] else 0.0
    if set(one.keys) & set(other.keys):
        return 0.97
    slips = min(
        (_slips(mine, theirs) for mine in one.keys for theirs in other.keys),
        default=9,
    )
    shortest, longest = sorted((len(one.keys[0]), len(other.keys[0])))
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


def _slips(one: str, other: str) -> int:
    """Letters put in, left out, changed or turned round, up to 3."""
    if abs(len(one) - len(other)) > 2:
        return 3
    before: list[int] = []
    last = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        row = [at]
        for to, there in enumerate(other, 1):
            cost = min(last[to] + 1, row[to - 1] + 1, last[to - 1] + (letter != there))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == there:
                cost = min(cost, before[to - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
