"""A log without what the template database has written, so that tests can count."""

from typing import Any

import psycopg
import pytest


@pytest.fixture
def empty_log(owner_connection: psycopg.Connection[Any]) -> None:
    """Numbers begin at 1 in this test's own database."""
    owner_connection.execute("DELETE FROM audit_event")
    owner_connection.execute("ALTER SEQUENCE audit_event_seq RESTART")
