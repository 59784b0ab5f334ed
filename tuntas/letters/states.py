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
    NOTIFICATION = "notification", "Surat pemberitahuan"
    ASSIGNMENT = "assignment", "Surat tugas"
    REMINDER = "reminder", "Surat pengingat"
    DECREE = "decree", "Surat keputusan"
    CERTIFICATE = "certificate", "Sertifikat"


# About no person concerned: no dossier, and their content may be read by whoever reads the register.
OPEN_KINDS = frozenset({
    LetterKind.INVITATION, LetterKind.NOTIFICATION, LetterKind.ASSIGNMENT, LetterKind.REMINDER, LetterKind.DECREE,
    LetterKind.CERTIFICATE,
})  # fmt: skip
# What can go to every kelurahan, RW and RT.
BULK_KINDS = (LetterKind.NOTIFICATION, LetterKind.INVITATION, LetterKind.REMINDER)


class SigningWay(TextChoices):
    """How a letter was signed."""

    SCAN = "scan", "Pindaian surat bertanda tangan"
    CERTIFICATE = "certificate", "Tanda tangan elektronik"


class SigningAct(TextChoices):
    """How all letters of a batch are signed in one act."""

    CERTIFICATE = "certificate", "Tanda tangan elektronik pada setiap surat"
    HAND = "hand", "Tanda tangan basah pada semua surat"


class BatchStatus(TextChoices):
    """Letters to many areas. Open until all is confirmed or somebody ends it: each open state has a keeping duty."""

    DRAFT = "draft", "Rancangan"
    CHECKED = "checked", "Sudah diperiksa"
    MAKING = "making", "Sedang dibuat"
    MADE = "made", "Sudah dibuat"
    SENT = "sent", "Sudah dikirim"
    CLOSED = "closed", "Selesai"
    DROPPED = "dropped", "Tidak jadi"


OPEN_BATCHES = frozenset({
    BatchStatus.DRAFT, BatchStatus.CHECKED, BatchStatus.MAKING, BatchStatus.MADE, BatchStatus.SENT,
})  # fmt: skip
NUMBERED = frozenset({BatchStatus.MADE, BatchStatus.SENT, BatchStatus.CLOSED})
BATCH_TRANSITIONS: dict[BatchStatus, set[BatchStatus]] = {
    BatchStatus.DRAFT: {BatchStatus.CHECKED, BatchStatus.DROPPED},
    BatchStatus.CHECKED: {BatchStatus.DRAFT, BatchStatus.MAKING, BatchStatus.DROPPED},
    BatchStatus.MAKING: {BatchStatus.MADE},
    BatchStatus.MADE: {BatchStatus.SENT},
    BatchStatus.SENT: {BatchStatus.CLOSED},
    BatchStatus.CLOSED: set(),
    BatchStatus.DROPPED: set(),
}


def check_batch_transition(current: str, new: BatchStatus) -> None:
    """Raises InvalidTransition when the step does not exist."""
    check_step(BATCH_TRANSITIONS, current, new, "Surat massal berstatus “{old}” tidak dapat menjadi “{new}”.")


class Way(TextChoices):
    """How a letter goes out."""

    HAND = "hand", "Diantar"
    PRINT = "print", "Diambil di kantor"
    EMAIL = "email", "Surel"


class ReceiptVia(TextChoices):
    """How it became known that a letter arrived."""

    QR = "qr", "Pindai kode QR"
    LINK = "link", "Tautan surel"
    HAND = "hand", "Dicatat sekretariat"
    REMINDER = "reminder", "Lewat surat pengingat"


class CloseReason(TextChoices):
    """Why a batch ended."""

    ALL_CONFIRMED = "all_confirmed", "Semua tanda terima masuk"
    ENOUGH = "enough", "Diakhiri: sisanya sudah ditagih dan dicatat"
    REPLACED = "replaced", "Diganti surat lain"
    FOLLOWED = "followed", "Pengingat: tanda terima dihitung pada surat pertama"
