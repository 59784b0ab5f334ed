"""A query without order gives its rows in any order: in tests it does, so that code leaning on luck is found."""

import random
from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import QuerySet


@pytest.fixture(autouse=True, scope="session")
def unordered_is_shuffled() -> Iterator[None]:
    """Shuffle what an unordered queryset has fetched."""
    fetch_all = QuerySet._fetch_all

    def shuffled(self: QuerySet[Any]) -> None:
        fetched = self._result_cache is None
        fetch_all(self)
        if fetched and self._result_cache and not self.ordered:
            random.shuffle(self._result_cache)

    QuerySet._fetch_all = shuffled  # type: ignore[method-assign]
    yield
    QuerySet._fetch_all = fetch_all  # type: ignore[method-assign]
