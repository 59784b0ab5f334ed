"""The mail with a one-time link: that something waits, and where. No name, no number, not even from whom."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from tuntas.access.actors import System
from tuntas.referrals import secrets
from tuntas.referrals.actions import links
from tuntas.referrals.models import Link

POST = System("pengirim tautan")
SUBJECT = "Ada surat untuk lembaga Anda"
RETRY = RetryStrategy(max_attempts=8, exponential_wait=6)


@app.task(name=links.JOB, retry=RETRY)
def mail_link(link_id: str) -> bool:
    """Send the letter once; False when there is nothing to send or the address does not exist."""
    link = Link.objects.select_related("referral__case").filter(pk=link_id, revoked_at__isnull=True).first()
    if link is None or link.mailed_at is not None:
        return False
    address = settings.TUNTAS_BASE_URL + reverse("referrals:link", args=[secrets.token_of(link)])
    body = render_to_string("referrals/mail.txt", {"link": address})
    letter = EmailMessage(SUBJECT, body, to=[link.sent_to], headers={"Auto-Submitted": "auto-generated"})
    try:
        letter.send()
    except smtplib.SMTPRecipientsRefused as error:
        if all(500 <= code < 600 for code, _ in error.recipients.values()):
            return False
        raise
    links.mailed(link, by=POST, at=timezone.now())
    return True
