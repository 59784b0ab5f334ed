"""Levels of areas, what areas are called, and the three time zones."""

from zoneinfo import ZoneInfo

from django.db.models import IntegerChoices, TextChoices


class Level(IntegerChoices):
    """Depth in the tree; RW and RT hang below the village level."""

    PROVINCE = 1, "Provinsi"
    REGENCY = 2, "Kabupaten/kota"
    DISTRICT = 3, "Kecamatan"
    VILLAGE = 4, "Kelurahan/desa"
    RW = 5, "RW"
    RT = 6, "RT"


class Zone(TextChoices):
    """IANA name and what people say."""

    WIB = "Asia/Jakarta", "WIB"
    WITA = "Asia/Makassar", "WITA"
    WIT = "Asia/Jayapura", "WIT"


class Differing(TextChoices):
    """Where a total and its rows differ, which of them is used."""

    TOTAL = "total", "Pakai total yang tertulis"
    PARTS = "parts", "Pakai jumlah rinciannya"


class People(TextChoices):
    """Of whom a rate speaks."""

    RESIDENTS = "residents", "penduduk"
    WOMEN = "women", "perempuan 18 tahun ke atas"
    CHILDREN = "children", "anak di bawah 18 tahun"


# Keputusan Presiden 41/1987: provinces by time zone; those founded later keep the zone of their origin.
WITA_PROVINCES = frozenset({"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"})
WIT_PROVINCES = frozenset({"81", "82", "91", "92", "93", "94", "95", "96"})


def zone_of_code(code: str) -> Zone:
    """The zone of a Kemendagri code, by its province (first two digits)."""
    province = code[:2]
    if province in WITA_PROVINCES:
        return Zone.WITA
    return Zone.WIT if province in WIT_PROVINCES else Zone.WIB


def zone_of(area_path: str) -> ZoneInfo:
    """The zone in which people of an area tell the time, from its path or code alone."""
    return ZoneInfo(zone_of_code(area_path))


# As written in addresses; a label that is not listed is written out.
SHORT_LABELS = {"Kelurahan": "Kel.", "Kecamatan": "Kec.", "Kabupaten": "Kab."}

# What an area of each level may be called when it is founded by a split or a merger.
LABELS: dict[Level, tuple[str, ...]] = {
    Level.PROVINCE: ("Provinsi",),
    Level.REGENCY: ("Kabupaten", "Kota"),
    Level.DISTRICT: ("Kecamatan", "Distrik"),
    Level.VILLAGE: ("Kelurahan", "Desa", "Desa adat"),
    Level.RW: ("RW",),
    Level.RT: ("RT",),
}

# The last part of a code, by level.
SEGMENTS: dict[Level, str] = {
    Level.PROVINCE: r"\d{2}",
    Level.REGENCY: r"\d{2}",
    Level.DISTRICT: r"\d{2}",
    Level.VILLAGE: r"\d{4}",
    Level.RW: r"rw\d{2,3}",
    Level.RT: r"rt\d{2,3}",
}


def paths_up(path: str) -> list[str]:
    """The path itself and those of all areas around it, largest first: "61.", "61.71.", …"""
    parts = path.rstrip(".").split(".")
    return [".".join(parts[:n]) + "." for n in range(1, len(parts) + 1)]
