"""The life of a referral and of a transfer; of the one-time link."""

from django.db.models import TextChoices

from tuntas.core.policies import check_step


class ReferralKind(TextChoices):
    """Two things that are never mixed: with a referral we keep the case; with a transfer they take it."""

    REFERRAL = "referral", "Rujukan (kasus tetap pada kami)"
    TRANSFER = "transfer", "Pelimpahan (kasus diambil alih penerima)"


class Status(TextChoices):
    """The first four are open and have a keeping duty: on the receiver's desk, or on ours while it waits to be sent."""

    WAITING = "waiting", "Menunggu syarat"
    SENT = "sent", "Dikirim"
    ACKNOWLEDGED = "acknowledged", "Dikonfirmasi terima"
    ACCEPTED = "accepted", "Diterima, dikerjakan"
    ANSWERED = "answered", "Dijawab"
    DECLINED = "declined", "Ditolak"
    WITHDRAWN = "withdrawn", "Ditarik kembali"


OPEN = frozenset({Status.WAITING, Status.SENT, Status.ACKNOWLEDGED, Status.ACCEPTED})

TRANSITIONS: dict[Status, set[Status]] = {
    Status.WAITING: {Status.SENT, Status.WITHDRAWN},
    Status.SENT: {Status.ACKNOWLEDGED, Status.ACCEPTED, Status.DECLINED, Status.ANSWERED, Status.WITHDRAWN},
    Status.ACKNOWLEDGED: {Status.ACCEPTED, Status.DECLINED, Status.ANSWERED, Status.WITHDRAWN},
    Status.ACCEPTED: {Status.ANSWERED, Status.WITHDRAWN},
    Status.ANSWERED: set(),
    Status.DECLINED: set(),
    Status.WITHDRAWN: set(),
}


def check_transition(current: str, new: Status) -> None:
    """Raises InvalidTransition when the step does not exist."""
    check_step(TRANSITIONS, current, new, "Rujukan berstatus “{old}” tidak dapat menjadi “{new}”.")


class Need(TextChoices):
    """What is asked for; a code, so that lists need no narrative."""

    MEDICAL = "medical", "Pemeriksaan dan pengobatan"
    URGENT_HEALTH = "urgent_health", "Layanan kesehatan segera (72 jam)"
    FORENSIC = "forensic", "Visum"
    POLICE_REPORT = "police_report", "Penerimaan laporan polisi"
    POLICE_PROTECTION = "police_protection", "Pelindungan sementara"
    LEGAL_AID = "legal_aid", "Bantuan hukum"
    SHELTER = "shelter", "Tempat aman"
    SCHOOL_RETURN = "school_return", "Kembali atau pindah sekolah dengan aman"
    SOCIAL_AID = "social_aid", "Bantuan dan rehabilitasi sosial"
    PSYCHOLOGY = "psychology", "Layanan psikologis"
    REPATRIATION = "repatriation", "Pemulangan"
    MIGRATION = "migration", "Dokumen dan perlindungan pekerja migran"
    LPSK = "lpsk", "Perlindungan saksi dan korban"
    CIVIL_DOCUMENTS = "civil_documents", "Dokumen kependudukan"
    TAKE_OVER = "take_over", "Pengambilalihan kasus"
    OTHER = "other", "Kebutuhan lain"


class Result(TextChoices):
    """What came of it, in the receiver's answer."""

    DONE = "done", "Sudah diberikan"
    PARTLY = "partly", "Sebagian diberikan"
    SCHEDULED = "scheduled", "Dijadwalkan"
    NOT_POSSIBLE = "not_possible", "Tidak dapat diberikan"


class DeclineReason(TextChoices):
    """Why it was declined."""

    NOT_OURS = "not_ours", "Bukan kewenangan kami"
    CAPACITY = "capacity", "Tidak ada kapasitas saat ini"
    INCOMPLETE = "incomplete", "Data belum cukup"
    CONFLICT = "conflict", "Ada benturan kepentingan"


class Item(TextChoices):
    """What of a victim may be told beside the text. None is ticked beforehand: least data."""

    NAME = "name", "Nama"
    AGE = "age", "Umur"
    SEX = "sex", "Jenis kelamin"
    CONTACT = "contact", "Cara menghubungi yang aman"
    ADDRESS = "address", "Alamat"
    NIK = "nik", "NIK"
    GUARDIAN = "guardian", "Wali"
    SCHOOL = "school", "Sekolah"
    ACCOMMODATION = "accommodation", "Kebutuhan khusus (disabilitas)"


class AnsweredBy(TextChoices):
    """How the answer came."""

    TUNTAS = "tuntas", "Di Tuntas"
    LINK = "link", "Lewat tautan sekali pakai"
    SLIP = "slip", "Slip kertas, dicatat petugas kami"
    PHONE = "phone", "Telepon, dicatat petugas kami"
