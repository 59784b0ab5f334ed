"""The life of a letter, and its words."""

from django.db.models import TextChoices

from tuntas.core.policies import check_step


class LetterStatus(TextChoices):
    """A letter has its number from the first moment; a voided one keeps it and stays visible."""

    ISSUED = "issued", "Terbit"
    VOIDED = "voided", "Dibatalkan"


LETTER_TRANSITIONS: dict[LetterStatus, set[LetterStatus]] = {
    LetterStatus.ISSUED: {LetterStatus.VOIDED},
    LetterStatus.VOIDED: set(),
}


def check_letter_transition(current: str, new: LetterStatus) -> None:
    """Raises InvalidTransition when the step does not exist."""
    check_step(LETTER_TRANSITIONS, current, new, "Surat ini sudah dibatalkan.")


class Nature(TextChoices):
    """Sifat surat."""

    ORDINARY = "ordinary", "Biasa"
    LIMITED = "limited", "Terbatas"
    SECRET = "secret", "Rahasia"


class VoidReason(TextChoices):
    """Why a letter does not count any more: a code, so that the register holds no words about people."""

    WRONG_CONTENT = "wrong_content", "Isi atau data keliru"
    WRONG_RECIPIENT = "wrong_recipient", "Penerima keliru"
    NOT_SENT = "not_sent", "Tidak jadi dikirim"
    REPLACED = "replaced", "Diganti surat lain"


class LetterKind(TextChoices):
    """Which document."""

    REFERRAL = "referral", "Surat rujukan"
    TRANSFER = "transfer", "Surat pelimpahan"
    CASE_SUMMARY = "case_summary", "Ringkasan kasus"
    INVITATION = "invitation", "Surat undangan"
