"""What the worker does about letters. Twice is harmless."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from tuntas.access.actors import System
from tuntas.letters.actions import batches, chasing, making
from tuntas.letters.models import Batch

PRINTER = System("pencetak surat")
CHASER = System("penagih tanda terima")
RETRY = RetryStrategy(max_attempts=5, exponential_wait=4)


@app.task(name=batches.MAKE_JOB, retry=RETRY)
def make(batch_id: str) -> bool:
    """Numbers, then print; goes on where another run was broken off. False if there was nothing to do."""
    batch = Batch.objects.select_related("agency__area").get(pk=batch_id)
    while making.number_next(batch, by=PRINTER, at=timezone.now()):
        pass
    return making.print_all(batch, by=PRINTER, at=timezone.now())


@app.task(name="tuntas.letters.jobs.chase")
def chase(timestamp: int = 0) -> int:
    """Open the duties of batches whose receipts are overdue; returns how many."""
    return chasing.chase_due(by=CHASER, at=timezone.now())
