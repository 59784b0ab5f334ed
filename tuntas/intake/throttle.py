"""Slows down guessing: by the number that is asked for, or by where it comes from. A count is kept for a day, nothing else.

Nobody is locked out for long: behind one address may sit a whole office, and behind one number the person who sent it.
"""

import base64
from datetime import datetime, timedelta
from math import ceil

from tuntas.core.errors import Denied
from tuntas.core.vault import blind
from tuntas.intake.models import CodeThrottle

FREE_TRIES = 5
# Against a code that cannot be guessed a minute between tries is enough; a longer stop would only keep people out.
LONGEST_WAIT = timedelta(seconds=60)


def check(key: str, sentence: str, *, at: datetime) -> CodeThrottle | None:
    """The count of a key, held until the end of the transaction. Raises Denied, with `{seconds}` to wait, while it waits."""
    found = CodeThrottle.objects.select_for_update(of=("self",)).filter(pk=key).first()
    if found is not None and found.blocked_until is not None and found.blocked_until > at:
        seconds = ceil((found.blocked_until - at).total_seconds())
        raise Denied(sentence.format(seconds=seconds))
    return found


def count(key: str, before: CodeThrottle | None, *, free: int = FREE_TRIES, at: datetime) -> None:
    """One more that was wrong; after the free ones each waits twice as long as the one before."""
    failures = (before.failures if before else 0) + 1
    wait = None
    if failures >= free:
        wait = at + min(LONGEST_WAIT, timedelta(seconds=2 ** min(failures - free, 6)))
    CodeThrottle.objects.update_or_create(
        pk=key, defaults={"failures": failures, "blocked_until": wait, "updated_at": at}
    )


def source_key(purpose: str, address: str) -> str:
    """A keyed mark of an address: the address itself is kept nowhere. Never a number of a report, which begins with a digit."""
    return "~" + base64.b32encode(blind(f"throttle-{purpose}", address)).decode()[:13]
