"""What the worker does about cases. Twice is harmless."""

from django.utils import timezone
from procrastinate.contrib.django import app

from tuntas.access.actors import System
from tuntas.cases.actions import protection

WATCH = System("pengawas pelindungan")


@app.task(name="tuntas.cases.jobs.end_protections")
def end_protections(timestamp: int = 0) -> int:
    """End protections that have run out, and open what is to be asked for next; returns how many."""
    return protection.end_expired(by=WATCH, at=timezone.now())
