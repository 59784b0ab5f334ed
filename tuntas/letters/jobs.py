"""What the worker does about letters. Twice is harmless."""

import smtplib
from uuid import UUID

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from tuntas.access.actors import System
from tuntas.letters import post
from tuntas.letters.actions import batch_signing, batches, chasing, mailing, making
from tuntas.letters.models import Batch, Delivery
from tuntas.letters.states import LetterStatus, Way

PRINTER = System("pencetak surat")
SIGNER = System("penanda tangan surat")
POST = System("pengirim surat")
CHASER = System("penagih tanda terima")
RETRY = RetryStrategy(max_attempts=5, exponential_wait=4)


@app.task(name=batches.MAKE_JOB, retry=RETRY)
def make(batch_id: str) -> bool:
    """Numbers, then print; goes on where another run was broken off. False if there was nothing to do."""
    batch = Batch.objects.select_related("agency__area").get(pk=batch_id)
    while making.number_next(batch, by=PRINTER, at=timezone.now()):
        pass
    return making.print_all(batch, by=PRINTER, at=timezone.now())


@app.task(name=batch_signing.SIGN_JOB, retry=RETRY)
def sign(batch_id: str) -> int:
    """Sign what is not signed of a batch, as somebody ordered; goes on where another run was broken off; returns how many."""
    batch, signed = Batch.objects.get(pk=batch_id), 0
    while done := batch_signing.sign_next(batch, by=SIGNER, at=timezone.now()):
        signed += done
    return signed


@app.task(name=batches.MAIL_JOB, retry=RETRY)
def mail(batch_id: str) -> int:
    """Send what goes by mail and has not gone yet; returns how many. The words say nothing, the letter is enclosed."""
    rows = Delivery.objects.filter(batch=UUID(batch_id), way=Way.EMAIL, mailed_at__isnull=True, mail_failed=False)
    rows = rows.filter(letter__status=LetterStatus.ISSUED).select_related("batch", "letter")
    sent = 0
    for row in rows.order_by("position"):
        try:
            post.message(row, by=POST, at=timezone.now()).send()
        except smtplib.SMTPRecipientsRefused as error:
            if not all(500 <= code < 600 for code, _ in error.recipients.values()):
                raise
            mailing.refused(row, by=POST, at=timezone.now())
        else:
            mailing.mailed(row, by=POST, at=timezone.now())
            sent += 1
    return sent


@app.task(name="tuntas.letters.jobs.chase")
def chase(timestamp: int = 0) -> int:
    """Open the duties of batches whose receipts are overdue; returns how many."""
    return chasing.chase_due(by=CHASER, at=timezone.now())
