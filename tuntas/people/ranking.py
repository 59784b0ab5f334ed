"""Which sheets are worth comparing: weights of shared tokens, the same in the database and in memory.

Figures of the way that was tried before: a word found only with a slip counts 0.55 of its rarity, one found as part or
whole of two words 0.5. What a whole birth date, a year, a place add is of the size of their rarity.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tuntas.people.tokens import Asked, Question

BUDGET = 1000  # rows that are read for one question, about
CANDIDATES = 50  # that are kept of them, by their tokens
OPENED = 20  # of these are decrypted and compared: whoever it is stands among the first five by tokens alone
SHOWN = 10
FREQUENT = 30  # tokens on fewer sheets are not counted
SEEN_RARELY = 10  # as which these pass
SLIP, JOINED = 0.55, 0.5
BIRTH, YEAR, YEAR_BESIDE, VILLAGE, DISTRICT = 8.0, 2.5, 1.2, 2.5, 1.2
SEX, MOTHER, EXTRA, NUMBER = 1.0, 2.5, 0.25, 8.0

Frequency = Callable[[int], int]


@dataclass(frozen=True)
class Weighed:
    """A word that is looked for, with how rare it is, as a logarithm."""

    asked: Asked
    rarity: float


def weighed(question: Question, frequency: Frequency, people: int) -> list[Weighed]:
    """Each word with its rarity among so many people."""
    return [Weighed(asked, rarity(asked.exact, frequency, people)) for asked in question.words]


def rarity(tokens: Iterable[int], frequency: Frequency, people: int) -> float:
    """The logarithm of one in how many people carries a word; of its keys the most frequent one counts."""
    often = max((frequency(token) for token in tokens), default=1)
    return math.log(max(people, 2) / max(min(often, people), 1))


@dataclass(frozen=True)
class Choice:
    """Tokens of which a row must have one, in `words` and in `deletions`."""

    words: list[int]
    slips: list[int]


def choose(question: Question, frequency: Frequency) -> Choice:
    """What to ask for so that few rows are read whatever the name is: rarest first, until the budget is used."""
    offers = [
        (frequency(token), 0, token)
        for asked in question.words
        for token in (*asked.exact, *asked.narrow, *asked.joined)
    ]
    offers += [(frequency(token), 1, token) for asked in question.words for token in asked.slips]
    chosen, left = Choice([], []), BUDGET
    for often, kind, token in sorted(offers):
        if often > left:
            break
        left -= often
        (chosen.slips if kind else chosen.words).append(token)
    return chosen
