"""Candidates for the same person from the database: by tokens only, nothing is decrypted here.

One statement: rows that share a rare token, or the birth date, NIK or telephone, ordered by what they share.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from tuntas.people import identifiers, ranking, tokens
from tuntas.people.facts import Facts
from tuntas.people.models import Person, TokenFrequency
from tuntas.people.names import Word

ALL = 0  # the row of the frequency table that counts the sheets; no token is 0 but by chance
# A small database does not know how frequent names are: it counts as a large one, and these as known.
AT_LEAST = 20_000
COMMON = frozenset(
    {
        "muhammad",
        "ahmad",
        "abdul",
        "siti",
        "nur",
        "sri",
        "dewi",
        "maria",
        "agus",
        "dwi",
        "tri",
        "eka",
        "rizky",
        "putra",
        "putri",
    }
)
COMMON_SHARE = 0.01
FEW_TOKENS = 12  # a name of one word: up to four keys, each alone, with the year, with the village


# What comparing does not need.
LEFT_OUT = (
    "words", "deletions", "mother_words", "birth_place", "address", "school", "guardian_name", "guardian_contact", "safe_hours",
    "code_word", "say_to_others", "accommodation", "note",
)  # fmt: skip


@dataclass(frozen=True)
class Known:
    """How frequent the tokens of one question are."""

    counts: dict[int, int]
    _rarity: dict[str, float] = field(default_factory=dict)

    @property
    def people(self) -> int:
        """Among how many people one is looked for."""
        return max(self.counts.get(ALL, 0), AT_LEAST)

    def frequency(self, token: int) -> int:
        """Of one token; those on few sheets are not counted."""
        return self.counts.get(token, ranking.SEEN_RARELY)

    def rarity(self, word: Word) -> float:
        """Of a word of a name, as a logarithm."""
        known = self._rarity.get(word.text)
        if known is None:
            found = ranking.rarity((tokens.token(tokens.WORD, key) for key in word.keys), self.frequency, self.people)
            known = min(found, -math.log(COMMON_SHARE)) if word.text in COMMON else found
            self._rarity[word.text] = known
        return known


def known(question: tokens.Question) -> Known:
    """Look the frequencies up."""
    asked = {token for word in question.words for token in (*word.exact, *word.narrow, *word.joined, *word.slips)}
    rows = TokenFrequency.objects.filter(token__in=[ALL, *asked]).values_list("token", "count")
    return Known(dict(rows))


def candidates(
    facts: Facts, *, without: Sequence[UUID] = (), limit: int = ranking.CANDIDATES
) -> tuple[list[UUID], Known]:
    """Sheets that may be about this person, most likely first; merged ones are left out."""
    question = tokens.question(facts)
    frequencies = known(question)
    condition, arguments = _condition(facts, question, ranking.choose(question, frequencies.frequency))
    if not condition:
        return [], frequencies
    score, weights = _score(facts, question, frequencies)
    # OFFSET 0 keeps the inner step to the indexes of the tokens; what is left out is sorted out of the few that remain.
    query = f"""
        SELECT id FROM (SELECT id, {score} AS score
                          FROM (SELECT * FROM people_person WHERE {condition} OFFSET 0) p
                         WHERE merged_into_id IS NULL AND id <> ALL(%s)) found
        ORDER BY score DESC, id LIMIT %s"""  # noqa: S608 - only our own pieces; every value is a parameter
    with transaction.atomic(), connection.cursor() as cursor:
        # The planner thinks that many tokens mean many rows; the budget says otherwise.
        cursor.execute("SELECT set_config('enable_seqscan', 'off', true)")
        cursor.execute(query, [*weights, *arguments, list(without), limit])
        found = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT set_config('enable_seqscan', 'on', true)")
    return found, frequencies


def _condition(facts: Facts, question: tokens.Question, chosen: ranking.Choice) -> tuple[str, list[Any]]:
    pieces: list[tuple[str, object]] = []
    if chosen.words:
        pieces.append(("words && %s::int[]", chosen.words))
    if chosen.slips:
        pieces.append(("deletions && %s::int[]", chosen.slips))
    if question.births:
        pieces.append(("birth_token = ANY(%s::int[])", list(question.births)))
    if nik := identifiers.nik_token(facts.nik):
        pieces.append(("nik_token = %s", nik))
    if phone := identifiers.phone_token(facts.phone):
        pieces.append(("phone_token = %s", phone))
    return " OR ".join(text for text, _ in pieces), [value for _, value in pieces]


def _score(facts: Facts, question: tokens.Question, frequencies: Known) -> tuple[str, list[Any]]:
    """What shared tokens weigh, as one expression: each word once, by the best of its tokens."""
    terms: list[str] = ["0"]
    values: list[Any] = []
    for word in ranking.weighed(question, frequencies.frequency, frequencies.people):
        asked, weight = word.asked, word.rarity
        terms.append(
            "CASE WHEN words && %s::int[] THEN %s::float WHEN deletions && %s::int[] THEN %s::float"
            " WHEN words && %s::int[] THEN %s::float ELSE 0 END"
        )
        values += [
            list(asked.exact), weight, list(asked.slips), weight * ranking.SLIP, list(asked.joined), weight * ranking.JOINED,
        ]  # fmt: skip
    for term, value in _around(facts, question):
        terms.append(f"coalesce({term}, 0)")
        values += value
    return " + ".join(terms), values


def _around(facts: Facts, question: tokens.Question) -> list[tuple[str, list[Any]]]:
    found: list[tuple[str, list[Any]]] = []
    if question.births:
        found.append(
            (f"CASE WHEN birth_token = ANY(%s::int[]) THEN {ranking.BIRTH} ELSE 0 END", [list(question.births)])
        )
    if facts.year:
        cases = f"WHEN 0 THEN {ranking.YEAR} WHEN 1 THEN {ranking.YEAR_BESIDE} ELSE 0"
        found.append((f"CASE abs(birth_year - %s) {cases} END", [facts.year]))
    parts = facts.area_path.split(".")[:-1]
    for depth, weight in ((4, ranking.VILLAGE - ranking.DISTRICT), (3, ranking.DISTRICT)):
        if len(parts) >= depth:
            path = ".".join(parts[:depth]) + "."
            found.append((f"CASE WHEN area_path LIKE %s THEN {weight} ELSE 0 END", [path + "%"]))
    if facts.sex:
        found.append((f"CASE WHEN sex = %s THEN {ranking.SEX} ELSE 0 END", [facts.sex]))
    if question.mother_words:
        found.append(
            (f"CASE WHEN mother_words && %s::int[] THEN {ranking.MOTHER} ELSE 0 END", [list(question.mother_words)])
        )
    letters = len({token for word in question.words for token in word.slips})
    found.append((f"-{ranking.EXTRA} * greatest(cardinality(deletions) - %s, 0) / 20.0", [letters]))
    nik, phone = identifiers.nik_token(facts.nik), identifiers.phone_token(facts.phone)
    found += [
        (f"CASE WHEN {column} = %s THEN {ranking.NUMBER} ELSE 0 END", [value])
        for column, value in (("nik_token", nik), ("phone_token", phone))
        if value
    ]
    return found


def sharing(tokens_of_words: Collection[int], *, fewest_only: bool = False, limit: int) -> list[UUID]:
    """Sheets whose name has one of these tokens; `fewest_only`: those of so few tokens that the name has one word."""
    if not tokens_of_words:
        return []
    few = f"AND cardinality(words) <= {FEW_TOKENS}" if fewest_only else ""
    query = f"""
        SELECT id FROM (SELECT * FROM people_person WHERE words && %s::int[] OFFSET 0) p
         WHERE merged_into_id IS NULL {few} ORDER BY changed_at DESC, id LIMIT %s"""  # noqa: S608 - only our own pieces
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('enable_seqscan', 'off', true)")
        cursor.execute(query, [sorted(tokens_of_words), limit])
        found = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT set_config('enable_seqscan', 'on', true)")
    return found


def frequent(tokens_of_words: Collection[int]) -> set[int]:
    """Which of these tokens many sheets carry."""
    return set(TokenFrequency.objects.filter(token__in=list(tokens_of_words)).values_list("token", flat=True))


def sheets(ids: Sequence[UUID]) -> list[Person]:
    """The candidates, in the order in which they were found, without what comparing does not need."""
    rows = Person.objects.defer(*LEFT_OUT).in_bulk(list(ids))
    return [rows[pk] for pk in ids if pk in rows]
