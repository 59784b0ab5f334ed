"""The life of a report, of a forwarding and of a proposal, each on one screen; and the words of the form."""

from django.db.models import IntegerChoices, TextChoices

from tuntas.core.policies import check_step


class Status(TextChoices):
    """States of a report. Open ones have a keeping duty."""

    NEW = "new", "Baru"
    TRIAGE = "triage", "Ditelaah"
    FORWARDED = "forwarded", "Diteruskan"
    ACCEPTED = "accepted", "Diterima untuk kasus"
    IN_CASE = "in_case", "Menjadi kasus"
    PASSED_ON = "passed_on", "Dilimpahkan"
    ANSWERED = "answered", "Dijawab"
    DUPLICATE = "duplicate", "Ganda"
    NOT_OURS = "not_ours", "Bukan kewenangan"
    NOT_PROVEN = "not_proven", "Tidak terbukti"
    NON_CASE = "non_case", "Bukan pengaduan"


OPEN = frozenset({Status.NEW, Status.TRIAGE, Status.FORWARDED, Status.ACCEPTED})

_ENDINGS = {Status.PASSED_ON, Status.ANSWERED, Status.DUPLICATE, Status.NOT_OURS, Status.NOT_PROVEN, Status.NON_CASE}

TRANSITIONS: dict[Status, set[Status]] = {
    Status.NEW: {Status.TRIAGE, Status.FORWARDED, Status.ACCEPTED, *_ENDINGS},
    Status.TRIAGE: {Status.FORWARDED, Status.ACCEPTED, *_ENDINGS},
    Status.FORWARDED: {Status.TRIAGE, Status.PASSED_ON},  # to accept it oneself, one takes it back first
    Status.ACCEPTED: {Status.IN_CASE, Status.TRIAGE, Status.FORWARDED},
    Status.IN_CASE: set(),
    **{ending: {Status.TRIAGE} for ending in _ENDINGS},  # reopened
}

# These endings can make a report disappear: one person proposes, another decides.
TWO_PERSON_ENDINGS = frozenset({Status.DUPLICATE, Status.NOT_OURS, Status.NOT_PROVEN})


def check_transition(current: str, new: Status) -> None:
    """Raises InvalidTransition when the step does not exist."""
    check_step(TRANSITIONS, current, new, "Laporan berstatus “{old}” tidak dapat menjadi “{new}”.")


class ForwardingStatus(TextChoices):
    """States of a forwarding; the first two are open and have a keeping duty on the receiver's desk."""

    SENT = "sent", "Dikirim"
    ACKNOWLEDGED = "acknowledged", "Dikonfirmasi terima"
    ACCEPTED = "accepted", "Diterima"
    DECLINED = "declined", "Ditolak"
    WITHDRAWN = "withdrawn", "Diambil kembali"


FORWARDING_OPEN = frozenset({ForwardingStatus.SENT, ForwardingStatus.ACKNOWLEDGED})

FORWARDING_TRANSITIONS: dict[ForwardingStatus, set[ForwardingStatus]] = {
    ForwardingStatus.SENT: {
        ForwardingStatus.ACKNOWLEDGED, ForwardingStatus.ACCEPTED, ForwardingStatus.DECLINED, ForwardingStatus.WITHDRAWN,
    },
    ForwardingStatus.ACKNOWLEDGED: {ForwardingStatus.ACCEPTED, ForwardingStatus.DECLINED, ForwardingStatus.WITHDRAWN},
    ForwardingStatus.ACCEPTED: set(),
    ForwardingStatus.DECLINED: set(),
    ForwardingStatus.WITHDRAWN: set(),
}  # fmt: skip


def check_forwarding_transition(current: str, new: ForwardingStatus) -> None:
    """Raises InvalidTransition when the step does not exist."""
    check_step(FORWARDING_TRANSITIONS, current, new, "Terusan berstatus “{old}” tidak dapat menjadi “{new}”.")


class ProposalKind(TextChoices):
    """What one person proposes and another decides."""

    DUPLICATE = "duplicate", "Akhiri: laporan ganda"
    NOT_OURS = "not_ours", "Akhiri: bukan kewenangan"
    NOT_PROVEN = "not_proven", "Akhiri: tidak terbukti"
    PASSED_ON = "passed_on", "Akhiri: dilimpahkan ke lembaga lain"
    LOWER_RISK = "lower_risk", "Turunkan risiko"
    LOWER_CLASS = "lower_class", "Hapus kelas kekerasan seksual, TPPO atau anak"
    LIFT_WALL = "lift_wall", "Cabut pembatas akses"


class ProposalStatus(TextChoices):
    """Pending proposals are open and have a keeping duty."""

    PENDING = "pending", "Menunggu orang kedua"
    APPROVED = "approved", "Disetujui"
    REJECTED = "rejected", "Ditolak"
    WITHDRAWN = "withdrawn", "Ditarik"


PROPOSAL_TRANSITIONS: dict[ProposalStatus, set[ProposalStatus]] = {
    ProposalStatus.PENDING: {ProposalStatus.APPROVED, ProposalStatus.REJECTED, ProposalStatus.WITHDRAWN},
    ProposalStatus.APPROVED: set(),
    ProposalStatus.REJECTED: set(),
    ProposalStatus.WITHDRAWN: set(),
}


def check_proposal_transition(current: str, new: ProposalStatus) -> None:
    """Raises InvalidTransition when the proposal has already ended."""
    check_step(PROPOSAL_TRANSITIONS, current, new, "Usulan ini sudah “{was}”.")


class ExportStatus(TextChoices):
    """A long list on its way out; only what is asked for is open and has a keeping duty."""

    ASKED = "asked", "Menunggu orang kedua"
    APPROVED = "approved", "Disetujui"
    REJECTED = "rejected", "Ditolak"
    DOWNLOADED = "downloaded", "Diunduh"


EXPORT_TRANSITIONS: dict[ExportStatus, set[ExportStatus]] = {
    ExportStatus.ASKED: {ExportStatus.APPROVED, ExportStatus.REJECTED},
    ExportStatus.APPROVED: {ExportStatus.DOWNLOADED},
    ExportStatus.REJECTED: set(),
    ExportStatus.DOWNLOADED: set(),
}


def check_export_transition(current: str, new: ExportStatus) -> None:
    """Raises InvalidTransition when the step does not exist."""
    check_step(EXPORT_TRANSITIONS, current, new, "Permintaan ekspor ini berstatus “{old}”.")


class ExportPurpose(TextChoices):
    """What a long list is for; a code, so that no name gets into it."""

    REPORTING = "reporting", "Laporan berkala"
    MEETING = "meeting", "Rapat koordinasi"
    CHECKING = "checking", "Pemeriksaan data"
    INSPECTION = "inspection", "Permintaan pimpinan atau pemeriksa"


class Risk(IntegerChoices):
    """Raised by anyone, lowered by two."""

    UNKNOWN = 0, "Belum dinilai"
    LOW = 1, "Rendah"
    MEDIUM = 2, "Sedang"
    HIGH = 3, "TINGGI"


class Channel(TextChoices):
    """How a report reached us."""

    WEB = "web", "Formulir daring"
    WALK_IN = "walk_in", "Datang langsung"
    PHONE = "phone", "Telepon"
    LETTER = "letter", "Surat"
    MESSAGE = "message", "Pesan (WhatsApp, SMS, surel)"
    FORWARDED = "forwarded", "Terusan lembaga lain"
    OUTREACH = "outreach", "Penjangkauan"


class ViolenceType(TextChoices):
    """What happened; several may hold. Codes of SIMFONI PPA, plus the electronic kind."""

    PHYSICAL = "physical", "Fisik"
    PSYCHOLOGICAL = "psychological", "Psikis"
    SEXUAL = "sexual", "Seksual"
    EXPLOITATION = "exploitation", "Eksploitasi"
    TRAFFICKING = "trafficking", "Perdagangan orang (TPPO)"
    NEGLECT = "neglect", "Penelantaran"
    ELECTRONIC_SEXUAL = "electronic_sexual", "Kekerasan seksual berbasis elektronik"
    OTHER = "other", "Lainnya"


# Classes that, once given, keep their weight: their endings need a second person from outside the unit.
GRAVE_TYPES = frozenset(
    {ViolenceType.SEXUAL, ViolenceType.ELECTRONIC_SEXUAL, ViolenceType.TRAFFICKING, ViolenceType.EXPLOITATION}
)


class VictimAge(TextChoices):
    """Roughly how old; enough for the first route."""

    CHILD_0_5 = "0-5", "0–5 tahun"
    CHILD_6_12 = "6-12", "6–12 tahun"
    CHILD_13_17 = "13-17", "13–17 tahun"
    ADULT = "18-59", "18–59 tahun"
    ELDER = "60+", "60 tahun atau lebih"
    UNKNOWN = "", "Tidak tahu"


CHILD_AGES = frozenset({VictimAge.CHILD_0_5, VictimAge.CHILD_6_12, VictimAge.CHILD_13_17})


class ReporterRole(TextChoices):
    """Who reports."""

    VICTIM = "victim", "Saya sendiri mengalaminya"
    FAMILY = "family", "Keluarga"
    NEIGHBOUR = "neighbour", "Tetangga"
    TEACHER = "teacher", "Guru atau petugas sekolah"
    OFFICER = "officer", "Petugas atau kader"
    OTHER = "other", "Orang lain"
    UNSAID = "", "Tidak ingin menyebutkan"


class SafetyDecision(TextChoices):
    """Whether the victim may be contacted; nobody contacts her before it is recorded."""

    UNDECIDED = "undecided", "Belum diputuskan"
    ALLOWED = "allowed", "Boleh dihubungi dengan cara yang disepakati"
    FORBIDDEN = "forbidden", "Jangan dihubungi"


class Sender(TextChoices):
    """Direction of a message."""

    REPORTER = "reporter", "Pelapor"
    OFFICE = "office", "Petugas"


class EntryKind(TextChoices):
    """Contacts that are no report: one key each."""

    SILENT = "silent", "Diam"
    HANG_UP = "hang_up", "Ditutup"
    PRANK = "prank", "Iseng"
    WRONG_NUMBER = "wrong_number", "Salah sambung"
    INFORMATION = "information", "Minta informasi"
    THANKS = "thanks", "Terima kasih"
    TEST = "test", "Uji coba"
    WHEREABOUTS = "whereabouts", "Menanyakan keberadaan seseorang"


class Settlement(TextChoices):
    """Endings that do not exist. They stand in the form only so that every attempt is refused and counted."""

    FAMILY = "family", "Diselesaikan secara kekeluargaan"
    PEACE = "peace", "Damai antara para pihak"
    WITHDRAWN = "withdrawn", "Laporan dicabut"
