"""The letter of a referral or transfer: what is printed for an agency that reads paper."""

from datetime import datetime

from tuntas.accounts.models import User
from tuntas.cases.states import LegalBasis
from tuntas.letters import contents
from tuntas.letters.actions import letters
from tuntas.letters.models import Letter
from tuntas.letters.states import LetterKind, Nature
from tuntas.referrals.models import Referral
from tuntas.referrals.policies.sending import grave_secrecy
from tuntas.referrals.states import Need, ReferralKind

OPENINGS = {
    ReferralKind.REFERRAL: "Dengan hormat, bersama ini kami mohon layanan Saudara bagi penerima layanan berikut. Kasusnya"
    " tetap kami tangani. Data dibatasi pada yang diperlukan; mohon disimpan rahasia.",
    ReferralKind.TRANSFER: "Dengan hormat, bersama ini kami mohon Saudara mengambil alih penanganan berikut. Sampai ada"
    " jawaban menerima, penanganan tetap pada kami. Data dibatasi pada yang diperlukan; mohon disimpan rahasia.",
}
CLOSING = (
    "Mohon slip jawaban dikembalikan kepada kami. Atas perhatian dan kerja sama Saudara kami ucapkan terima kasih."
)


def issue(referral: Referral, *, shared: str, told: str, by: User, at: datetime) -> Letter:
    """Take a number and store the letter under the case's dossier. The caller checked who may send."""
    transfer = referral.kind == ReferralKind.TRANSFER
    kind = LetterKind.TRANSFER if transfer else LetterKind.REFERRAL
    content = contents.Content(
        opening=OPENINGS[ReferralKind(referral.kind)],
        closing=CLOSING,
        secrecy=grave_secrecy(referral.case),
        sections=_sections(referral, shared, told),
    )
    return letters.issue(
        agency=referral.case.agency, kind=kind, nature=Nature.SECRET, subject_line=contents.NEUTRAL_SUBJECTS[kind],
        recipient=f"Pimpinan {referral.receiver.name}"[:150], fields=content.as_fields(), dossier_id=referral.case_id, by=by,
        at=at,
    )  # fmt: skip


def _sections(referral: Referral, shared: str, told: str) -> tuple[contents.Section, ...]:
    case = referral.case
    who = f" · {referral.victim.label}" if referral.victim else ""
    rows = [
        ("Nomor penanganan", f"{case.number}{who}"),
        ("Yang diminta", Need(referral.need).label),
        ("Mendesak", "Ya" if referral.urgent else "Tidak"),
        ("Keterangan", shared),
        ("Dasar berbagi data", LegalBasis(referral.basis).label),
    ]
    if referral.duty is not None and referral.duty.agency_id == referral.receiver_id:
        due = referral.duty.due_at.astimezone(case.agency.zone)
        rows.append(("Mohon konfirmasi sebelum", f"{due:%d-%m-%Y jam %H.%M}"))
    found = [contents.Section("", tuple(rows))]
    if told:
        identity = tuple((label, text) for label, _, text in (line.partition(": ") for line in told.split("\n")))
        found.append(contents.Section("Identitas yang diperlukan", identity))
    return tuple(found)
