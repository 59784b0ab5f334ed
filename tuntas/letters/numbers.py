"""How a unit writes its numbers: checked when it is set, filled in when a letter is issued. No database.

Source: number patterns of the domain reference §7.4; Roman month and year may be left out since the date stands elsewhere.
"""

import re
from datetime import date

from tuntas.core.errors import Denied

TOKENS = ("kode_klasifikasi", "nomor_urut", "kode_unit", "bulan_romawi", "tahun")
DEFAULT = "{kode_klasifikasi}/{nomor_urut}/{kode_unit}"
DEFAULT_CLASSIFICATION = "400.2"
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
LONGEST = 100  # of a number, as stored

_TOKEN = re.compile(r"\{([^{}]*)\}")
_BETWEEN = re.compile(r"[A-Za-z0-9./ -]*")
_CODE = re.compile(r"[A-Za-z0-9.-]{1,20}")


def check_pattern(pattern: str) -> None:
    """Raises Denied with what is wrong: unknown token, no running number, strange signs."""
    found = _TOKEN.findall(pattern)
    unknown = [name for name in found if name not in TOKENS]
    if unknown:
        raise Denied(
            f"Tanda {{{unknown[0]}}} tidak dikenal. Yang dikenal: {', '.join(f'{{{name}}}' for name in TOKENS)}."
        )
    if found.count("nomor_urut") != 1:
        raise Denied("Pola harus memuat {nomor_urut} tepat satu kali: tanpa itu dua surat bernomor sama.")
    if len(found) != len(set(found)):
        raise Denied("Setiap tanda dipakai paling banyak satu kali.")
    if not _BETWEEN.fullmatch(_TOKEN.sub("", pattern)):
        raise Denied("Di antara tanda hanya boleh huruf, angka, titik, garis miring, tanda hubung, dan spasi.")


def check_code(code: str) -> None:
    """Raises Denied when a classification or a unit's code has signs that do not belong in a number."""
    if not _CODE.fullmatch(code):
        raise Denied("Kode terdiri dari 1–20 huruf, angka, titik, atau tanda hubung.")


def fill(pattern: str, *, classification: str, sequence: int, unit_code: str, on: date) -> str:
    """The number of one letter."""
    values = {
        "kode_klasifikasi": classification,
        "nomor_urut": str(sequence),
        "kode_unit": unit_code,
        "bulan_romawi": ROMAN[on.month - 1],
        "tahun": str(on.year),
    }
    return _TOKEN.sub(lambda found: values[found[1]], pattern)


def unit_code_for(kind: str, short_name: str) -> str:
    """The code of a unit that has set none: what it is, where offices call that so, else its short name.

    "uptd_ppa" as "UPTD.PPA", "Sekr. Pontianak Kota" as "SEKR.PONTIANAK.KOTA".
    """
    known = kind in {"uptd_ppa", "p2tp2a", "satpol_pp", "kpad", "lpsk"}
    return re.sub(r"[^A-Z0-9]+", ".", (kind if known else short_name).upper())[:20].strip(".") or "UNIT"
