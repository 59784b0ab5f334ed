"""Fixtures for all tests, wherever they lie. The environment they run in is made by tests/environment.py."""

pytest_plugins = [
    "tests.database",
    "tests.browser",
    "tests.live",
    "tests.static",
    "tests.mail",
    "tests.order",
    "tests.passwords",
    "tests.cast",
    "tests.world",
    "tests.shuffle",
]
