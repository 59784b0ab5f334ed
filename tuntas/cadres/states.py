"""What cadres do, how they stand, and what becomes of their visits, calls and requests."""

from datetime import timedelta

from django.db.models import TextChoices

from tuntas.core.policies import check_step

ACTIVE_DAYS = timedelta(days=90)
DORMANT_DAYS = timedelta(days=180)


class ActivityKind(TextChoices):
    """What a cadre does."""

    SOSIALISASI = "sosialisasi", "Sosialisasi"
    EARLY_DETECTION = "early_detection", "Deteksi dini"
    HOME_VISIT = "home_visit", "Kunjungan rumah"
    ACCOMPANIMENT = "accompaniment", "Pendampingan"
    REFERRAL = "referral", "Rujukan ke layanan"
    MEETING = "meeting", "Rapat"
    MONTHLY_REPORT = "monthly_report", "Laporan bulanan"


# About somebody's home or somebody in need: they hold no place, no words, and no area narrower than the kelurahan.
SILENT = frozenset({ActivityKind.EARLY_DETECTION, ActivityKind.HOME_VISIT})
# In public: these may say where.
PUBLIC = frozenset({ActivityKind.SOSIALISASI, ActivityKind.MEETING})


class Source(TextChoices):
    """How an activity reached the register. All count the same."""

    DEVICE = "device", "Dicatat sendiri"
    PAPER = "paper", "Catatan kertas"
    PHONE = "phone", "Telepon"
    VOICE = "voice", "Pesan suara"


class Layer(TextChoices):
    """Whom a community movement reaches (PATBM)."""

    CHILDREN = "children", "Anak"
    FAMILY = "family", "Keluarga"
    COMMUNITY = "community", "Masyarakat"


class Standing(TextChoices):
    """Derived from activities and facts, nowhere stored (R33). NEW: began less than 90 days ago and has not logged yet."""

    ACTIVE = "active", "Aktif"
    NEW = "new", "Baru, belum ada kegiatan"
    DORMANT = "dormant", "Jeda"
    INACTIVE = "inactive", "Tidak aktif"
    ON_LEAVE = "on_leave", "Cuti"
    LEFT = "left", "Berhenti"


# As tags show them.
TAGS = {
    Standing.ACTIVE: "done",
    Standing.NEW: "open",
    Standing.DORMANT: "wait",
    Standing.INACTIVE: "stopped",
    Standing.ON_LEAVE: "info",
    Standing.LEFT: "info",
}


class LeaveReason(TextChoices):
    """Why somebody pauses. A kind, never a story."""

    HEALTH = "health", "Kesehatan"
    FAMILY = "family", "Keluarga"
    WORK = "work", "Pekerjaan atau sekolah"
    OTHER = "other", "Lainnya"


class LeftReason(TextChoices):
    """Why somebody no longer is a cadre."""

    RESIGNED = "resigned", "Mengundurkan diri"
    MOVED = "moved", "Pindah tempat tinggal"
    DECREE = "decree", "Diberhentikan dengan SK"
    DIED = "died", "Meninggal dunia"


class Sign(TextChoices):
    """What a cadre noticed. Coded, so that nobody has to write a story about a neighbour."""

    INJURY = "injury", "Luka yang berulang atau tidak dijelaskan"
    FEAR = "fear", "Takut kepada seseorang di rumah"
    SCHOOL = "school", "Anak tidak lagi sekolah tanpa alasan"
    LOCKED = "locked", "Dikurung atau dilarang keluar"
    NEGLECT = "neglect", "Tidak dirawat, tidak diberi makan"
    SEXUAL = "sexual", "Tanda kekerasan seksual"
    ONLINE = "online", "Ditawarkan atau diancam lewat internet"
    RECRUITED = "recruited", "Diajak kerja jauh, dokumen ditahan"
    CHILD_MARRIAGE = "child_marriage", "Anak akan dikawinkan"
    TOLD = "told", "Bercerita sendiri kepada kader"


# Signs of what no agency may find needless by itself (R01, R02): they become a report, where two persons end it.
GRAVE_SIGNS = {Sign.SEXUAL: "R01", Sign.ONLINE: "R01", Sign.CHILD_MARRIAGE: "R01", Sign.RECRUITED: "R02"}


class DetectionStatus(TextChoices):
    """An early detection waits until it became a report, or somebody looked and found that it need not."""

    OPEN = "open", "Belum ditindaklanjuti"
    FORWARDED = "forwarded", "Diteruskan"
    CLOSED = "closed", "Tidak perlu laporan"


class VisitStatus(TextChoices):
    """A visit that was announced. PLANNED has a keeping duty until somebody knows that the cadre is back."""

    PLANNED = "planned", "Direncanakan"
    RETURNED = "returned", "Sudah kembali"
    CANCELLED = "cancelled", "Tidak jadi"


class CallStatus(TextChoices):
    """A supportive call. OPEN has a keeping duty."""

    OPEN = "open", "Belum dilakukan"
    DONE = "done", "Sudah dilakukan"
    NOT_NEEDED = "not_needed", "Tidak diperlukan lagi"


class Need(TextChoices):
    """What a supportive call asks about: what keeps somebody from the work."""

    COST = "cost", "Biaya"
    SIGNAL = "signal", "Sinyal atau ponsel"
    SAFETY = "safety", "Rasa aman"
    REFRESHER = "refresher", "Penyegaran materi"
    TIME = "time", "Waktu"


class HelpKind(TextChoices):
    """What a cadre needs."""

    SAFETY = "safety", "Saya merasa tidak aman"
    ADVICE = "advice", "Saya perlu saran"
    BURDEN = "burden", "Saya perlu teman bicara"
    MEANS = "means", "Biaya, pulsa, atau bahan"


class HelpStatus(TextChoices):
    """A request for help. OPEN has a keeping duty."""

    OPEN = "open", "Menunggu jawaban"
    ANSWERED = "answered", "Dijawab"


class TaskStatus(TextChoices):
    """A task that a cadre got. GIVEN has a keeping duty."""

    GIVEN = "given", "Diberikan"
    DONE = "done", "Selesai"
    RETURNED = "returned", "Dikembalikan kader"
    WITHDRAWN = "withdrawn", "Ditarik"


class ImportStatus(TextChoices):
    """An old register on its way in."""

    UPLOADED = "uploaded", "Sedang dibaca"
    READ = "read", "Menunggu diperiksa"
    FAILED = "failed", "Tidak dapat dibaca"
    APPLIED = "applied", "Diimpor"
    DISCARDED = "discarded", "Tidak jadi"
    UNDONE = "undone", "Dibatalkan"


DETECTION_TRANSITIONS: dict[DetectionStatus, set[DetectionStatus]] = {
    DetectionStatus.OPEN: {DetectionStatus.FORWARDED, DetectionStatus.CLOSED},
    DetectionStatus.FORWARDED: set(),
    DetectionStatus.CLOSED: {DetectionStatus.FORWARDED},
}
VISIT_TRANSITIONS: dict[VisitStatus, set[VisitStatus]] = {
    VisitStatus.PLANNED: {VisitStatus.RETURNED, VisitStatus.CANCELLED},
    VisitStatus.RETURNED: set(),
    VisitStatus.CANCELLED: set(),
}
CALL_TRANSITIONS: dict[CallStatus, set[CallStatus]] = {
    CallStatus.OPEN: {CallStatus.DONE, CallStatus.NOT_NEEDED},
    CallStatus.DONE: set(),
    CallStatus.NOT_NEEDED: set(),
}
HELP_TRANSITIONS: dict[HelpStatus, set[HelpStatus]] = {
    HelpStatus.OPEN: {HelpStatus.ANSWERED},
    HelpStatus.ANSWERED: set(),
}
TASK_TRANSITIONS: dict[TaskStatus, set[TaskStatus]] = {
    TaskStatus.GIVEN: {TaskStatus.DONE, TaskStatus.RETURNED, TaskStatus.WITHDRAWN},
    TaskStatus.DONE: set(),
    TaskStatus.RETURNED: set(),
    TaskStatus.WITHDRAWN: set(),
}


IMPORT_TRANSITIONS: dict[ImportStatus, set[ImportStatus]] = {
    ImportStatus.UPLOADED: {ImportStatus.READ, ImportStatus.FAILED, ImportStatus.DISCARDED},
    ImportStatus.READ: {ImportStatus.APPLIED, ImportStatus.DISCARDED},
    ImportStatus.FAILED: set(),
    ImportStatus.APPLIED: {ImportStatus.UNDONE},
    ImportStatus.DISCARDED: set(),
    ImportStatus.UNDONE: set(),
}


def check_import(current: str, new: ImportStatus) -> None:
    """Raises InvalidTransition when the step does not exist."""
    check_step(IMPORT_TRANSITIONS, current, new, "Impor ini sudah “{was}”.")


def check_detection(current: str, new: DetectionStatus) -> None:
    """Raises InvalidTransition when the step does not exist."""
    check_step(DETECTION_TRANSITIONS, current, new, "Deteksi dini ini sudah “{was}”.")


def check_visit(current: str, new: VisitStatus) -> None:
    """Raises InvalidTransition when the step does not exist."""
    check_step(VISIT_TRANSITIONS, current, new, "Kunjungan ini sudah “{was}”.")


def check_call(current: str, new: CallStatus) -> None:
    """Raises InvalidTransition when the step does not exist."""
    check_step(CALL_TRANSITIONS, current, new, "Panggilan dukungan ini sudah “{was}”.")


def check_help(current: str, new: HelpStatus) -> None:
    """Raises InvalidTransition when the step does not exist."""
    check_step(HELP_TRANSITIONS, current, new, "Permintaan ini sudah “{was}”.")


def check_task(current: str, new: TaskStatus) -> None:
    """Raises InvalidTransition when the step does not exist."""
    check_step(TASK_TRANSITIONS, current, new, "Tugas ini sudah “{was}”.")
