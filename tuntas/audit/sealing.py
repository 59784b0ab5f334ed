"""Sealing: turning what has been written into signed links of a chain.

A writer that took a low number may commit after one with a higher number. Every writer therefore holds the
shared lock WRITING from before its number until its end (database function `audit_next_seq`). Sealing reads
the last number given out, then waits until every writer seen after that is gone: whatever was to appear with
such a number has appeared. It only looks at the lock and never asks for it, so it never stops a writer.
"""

import time
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection, transaction

from tuntas.audit import chain
from tuntas.audit.models import Seal
from tuntas.core import keyring

WRITING = 7_201_001  # named in the migration too
SEALING = 7_201_002
CHUNK = 10_000  # events in one seal at most
PATIENCE = 2.0  # seconds for writers to end; after that the next run seals

_WRITERS = """
SELECT virtualtransaction FROM pg_locks
WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
  AND classid = 0 AND objid = %s AND objsubid = 1 AND granted AND pid <> pg_backend_pid()
"""


class StillWriting(Exception):
    """A transaction that writes events has been open for too long to wait for it now."""


def seal(*, at: datetime, patience: float = PATIENCE) -> list[Seal]:
    """Seal every event written so far; returns the new seals. Raises StillWriting.

    Safe to run twice or on two machines: one works, the other returns at once with nothing.
    """
    upto = settled(patience)
    made: list[Seal] = []
    while link := _next(upto, at):
        made.append(link)
    return made


def settled(patience: float) -> int:
    """The highest number up to which nothing can appear any more."""
    deadline = time.monotonic() + patience
    with connection.cursor() as cursor:
        cursor.execute("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM public.audit_event_seq")
        upto = int(cursor.fetchall()[0][0])
        waiting = _writers()
        while waiting:
            if time.monotonic() > deadline:
                raise StillWriting
            time.sleep(0.02)
            waiting &= _writers()
    return upto


def _writers() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(_WRITERS, [WRITING])
        return {row[0] for row in cursor.fetchall()}


@transaction.atomic
def change_key(path: Path, *, at: datetime) -> datetime:
    """Sign with a new key from now on; returns the moment from which it counts: after every seal made so far."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEALING])  # nobody seals while the key changes
    last = Seal.objects.order_by("-id").values_list("at", flat=True).first()
    since = max(at, last + timedelta(microseconds=1)) if last else at
    keyring.replace_seal(path, public=chain.public_key_text(), at=since)
    return since


@transaction.atomic(durable=True)
def _next(upto: int, at: datetime) -> Seal | None:
    """Make one link, or none if all is sealed or another process is at it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEALING])
        if not cursor.fetchall()[0][0]:
            return None
    at = max(at, keyring.keyring().seal_since or at)  # a key signs nothing from before its time
    last = Seal.objects.order_by("-id").first()
    link = chain.Link(last.hash if last else chain.START)
    for row in chain.rows(after=last.last_seq if last else None, upto=upto):
        link.add(row)
        if link.count == CHUNK:
            break
    if not link.count:
        return None
    number = last.id + 1 if last else 1
    hash_ = link.hash(
        seal_id=number, at=at, first_seq=link.first_seq, last_seq=link.last_seq, count=link.count, index=link.index
    )
    return Seal.objects.create(
        id=number,
        at=at,
        first_seq=link.first_seq,
        last_seq=link.last_seq,
        count=link.count,
        index=link.index,
        previous=last.hash if last else chain.START,
        hash=hash_,
        signature=chain.sign(hash_),
    )
