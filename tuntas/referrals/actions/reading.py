"""Reading what was shared and answered: each reading is an event."""

from datetime import datetime

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.cases.actions import parties
from tuntas.cases.policies import children
from tuntas.core import vault
from tuntas.letters.actions import printing
from tuntas.referrals.identity import as_known_now
from tuntas.referrals.models import Referral
from tuntas.referrals.policies import answering, sending

TEXTS = ("shared", "basis_note", "answer", "next_step", "answerer")


@transaction.atomic
def shared(referral: Referral, *, by: User, at: datetime) -> dict[str, str]:
    """What was asked and what came back. Raises vault.Erased."""
    answering.check_shared(by, referral, on=referral.case.agency.today(at))
    _record("referral.read", referral, by=by, at=at)
    box = vault.box(referral.case_id)
    texts = {name: box.unseal(referral, name) for name in TEXTS}
    return texts | {"shared": children.without_children(referral.case, texts["shared"])}


@transaction.atomic
def identity(referral: Referral, *, by: User, at: datetime) -> str:
    """The lines of identity that were shared. The button stands under the notice of secrecy: pressing it is having
    read the notice, which is recorded (R36). Raises vault.Erased.
    """
    answering.check_identity(by, referral, on=referral.case.agency.today(at))
    if sending.grave_secrecy(referral.case):
        parties.acknowledge(referral.case, by=by, at=at)
    _record("referral.identity_shown", referral, by=by, at=at)
    return as_known_now(referral, vault.box(referral.case_id).unseal(referral, "identity"))


@transaction.atomic
def letter(referral: Referral, *, by: User, at: datetime) -> bytes:
    """The letter with its reply slip as PDF. Raises vault.Erased, letters.press.PressFailed."""
    sending.check_print(by, referral)
    assert referral.letter is not None
    return printing.pdf(referral.letter, by=by, at=at)


def _record(kind: str, referral: Referral, *, by: User, at: datetime) -> None:
    log.record(
        kind, referral, by=by, at=at, dossier_id=referral.case_id, agency_id=referral.case.agency_id,
        area_path=referral.case.area_path, receiver=referral.receiver_id, secrecy_notice=sending.grave_secrecy(referral.case),
    )  # fmt: skip
