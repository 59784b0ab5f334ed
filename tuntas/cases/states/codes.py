"""Code lists: who somebody is in a case, where and in which context it happened, what is written on the timeline.

The lists follow the vocabulary of SIMFONI PPA; the numbers of services are the ministry's.
"""

from django.db.models import IntegerChoices, TextChoices

__all__ = [
    "PLATFORMS",
    "Context",
    "EntryKind",
    "PartyRole",
    "PlaceType",
    "Relation",
    "ServiceKind",
    "SimfoniState",
    "TeamRole",
]


class PartyRole(TextChoices):
    """Who somebody is in a case."""

    VICTIM = "victim", "Korban"
    REPORTED_PERSON = "reported_person", "Terlapor"
    WITNESS = "witness", "Saksi"
    REPORTER = "reporter", "Pelapor"
    GUARDIAN = "guardian", "Wali"


class Relation(TextChoices):
    """What the reported person is to the victim."""

    PARENT = "parent", "Orang tua"
    FAMILY = "family", "Keluarga / saudara"
    SPOUSE = "spouse", "Suami / istri"
    FORMER_SPOUSE = "former_spouse", "Mantan suami / istri"
    PARTNER_OR_FRIEND = "partner_or_friend", "Pacar / teman"
    NEIGHBOUR = "neighbour", "Tetangga"
    TEACHER = "teacher", "Guru"
    EMPLOYER = "employer", "Majikan"
    COLLEAGUE = "colleague", "Rekan kerja"
    OTHER = "other", "Lainnya"
    UNKNOWN = "", "Tidak diketahui"


class PlaceType(TextChoices):
    """Where it happened."""

    HOUSEHOLD = "household", "Rumah tangga"
    WORKPLACE = "workplace", "Tempat kerja"
    SCHOOL = "school", "Sekolah"
    PUBLIC = "public", "Fasilitas umum"
    SHORT_COURSE = "short_course", "Lembaga pendidikan kilat"
    ONLINE = "online", "Daring"
    OTHER = "other", "Lainnya"
    UNKNOWN = "", "Tidak diketahui"


# Where on line it happened.
PLATFORMS = (
    "WhatsApp", "Facebook", "Instagram", "TikTok", "Telegram", "X", "YouTube", "Gim daring", "Aplikasi kencan", "Surel",
    "Laman lain",
)  # fmt: skip


class Context(TextChoices):
    """In which context; apart from the type of violence, because both are counted."""

    DOMESTIC = "domestic", "Dalam rumah tangga (KDRT)"
    DATING = "dating", "Dalam pacaran"
    WORK = "work", "Dalam hubungan kerja"
    EDUCATION = "education", "Di satuan pendidikan"
    MIGRATION = "migration", "Migrasi kerja"
    ONLINE = "online", "Secara daring"
    COMMUNITY = "community", "Di masyarakat"
    CONFLICT = "conflict", "Konflik atau bencana"


class ServiceKind(IntegerChoices):
    """The eight services as SIMFONI PPA counts them."""

    COMPLAINT = 1, "Pengaduan"
    HEALTH = 2, "Kesehatan"
    LEGAL_AID = 3, "Bantuan hukum"
    LAW_ENFORCEMENT = 4, "Penegakan hukum"
    SOCIAL_REHABILITATION = 5, "Rehabilitasi sosial"
    REINTEGRATION = 6, "Reintegrasi sosial"
    REPATRIATION = 7, "Pemulangan"
    SPIRITUAL = 8, "Pendampingan tokoh agama"


class TeamRole(TextChoices):
    """Who works on a case. One manager at a time."""

    MANAGER = "manager", "Manajer kasus"
    COMPANION = "companion", "Pendamping"
    PSYCHOLOGIST = "psychologist", "Psikolog"
    LEGAL_COUNSELLOR = "legal_counsellor", "Konselor hukum"


class EntryKind(TextChoices):
    """Lines of the timeline. What was said stays behind the link."""

    OPENED = "opened", "Kasus dibuka"
    REPORT_LINKED = "report_linked", "Laporan digabungkan"
    STATUS = "status", "Status berubah"
    TEAM = "team", "Tim berubah"
    PARTY = "party", "Pihak dicatat"
    INCIDENT = "incident", "Kejadian dicatat"
    CLASSIFIED = "classified", "Golongan kekerasan"
    NOTE = "note", "Catatan"
    CLINICAL = "clinical", "Catatan psikolog"
    RISK = "risk", "Penilaian risiko"
    SAFETY_PLAN = "safety_plan", "Rencana keselamatan"
    SCREENING = "screening", "Penapisan TPPO"
    ASSESSMENT = "assessment", "Asesmen"
    PLAN = "plan", "Rencana intervensi"
    SERVICE = "service", "Layanan"
    OUTREACH = "outreach", "Penjangkauan"
    CONTACT_ATTEMPT = "contact_attempt", "Upaya menghubungi"
    REFERRAL = "referral", "Rujukan"
    TRANSFER = "transfer", "Pelimpahan"
    PROTECTION = "protection", "Pelindungan"
    SHELTER = "shelter", "Penampungan sementara"
    LEGAL = "legal", "Proses hukum"
    CONSENT = "consent", "Persetujuan"
    PRESSURE = "pressure", "Tekanan atau ancaman"
    PROPOSAL = "proposal", "Usulan"
    CLOSURE = "closure", "Terminasi"
    FOLLOW_UP = "follow_up", "Tindak lanjut"
    REOPENED = "reopened", "Dibuka kembali"
    ACCESS = "access", "Akses"
    LETTER = "letter", "Surat"
    SIMFONI = "simfoni", "SIMFONI"


class SimfoniState(TextChoices):
    """Whether the national register has the case."""

    NOT_YET = "not_yet", "Belum"
    ENTERED = "entered", "Sudah"
    CHANGED = "changed", "Berubah sejak dimasukkan"
