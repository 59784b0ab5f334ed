"""Sides, rungs, outcomes of duties."""

from django.db.models import IntegerChoices, TextChoices


class Rung(IntegerChoices):
    """Who is told, from the person who should act upwards."""

    WORKER = 0, "Petugas"
    MANAGER = 1, "Manajer"
    UNIT_HEAD = 2, "Kepala unit"
    AGENCY_HEAD = 3, "Kepala dinas / camat"
    TASK_FORCE = 4, "Gugus Tugas"


class Side(TextChoices):
    """Whose ladder: of the agency that owes the act, or of the one that waits for it."""

    RECEIVER = "receiver", "Penerima"
    SENDER = "sender", "Pengirim"


class Outcome(TextChoices):
    """How a duty ended."""

    DONE = "done", "Selesai"
    REPLACED = "replaced", "Diganti"
    CANCELLED = "cancelled", "Tidak diperlukan lagi"


class RingOutcome(TextChoices):
    """What became of one call on the on-call list."""

    WAITING = "waiting", "Belum dihubungi"
    TRIED = "tried", "Sudah dicoba, tidak tersambung"
    ACKNOWLEDGED = "acknowledged", "Tersambung dan menerima"
    SKIPPED = "skipped", "Dilewati"


class HandOverReason(TextChoices):
    """Why a person's duties move to somebody else."""

    LEAVING = "leaving", "Pindah tugas atau berhenti"
    SICK = "sick", "Sakit"
    LEAVE = "leave", "Cuti"
    WORKLOAD = "workload", "Pembagian beban kerja"


class PostponeReason(TextChoices):
    """Why a deadline is moved."""

    VICTIM_ASKED = "victim_asked", "Korban meminta waktu"
    WAITING_OTHER = "waiting_other", "Menunggu jawaban lembaga lain"
    NOT_REACHABLE = "not_reachable", "Pelapor belum dapat dihubungi"
    FORCE_MAJEURE = "force_majeure", "Keadaan kahar"
