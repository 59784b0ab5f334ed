"""What bodies, their seats, elections, tasks and guided paths can be."""

from django.db.models import TextChoices

from tuntas.core.policies import check_step


class SeatRole(TextChoices):
    """The place of an institution in a body."""

    CHAIR = "chair", "Ketua"
    DAILY_CHAIR = "daily_chair", "Ketua harian"
    VICE_CHAIR = "vice_chair", "Wakil ketua"
    SECRETARY = "secretary", "Sekretaris"
    COORDINATOR = "coordinator", "Koordinator bidang"
    MEMBER = "member", "Anggota"


class Office(TextChoices):
    """What somebody is elected to."""

    CHAIR = "chair", "Ketua"
    VICE_CHAIR = "vice_chair", "Wakil ketua"
    SECRETARY = "secretary", "Sekretaris"
    TREASURER = "treasurer", "Bendahara"
    COORDINATOR = "coordinator", "Koordinator"


class ElectionMethod(TextChoices):
    """How it was decided. There is no electronic ballot."""

    ACCLAMATION = "acclamation", "Musyawarah mufakat (aklamasi)"
    SHOW_OF_HANDS = "show_of_hands", "Angkat tangan"
    PAPER_BALLOT = "paper_ballot", "Surat suara kertas"


class ElectionStatus(TextChoices):
    """OPEN has a keeping duty: an election that was begun is counted or called off."""

    OPEN = "open", "Belum ditetapkan"
    DECIDED = "decided", "Ditetapkan"
    FAILED = "failed", "Tidak sah (kuorum tidak tercapai)"
    CANCELLED = "cancelled", "Dibatalkan"
    ANNULLED = "annulled", "Dibatalkan setelah ditetapkan"


ELECTION_TRANSITIONS: dict[ElectionStatus, set[ElectionStatus]] = {
    ElectionStatus.OPEN: {ElectionStatus.DECIDED, ElectionStatus.FAILED, ElectionStatus.CANCELLED},
    ElectionStatus.DECIDED: {ElectionStatus.ANNULLED},
    ElectionStatus.FAILED: set(),
    ElectionStatus.CANCELLED: set(),
    ElectionStatus.ANNULLED: set(),
}


def check_election_transition(current: str, new: ElectionStatus) -> None:
    """Raises InvalidTransition when the step does not exist."""
    check_step(ELECTION_TRANSITIONS, current, new, "Pemilihan berstatus “{old}” tidak dapat menjadi “{new}”.")


class Profile(TextChoices):
    """For whom a task holds."""

    ANY = "any", "Semua korban"
    CHILD = "child", "Korban anak (di bawah 18 tahun)"
    SCHOOL_AGE = "school_age", "Korban anak usia sekolah"
    SEXUAL = "sexual", "Korban kekerasan seksual"
    DOMESTIC = "domestic", "Korban KDRT"
    TRAFFICKING = "trafficking", "Korban TPPO"
    MIGRANT = "migrant", "Korban TPPO pekerja migran"
    DISABLED = "disabled", "Korban dengan disabilitas"


class Step(TextChoices):
    """At which step of a handling an institution acts. The codes of needs in referrals are the same where both exist."""

    RECEIVE = "receive", "Menerima pengaduan"
    OUTREACH = "outreach", "Menjangkau korban"
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
    COORDINATION = "coordination", "Koordinasi gugus tugas"


class TaskStatus(TextChoices):
    """A line of the duties matrix. PROPOSED waits at the institution, ACCEPTED at the secretariat: both have a keeping duty."""

    PROPOSED = "proposed", "Diusulkan"
    ACCEPTED = "accepted", "Diterima lembaga"
    IN_FORCE = "in_force", "Berlaku"
    DECLINED = "declined", "Ditolak lembaga"
    ENDED = "ended", "Berakhir"


OPEN_TASKS = frozenset({TaskStatus.PROPOSED, TaskStatus.ACCEPTED})
TASK_TRANSITIONS: dict[TaskStatus, set[TaskStatus]] = {
    TaskStatus.PROPOSED: {TaskStatus.ACCEPTED, TaskStatus.DECLINED, TaskStatus.ENDED},
    TaskStatus.ACCEPTED: {TaskStatus.IN_FORCE, TaskStatus.ENDED},
    TaskStatus.IN_FORCE: {TaskStatus.ENDED},
    TaskStatus.DECLINED: set(),
    TaskStatus.ENDED: set(),
}


def check_task_transition(current: str, new: TaskStatus) -> None:
    """Raises InvalidTransition when the step does not exist."""
    check_step(TASK_TRANSITIONS, current, new, "Pembagian tugas berstatus “{old}” tidak dapat menjadi “{new}”.")


class PathKind(TextChoices):
    """What a guided path leads to."""

    REACTIVATION = "reactivation", "Mengaktifkan kembali"
    UPTD_FORMATION = "uptd_formation", "Membentuk UPTD PPA"


class PathStatus(TextChoices):
    """OPEN has a keeping duty: the next step."""

    OPEN = "open", "Berjalan"
    DONE = "done", "Selesai"
    STOPPED = "stopped", "Dihentikan"


PATH_TRANSITIONS: dict[PathStatus, set[PathStatus]] = {
    PathStatus.OPEN: {PathStatus.DONE, PathStatus.STOPPED},
    PathStatus.DONE: set(),
    PathStatus.STOPPED: set(),
}


def check_path_transition(current: str, new: PathStatus) -> None:
    """Raises InvalidTransition when the step does not exist."""
    check_step(PATH_TRANSITIONS, current, new, "Langkah berstatus “{old}” tidak dapat menjadi “{new}”.")
