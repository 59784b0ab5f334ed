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


@app.task(name=outbox.JOB)
def send(timestamp: int = 0) -> int:
    """Send what is due; returns how many e-mails were tried."""
    started, count = time.monotonic(), 0
    while time.monotonic() - started < SECONDS:
        envelopes = delivery.claim(by=POST, at=timezone.now())
        if not envelopes:
            break
        connection = get_connection()
        try:
            for envelope in envelopes:
                _send(envelope, connection)
        finally:
            connection.close()
        count += len(envelopes)
    return count


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


def _send(envelope: Envelope, connection: BaseEmailBackend) -> None:
    """Try once and write down what came of it. A permanent refusal of the address is a bounce; all else is tried again."""
    note = partial(delivery.failed, envelope.notice_ids, by=POST)
    try:
        connection.open()
        letter(envelope, connection).send()
    except smtplib.SMTPRecipientsRefused as error:
        code, text = next(iter(error.recipients.values()))
        _note_refusal(envelope, code, text)
    except smtplib.SMTPDataError as error:
        _note_refusal(envelope, error.smtp_code, error.smtp_error)
    except smtplib.SMTPResponseException as error:
        note(code=str(error.smtp_code), at=timezone.now())
    except (smtplib.SMTPException, OSError) as error:
        note(code=type(error).__name__, at=timezone.now())
    else:
        delivery.sent(envelope.notice_ids, by=POST, at=timezone.now())
        return
    # The conversation with the server may be anywhere; the next letter starts a new one.
    connection.close()


def _note_refusal(envelope: Envelope, code: int, text: bytes | str) -> None:
    note = delivery.refused if 500 <= code < 600 else delivery.failed
    note(envelope.notice_ids, code=short_code(code, text), by=POST, at=timezone.now())
