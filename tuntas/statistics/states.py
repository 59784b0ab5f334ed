"""Words of files."""

from django.db.models import TextChoices


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
