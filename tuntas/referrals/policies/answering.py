"""Refusals on the receiver's side. A receiver sees the referral, never the case."""

from datetime import date, datetime

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reaches
from tuntas.cases.models import Case
from tuntas.cases.policies import consents
from tuntas.cases.policies.reach import check_known, within
from tuntas.cases.policies.team import could_manage
from tuntas.cases.states import ConsentScope
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.referrals.models import Referral
from tuntas.referrals.states import OPEN, ReferralKind, Status, check_transition

STOPPED = "Persetujuan korban untuk rujukan ini sudah dicabut. Data tidak ditampilkan lagi dan rujukan dihentikan."


def check_receiver_side(actor: Actor, referral: Referral) -> None:
    """Whoever answers referrals at the agency it was sent to, and is not behind the wall."""
    check_known(actor, referral.case)
    if referral.sent_at is None or not reaches(
        actor, Permission.REFERRAL_ANSWER, agency_id=referral.receiver_id, area_path=referral.case.area_path
    ):
        raise Denied("Rujukan ini hanya dijawab oleh petugas lembaga penerima.")


def check_acknowledge(actor: Actor, referral: Referral) -> None:
    """It has arrived."""
    check_receiver_side(actor, referral)
    check_transition(referral.status, Status.ACKNOWLEDGED)


def check_accept(actor: Actor, referral: Referral) -> None:
    """They take it; nobody accepts at another desk of theirs what they have sent."""
    check_receiver_side(actor, referral)
    check_not_stopped(referral)
    if actor.id == referral.created_by_id:
        raise Denied("Rujukan diterima oleh orang lain daripada yang mengirimnya.")
    check_transition(referral.status, Status.ACCEPTED)


def opens_case(referral: Referral, *, at: datetime) -> bool:
    """Whether taking it over in Tuntas opens a case there: a transfer, to people with accounts, of whom one may manage it."""
    return (
        referral.kind == ReferralKind.TRANSFER
        and referral.receiver.uses_tuntas
        and could_manage(referral.case, referral.receiver, at=at)
    )


def check_no_case_lost(referral: Referral, *, at: datetime) -> None:
    """Whoever can open a case of their own says in Tuntas that they take it: a word of ours for theirs leaves her with nobody."""
    if opens_case(referral, at=at):
        raise Denied(
            "Penerima ini memakai Tuntas. Pelimpahan diterima di sana, supaya kasusnya terbuka dan korban tetap ada yang"
            " menangani."
        )


def check_decline(actor: Actor, referral: Referral) -> None:
    """They do not take it, and say why."""
    check_receiver_side(actor, referral)
    check_transition(referral.status, Status.DECLINED)


def check_answer(actor: Actor, referral: Referral) -> None:
    """Result, date, next step. A transfer is accepted or declined, which is its answer."""
    check_receiver_side(actor, referral)
    check_answerable(referral)


def check_answerable(referral: Referral) -> None:
    """The same without a person: for the one-time link and for the paper slip."""
    check_not_stopped(referral)
    if referral.kind == ReferralKind.TRANSFER:
        raise InvalidTransition("Pelimpahan dijawab dengan menerima atau menolak.")
    check_transition(referral.status, Status.ANSWERED)


def check_not_stopped(referral: Referral) -> None:
    """R11, PDP: what was sent on a consent that is withdrawn goes no further."""
    if is_stopped(referral):
        raise Denied(STOPPED)


def is_stopped(referral: Referral) -> bool:
    """Whether the consent it was sent on has been withdrawn."""
    return referral.consent is not None and referral.consent.withdrawn_at is not None


def check_shared(actor: Actor, referral: Referral, *, on: date) -> None:
    """What was told is read by the receiver who answers and by those who read the case."""
    check_known(actor, referral.case)
    if _reads_case(actor, referral.case):
        return
    check_receiver_side(actor, referral)
    check_not_stopped(referral)
    _check_still_served(referral, on=on)


def check_identity(actor: Actor, referral: Referral, *, on: date) -> None:
    """Identity is read by the receiver while it is theirs to do, and by those who send."""
    check_known(actor, referral.case)
    if within(actor, referral.case, Permission.REFERRAL_SEND):
        return
    check_receiver_side(actor, referral)
    check_not_stopped(referral)
    _check_still_served(referral, on=on)


def _check_still_served(referral: Referral, *, on: date) -> None:
    """The receiver reads what was told while they do it, while the case runs and while her consent holds."""
    if Status(referral.status) not in OPEN and referral.status != Status.ANSWERED:
        raise Denied("Rujukan ini sudah berakhir; isi dan identitasnya tidak dibuka lagi.")
    if referral.kind == ReferralKind.REFERRAL and referral.case.closed_at is not None:
        raise Denied("Penanganan oleh pengirim sudah selesai; isi dan identitas rujukan ini tidak dibuka lagi.")
    check_not_expired(referral, on=on)


def check_not_expired(referral: Referral, *, on: date) -> None:
    """What was told until a day is read until that day, unless she agreed anew; what is owed stays owed."""
    consent = referral.consent
    if consent is None or consent.expires_date is None or consent.expires_date >= on or referral.victim is None:
        return
    if consents.valid_for(referral.case, referral.victim, ConsentScope.SHARING, referral.receiver, on=on) is None:
        raise Denied(
            "Persetujuan korban untuk rujukan ini sudah berakhir; isi dan identitasnya tidak dibuka lagi. Mintalah pengirim"
            " memperbaruinya."
        )


def _reads_case(actor: Actor, case: Case) -> bool:
    return within(actor, case, Permission.CASE_READ) or within(actor, case, Permission.REFERRAL_SEND)
