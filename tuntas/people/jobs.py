"""What the worker does about people's sheets. Twice is harmless."""

from django.utils import timezone
from procrastinate.contrib.django import app

from tuntas.access.actors import System
from tuntas.people.actions import frequencies, mentions


@app.task(name="tuntas.people.jobs.count_tokens")
def count_tokens(timestamp: int = 0) -> int:
    """Nightly: how frequent each token is; returns how many are."""
    return frequencies.count(by=System("penghitung penanda nama"), at=timezone.now())


@app.task(name="tuntas.people.jobs.tell_of_mentions")
def tell_of_mentions(timestamp: int = 0) -> int:
    """Open the duties of holders whose people's names were written elsewhere; returns how many."""
    return mentions.tell(by=System("pemeriksa teks"), at=timezone.now())
