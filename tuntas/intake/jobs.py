"""What the worker does about reports: forgetting what was only kept for a while. Twice is harmless."""

from django.utils import timezone
from procrastinate.contrib.django import app

from tuntas.access.actors import System
from tuntas.intake.actions import entries, status

KEEPER = System("pembersih data sementara")


@app.task(name="tuntas.intake.jobs.forget")
def forget(timestamp: int = 0) -> int:
    """Daily: wrong codes after a day, tokens of telephone numbers on contact entries after 90; returns how many."""
    at = timezone.now()
    return status.clear_throttles(by=KEEPER, at=at) + entries.forget_numbers(by=KEEPER, at=at)
