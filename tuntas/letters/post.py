"""The mail with a letter: words that say nothing, the letter itself, and a one-time link to confirm it.

It goes to the official address of an office, and the letter is about no person concerned.
"""

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from tuntas.access.actors import Actor
from tuntas.files.actions import files
from tuntas.letters import links, press, typeset
from tuntas.letters.models import Delivery, Letter

SUBJECT = "Ada surat dinas untuk kantor Anda"


def message(delivery: Delivery, *, by: Actor, at: datetime) -> EmailMessage:
    """Ready to be sent. Raises press.PressFailed."""
    letter = delivery.letter
    assert letter
    link = settings.TUNTAS_BASE_URL + reverse("letters:received", args=[links.token_of(delivery)])
    mail = EmailMessage(
        SUBJECT,
        render_to_string("letters/mail.txt", {"link": link}),
        to=[delivery.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    mail.attach(f"surat-{letter.pk.hex[-8:]}.pdf", _pdf(letter, by=by, at=at), "application/pdf")
    return mail


def _pdf(letter: Letter, *, by: Actor, at: datetime) -> bytes:
    """As it was signed with a certificate, if it was."""
    copy = letter.signed_copies.filter(good=True).select_related("file").order_by("-at", "-pk").first()
    if copy is not None:
        return files.read(copy.file, by=by, at=at)
    stored = dict(letter.open_fields or {})
    return press.pdf(str(letter.kind), typeset.data(letter, stored, logo=typeset.logo(stored, by=by, at=at)))
