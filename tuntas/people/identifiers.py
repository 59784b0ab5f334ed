"""NIK and telephone numbers: brought into one form, warned about when odd, never refused.

NIK: six digits of the district of first registration, DDMMYY (women: day + 40), serial from 0001. It keeps for life, also
when the birth date is corrected later, so a true one may disagree with the sheet (PP 37/2007 art. 37, PP 40/2019 art. 30(2)).
"""

import re
from datetime import date

from lokal.nik import parse_nik
from lokal.phone import parse_phone

from tuntas.core import vault
from tuntas.people.states import Sex

NIK_DIGITS = 16
NO_SERIAL = "0000"
# People registered before 2012 in what is Kalimantan Utara today carry the codes of before: these are no oddity.
OLD_DISTRICTS = frozenset({"6404", "6405", "6406", "6410", "6473"})
_SENTENCES = {
    "format": "NIK biasanya 16 angka.",
    "province": "Kode provinsi pada NIK tidak dikenal.",
    "birth_date": "Tanggal pada NIK bukan tanggal yang ada.",
    "serial": "Nomor urut NIK 0000 tidak pernah diterbitkan.",
}


def clean_nik(text: str) -> str:
    """Digits only where nothing but digits and separators was typed; else as typed."""
    digits = re.sub(r"[\s.\-]", "", text)
    return digits if digits.isdigit() else text.strip()


def clean_phone(text: str) -> str:
    """With country code where it is an Indonesian number; else as typed."""
    if re.fullmatch(r"\+\d{8,15}", text):
        return text
    info = parse_phone(text) if text else None
    return info.e164 if info is not None and info.e164 else text.strip()


def nik_token(nik: str) -> bytes | None:
    """Equal numbers are found. One that was never issued carries district, date and sex only, and finds nobody."""
    clean = clean_nik(nik)
    usable = len(clean) == NIK_DIGITS and clean.isdigit() and not clean.endswith(NO_SERIAL)
    return vault.blind("person.nik", clean) if usable else None


def phone_token(phone: str) -> bytes | None:
    """Equal numbers are found; several people of a family may share one."""
    clean = clean_phone(phone)
    return vault.blind("person.phone", clean) if clean.startswith("+") else None


def nik_warnings(nik: str, *, sex: str = "", birth_date: date | None = None) -> list[str]:
    """What is odd about a NIK, in sentences; nothing for an empty one."""
    clean = clean_nik(nik)
    if not clean:
        return []
    info = parse_nik(clean)
    if info.nik is None:
        return [_SENTENCES["format"]]
    said = [_SENTENCES.get(issue.code, "NIK ini tidak lazim.") for issue in info.errors]
    if info.gender and sex and (info.gender == "P") != (sex == Sex.FEMALE):
        said.append("Jenis kelamin pada NIK berbeda dari yang dicatat.")
    if birth_date is not None and birth_date.strftime("%y%m%d") != nik_day(clean):
        said.append("Tanggal lahir pada NIK berbeda dari yang dicatat; NIK tidak berubah bila tanggal dikoreksi.")
    return list(dict.fromkeys(said))


def nik_day(nik: str) -> str:
    """YYMMDD of a NIK of sixteen digits, the day of women brought back to 1 to 31."""
    day = int(nik[6:8])
    return f"{nik[10:12]}{nik[8:10]}{day - 40 if day > 40 else day:02d}"
