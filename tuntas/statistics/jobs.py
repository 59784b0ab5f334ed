"""What the worker does about figures. Every job may run twice, on two machines, and be killed."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from tuntas.audit import sealing
from tuntas.statistics.facts import keeping

logger = logging.getLogger(__name__)


@app.task(queueing_lock="statistics.take_facts")
def take_facts(timestamp: int = 0) -> int:
    """Take up what happened since the last time; returns how many events."""
    try:
        return keeping.catch_up(at=timezone.now())
    except sealing.StillWriting:
        logger.warning("Facts wait for a long transaction; the next run goes on.")
        return 0
