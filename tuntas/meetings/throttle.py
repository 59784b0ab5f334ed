"""How often one address may write to one attendance list: a hall of people behind one router may, a flood may not.

Counted in a short transaction of its own. Only a keyed hash of the address is kept, for a day at most.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from tuntas.core.errors import Denied
from tuntas.core.vault import blind
from tuntas.meetings.models import ScanBucket

SPAN = timedelta(minutes=10)
MOST = 300  # in that time: five times the largest meeting known, with everybody pressing twice
FORGOTTEN = timedelta(days=1)


class TooMany(Denied):
    """Wait, or ask the secretariat."""

    def __init__(self) -> None:
        super().__init__(
            "Terlalu banyak pengisian dari jaringan ini. Tunggu sepuluh menit, atau mintalah sekretariat mencatat Anda."
        )


@transaction.atomic
def count(source: str, meeting_id: UUID, *, at: datetime) -> None:
    """One more from this address. Raises TooMany."""
    span = int(at.timestamp() // SPAN.total_seconds())
    key = blind("meeting-scan", f"{meeting_id.hex}|{source}|{span}")
    fresh = not ScanBucket.objects.filter(key=key).exists()
    if fresh:
        ScanBucket.objects.bulk_create([ScanBucket(key=key, at=at)], ignore_conflicts=True)
        ScanBucket.objects.filter(at__lt=at - FORGOTTEN).delete()
    if not ScanBucket.objects.filter(key=key, count__lt=MOST).update(count=F("count") + 1):
        raise TooMany
