"""What the worker does each ten minutes: batches whose receipts are overdue."""

import logging
from datetime import datetime

from tuntas.access.actors import Actor
from tuntas.letters.actions import receipts
from tuntas.letters.models import Batch
from tuntas.letters.states import BatchStatus

AT_ONCE = 200

logger = logging.getLogger(__name__)


def chase_due(*, by: Actor, at: datetime) -> int:
    """Open the duty of every batch whose seven working days have passed; one that fails holds up no other."""
    waiting = Batch.objects.filter(status=BatchStatus.SENT, chased_at__isnull=True, chase_from__lte=at)
    done = 0
    for batch in waiting.order_by("chase_from", "pk")[:AT_ONCE]:
        try:
            done += receipts.chase(batch, by=by, at=at)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one must not hold up all others
            logger.error("chasing of batch %s failed with %s", batch.pk, type(error).__name__)  # noqa: TRY400 - what it says may hold text
    return done
