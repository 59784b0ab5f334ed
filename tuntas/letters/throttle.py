"""How often one address may confirm receipts: an office with many letters may, a flood may not.

Counted in a short transaction of its own. Only a keyed hash of the address is kept, for a day at most.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from tuntas.core.errors import Denied
from tuntas.core.vault import blind
from tuntas.letters.models import AskBucket

SPAN = timedelta(minutes=10)
MOST = 120  # in that time: a kelurahan that confirms for all its RW and RT, twice
FORGOTTEN = timedelta(days=1)


class TooMany(Denied):
    """Wait, or tell the secretariat."""

    def __init__(self) -> None:
        super().__init__(
            "Terlalu banyak pengisian dari jaringan ini. Tunggu sepuluh menit, atau sampaikan lewat telepon."
        )


@transaction.atomic
def count(source: str, *, at: datetime) -> None:
    """One more from this address. Raises TooMany."""
    span = int(at.timestamp() // SPAN.total_seconds())
    key = blind("letter-receipt", f"{source}|{span}")
    if not AskBucket.objects.filter(key=key).exists():
        AskBucket.objects.bulk_create([AskBucket(key=key, at=at)], ignore_conflicts=True)
        AskBucket.objects.filter(at__lt=at - FORGOTTEN).delete()
    if not AskBucket.objects.filter(key=key, count__lt=MOST).update(count=F("count") + 1):
        raise TooMany
