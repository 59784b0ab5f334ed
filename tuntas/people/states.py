"""The life of a merge, and the words of a person's sheet."""

from django.db.models import TextChoices

from tuntas.core.policies import check_step


class MergeStatus(TextChoices):
    """Two sheets of one person: proposed by one, decided by another, reversible. PROPOSED has a keeping duty."""

    PROPOSED = "proposed", "Menunggu orang kedua"
    MERGED = "merged", "Digabungkan"
    REJECTED = "rejected", "Bukan orang yang sama"
    WITHDRAWN = "withdrawn", "Ditarik"
    REVERSED = "reversed", "Dipisahkan lagi"


MERGE_TRANSITIONS: dict[MergeStatus, set[MergeStatus]] = {
    MergeStatus.PROPOSED: {MergeStatus.MERGED, MergeStatus.REJECTED, MergeStatus.WITHDRAWN},
    MergeStatus.MERGED: {MergeStatus.REVERSED},
    MergeStatus.REJECTED: set(),
    MergeStatus.WITHDRAWN: set(),
    MergeStatus.REVERSED: set(),
}


def check_merge_transition(current: str, new: MergeStatus) -> None:
    """Raises InvalidTransition when the step does not exist."""
    check_step(MERGE_TRANSITIONS, current, new, "Penggabungan ini sudah “{was}”.")


class Sex(TextChoices):
    """As SIMFONI PPA counts."""

    FEMALE = "f", "Perempuan"
    MALE = "m", "Laki-laki"
    UNKNOWN = "", "Tidak diketahui"


class Disability(TextChoices):
    """Kinds of disability (UU 8/2016)."""

    PHYSICAL = "physical", "Fisik"
    INTELLECTUAL = "intellectual", "Intelektual"
    MENTAL = "mental", "Mental"
    SENSORY = "sensory", "Sensorik"
    MULTIPLE = "multiple", "Ganda"


class Education(TextChoices):
    """SIMFONI's list."""

    NONE = "none", "Tidak sekolah"
    PRESCHOOL = "preschool", "PAUD / TK"
    PRIMARY = "primary", "SD"
    LOWER_SECONDARY = "lower_secondary", "SLTP"
    UPPER_SECONDARY = "upper_secondary", "SLTA"
    TERTIARY = "tertiary", "Perguruan tinggi"
    UNKNOWN = "", "Tidak diketahui"


class SchoolOperator(TextChoices):
    """Who runs the school: decides which authority is asked (UPPER_SECONDARY: province; madrasah: Kemenag)."""

    REGENCY = "regency", "Sekolah negeri atau swasta, dinas kabupaten/kota"
    PROVINCE = "province", "SMA/SMK/SLB, dinas provinsi"
    RELIGIOUS = "religious", "Madrasah atau pesantren, Kemenag"
    UNKNOWN = "", "Tidak diketahui"


class Work(TextChoices):
    """SIMFONI's list."""

    NONE = "none", "Tidak bekerja"
    STUDENT = "student", "Pelajar"
    HOUSEWIFE = "housewife", "Ibu rumah tangga"
    PRIVATE = "private", "Swasta / buruh"
    CIVIL = "civil", "PNS / TNI / Polri"
    TRADE_FARM_FISH = "trade_farm_fish", "Pedagang / tani / nelayan"
    WORKING = "working", "Bekerja"
    UNKNOWN = "", "Tidak diketahui"


class Marital(TextChoices):
    """SIMFONI's list."""

    SINGLE = "single", "Belum kawin"
    CIVIL = "civil", "Nikah catatan sipil"
    RELIGIOUS = "religious", "Nikah agama"
    CUSTOMARY = "customary", "Nikah adat"
    NONE = "none", "Tidak ada status nikah"
    DIVORCED = "divorced", "Cerai"
    UNKNOWN = "", "Tidak diketahui"


class SafeChannel(TextChoices):
    """How she may be reached."""

    CALL = "call", "Telepon"
    SMS = "sms", "SMS"
    WHATSAPP = "whatsapp", "WhatsApp"
    VISIT = "visit", "Bertemu langsung"
    THROUGH_OTHER = "through_other", "Lewat orang yang dipercaya"
    NONE = "", "Jangan dihubungi"
