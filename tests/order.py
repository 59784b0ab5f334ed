"""The order of the files: the longest first, so that at the end many short ones fill what is left of either core."""

import pytest

# The first needs no database: one process makes the template meanwhile.
LONG = (
    "tests/devtools/test_run.py",
    "tests/functional/test_pages_axe.py",
    "tests/invariants/test_access.py",
    "tests/functional/",
    "tests/bench/",
    "tests/invariants/",
)


def place(file: str) -> int:
    """Where in the order a test stands, by its file; all that is not long comes after, as it was."""
    return next((place for place, start in enumerate(LONG) if file.startswith(start)), len(LONG))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whole files change places, tests in a file do not; last, since pytest-django puts what commits at the end."""
    items.sort(key=lambda item: place(item.nodeid))
