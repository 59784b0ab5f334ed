"""Sealing by the clock."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from tuntas.audit import sealing

logger = logging.getLogger(__name__)


@app.task(queueing_lock="audit.seal")
def seal(timestamp: int = 0) -> None:
    """Seal what has been written since the last time; every minute, so little can be altered unseen."""
    try:
        sealing.seal(at=timezone.now())
    except sealing.StillWriting:
        logger.warning("Sealing waits for a long transaction; the next run goes on.")
