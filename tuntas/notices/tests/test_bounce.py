"""Letters that come back later."""

import email
import email.policy
import io
import sys
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests.cast import Cast
from tests.mail import Mailbox
from tuntas.audit.models import Event
from tuntas.notices import jobs
from tuntas.notices.actions import delivery
from tuntas.notices.models import Notice
from tuntas.notices.states import Delivery
from tuntas.notices.tests.conftest import BY

Write = Callable[..., Notice]
DSN = """From: Mail Delivery System <mailer-daemon@contoh.test>
To: tuntas@localhost
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="batas"

--batas
Content-Type: text/plain

Your message could not be delivered.

--batas
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.contoh.test

Final-Recipient: rfc822; hotline_officer@contoh.test
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <hotline_officer@contoh.test> unknown

--batas
Content-Type: text/rfc822-headers

Subject: Ada kewajiban baru
Message-ID: {message_id}

--batas--
"""


def _bounce(message_id: str, action: str = "failed", status: str = "5.1.1") -> int:
    text = DSN.format(action=action, status=status, message_id=message_id)
    return delivery.record_bounce(
        email.message_from_string(text, policy=email.policy.default), by=BY, at=timezone.now()
    )


def test_it_is_recorded_with_its_notice_and_without_the_address(cast: Cast, notice: Write, smtp: Mailbox) -> None:
    row = notice()
    jobs.send()
    assert _bounce(smtp.messages[0]["Message-ID"]) == 1
    row.refresh_from_db()
    assert (row.status, row.response) == (Delivery.BOUNCED, "5.1.1")
    assert cast.hotline.email not in str(Event.objects.get(kind="notice.bounced").data)
    assert _bounce(smtp.messages[0]["Message-ID"]) == 0  # once


def test_a_returned_digest_counts_for_all_it_told_of(cast: Cast, notice: Write, smtp: Mailbox) -> None:
    for _ in range(3):
        notice(daily=True)
    other = notice(daily=True, user=cast.head)
    Notice.objects.update(next_attempt_at=timezone.now())
    jobs.send()
    (letter,) = [message for message in smtp.messages if message["To"] == cast.hotline.email]
    assert _bounce(letter["Message-ID"]) == 3
    other.refresh_from_db()
    assert other.status == Delivery.SENT


@pytest.mark.parametrize(("action", "count"), [("failed", 1), ("delayed", 0), ("delivered", 0)])
def test_only_a_final_failure_counts(notice: Write, smtp: Mailbox, action: str, count: int) -> None:
    notice()
    jobs.send()
    assert _bounce(smtp.messages[0]["Message-ID"], action=action) == count


@pytest.mark.parametrize(
    "message_id", ["<x@contoh.test>", "<kewajiban-00000000-0000-0000-0000-000000000000@localhost>", ""]
)
def test_what_names_no_letter_of_ours_is_left_alone(db: None, message_id: str) -> None:
    assert _bounce(message_id) == 0


def test_the_command_reads_one_letter(notice: Write, smtp: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    row = notice()
    jobs.send()
    text = DSN.format(action="failed", status="5.2.2", message_id=smtp.messages[0]["Message-ID"])
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text.encode())))
    out = io.StringIO()
    call_command("bounce", stdout=out)
    row.refresh_from_db()
    assert (row.status, row.response) == (Delivery.BOUNCED, "5.2.2")
    assert "1 notices" in out.getvalue()


@pytest.mark.parametrize("text", [b"", b"\xff\x00", b"Subject: x\n\nhalo"])
def test_the_command_survives_any_letter(db: None, monkeypatch: pytest.MonkeyPatch, text: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text)))
    call_command("bounce", verbosity=0)
