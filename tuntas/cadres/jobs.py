"""What the worker does about cadres. Twice is harmless."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from tuntas.access.actors import System
from tuntas.cadres.actions import calls, imports, training, visits

WATCH = System("pengingat kader")


@app.task(name="tuntas.cadres.jobs.watch_silence")
def watch_silence(timestamp: int = 0) -> int:
    """Open the supportive calls of those who have become dormant; returns how many."""
    return calls.watch(by=WATCH, at=timezone.now())


@app.task(name="tuntas.cadres.jobs.watch_returns")
def watch_returns(timestamp: int = 0) -> int:
    """Look for those who are not back from a visit by the moment they named; returns how many."""
    return visits.watch(by=WATCH, at=timezone.now())


@app.task(name="tuntas.cadres.jobs.watch_refreshers")
def watch_refreshers(timestamp: int = 0) -> int:
    """Open the duty to refresh a training 60 days ahead; returns how many."""
    return training.watch_refreshers(by=WATCH, at=timezone.now())


@app.task(name="tuntas.cadres.jobs.read_import")
def read_import(import_id: str) -> None:
    """Read an old register that was uploaded."""
    imports.read(UUID(import_id), by=WATCH, at=timezone.now())


@app.task(name="tuntas.cadres.jobs.forget_imports")
def forget_imports(timestamp: int = 0) -> int:
    """Let go of registers that nobody took over within a week; returns how many."""
    return imports.forget(by=WATCH, at=timezone.now())
