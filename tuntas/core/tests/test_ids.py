"""Identifiers are in the order in which they were made."""

import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from uuid import RFC_4122

import pytest

from tuntas.core import ids
from tuntas.core.ids import uuid7


def test_they_say_their_version_and_when_they_were_made() -> None:
    before = time.time_ns() // 1_000_000
    made = uuid7()
    after = time.time_ns() // 1_000_000
    assert (made.version, made.variant) == (7, RFC_4122)
    assert before <= made.int >> 80 <= after


def test_of_one_moment_the_later_is_greater_and_cannot_be_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time_ns()
    monkeypatch.setattr(time, "time_ns", lambda: now)
    monkeypatch.setattr(ids, "_last", 0)
    made = [uuid7() for _ in range(2000)]
    assert made == sorted(made)
    assert len({later.int - earlier.int for earlier, later in pairwise(made)}) == len(made) - 1
    assert {one.int >> 80 for one in made} == {made[0].int >> 80}


def test_of_many_threads_none_is_made_twice() -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: uuid7(), range(4000)))
    assert len(set(made)) == len(made)
