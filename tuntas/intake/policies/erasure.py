"""Refusals of erasing."""

from tuntas.core.errors import Denied
from tuntas.intake.models import Report
from tuntas.intake.states import OPEN, Status
from tuntas.obligations.models import Obligation


def check_erase(report: Report) -> None:
    """Nothing is erased that somebody still owes an act for."""
    if Status(report.status) in OPEN:
        raise Denied("Laporan yang masih terbuka tidak dihapus. Akhiri dulu laporannya.")
    if Obligation.objects.unsettled().filter(dossier_id=report.pk).exists():
        raise Denied("Masih ada kewajiban terbuka pada laporan ini, misalnya pesan yang belum dibaca. Selesaikan dulu.")
