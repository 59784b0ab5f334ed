"""Refusals of one-time links."""

from datetime import date, datetime

from tuntas.access.actors import Actor
from tuntas.agencies.models import PublicContact
from tuntas.agencies.states import ContactChannel
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.referrals.models import Link, Referral
from tuntas.referrals.policies.answering import check_not_stopped
from tuntas.referrals.policies.sending import check_side
from tuntas.referrals.states import OPEN, Status

MOST_WRONG = 5


def official_address(referral: Referral, *, on: date) -> str:
    """The agency's own e-mail address, verified within twelve months; empty when there is none."""
    rows = PublicContact.objects.verified(on).filter(agency=referral.receiver, channel=ContactChannel.EMAIL)
    return rows.order_by("-verified_date", "value").values_list("value", flat=True).first() or ""


def check_make(actor: Actor, referral: Referral, *, on: date) -> None:
    """For an agency without accounts that still owes an answer and has an official address."""
    check_side(actor, referral.case)
    if Status(referral.status) not in OPEN or referral.status == Status.WAITING:
        raise InvalidTransition("Rujukan ini tidak menunggu jawaban.")
    check_not_stopped(referral)
    if referral.receiver.uses_tuntas:
        raise Denied("Penerima ini menjawab sendiri di Tuntas; tautan tidak diperlukan.")
    if not official_address(referral, on=on):
        raise Denied(
            "Alamat surel resmi lembaga ini belum ada atau belum dipastikan dalam 12 bulan terakhir. Kirim surat dengan"
            " slip kertas, atau minta admin memastikan alamatnya."
        )


def check_revoke(actor: Actor, link: Link) -> None:
    """A link is taken away by those who send."""
    check_side(actor, link.referral.case)
    if link.revoked_at is not None:
        raise InvalidTransition("Tautan ini sudah dicabut.")


def holds(link: Link, *, at: datetime) -> bool:
    """Whether a link still leads anywhere: not revoked, not expired, not guessed at, its referral still open."""
    referral = link.referral
    stopped = referral.consent is not None and referral.consent.withdrawn_at is not None
    return (
        link.revoked_at is None
        and at < link.expires_at
        and link.wrong_codes < MOST_WRONG
        and Status(referral.status) in OPEN
        and referral.status != Status.WAITING
        and not stopped
    )
