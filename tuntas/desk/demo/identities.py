"""Invented people of the demo's cases. No name, number or place belongs to anybody; a NIK has the serial 0000."""

import random
from datetime import date, timedelta

from tuntas.areas.models import Area
from tuntas.people.actions.people import PersonData
from tuntas.people.states import Education, Marital, SafeChannel, Sex, Work

FEMALE = ("Sri", "Siti", "Dewi", "Nur", "Rina", "Fitri", "Lestari", "Maya", "Yanti", "Rahma", "Tuti", "Wulan")
MALE = ("Budi", "Agus", "Joko", "Herman", "Rudi", "Eko", "Dedi", "Hendra", "Yusuf", "Anton", "Slamet", "Iwan")
LAST = (
    "Contohwati",
    "Misalia",
    "Umpama",
    "Andaikan",
    "Permisalan",
    "Contohan",
    "Ibarat",
    "Seumpama",
    "Perumpama",
    "Contoh",
)
LAST_MALE = ("Contohadi", "Misalno", "Umpama", "Andaikan", "Permisalan", "Contohan", "Ibarat", "Seumpama", "Contoh")


def person(chance: random.Random, *, sex: Sex, child: bool, area: Area, on: date) -> PersonData:
    """Somebody of about the right age; often without NIK or phone, as in life."""
    years = chance.randint(7, 16) if child else chance.randint(19, 58)
    born = on - timedelta(days=int(years * 365.25) + chance.randint(20, 340))
    known = chance.random() < 0.8
    first, last = (FEMALE, LAST) if sex is Sex.FEMALE else (MALE, LAST_MALE)
    return PersonData(
        name=f"{chance.choice(first)} {chance.choice(last)}",
        birth_date=born if known else None,
        birth_year=born.year,
        birth_year_estimated=not known,
        sex=sex,
        nik=nik(area, born, sex) if known and chance.random() < 0.3 else "",
        phone=f"0800000{chance.randint(1000, 9999)}" if not child and chance.random() < 0.5 else "",
        address=chance.choice(("Gang Contoh 3", "Jalan Misal 12", "Rumah susun contoh blok B")),
        area=area,
        mother_name=f"{chance.choice(FEMALE)} {chance.choice(LAST)}" if child else "",
        education=Education.PRIMARY if child else chance.choice((Education.UPPER_SECONDARY, Education.LOWER_SECONDARY)),
        school="SD Contoh" if child else "",
        work=Work.STUDENT if child else chance.choice((Work.HOUSEWIFE, Work.PRIVATE, Work.TRADE_FARM_FISH, Work.NONE)),
        marital=Marital.SINGLE if child else chance.choice((Marital.CIVIL, Marital.RELIGIOUS, Marital.DIVORCED)),
        safe_channel=chance.choice((SafeChannel.CALL, SafeChannel.WHATSAPP, SafeChannel.VISIT)),
        safe_hours="Senin–Jumat, 09.00–11.00",
        code_word="arisan",
        say_to_others="Petugas posyandu, soal jadwal.",
    )


def nik(area: Area, born: date, sex: Sex) -> str:
    """District, day of birth (plus 40 for women), serial 0000: a number that is never given out."""
    day = born.day + (40 if sex is Sex.FEMALE else 0)
    return f"{area.code.replace('.', '')[:6]}{day:02}{born:%m%y}0000"
