"""Finding the same people in a list, in memory: what the database does, without a database and without a lasting key."""

import math
import secrets
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import partial

from tuntas.people import ranking, tokens
from tuntas.people.facts import Facts
from tuntas.people.likeness import Likeness, compare
from tuntas.people.names import Word


class Register:
    """A list of people with an index of their tokens."""

    def __init__(self, people: Sequence[Facts]) -> None:
        self.people = people
        self._make = tokens.maker(secrets.token_bytes(32))
        self._words: dict[int, list[int]] = defaultdict(list)
        self._slips: dict[int, list[int]] = defaultdict(list)
        self._births: dict[int, list[int]] = defaultdict(list)
        self._numbers: dict[str, list[int]] = defaultdict(list)
        self._sizes: list[int] = []
        self._often: Counter[str] = Counter()
        for at, facts in enumerate(people):
            self._add(at, facts)

    def _add(self, at: int, facts: Facts) -> None:
        found = tokens.of_facts(facts, make=self._make)
        for token in found.words:
            self._words[token].append(at)
        for token in found.deletions:
            self._slips[token].append(at)
        if found.birth is not None:
            self._births[found.birth].append(at)
        for number in (facts.nik, facts.phone):
            if number:
                self._numbers[number].append(at)
        self._sizes.append(sum(len(name.own) for name in facts.names))
        self._often.update({key for name in facts.names for word in (*name.own, *name.father) for key in word.keys})

    def rarity(self, word: Word) -> float:
        """How rare a word is in the list, as a logarithm."""
        often = max((self._often[key] for key in word.keys), default=1)
        return math.log(max(len(self.people), 2) / max(often, 1))

    def best(self, at: int, limit: int = ranking.SHOWN) -> list[tuple[int, Likeness]]:
        """The people most like one of the list, best first. Two without a name are never compared."""
        one = self.people[at]
        judge = partial(compare, rarity=self.rarity, people=len(self.people))
        found = [(other, judge(one, self.people[other])) for other in self.candidates(at)]
        found = [(other, likeness) for other, likeness in found if one.names or self.people[other].names]
        return sorted(found, key=lambda pair: (-pair[1].score, pair[0]))[:limit]

    def candidates(self, at: int, limit: int = ranking.CANDIDATES) -> list[int]:
        """Those who share tokens, most likely first."""
        facts = self.people[at]
        question = tokens.question(facts, make=self._make)
        frequency = self._frequency
        chosen = ranking.choose(question, frequency)
        rows = {row for token in chosen.words for row in self._words[token]}
        rows |= {row for token in chosen.slips for row in self._slips[token]}
        born = {row for token in question.births for row in self._births.get(token, ())}
        same = {row for number in (facts.nik, facts.phone) if number for row in self._numbers[number]}
        rows |= born
        rows.discard(at)
        scores = dict.fromkeys(rows, 0.0)
        for word in ranking.weighed(question, frequency, len(self.people)):
            for row, share in self._shares(word, rows).items():
                scores[row] += word.rarity * share
        for row in rows:
            scores[row] += (ranking.BIRTH if row in born else 0) + self._around(facts, row)
        ranked = sorted(rows, key=lambda row: (-scores[row], row))[:limit]
        return ranked + sorted(same - set(ranked) - {at})[:limit]

    def _frequency(self, token: int) -> int:
        return len(self._words.get(token) or self._slips.get(token) or ())

    def _shares(self, word: ranking.Weighed, rows: set[int]) -> dict[int, float]:
        """In which of the rows a word stands, and how well: as it is, in two words, with a slip."""
        found: dict[int, float] = {}
        kinds = (
            (1.0, word.asked.exact, self._words), (ranking.SLIP, word.asked.slips, self._slips),
            (ranking.JOINED, word.asked.joined, self._words),
        )  # fmt: skip
        for share, asked, index in kinds:
            for token in asked:
                for row in rows.intersection(index.get(token, ())):
                    found.setdefault(row, share)
        return found

    def _around(self, one: Facts, row: int) -> float:
        other = self.people[row]
        score = -ranking.EXTRA * max(self._sizes[row] - sum(len(name.own) for name in one.names), 0)
        if one.year and other.year:
            score += {0: ranking.YEAR, 1: ranking.YEAR_BESIDE}.get(abs(one.year - other.year), 0.0)
        if one.area_path and other.area_path:
            mine, theirs = one.area_path.split("."), other.area_path.split(".")
            score += ranking.VILLAGE if mine[:4] == theirs[:4] else ranking.DISTRICT if mine[:3] == theirs[:3] else 0
        return score + (ranking.SEX if one.sex and one.sex == other.sex else 0)
