"""Identifiers made in Python, so that a row has its id before the database sees it."""

import os
import time
from uuid import UUID


def uuid7() -> UUID:
    """A time-ordered random identifier (RFC 9562 version 7, millisecond clock, 74 random bits)."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (2**48 - 1)) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 7 << 76
    value = value & ~(0x3 << 62) | 2 << 62
    return UUID(int=value)
