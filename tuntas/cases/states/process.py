"""The lives of screening reviews, protection and shelter stays; the steps of the legal process."""

from django.db.models import TextChoices

from tuntas.core.policies import check_step

__all__ = [
    "PROTECTION_OPEN",
    "PROTECTION_TRANSITIONS",
    "SCREENING_TRANSITIONS",
    "SHELTER_TRANSITIONS",
    "Act",
    "LegalActor",
    "LegalStep",
    "Means",
    "ProtectionKind",
    "ProtectionStatus",
    "Purpose",
    "ScreeningStatus",
    "ShelterStatus",
    "check_protection_transition",
    "check_screening_transition",
    "check_shelter_transition",
]


class Act(TextChoices):
    """What was done (UU 21/2007 Pasal 1)."""

    RECRUIT = "recruit", "Merekrut atau mengajak"
    TRANSPORT = "transport", "Mengangkut atau mengantar"
    HARBOUR = "harbour", "Menampung atau menyembunyikan"
    SEND = "send", "Mengirim"
    TRANSFER = "transfer", "Memindahkan kepada orang lain"
    RECEIVE = "receive", "Menerima"


class Means(TextChoices):
    """By which means. A child needs none of them (R09)."""

    THREAT = "threat", "Ancaman kekerasan"
    FORCE = "force", "Kekerasan atau paksaan"
    ABDUCTION = "abduction", "Penculikan"
    CONFINEMENT = "confinement", "Penyekapan"
    FORGERY = "forgery", "Pemalsuan dokumen atau umur"
    DECEPTION = "deception", "Penipuan atau janji palsu"
    ABUSE_OF_POWER = "abuse_of_power", "Menyalahgunakan kekuasaan atau posisi rentan"
    DEBT = "debt", "Jeratan utang"
    PAYMENT = "payment", "Membayar orang yang berkuasa atas korban"


class Purpose(TextChoices):
    """For which exploitation."""

    PROSTITUTION = "prostitution", "Dilacurkan atau layanan seksual"
    FORCED_LABOUR = "forced_labour", "Kerja paksa atau upah ditahan"
    SLAVERY = "slavery", "Perbudakan atau pelayanan tanpa bebas pergi"
    EXTORTION = "extortion", "Pemerasan atau penindasan"
    SEXUAL_USE = "sexual_use", "Pemanfaatan seksual atau reproduksi"
    ORGANS = "organs", "Pengambilan organ"
    LABOUR_PROFIT = "labour_profit", "Tenaga dipakai untuk keuntungan orang lain"


class ScreeningStatus(TextChoices):
    """A finished screening; ALERT waits for the review of the case manager within 24 hours and has a keeping duty."""

    NO_INDICATION = "no_indication", "Tidak ada indikasi"
    ALERT = "alert", "WASPADA TPPO, menunggu telaah"
    SUSPECTED = "suspected", "Dugaan TPPO"
    CLEARED = "cleared", "Ditelaah: bukan TPPO"


SCREENING_TRANSITIONS: dict[ScreeningStatus, set[ScreeningStatus]] = {
    ScreeningStatus.NO_INDICATION: set(),
    ScreeningStatus.ALERT: {ScreeningStatus.SUSPECTED, ScreeningStatus.CLEARED, ScreeningStatus.NO_INDICATION},
    ScreeningStatus.SUSPECTED: set(),
    ScreeningStatus.CLEARED: set(),
}


def check_screening_transition(current: str, new: ScreeningStatus) -> None:
    """Raises InvalidTransition when the screening was already reviewed."""
    check_step(SCREENING_TRANSITIONS, current, new, "Penapisan ini sudah “{was}”.")


class ProtectionKind(TextChoices):
    """Which protection is asked of whom."""

    POLICE_DOMESTIC = "police_domestic", "Pelindungan sementara kepolisian (KDRT)"
    POLICE_SEXUAL = "police_sexual", "Pelindungan sementara kepolisian (kekerasan seksual)"
    COURT_ORDER = "court_order", "Perintah pelindungan pengadilan"
    COURT_RESTRICTION = "court_restriction", "Pembatasan gerak pelaku oleh pengadilan"
    LPSK = "lpsk", "Pelindungan LPSK"


class ProtectionStatus(TextChoices):
    """A request and what came of it; all but the last three are open and have a keeping duty."""

    TO_REQUEST = "to_request", "Perlu dimintakan"
    REQUESTED = "requested", "Dimintakan"
    GRANTED = "granted", "Diberikan"
    REFUSED = "refused", "Ditolak"
    ENDED = "ended", "Berakhir"
    NOT_NEEDED = "not_needed", "Tidak diperlukan lagi"


PROTECTION_OPEN = frozenset({ProtectionStatus.TO_REQUEST, ProtectionStatus.REQUESTED, ProtectionStatus.GRANTED})

PROTECTION_TRANSITIONS: dict[ProtectionStatus, set[ProtectionStatus]] = {
    ProtectionStatus.TO_REQUEST: {ProtectionStatus.REQUESTED, ProtectionStatus.GRANTED, ProtectionStatus.NOT_NEEDED},
    ProtectionStatus.REQUESTED: {ProtectionStatus.GRANTED, ProtectionStatus.REFUSED, ProtectionStatus.NOT_NEEDED},
    ProtectionStatus.GRANTED: {ProtectionStatus.GRANTED, ProtectionStatus.ENDED},
    ProtectionStatus.REFUSED: {ProtectionStatus.TO_REQUEST},
    ProtectionStatus.ENDED: set(),
    ProtectionStatus.NOT_NEEDED: set(),
}  # GRANTED to itself: extended


def check_protection_transition(current: str, new: ProtectionStatus) -> None:
    """Raises InvalidTransition when the step does not exist."""
    check_step(PROTECTION_TRANSITIONS, current, new, "Pelindungan berstatus “{old}” tidak dapat menjadi “{new}”.")


class ShelterStatus(TextChoices):
    """A stay; STAYING has a keeping duty."""

    STAYING = "staying", "Tinggal"
    LEFT = "left", "Sudah keluar"


SHELTER_TRANSITIONS: dict[ShelterStatus, set[ShelterStatus]] = {
    ShelterStatus.STAYING: {ShelterStatus.LEFT},
    ShelterStatus.LEFT: set(),
}


def check_shelter_transition(current: str, new: ShelterStatus) -> None:
    """Raises InvalidTransition when the stay has ended."""
    check_step(SHELTER_TRANSITIONS, current, new, "Penampungan ini sudah berakhir.")


class LegalStep(TextChoices):
    """What happened in the legal process. VICTIM_REPORTED starts the 72 hours of R04.

    REFUSED and STEERED_TO_PEACE are findings about others, not endings of ours.
    """

    VICTIM_REPORTED = "victim_reported", "Korban sendiri melapor kepada kami"
    REPORTED = "reported", "Laporan polisi diterima"
    REFUSED = "refused", "Laporan polisi ditolak"
    STEERED_TO_PEACE = "steered_to_peace", "Diarahkan damai"
    WITHDRAWN = "withdrawn", "Pengaduan dicabut (peristiwa hukum, bukan akhir kasus)"
    EXAMINATION = "examination", "Pemeriksaan"
    INVESTIGATION = "investigation", "Penyidikan"
    ARREST = "arrest", "Penangkapan"
    DETENTION = "detention", "Penahanan"
    SEARCH = "search", "Penggeledahan"
    SEIZURE = "seizure", "Penyitaan"
    PRE_PROSECUTION = "pre_prosecution", "Prapenuntutan"
    PROSECUTION = "prosecution", "Penuntutan"
    HEARING = "hearing", "Sidang"
    FIRST_COURT = "first_court", "Putusan pengadilan tingkat pertama"
    APPEAL = "appeal", "Banding"
    CASSATION = "cassation", "Kasasi"
    FINAL_VERDICT = "final_verdict", "Putusan berkekuatan tetap"
    RESTITUTION_REQUESTED = "restitution_requested", "Restitusi diajukan"
    RESTITUTION_PAID = "restitution_paid", "Restitusi diterima"
    DIVERSION = "diversion", "Diversi"
    RESTORATIVE = "restorative", "RJ oleh penegak hukum"
    STOPPED = "stopped", "Perkara dihentikan penegak hukum"


class LegalActor(TextChoices):
    """Who did it. Diversion and restorative justice are the law enforcers' alone (R29)."""

    INVESTIGATOR = "investigator", "Penyidik"
    PROSECUTOR = "prosecutor", "Penuntut umum"
    JUDGE = "judge", "Hakim"
    LPSK = "lpsk", "LPSK"
    OTHER = "other", "Lainnya"
