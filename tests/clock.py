"""The clock of the tests: for each it begins at NOW on whatever day they run, so that nothing depends on that day or on the hour."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)  # Monday 10.00 in Pontianak
REAL = timezone.now  # for tests that start other processes, which have no clock but this one


def start() -> None:
    """From now on `timezone.now()` goes on from NOW; other processes and the database keep their own clock."""
    began = time.monotonic()
    timezone.now = lambda: NOW + timedelta(seconds=time.monotonic() - began)


def stop(monkeypatch: pytest.MonkeyPatch) -> None:
    """For the rest of a test no time passes: nothing that holds for a second, or turns every few minutes, ends on a slow machine."""
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
