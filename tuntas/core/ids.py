"""Identifiers made in Python, so that a row has its id before the database sees it."""

import secrets
import threading
import time
from uuid import UUID

RANDOM = 74  # bits below the milliseconds
STEP = 61  # random bits by which the next one of the same millisecond is greater
_lock = threading.Lock()
_last = 0


def uuid7() -> UUID:
    """A time-ordered random identifier (RFC 9562 version 7, millisecond clock, 73 random bits).

    What one process makes has the order in which it was made, also within a millisecond: lists are ordered by it.
    """
    global _last  # noqa: PLW0603 - the order is the process's
    with _lock:
        fresh = (time.time_ns() // 1_000_000) << RANDOM | secrets.randbits(RANDOM - 1)  # with room above
        later = fresh >> RANDOM > _last >> RANDOM
        _last = fresh if later else _last + 1 + secrets.randbits(STEP)
        value = _last
    milliseconds, random = (value >> RANDOM) & (2**48 - 1), value & (2**RANDOM - 1)
    return UUID(int=milliseconds << 80 | 7 << 76 | (random >> 62) << 64 | 2 << 62 | random & (2**62 - 1))
