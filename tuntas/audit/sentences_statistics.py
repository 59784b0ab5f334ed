"""Sentences of what happens around figures."""

STATISTICS: dict[str, str] = {
    "facts.rebuilt": "{who} menyusun ulang fakta di balik angka dari {count} kasus.",
    "figures.asked": "{who} meminta berkas angka ({format}, tahun {year}).",
    "figures.corrected": "{who} menerbitkan perbaikan angka: rilis {number}, per {on}.",
    "figures.failed": "Berkas angka tidak dapat dibuat ({format}, tahun {year}).",
    "figures.forgotten": "Isi {count} berkas angka yang lebih dari seminggu dihapus.",
    "figures.made": "Berkas angka selesai dibuat ({format}, tahun {year}).",
    "figures.published": "Rilis angka {number} terbit, per {on}.",
    "figures.taken": "{who} mengunduh berkas angka ({format}, tahun {year}).",
}
