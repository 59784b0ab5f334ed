"""What the worker does about bodies. Twice is harmless."""

from django.utils import timezone
from procrastinate.contrib.django import app

from tuntas.access.actors import System
from tuntas.bodies.actions import decrees

WATCH = System("pengawas SK")


@app.task(name="tuntas.bodies.jobs.watch_decrees")
def watch_decrees(timestamp: int = 0) -> int:
    """Open the duty to renew decrees that end within 60 days; returns how many."""
    return decrees.watch(by=WATCH, at=timezone.now())
