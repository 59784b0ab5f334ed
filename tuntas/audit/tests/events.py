"""Events and seals for tests of the log."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import psycopg

from tuntas.access.actors import System
from tuntas.audit import log, sealing

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
SOMEBODY = System("uji")


def write(count: int, kind: str = "test.happened") -> None:
    """So many events, one a second."""
    for number in range(count):
        log.record(kind, None, by=SOMEBODY, at=NOW + timedelta(seconds=number), subject_type="test", number=number)


def sealed(*counts: int) -> None:
    """One seal for each count of events."""
    for count in counts:
        write(count)
        sealing.seal(at=NOW)


@contextmanager
def another_connection() -> Iterator[psycopg.Connection]:
    """A second session of the app's role, outside Django's transaction."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        yield connection
