"""Which words of two names are the same word, with slips, and which contradict each other."""

from collections.abc import Callable, Iterator
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
MOST_BY_WORD = 9.0
INITIAL = 0.26  # neither for nor against
VOWELS = frozenset("aeiou")


@dataclass(frozen=True)
class Agreement:
    """What two names have in common. `same`: nothing but writings of one name. `conflicts`: words left over on both sides."""

    weight: float
    same: bool
    conflicts: int


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
    return Agreement(weight, same and not any(heavy), conflicts)


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
        first, second = left[at].text, left[at + 1].text
        if len(first) == 1 or len(second) == 1:
            continue
        size = len(first) + len(second)
        for to, theirs in enumerate(right):
            if abs(len(theirs.text) - size) <= 2:
                likeness = like(word_of(first + second), theirs)
                if likeness > 0.7:
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
    # Also as written: a slip of the hand can change a sound in more than one letter.
    forms = [(one.text, other.text), *((mine, theirs) for mine in one.keys for theirs in other.keys)]
    slips = min(_slips(mine, theirs) for mine, theirs in forms)
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


def _slips(one: str, other: str) -> int:
    """Letters put in, left out, changed or turned round: 0, 1, 2, or 3 for more."""
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
    if abs(len(one) - len(other)) > 2 or len(set(one) ^ set(other)) > 4:
        return 3
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
