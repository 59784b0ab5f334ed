"""What figures count, in which form they leave, and how a look at a silent area goes on."""

from django.db.models import TextChoices

from tuntas.core.errors import InvalidTransition


class FileFormat(TextChoices):
    """In which form figures leave."""

    XLSX = "xlsx", "Lembar kerja (XLSX)"
    CSV = "csv", "CSV dengan baris HXL"
    PDF = "pdf", "Laporan tahunan (PDF)"


MEDIA = {
    FileFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileFormat.CSV: "text/csv; charset=utf-8",
    FileFormat.PDF: "application/pdf",
}


class Unit(TextChoices):
    """Three different numbers, and a fourth; never added to each other."""

    CASES = "cases", "kasus"
    VICTIMS = "victims", "korban"
    REPORTED = "reported", "terlapor"
    REPORTS = "reports", "laporan"


class CheckStatus(TextChoices):
    """A look at a silent area: open until somebody has looked."""

    OPEN = "open", "Perlu diperiksa"
    DONE = "done", "Sudah diperiksa"


OPEN_CHECKS = frozenset({CheckStatus.OPEN})
TRANSITIONS: dict[CheckStatus, set[CheckStatus]] = {CheckStatus.OPEN: {CheckStatus.DONE}, CheckStatus.DONE: set()}


def check_transition(current: str, new: CheckStatus) -> None:
    """Raises InvalidTransition for a step that does not exist."""
    if new not in TRANSITIONS[CheckStatus(current)]:
        raise InvalidTransition("Wilayah ini sudah diperiksa untuk periode ini.")


class ReportChannel(TextChoices):
    """Ways by which people of an area can report, as they were tried."""

    PHONE = "phone", "Nomor telepon dijawab"
    FORM = "form", "Formulir dapat dibuka dari sana"
    SECRETARIAT = "secretariat", "Sekretariat kecamatan buka dan menerima"
    VILLAGE_OFFICE = "village_office", "Kantor kelurahan/desa tahu ke mana meneruskan"
    CADRE = "cadre", "Kader dikenal warga dan dapat dihubungi"


class Finding(TextChoices):
    """What was found. None of them says that nothing happens there."""

    CHANNELS_WORK = "channels_work", "Saluran berjalan; laporan memang sedikit"
    CHANNEL_BROKEN = "channel_broken", "Ada saluran yang tidak berjalan"
    UNKNOWN_TO_PEOPLE = "unknown", "Warga tidak tahu ke mana melapor"
    AFRAID = "afraid", "Warga enggan atau takut melapor"
    ELSEWHERE = "elsewhere", "Dilaporkan di tempat lain"
