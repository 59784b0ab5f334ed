"""The life of a letter, and its words."""

from django.db.models import TextChoices

from tuntas.core.errors import InvalidTransition


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
    if new not in LETTER_TRANSITIONS[LetterStatus(current)]:
        raise InvalidTransition("Surat ini sudah dibatalkan.")


class Nature(TextChoices):
    """Sifat surat."""

    ORDINARY = "ordinary", "Biasa"
    LIMITED = "limited", "Terbatas"
    SECRET = "secret", "Rahasia"


class LetterKind(TextChoices):
    """Which document."""

    REFERRAL = "referral", "Surat rujukan"
    TRANSFER = "transfer", "Surat pelimpahan"
    CASE_SUMMARY = "case_summary", "Ringkasan kasus"
