"""The mail with a letter: words that say nothing, the letter itself, and a one-time link to confirm it.

It goes to the official address of an office, and the letter is about no person concerned.
"""

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from tuntas.access.actors import Actor
from tuntas.letters import links, press, typeset
from tuntas.letters.models import Delivery

SUBJECT = "Ada surat dinas untuk kantor Anda"


def message(delivery: Delivery, *, by: Actor, at: datetime) -> EmailMessage:
    """Ready to be sent. Raises press.PressFailed."""
    letter = delivery.letter
    assert letter
    stored = dict(letter.open_fields or {})
    pdf = press.pdf(str(letter.kind), typeset.data(letter, stored, logo=typeset.logo(stored, by=by, at=at)))
    link = settings.TUNTAS_BASE_URL + reverse("letters:received", args=[links.token_of(delivery)])
    mail = EmailMessage(
        SUBJECT,
        render_to_string("letters/mail.txt", {"link": link}),
        to=[delivery.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    mail.attach(f"surat-{letter.pk.hex[-8:]}.pdf", pdf, "application/pdf")
    return mail
