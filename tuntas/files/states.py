"""What can be uploaded, for what, and how large."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import TextChoices

MEGABYTE = 1_048_576
LARGEST: int = settings.TUNTAS_UPLOAD  # of any upload; the pages that take one let this much through (core/body.py)


class Kind(TextChoices):
    """A picture is shown, a document is downloaded."""

    PHOTO = "photo", "Foto"
    DOCUMENT = "document", "Dokumen"


class MediaType(TextChoices):
    """What a stored file is. Every picture is stored as JPEG, whatever it was when it came."""

    PDF = "application/pdf", "PDF"
    JPEG = "image/jpeg", "JPEG"


class Purpose(TextChoices):
    """What the file is for; sets what is taken."""

    DECREE = "decree", "Surat keputusan"
    LETTER_LOGO = "letter_logo", "Lambang kop surat"
    LETTER_SCAN = "letter_scan", "Pindaian surat"
    SERVICE_PROOF = "service_proof", "Bukti layanan"
    POLICE_PROOF = "police_proof", "Tanda terima laporan polisi"
    MEETING_PHOTO = "meeting_photo", "Foto rapat"
    DECISION_EVIDENCE = "decision_evidence", "Bukti tindak lanjut"
    SIGNED_LIST = "signed_list", "Daftar hadir bertanda tangan"


class RemovalReason(TextChoices):
    """Why a file was taken away: a code, so that no words about people stay behind."""

    WRONG_FILE = "wrong_file", "Berkas keliru"
    REPLACED = "replaced", "Diganti berkas lain"
    NOT_NEEDED = "not_needed", "Tidak diperlukan lagi"
    NO_CONSENT = "no_consent", "Orang di dalamnya tidak setuju"


@dataclass(frozen=True)
class Limit:
    """What one purpose takes, and how long the longer side of a picture stays: an A4 page at 300 dpi fits 4,096."""

    kinds: frozenset[Kind]
    bytes: int = LARGEST
    longest: int = 4096


BOTH = frozenset(Kind)
LIMITS: dict[Purpose, Limit] = {
    Purpose.DECREE: Limit(BOTH),
    Purpose.LETTER_LOGO: Limit(
        frozenset({Kind.PHOTO}), bytes=MEGABYTE, longest=400
    ),  # stands on each of a thousand letters
    Purpose.LETTER_SCAN: Limit(BOTH),
    Purpose.SERVICE_PROOF: Limit(BOTH),
    Purpose.POLICE_PROOF: Limit(BOTH),
    Purpose.MEETING_PHOTO: Limit(frozenset({Kind.PHOTO}), longest=2048),  # several are shown on one page
    Purpose.DECISION_EVIDENCE: Limit(BOTH),
    Purpose.SIGNED_LIST: Limit(BOTH),
}
