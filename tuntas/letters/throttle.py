"""How often one address may confirm receipts, and ask for codes that there are not: an office may, a flood may not.

A right code opens also where too many wrong ones were asked for: behind one address sits a whole office. It is no oracle:
that a code is wrong is said with either answer, and nobody meets one of 128 random bits by trying.

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
MOST_WRONG = 30  # a torn paper, scanned again and again by everybody in the room
FORGOTTEN = timedelta(days=1)


class TooMany(Denied):
    """Wait, or tell the secretariat."""

    def __init__(self) -> None:
        super().__init__(
            "Terlalu banyak pengisian dari jaringan ini. Tunggu sepuluh menit, atau sampaikan lewat telepon."
        )


class TooManyWrong(Denied):
    """Wait, or type the right one."""

    def __init__(self) -> None:
        super().__init__(
            "Terlalu banyak kode yang tidak dikenal dari jaringan ini. Kode surat yang benar tetap dapat dibuka; untuk yang"
            " lain tunggu sepuluh menit, atau hubungi kantor yang tertulis di kop surat."
        )


def count(source: str, *, at: datetime) -> None:
    """One more receipt from this address. Raises TooMany."""
    if not _counted("letter-receipt", source, MOST, at):
        raise TooMany


def count_wrong(source: str, *, at: datetime) -> None:
    """One more code from this address that there is not. Raises TooManyWrong."""
    if not _counted("letter-unknown", source, MOST_WRONG, at):
        raise TooManyWrong


@transaction.atomic
def _counted(purpose: str, source: str, most: int, at: datetime) -> bool:
    """Whether one more is within the limit; beyond it nothing is written."""
    span = int(at.timestamp() // SPAN.total_seconds())
    key = blind(purpose, f"{source}|{span}")
    if not AskBucket.objects.filter(key=key).exists():
        AskBucket.objects.bulk_create([AskBucket(key=key, at=at)], ignore_conflicts=True)
        AskBucket.objects.filter(at__lt=at - FORGOTTEN).delete()
    return bool(AskBucket.objects.filter(key=key, count__lt=most).update(count=F("count") + 1))
