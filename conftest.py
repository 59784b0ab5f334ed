"""Fixtures for all tests, wherever they lie. The environment they run in is made by tests/environment.py."""

from importlib.util import find_spec

FIXTURES = ["tests.database", "tests.browser", "tests.live", "tests.static", "tests.mail", "tests.cast"]
pytest_plugins = [name for name in FIXTURES if find_spec(name)]
