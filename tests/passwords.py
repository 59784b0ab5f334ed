"""Hashes of passwords cost little in tests: what a real one costs by design, every sign-in of a test would pay."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher

from tuntas.accounts import credentials

CHEAP = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}
REAL = {name: getattr(Argon2PasswordHasher, name) for name in CHEAP}


def _set(costs: dict[str, int]) -> None:
    for name, cost in costs.items():
        setattr(Argon2PasswordHasher, name, cost)
    credentials._dummy.cache_clear()


@pytest.fixture(autouse=True, scope="session")
def cheap_passwords(django_test_environment: None) -> Iterator[None]:
    """The same algorithm as in a real installation, with the least work."""
    _set(CHEAP)
    yield
    _set(REAL)


@pytest.fixture
def real_passwords() -> Iterator[None]:
    """For tests that look at the time it takes."""
    _set(REAL)
    yield
    _set(CHEAP)
