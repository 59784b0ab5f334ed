"""Slows down guessing without locking anyone out (docs/adr: sign-in throttle).

An attempt is counted before the secret is checked, in a short transaction of its own, so that a hundred
guesses at once are a hundred guesses. Buckets exist for any address typed in, known here or not.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from tuntas.accounts.models import SignInBucket
from tuntas.core.errors import Denied
from tuntas.core.vault import blind

FREE = 5  # attempts without any waiting
FIRST = timedelta(seconds=30)
LONGEST = timedelta(hours=1)
FORGOTTEN = timedelta(hours=24)


class Throttled(Denied):
    """Too many attempts: not before `until`."""

    def __init__(self, until: datetime, at: datetime) -> None:
        minutes = max(1, round((until - at).total_seconds() / 60))
        super().__init__(f"Terlalu banyak percobaan. Tunggu sekitar {minutes} menit, lalu coba lagi.")
        self.until = until


@dataclass(frozen=True)
class Attempt:
    """One counted attempt; `failures` includes it."""

    key: bytes
    failures: int


def bucket_key(purpose: str, account: str, device: str) -> bytes:
    """A keyed hash: of a known device of an account, or of all unknown ones (device is empty)."""
    return blind(f"throttle-{purpose}", f"{account.strip().lower()}|{device}")


@transaction.atomic
def begin(purpose: str, account: str, device: str, *, at: datetime) -> Attempt:
    """Count one attempt; raises Throttled while the bucket is blocked."""
    key = bucket_key(purpose, account, device)
    SignInBucket.objects.bulk_create([SignInBucket(key=key, updated_at=at)], ignore_conflicts=True)
    bucket = SignInBucket.objects.select_for_update(of=("self",)).get(key=key)
    if bucket.blocked_until and at < bucket.blocked_until:
        raise Throttled(bucket.blocked_until, at)
    if at - bucket.updated_at > FORGOTTEN:
        bucket.failures = 0
    bucket.failures += 1
    bucket.blocked_until = None
    if bucket.failures >= FREE:
        bucket.blocked_until = at + min(FIRST * 2 ** min(bucket.failures - FREE, 20), LONGEST)
    bucket.updated_at = at
    bucket.save(update_fields=["failures", "blocked_until", "updated_at"])
    return Attempt(key, bucket.failures)


def clear(attempt: Attempt, *, at: datetime) -> None:
    """The secret was right: forget the failures of this bucket."""
    SignInBucket.objects.filter(key=attempt.key).update(failures=0, blocked_until=None, updated_at=at)


def sweep(at: datetime) -> int:
    """Delete buckets in which nothing has happened for longer than they are remembered."""
    deleted, _ = SignInBucket.objects.filter(updated_at__lt=at - FORGOTTEN - LONGEST).delete()
    return deleted
