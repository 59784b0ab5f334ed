"""Sending through a real mail server."""

from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from tests.cast import Cast
from tests.mail import Mailbox
from tuntas.audit.models import Event
from tuntas.core.ids import uuid7
from tuntas.notices import jobs
from tuntas.notices.actions import delivery
from tuntas.notices.models import Notice
from tuntas.notices.states import Delivery
from tuntas.notices.tests.conftest import BY

Write = Callable[..., Notice]
LABEL = "26-4711"


@pytest.fixture(autouse=True)
def base_url(settings: Settings) -> None:
    settings.TUNTAS_BASE_URL = "https://tuntas.contoh.test"


def _body(message: EmailMessage) -> str:
    return str(message.get_content())


def _come(row: Notice) -> None:
    """Let the time of the next attempt come."""
    Notice.objects.filter(pk=row.pk).update(next_attempt_at=timezone.now())


def test_it_says_that_something_is_to_be_done_and_nothing_more(cast: Cast, notice: Write, smtp: Mailbox) -> None:
    row = notice(dossier_id=uuid7())
    assert jobs.send() == 1
    (message,) = smtp.messages
    assert message["Subject"] == "Ada kewajiban baru"
    assert message["To"] == cast.hotline.email
    assert message["Auto-Submitted"] == "auto-generated"
    assert f"https://tuntas.contoh.test/meja/kewajiban/{row.about_id}/" in _body(message)
    text = message.as_string()
    for secret in (LABEL, cast.hotline.name, str(row.dossier_id), str(cast.hotline.pk), cast.unit.name):
        assert secret not in text
    row.refresh_from_db()
    assert (row.status, row.attempts, row.response) == (Delivery.SENT, 1, "250")
    assert jobs.send() == 0
    assert len(smtp.messages) == 1


def test_a_digest_is_one_letter_however_many_wait(cast: Cast, notice: Write, smtp: Mailbox) -> None:
    rows = [notice(daily=True) for _ in range(5)] + [notice(daily=True, user=cast.head)]
    assert jobs.send() == 0
    Notice.objects.update(next_attempt_at=timezone.now())
    assert jobs.send() == 2
    assert sorted(message["To"] for message in smtp.messages) == sorted([cast.hotline.email, cast.head.email])
    assert Notice.objects.filter(status=Delivery.SENT).count() == len(rows)
    assert all("https://tuntas.contoh.test/meja/kewajiban/" in _body(message).split() for message in smtp.messages)


def test_a_digest_takes_also_what_one_batch_did_not_claim(notice: Write) -> None:
    for _ in range(5):
        notice(daily=True)
    at = timezone.now() + timedelta(days=2)
    (envelope,) = delivery.claim(by=BY, at=at, limit=2)
    assert len(envelope.notice_ids) == 5


def test_a_refused_address_is_a_bounce(cast: Cast, notice: Write, smtp: Mailbox) -> None:
    smtp.refuse.add(cast.hotline.email)
    row, other = notice(), notice(user=cast.head)
    jobs.send()
    row.refresh_from_db()
    other.refresh_from_db()
    assert (row.status, row.response) == (Delivery.BOUNCED, "550")
    assert other.status == Delivery.SENT
    event = Event.objects.get(kind="notice.bounced")
    assert event.data == {"code": "550", "count": 1}
    assert cast.hotline.email not in str(event.data) + row.response


class Grumpy:
    """A server with something against letters for a while."""

    def __init__(self, mailbox: Mailbox, answer: str) -> None:
        self.answer, self.accept = answer, mailbox.handle_DATA

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - as in tests/mail.py
        return self.answer or await self.accept(server, session, envelope)


def test_a_temporary_failure_is_tried_again_later(
    notice: Write, smtp: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    grumpy = Grumpy(smtp, "451 4.3.0 Try later")
    monkeypatch.setattr(smtp, "handle_DATA", grumpy.handle_DATA)
    row = notice()
    jobs.send()
    row.refresh_from_db()
    assert (row.status, row.attempts, row.response) == (Delivery.WAITING, 1, "451 4.3.0")
    assert row.next_attempt_at > timezone.now() + timedelta(minutes=1)
    assert jobs.send() == 0
    grumpy.answer = ""
    _come(row)
    assert jobs.send() == 1
    row.refresh_from_db()
    assert (row.status, row.attempts) == (Delivery.SENT, 2)
    assert len(smtp.messages) == 1


def test_a_letter_refused_for_good_is_a_bounce(notice: Write, smtp: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "handle_DATA", Grumpy(smtp, "554 5.7.1 No").handle_DATA)
    row = notice()
    jobs.send()
    row.refresh_from_db()
    assert (row.status, row.response) == (Delivery.BOUNCED, "554 5.7.1")


def test_without_a_server_it_waits_and_is_given_up_in_the_end(notice: Write, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    row, other = notice(), notice()
    for wait in delivery.BACKOFF:
        assert jobs.send() == 2
        row.refresh_from_db()
        assert row.status == Delivery.WAITING
        assert row.next_attempt_at - timezone.now() > wait - timedelta(minutes=1)
        Notice.objects.update(next_attempt_at=timezone.now())
    jobs.send()
    row.refresh_from_db()
    other.refresh_from_db()
    assert row.status == other.status == Delivery.FAILED
    # One knock on the door is enough; which of the two knocked is of no importance: both were due at once.
    assert {row.response, other.response} == {"ConnectionRefusedError", "not tried"}
    assert Event.objects.filter(kind="notice.failed").count() == 2


def test_a_worker_that_dies_after_sending_repeats_the_same_letter_once(
    notice: Write, smtp: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(*args: object, **options: object) -> None:
        raise Killed

    row = notice()
    with monkeypatch.context() as patch:
        patch.setattr(delivery, "sent", die)
        with pytest.raises(Killed):
            jobs.send()
    assert jobs.send() == 0  # not before the time of the next attempt
    _come(row)
    jobs.send()
    row.refresh_from_db()
    assert row.status == Delivery.SENT
    first, second = (message["Message-ID"].strip() for message in smtp.messages)
    assert first == second == f"<kewajiban-{row.pk}@tuntas.contoh.test>"


def test_a_digest_repeated_after_a_death_keeps_its_name(notice: Write) -> None:
    for _ in range(3):
        notice(daily=True)
    at = timezone.now() + timedelta(days=1)
    (first,) = delivery.claim(by=BY, at=at)
    notice(daily=True)
    (second,) = delivery.claim(by=BY, at=at + timedelta(days=1))
    assert first.message_id == second.message_id


def test_a_slow_server_does_not_outlast_the_claim(
    notice: Write, smtp: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = notice(), notice()
    monkeypatch.setattr(jobs, "PATIENCE", 0)
    jobs.send()
    for row in (first, second):
        row.refresh_from_db()
        assert (row.status, row.response) == (Delivery.WAITING, "not tried")
    assert not smtp.messages
    assert timedelta(seconds=180 + 2 * 20) < delivery.LEASE  # the patience of one batch, and the letter it began last


def test_a_closed_account_gets_nothing(cast: Cast, notice: Write, smtp: Mailbox) -> None:
    row = notice()
    cast.hotline.is_active = False
    cast.hotline.save()
    assert jobs.send() == 0
    row.refresh_from_db()
    assert row.status == Delivery.SKIPPED
    assert not smtp.messages


def test_what_one_worker_claimed_another_does_not_send(notice: Write) -> None:
    notice()
    at = timezone.now()
    assert len(delivery.claim(by=BY, at=at)) == 1
    assert delivery.claim(by=BY, at=at) == []
