"""Sending what waits. Each minute, and whenever something was written."""

import smtplib
import time
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django import app

from tuntas.access.actors import System
from tuntas.notices.actions import delivery, outbox
from tuntas.notices.actions.delivery import Envelope
from tuntas.notices.mail import short_code

POST = System("pengirim pemberitahuan")
SUBJECT = "Ada kewajiban baru"
SECONDS = 50
PATIENCE = 180  # seconds for one batch, well within delivery.LEASE


@app.task(name=outbox.JOB)
def send(timestamp: int = 0) -> int:
    """Send what is due; returns how many e-mails were tried."""
    started, count, reachable = time.monotonic(), 0, True
    while reachable and time.monotonic() - started < SECONDS:
        envelopes = delivery.claim(by=POST, at=timezone.now())
        if not envelopes:
            break
        reachable = _send_all(envelopes)
        count += len(envelopes)
    return count


def _send_all(envelopes: list[Envelope]) -> bool:
    """Send one batch over one conversation; says whether the server could be reached.

    When it cannot, or is so slow that the claim would run out, the rest waits for its next attempt untried.
    """
    connection, claimed, reachable = get_connection(), time.monotonic(), True
    try:
        for envelope in envelopes:
            if reachable and time.monotonic() - claimed < PATIENCE:
                reachable = _send(envelope, connection)
            else:
                delivery.failed(envelope.notice_ids, code="not tried", by=POST, at=timezone.now())
    finally:
        connection.close()
    return reachable


def letter(envelope: Envelope, connection: BaseEmailBackend | None = None) -> EmailMessage:
    """The e-mail: that something is to be done, and a link. No name, no number, no place."""
    path = reverse("obligations:detail", args=[envelope.about_id]) if envelope.about_id else reverse("obligations:mine")
    return EmailMessage(
        subject=SUBJECT,
        body=render_to_string("notices/mail.txt", {"link": settings.TUNTAS_BASE_URL + path}),
        to=[envelope.to],
        headers={"Message-ID": envelope.message_id, "Auto-Submitted": "auto-generated"},
        connection=connection,
    )


def _send(envelope: Envelope, connection: BaseEmailBackend) -> bool:
    """Try once and write down what came of it; says whether there was a server to talk to.

    A permanent refusal of the address or of the letter is a bounce; all else is tried again.
    """
    note = partial(delivery.failed, envelope.notice_ids, by=POST)
    try:
        connection.open()
    except (smtplib.SMTPException, OSError) as error:
        note(code=_code(error), at=timezone.now())
        return False
    try:
        letter(envelope, connection).send()
    except smtplib.SMTPRecipientsRefused as error:
        _note_refusal(envelope, *next(iter(error.recipients.values())))
    except smtplib.SMTPDataError as error:
        _note_refusal(envelope, error.smtp_code, error.smtp_error)
    except (smtplib.SMTPException, OSError) as error:
        note(code=_code(error), at=timezone.now())
    else:
        delivery.sent(envelope.notice_ids, by=POST, at=timezone.now())
        return True
    # The conversation may be anywhere now; the next letter starts a new one.
    connection.close()
    return True


def _code(error: Exception) -> str:
    return str(error.smtp_code) if isinstance(error, smtplib.SMTPResponseException) else type(error).__name__


def _note_refusal(envelope: Envelope, code: int, text: bytes | str) -> None:
    note = delivery.refused if 500 <= code < 600 else delivery.failed
    note(envelope.notice_ids, code=short_code(code, text), by=POST, at=timezone.now())
