"""What the worker does about cadres. Twice is harmless."""

from django.utils import timezone
from procrastinate.contrib.django import app

from tuntas.access.actors import System
from tuntas.cadres.actions import calls, visits

WATCH = System("pengingat kader")


@app.task(name="tuntas.cadres.jobs.watch_silence")
def watch_silence(timestamp: int = 0) -> int:
    """Open the supportive calls of those who have become dormant; returns how many."""
    return calls.watch(by=WATCH, at=timezone.now())


@app.task(name="tuntas.cadres.jobs.watch_returns")
def watch_returns(timestamp: int = 0) -> int:
    """Look for those who are not back from a visit by the moment they named; returns how many."""
    return visits.watch(by=WATCH, at=timezone.now())
