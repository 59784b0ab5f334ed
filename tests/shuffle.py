"""A query without order gives its rows in any order: in tests it does, so that code leaning on luck is found.

Each test has the same luck in every run, so that none fails once in a while; PYTHONHASHSEED gives another.
"""

import os
import random
from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import QuerySet

LUCK = random.Random()


@pytest.fixture(autouse=True, scope="session")
def unordered_is_shuffled() -> Iterator[None]:
    """Shuffle what an unordered queryset has fetched."""
    fetch_all = QuerySet._fetch_all

    def shuffled(self: QuerySet[Any]) -> None:
        fetched = self._result_cache is None
        fetch_all(self)
        if fetched and self._result_cache and not self.ordered:
            LUCK.shuffle(self._result_cache)

    QuerySet._fetch_all = shuffled  # type: ignore[method-assign]
    yield
    QuerySet._fetch_all = fetch_all  # type: ignore[method-assign]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Begin each test with the luck that is its own."""
    LUCK.seed(f"{os.environ.get('PYTHONHASHSEED')} {item.nodeid}")
