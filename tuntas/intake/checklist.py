"""The checklist of danger as data: what is asked, what weighs how much, which level follows.

A local, tunable list after well-known factors, not a copyrighted instrument. One critical item means TINGGI at
once; otherwise the sum decides: 6 and more TINGGI, 3 to 5 SEDANG, less RENDAH.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tuntas.intake.states import Risk

HIGH_FROM = 6
MEDIUM_FROM = 3


@dataclass(frozen=True)
class Item:
    """One question. `critical`: true for it alone is enough for TINGGI."""

    code: str
    text: str
    weight: int = 1
    critical: bool = False


ITEMS: tuple[Item, ...] = (
    Item("weapon_used", "Senjata atau benda berbahaya pernah dipakai", critical=True),
    Item("strangling", "Pernah dicekik atau dibuat sulit bernapas", critical=True),
    Item("death_threat", "Ada ancaman membunuh yang diucapkan atau ditulis", critical=True),
    Item("child_in_danger", "Ada anak yang sedang dalam bahaya", critical=True),
    Item("trafficker_knows", "Pihak yang mengeksploitasi tahu tempat korban berada", critical=True),
    Item("fears_death", "Korban merasa dirinya bisa dibunuh", critical=True),
    Item("increasing", "Kekerasan makin sering atau makin berat", 2),
    Item("weapon_access", "Terlapor mudah mendapatkan senjata", 2),
    Item("forced_sex", "Pernah dipaksa berhubungan seksual", 3),
    Item("stalking", "Korban dibuntuti atau diawasi terus-menerus", 2),
    Item("control", "Sangat cemburu atau mengatur kegiatan sehari-hari", 1),
    Item("separation", "Baru berpisah atau baru pergi dari rumah", 2),
    Item("pregnant", "Korban sedang hamil", 2),
    Item("children_harmed", "Terlapor pernah menyakiti anak", 2),
    Item("substances", "Terlapor menyalahgunakan alkohol atau obat", 1),
    Item("suicide_threat", "Terlapor mengancam akan bunuh diri", 2),
    Item("unemployed", "Terlapor baru kehilangan pekerjaan", 1),
    Item("earlier_reports", "Pernah ada laporan sebelumnya atau perintah perlindungan dilanggar", 2),
)
BY_CODE = {item.code: item for item in ITEMS}
# Two that are critical only together.
CRITICAL_PAIRS = (frozenset({"stalking", "separation"}),)


def level_of(codes: Iterable[str]) -> Risk:
    """The level that follows from the items that hold. Raises KeyError for an unknown code."""
    chosen = {BY_CODE[code].code for code in codes}
    if any(BY_CODE[code].critical for code in chosen) or any(pair <= chosen for pair in CRITICAL_PAIRS):
        return Risk.HIGH
    total = sum(BY_CODE[code].weight for code in chosen)
    if total >= HIGH_FROM:
        return Risk.HIGH
    return Risk.MEDIUM if total >= MEDIUM_FROM else Risk.LOW
