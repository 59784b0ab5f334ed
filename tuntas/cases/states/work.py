"""The lives of plan items, services and mediation, and the words of notes, contact attempts and consent."""

from django.db.models import TextChoices

from tuntas.core.policies import check_step

__all__ = [
    "PLAN_ITEM_TRANSITIONS",
    "SERVICE_TRANSITIONS",
    "AssessmentArea",
    "AttemptResult",
    "ConsentGiver",
    "ConsentScope",
    "LegalBasis",
    "MediationMatter",
    "NoteKind",
    "PlanItemStatus",
    "PressureKind",
    "Proof",
    "Restitution",
    "ServiceForm",
    "ServiceStatus",
    "check_plan_item_transition",
    "check_service_transition",
]


class NoteKind(TextChoices):
    """How something was learnt."""

    CONTACT = "contact", "Kontak dengan korban"
    VISIT = "visit", "Kunjungan"
    CALL = "call", "Telepon"
    MEETING = "meeting", "Rapat atau konferensi kasus"
    OBSERVATION = "observation", "Pengamatan"
    OTHER = "other", "Catatan lain"


class AssessmentArea(TextChoices):
    """Biopsychosocial areas. Economic need is a need, never an excuse for what happened."""

    PHYSICAL = "physical", "Fisik"
    PSYCHOLOGICAL = "psychological", "Psikologis"
    SOCIAL = "social", "Sosial"
    ECONOMIC = "economic", "Ekonomi"
    EDUCATION = "education", "Pendidikan"
    LEGAL = "legal", "Hukum"
    SAFETY = "safety", "Keselamatan"


class PlanItemStatus(TextChoices):
    """A line of the plan; PLANNED has a keeping duty."""

    PLANNED = "planned", "Direncanakan"
    DONE = "done", "Selesai"
    DROPPED = "dropped", "Tidak dilanjutkan"


PLAN_ITEM_TRANSITIONS: dict[PlanItemStatus, set[PlanItemStatus]] = {
    PlanItemStatus.PLANNED: {PlanItemStatus.DONE, PlanItemStatus.DROPPED},
    PlanItemStatus.DONE: {PlanItemStatus.PLANNED},
    PlanItemStatus.DROPPED: {PlanItemStatus.PLANNED},
}


def check_plan_item_transition(current: str, new: PlanItemStatus) -> None:
    """Raises InvalidTransition when the step does not exist."""
    check_step(PLAN_ITEM_TRANSITIONS, current, new, "Butir rencana ini sudah “{was}”.")


class ServiceStatus(TextChoices):
    """A service; REQUESTED and RUNNING have a keeping duty."""

    REQUESTED = "requested", "Diminta"
    RUNNING = "running", "Berjalan"
    DONE = "done", "Selesai"
    CANCELLED = "cancelled", "Batal"


SERVICE_TRANSITIONS: dict[ServiceStatus, set[ServiceStatus]] = {
    ServiceStatus.REQUESTED: {ServiceStatus.RUNNING, ServiceStatus.DONE, ServiceStatus.CANCELLED},
    ServiceStatus.RUNNING: {ServiceStatus.DONE, ServiceStatus.CANCELLED},
    ServiceStatus.DONE: set(),
    ServiceStatus.CANCELLED: set(),
}


def check_service_transition(current: str, new: ServiceStatus) -> None:
    """Raises InvalidTransition when the step does not exist."""
    check_step(SERVICE_TRANSITIONS, current, new, "Layanan ini sudah “{was}”.")


class ServiceForm(TextChoices):
    """How a service is given."""

    DIRECT = "direct", "Oleh unit kami"
    REFERRED = "referred", "Oleh lembaga lain (rujukan)"
    OUTREACH = "outreach", "Penjangkauan"


class Proof(TextChoices):
    """By what the completion of a service is shown."""

    LETTER = "letter", "Surat atau hasil tertulis"
    SIGNATURE = "signature", "Tanda tangan korban atau wali"
    OFFICER = "officer", "Keterangan petugas pemberi layanan"
    PHOTO_LOG = "photo_log", "Dokumentasi"


class AttemptResult(TextChoices):
    """What came of trying to reach her by the safe way."""

    REACHED = "reached", "Terhubung"
    NO_ANSWER = "no_answer", "Tidak dijawab"
    SOMEONE_ELSE = "someone_else", "Dijawab orang lain; tidak menyebut urusan"
    NOT_SAFE = "not_safe", "Tidak aman, dihentikan"


class PressureKind(TextChoices):
    """Pressure on the victim is an event of its own."""

    PRESSURE = "pressure", "Tekanan untuk berdamai atau mencabut"
    THREAT = "threat", "Ancaman"
    MONEY = "money", "Tawaran uang atau barang"
    SETTLEMENT = "settlement", "Diarahkan damai oleh pihak lain"


class ConsentGiver(TextChoices):
    """Who agrees."""

    SELF = "self", "Korban sendiri"
    GUARDIAN = "guardian", "Orang tua atau wali"
    OTHER_GUARDIAN = "other_guardian", "Wali lain yang bukan terlapor"
    SOCIAL_WORKER = "social_worker", "Pekerja sosial (wali adalah terlapor atau tidak ada)"


class ConsentScope(TextChoices):
    """What is agreed to."""

    SERVICES = "services", "Menerima layanan"
    SHARING = "sharing", "Data dibagikan kepada lembaga yang disebut"
    HEALTH = "health", "Pemeriksaan kesehatan"
    LEGAL = "legal", "Pendampingan hukum"
    SHELTER = "shelter", "Penampungan sementara"
    DOCUMENTATION = "documentation", "Dokumentasi"


class LegalBasis(TextChoices):
    """Why data may be passed on (PDP Pasal 20): consent, or what does not wait for it."""

    CONSENT = "consent", "Persetujuan"
    VITAL = "vital", "Kepentingan vital: keselamatan tidak menunggu persetujuan"
    PUBLIC_DUTY = "public_duty", "Kewajiban hukum atau tugas publik"


class Restitution(TextChoices):
    """R37: the decision that a plan asks for."""

    APPLY = "apply", "Diajukan"
    NOT_YET = "not_yet", "Belum"
    DECLINED = "declined", "Korban tidak menghendaki"


class MediationMatter(TextChoices):
    """What may be mediated at all (R03); nothing else is on the list."""

    MAINTENANCE = "maintenance", "Nafkah istri atau anak"
    RECOGNITION = "recognition", "Pengakuan anak"
    CUSTODY = "custody", "Pengasuhan anak"
    PROPERTY = "property", "Harta bersama"
    INHERITANCE = "inheritance", "Waris"
    WAGES = "wages", "Upah atau hubungan kerja"
    COMPENSATION = "compensation", "Ganti rugi perdata"
    COMPLAINT_OFFENCE = "complaint_offence", "Delik aduan yang tidak diadukan korban"
