"""Refusals of sending, withdrawing and writing down on our side."""

from datetime import date

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.agencies.models import Agency
from tuntas.cases import kinds
from tuntas.cases.models import Case, Consent, Party
from tuntas.cases.policies import children, consents, grave
from tuntas.cases.policies.reach import check_known, check_moving, check_within
from tuntas.cases.states import ConsentScope, LegalBasis, PartyRole
from tuntas.core import vault
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.letters.models import Letter
from tuntas.obligations.models import Obligation
from tuntas.referrals import receivers
from tuntas.referrals.models import Referral
from tuntas.referrals.states import OPEN, Need, ReferralKind, Result, Status, check_transition

# Asked for at once, whatever is ticked: 72 hours after the incident (R39), and while she is in danger (R05).
AT_ONCE = frozenset({Need.URGENT_HEALTH, Need.POLICE_PROTECTION})
NO_RECEIVER = "Lembaga ini tidak dapat dipilih untuk kebutuhan ini. Pilih lembaga lain."


def check_side(actor: Actor, case: Case) -> None:
    """Whoever sends referrals of this case, and is not behind its wall."""
    check_within(actor, case, Permission.REFERRAL_SEND, "Rujukan hanya dikirim oleh tim kasus ini.")
    check_known(actor, case)


def check_send(actor: Actor, case: Case) -> None:
    """A referral is sent while the case moves."""
    check_side(actor, case)
    check_moving(case)


def check_kind(kind: ReferralKind, need: Need) -> None:
    """The two are never mixed: taking over is a transfer, and a transfer asks for nothing else."""
    if (kind is ReferralKind.TRANSFER) != (need is Need.TAKE_OVER):
        raise Denied("Pelimpahan hanya untuk pengambilalihan kasus; kebutuhan lain dirujuk dan kasus tetap pada kami.")


def check_transfer_once(case: Case, kind: ReferralKind) -> None:
    """One authority at a time is asked to take it."""
    if kind is ReferralKind.TRANSFER and open_of(case, ReferralKind.TRANSFER):
        raise InvalidTransition("Kasus ini sedang dilimpahkan. Tarik kembali dulu sebelum melimpahkan ke lembaga lain.")


def check_wall_decided(case: Case) -> None:
    """Where somebody reported may be a colleague somewhere, it is decided first who must not know; then it goes out."""
    if Obligation.objects.unsettled().filter(dossier_id=case.pk, kind=kinds.SET_WALL.code).exists():
        raise Denied("Tentukan dulu pembatas akses kasus ini, lalu kirim. Terlapor mungkin bekerja di sebuah lembaga.")


def open_of(case: Case, kind: ReferralKind) -> bool:
    """Whether something of a kind is under way."""
    return Referral.objects.filter(case=case, kind=kind, is_open=True).exists()


def check_receiver(
    case: Case, kind: ReferralKind, need: Need, receiver: Agency, *, level: str = "", operator: str = "", on: date
) -> None:
    """The sentence does not say why somebody cannot be chosen: it may be a wall."""
    rows = receivers.possible(case, kind, need, level=level, operator=operator, on=on)
    if not rows.filter(pk=receiver.pk).exists():
        raise Denied(NO_RECEIVER)


def check_victim(case: Case, kind: ReferralKind, victim: Party | None) -> None:
    """Somebody of this case who suffered it; a transfer may be of the whole case."""
    if victim is None:
        if kind is ReferralKind.REFERRAL:
            raise Denied("Pilih korban yang dirujuk.")
        return
    if victim.case_id != case.pk or victim.role != PartyRole.VICTIM or victim.removed_at is not None:
        raise Denied(
            "Yang dirujuk adalah korban dalam kasus ini. Identitas pelapor dan saksi tidak dibagikan.", rule="R31"
        )


def basis_consent(
    case: Case, victim: Party | None, receiver: Agency, basis: LegalBasis, note: str, *, on: date
) -> Consent | None:
    """The consent that holds, where consent is the basis; another basis needs its reason. Raises Denied."""
    if basis is not LegalBasis.CONSENT:
        if not note.strip():
            raise Denied("Tuliskan mengapa data dibagikan tanpa persetujuan: kepentingan vital atau kewajiban apa.")
        return None
    found = consents.valid_for(case, victim, ConsentScope.SHARING, receiver, on=on) if victim else None
    if found is None:
        raise Denied(
            "Belum ada persetujuan yang berlaku untuk berbagi data dengan lembaga ini. Catat persetujuannya dulu, atau"
            " pilih dasar lain. Pertolongan darurat tidak menunggu persetujuan."
        )
    return found


def check_secrecy(case: Case, *, identity: bool, acknowledged: bool) -> None:
    """R36: identities in a trafficking case leave only with the notice that they are kept secret by law."""
    if identity and grave_secrecy(case) and not acknowledged:
        raise Denied(
            "Identitas dalam perkara TPPO wajib dirahasiakan. Nyatakan sudah membaca pemberitahuannya.", rule="R36"
        )


def grave_secrecy(case: Case) -> bool:
    """Whether the case is or ever was held to be trafficking."""
    return case.trafficking_alert or case.ever_trafficking or grave.rule_of(case) == "R02"


def check_school(actor: Actor, referral: Referral) -> None:
    """Found out that the suspect does not work there: then it goes out."""
    check_send(actor, referral.case)
    if referral.status != Status.WAITING:
        raise InvalidTransition("Rujukan ini tidak menunggu pemeriksaan sekolah.")


def check_still_based(referral: Referral, *, on: date) -> None:
    """Consent that ended while it waited is none."""
    consent = referral.consent
    if consent is not None and (consent.withdrawn_at or (consent.expires_date and consent.expires_date < on)):
        raise Denied(
            "Persetujuan yang menjadi dasar rujukan ini sudah berakhir atau dicabut. Tarik kembali rujukan ini."
        )


def check_withdraw(actor: Actor, referral: Referral) -> None:
    """The sender does not ask any longer."""
    check_side(actor, referral.case)
    check_transition(referral.status, Status.WITHDRAWN)


def check_record(actor: Actor, referral: Referral, status: Status = Status.ACKNOWLEDGED) -> None:
    """What came on paper or by telephone is written down by our side."""
    check_side(actor, referral.case)
    if Status(referral.status) not in OPEN or referral.status == Status.WAITING:
        raise InvalidTransition("Rujukan ini tidak menunggu jawaban.")
    check_transition(referral.status, status)


def check_read(actor: Actor, referral: Referral) -> None:
    """Whoever decides the next step has read the answer."""
    check_side(actor, referral.case)
    if Status(referral.status) in OPEN and not referral.result:
        raise InvalidTransition("Belum ada jawaban yang dibaca.")


def is_unmet(referral: Referral) -> bool:
    """Whether what was asked for has not come: declined, not possible, or taken back by what happened."""
    return referral.status in {Status.DECLINED, Status.WITHDRAWN} or referral.result == Result.NOT_POSSIBLE


def check_next(referral: Referral, text: str) -> None:
    """R20: a need that was not met is asked for again, or it is written down what is done instead."""
    if not is_unmet(referral) or referral.case.closed_at is not None or text.strip():
        return
    again = Referral.objects.filter(case=referral.case, need=referral.need, created_at__gte=referral.ended_at)
    if not again.exclude(pk=referral.pk).exists():
        raise Denied(
            "Kebutuhan ini belum terpenuhi. Rujuk ke lembaga lain dulu, atau tuliskan apa yang dilakukan sebagai gantinya.",
            rule="R20",
        )


def check_print(actor: Actor, referral: Referral) -> None:
    """The letter is printed by those who send it."""
    check_side(actor, referral.case)
    if referral.letter is None:
        raise InvalidTransition("Surat terbit saat rujukan dikirim.")


def check_letter(letter: Letter) -> None:
    """R12: a letter that was right when it was written names somebody who is known to be a child now. Asked by letters."""
    referral = Referral.objects.select_related("case").filter(letter=letter).first()
    if referral is None:
        return
    box = vault.box(referral.case_id)
    texts = [box.unseal(referral, "shared"), box.unseal(referral, "identity")]
    if any(children.without_children(referral.case, text) != text for text in texts):
        raise Denied(
            "Sejak surat ini terbit diketahui bahwa yang disebut di dalamnya anak. Surat tidak dicetak lagi: batalkan,"
            " tarik rujukannya, lalu kirim yang baru.",
            rule="R12",
        )
