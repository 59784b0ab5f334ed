"""The front page of figures."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from tuntas.access.permissions import Permission
from tuntas.access.reach import holds
from tuntas.accounts.requests import StaffRequest
from tuntas.statistics.views.common import check, page


@dataclass(frozen=True)
class Entry:
    """One way on from the front page, for whoever holds the permission."""

    url_name: str
    label: str
    about: str
    needs: Permission = Permission.STATISTICS_VIEW


ENTRIES: tuple[Entry, ...] = (
    Entry("statistics:counts", "Hitungan", "kasus, korban, terlapor, laporan, dan layanan tiap tahun dan wilayah"),
    Entry("statistics:crossed", "Tabel silang", "dua rincian dalam satu tabel"),
    Entry(
        "statistics:files",
        "Berkas angka",
        "XLSX, CSV, dan laporan tahunan yang Anda minta",
        Permission.STATISTICS_EXPORT,
    ),
    Entry("statistics:releases", "Rilis angka", "yang sudah terbit, per triwulan, dan perbaikannya"),
    Entry("statistics:rules", "Cara menghitung", "aturan di balik setiap angka"),
    Entry("statistics:trend", "Angka per tahun", "dengan selang, uji, dan kalimat yang jujur"),
    Entry("statistics:silent", "Wilayah sunyi", "di mana laporan lebih sedikit daripada yang diharapkan: periksa"),
    Entry("statistics:prior", "Angka sebelum sistem", "tabel yang pernah diterbitkan, dengan sumber dan definisinya"),
)


@require_safe
def home(request: StaffRequest) -> HttpResponse:
    """What there is to read."""
    check(request)
    return page(
        request, "statistics/home.html", {"entries": [one for one in ENTRIES if holds(request.user, one.needs)]}
    )
