"""Sending notices: claim, send, write down what came of it.

A claim is written before anything is sent (attempt counted, next attempt put off), so two workers never
send the same notice, and a killed worker's notice is tried again later under the same Message-ID, which mail
programs show once. A notice is therefore never lost, and repeated only if a worker died between the mail
server's "yes" and its own note of it.
"""

import email.message
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.audit import log
from tuntas.notices.models import Notice
from tuntas.notices.states import Delivery

BATCH = 20
# How long a claim holds. A worker that is still alive has sent its batch, or given up on it, long before.
LEASE = timedelta(minutes=5)
# After the first failure two minutes, then longer; the last attempt is two days after the first.
BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (2, 5, 15, 60, 240, 720, 1440))
MESSAGE_ID = re.compile(r"<(?:kewajiban|ringkasan)-([0-9a-f-]{36})@[^<>\s]+>")


@dataclass(frozen=True)
class Envelope:
    """One e-mail about one notice, or about all that wait for one person's digest. The first id names it."""

    to: str
    notice_ids: tuple[UUID, ...]
    about_id: UUID | None
    digest: bool

    @property
    def message_id(self) -> str:
        """The same for every attempt, so that a repeat is recognised."""
        host = urlsplit(settings.TUNTAS_BASE_URL).hostname or "localhost"
        return f"<{'ringkasan' if self.digest else 'kewajiban'}-{self.notice_ids[0]}@{host}>"


@transaction.atomic
def claim(*, by: Actor, at: datetime, limit: int = BATCH) -> list[Envelope]:
    """Take up to `limit` notices whose time has come; nobody else gets them before their next attempt."""
    waiting = Notice.objects.select_for_update(of=("self",), skip_locked=True).due(at)
    rows = list(waiting.select_related("user").order_by("next_attempt_at")[:limit])
    digests = {row.user_id for row in rows if row.daily}
    known = {row.pk for row in rows}
    rows += [row for row in waiting.filter(daily=True, user__in=digests).select_related("user") if row.pk not in known]
    closed = [row for row in rows if not row.user.is_active]
    _finish([row.pk for row in closed], Delivery.SKIPPED, "", by=by, at=at)
    rows = [row for row in rows if row.user.is_active]
    for row in rows:
        row.next_attempt_at = at + LEASE
        row.attempts += 1
    Notice.objects.bulk_update(rows, ["attempts", "next_attempt_at"])
    return _envelopes(rows)


def _envelopes(rows: list[Notice]) -> list[Envelope]:
    single = [Envelope(row.user.email, (row.pk,), row.about_id, digest=False) for row in rows if not row.daily]
    people: dict[UUID, list[Notice]] = {}
    for row in sorted((row for row in rows if row.daily), key=lambda row: row.pk):
        people.setdefault(row.user_id, []).append(row)
    return single + [
        Envelope(group[0].user.email, tuple(row.pk for row in group), None, digest=True) for group in people.values()
    ]


@transaction.atomic
def sent(notice_ids: Iterable[UUID], *, by: Actor, at: datetime) -> None:
    """The mail server took it."""
    _finish(notice_ids, Delivery.SENT, "250", by=by, at=at)


@transaction.atomic
def refused(notice_ids: Iterable[UUID], *, code: str, by: Actor, at: datetime) -> None:
    """The receiver's server refused for good."""
    _finish(notice_ids, Delivery.BOUNCED, code, by=by, at=at)


@transaction.atomic
def failed(notice_ids: Iterable[UUID], *, code: str, by: Actor, at: datetime) -> None:
    """The attempt failed; each is put off longer than the one before. After the last the notice is given up."""
    rows = list(Notice.objects.select_for_update(of=("self",)).filter(pk__in=list(notice_ids), status=Delivery.WAITING))
    for row in rows:
        row.next_attempt_at = at + BACKOFF[min(row.attempts, len(BACKOFF)) - 1]
        row.response = code
    Notice.objects.bulk_update(rows, ["next_attempt_at", "response"])
    _finish([row.pk for row in rows if row.attempts > len(BACKOFF)], Delivery.FAILED, code, by=by, at=at)


@transaction.atomic
def record_bounce(message: email.message.Message, *, by: Actor, at: datetime) -> int:
    """Read a delivery status notification that came back later; returns how many notices it is about.

    Only a final failure counts; a warning ("delayed") and anything that names no notice of ours is left alone.
    """
    status = _failure(message)
    found = MESSAGE_ID.search(_returned(message))
    if not status or not found:
        return 0
    notice = Notice.objects.select_for_update(of=("self",)).filter(pk=UUID(found[1])).first()
    if notice is None or notice.status not in {Delivery.SENT, Delivery.WAITING}:
        return 0
    rows = Notice.objects.filter(pk=notice.pk)
    if notice.daily:
        rows = Notice.objects.filter(user=notice.user_id, daily=True, status=notice.status, done_at=notice.done_at)
    ids = list(rows.values_list("pk", flat=True))
    Notice.objects.filter(pk__in=ids).update(status=Delivery.BOUNCED, done_at=at, response=status)
    log.record("notice.bounced", notice, by=by, at=at, code=status, count=len(ids))
    return len(ids)


def _finish(notice_ids: Iterable[UUID], status: Delivery, code: str, *, by: Actor, at: datetime) -> None:
    ids = list(notice_ids)
    count = Notice.objects.filter(pk__in=ids, status=Delivery.WAITING).update(status=status, done_at=at, response=code)
    if count and status is not Delivery.SENT:  # what was sent is in the row itself; only what went wrong is an event
        log.record(
            f"notice.{status}",
            None,
            by=by,
            at=at,
            subject_type="notices.notice",
            subject_id=str(ids[0]),
            code=code,
            count=count,
        )


def _failure(message: email.message.Message) -> str:
    """The status code of a final failure in a DSN (RFC 3464), or nothing."""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            for block in part.get_payload() if isinstance(part.get_payload(), list) else []:
                if str(block.get("Action", "")).strip().lower() == "failed":  # type: ignore[union-attr]
                    status = re.match(r"\s*([245]\.\d{1,3}\.\d{1,3})", str(block.get("Status", "")))  # type: ignore[union-attr]
                    return status[1] if status else "5.0.0"
    return ""


def _returned(message: email.message.Message) -> str:
    """The headers of our own message as the DSN returns them."""
    for part in message.walk():
        if part.get_content_type() in {"message/rfc822", "text/rfc822-headers"}:
            return part.as_string()
    return ""
