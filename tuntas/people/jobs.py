"""What the worker does about people's sheets. Twice is harmless."""

from django.utils import timezone
from procrastinate.contrib.django import app

from tuntas.access.actors import System
from tuntas.people.actions import frequencies


@app.task(name="tuntas.people.jobs.count_tokens")
def count_tokens(timestamp: int = 0) -> int:
    """Nightly: how frequent each token is; returns how many are."""
    return frequencies.count(by=System("penghitung penanda nama"), at=timezone.now())
