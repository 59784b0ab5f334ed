"""The same people in a generated list, at the threshold that was fixed before anything was measured."""

from itertools import combinations

import pytest

from bench import invented
from bench.duplicates import facts_of
from bench.invented_names import PLACEHOLDERS
from tuntas.people.likeness import THRESHOLD
from tuntas.people.memory import Register

SIZE, SEED = 4000, 2026
F1 = 0.95

Pair = tuple[int, int]


@pytest.fixture(scope="module")
def records() -> list[invented.Record]:
    return invented.population(SIZE, SEED)


@pytest.fixture(scope="module")
def found(records: list[invented.Record]) -> set[Pair]:
    register = Register([facts_of(record) for record in records])
    return {
        (min(at, other), max(at, other))
        for at in range(len(records))
        for other, likeness in register.best(at)
        if likeness.score >= THRESHOLD
    }


def test_the_list_has_everything_that_makes_it_hard(records: list[invented.Record]) -> None:
    assert len(records) >= SIZE
    assert sum(record.name in PLACEHOLDERS for record in records) > 50
    days = [(record.birth_date.day, record.birth_date.month) for record in records if record.birth_date]
    assert sum(day in {(1, 1), (31, 12)} for day in days) > 200
    assert sum(record.birth_date is None for record in records) > 100
    assert sum(not record.mother_name for record in records) > 500


def test_the_same_people_are_found_and_others_are_not(records: list[invented.Record], found: set[Pair]) -> None:
    people: dict[int, list[int]] = {}
    for at, record in enumerate(records):
        people.setdefault(record.person, []).append(at)
    truth = {pair for rows in people.values() for pair in combinations(rows, 2)}
    both = len(found & truth)
    precision, recall = both / len(found), both / len(truth)
    assert 2 * precision * recall / (precision + recall) >= F1, f"{precision=:.3f} {recall=:.3f}"


def test_no_placeholder_is_matched(records: list[invented.Record], found: set[Pair]) -> None:
    nameless = {at for at, record in enumerate(records) if record.name in PLACEHOLDERS}
    assert [pair for pair in found if nameless & set(pair)] == []
