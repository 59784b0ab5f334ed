"""A population that does not exist, families and twins in it, and how it is written down a second time.

What it knows about writing is in `corrupted`; nothing here looks at how Tuntas compares people.
"""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bench import corrupted
from bench import invented_names as names

FIRST_DAY = date(1955, 1, 1)
DAYS = 25_600  # up to 2025
VILLAGES = 400
TODAY = date(2026, 1, 1)


@dataclass(frozen=True)
class Record:
    """One line of a list. `person`: who it is in truth."""

    record_id: str
    person: int
    name: str
    sex: str
    birth_date: date | None
    birth_year: int | None
    birth_year_estimated: bool
    area_code: str
    phone: str
    mother_name: str
    nik: str

    def row(self) -> list[str]:
        """As in the file that `manage.py duplicates` reads."""
        born = self.birth_date.isoformat() if self.birth_date else str(self.birth_year or "")
        guessed = "true" if self.birth_year_estimated else "false"
        return [
            self.record_id, self.name, {"f": "P", "m": "L"}.get(self.sex, ""), born, guessed, self.area_code, self.phone,
            self.mother_name, self.nik,
        ]  # fmt: skip


HEADER = ("record_id", "name", "sex", "birth_date", "birth_year_estimated", "area_code", "phone", "mother_name", "nik")


class Population:
    """People, drawn one after the other from one seed."""

    def __init__(self, seed: int, villages: int = VILLAGES) -> None:
        self.chance = random.Random(seed)
        self.villages = [
            f"99.{regency:02d}.{district:02d}.{2000 + village}"
            for regency in range(1, 15)
            for district in range(1, 15)
            for village in range(1, 15)
        ]
        self.chance.shuffle(self.villages)
        self.villages = self.villages[:villages]
        self.count = 0

    def person(self, **known: object) -> Record:
        """Somebody new."""
        chance = self.chance
        self.count += 1
        sex = str(known.get("sex") or chance.choice("ffm"))
        born = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
        record = Record(
            record_id="", person=self.count, name=names.full(chance, sex), sex=sex, birth_date=born, birth_year=born.year,
            birth_year_estimated=False, area_code=chance.choice(self.villages), phone=self._phone(), mother_name=names.full(chance, "f"),
            nik="",
        )  # fmt: skip
        record = replace(record, **known)  # type: ignore[arg-type]
        return record if record.nik else replace(record, nik=self.number(record))

    def number(self, record: Record, serial: int | None = None) -> str:
        """A NIK of a province that does not exist."""
        born = record.birth_date or FIRST_DAY
        day = born.day + (40 if record.sex == "f" else 0)
        code = record.area_code.replace(".", "")[:6]
        return f"{code}{day:02d}{born:%m%y}{serial or self.chance.randrange(1, 40):04d}"

    def family(self, size: int, *, twins: bool) -> list[Record]:
        """Brothers and sisters: one mother, one house, one telephone; twins also one day."""
        first = self.person(birth_date=FIRST_DAY + timedelta(days=self.chance.randrange(DAYS)))
        surname = self.chance.choice(names.SECOND) if self.chance.random() < 0.5 else ""
        found = [replace(first, name=names.full(self.chance, first.sex, surname))]
        for at in range(1, size):
            apart = timedelta(0) if twins else timedelta(days=self.chance.randrange(400, 1500) * at)
            born = (first.birth_date or FIRST_DAY) + apart
            sex = first.sex if twins and self.chance.random() < 0.6 else self.chance.choice("fm")
            called = names.full(self.chance, sex, surname)
            while called.split()[0] == found[0].name.split()[0]:
                called = names.full(self.chance, sex, surname)
            other = self.person(
                sex=sex, name=called, birth_date=born, birth_year=born.year, area_code=first.area_code, phone=first.phone,
                mother_name=first.mother_name,
            )  # fmt: skip
            serial = int(found[0].nik[12:]) + at
            found.append(replace(other, nik=self.number(other, serial if twins else None)))
        found[0] = replace(found[0], nik=self.number(found[0], int(found[0].nik[12:])))
        return found

    def _phone(self) -> str:
        return f"08{self.chance.randrange(11, 99)}{self.chance.randrange(10**7, 10**8)}"

    def first(self, record: Record) -> Record:
        """The same person on the first form: as they are, but not everything was asked."""
        chance = self.chance
        return replace(
            record, nik=record.nik if chance.random() < 0.55 else "", phone=record.phone if chance.random() < 0.65 else "",
            mother_name=record.mother_name if chance.random() < 0.7 else "",
        )  # fmt: skip

    def again(self, record: Record) -> Record:
        """The same person on another form: written differently, half of the rest missing, dates as clerks write them."""
        chance = self.chance
        called = corrupted.name(chance, record.name)
        if chance.random() < 0.06:
            called += f" alias {chance.choice(names.ALIASES)}"
        if called.upper().split()[0] in {"M.", "A."} and len(called.split()) < 2:
            called = record.name
        mother = "" if chance.random() < 0.35 else record.mother_name
        if mother and chance.random() < 0.4:
            mother = corrupted.name(chance, mother)
        written = replace(
            record, name=called, mother_name=mother, phone=record.phone if chance.random() < 0.45 else "",
            nik=self._nik_again(record), sex=record.sex if chance.random() < 0.97 else "",
            area_code=self._area_again(record),
        )  # fmt: skip
        return self._born_again(written)

    def _nik_again(self, record: Record) -> str:
        draw = self.chance.random()
        if draw < 0.65:
            return ""
        if draw < 0.92:
            return record.nik
        at = self.chance.randrange(16)
        return record.nik[:at] + str((int(record.nik[at]) + self.chance.randrange(1, 9)) % 10) + record.nik[at + 1 :]

    def _area_again(self, record: Record) -> str:
        draw = self.chance.random()
        if draw < 0.7:
            return record.area_code
        return record.area_code[:8] if draw < 0.8 else self.chance.choice(self.villages) if draw < 0.93 else ""

    def _born_again(self, record: Record) -> Record:
        born, draw = record.birth_date, self.chance.random()
        if born is None or draw < 0.6:
            return record
        if draw < 0.68:
            return replace(record, birth_date=born.replace(day=born.month, month=born.day) if born.day <= 12 else born)
        if draw < 0.76:
            default = date(born.year, *self.chance.choice(((1, 1), (12, 31))))
            return replace(record, birth_date=default)
        if draw < 0.82:
            slipped = born.replace(day=min(28, max(1, born.day + self.chance.choice((-1, 1, 10, -10)))))
            return replace(record, birth_date=slipped)
        if draw < 0.95:
            year = born.year + self.chance.choice((-1, 0, 0, 1))
            return replace(record, birth_date=None, birth_year=year, birth_year_estimated=True)
        return replace(record, birth_date=None, birth_year=None)


def population(size: int, seed: int) -> list[Record]:
    """A list with people written twice or thrice, families, twins, default dates and people without a name."""
    source = Population(seed, villages=max(20, size // 40))
    found: list[Record] = []
    while len(found) < size:
        draw = source.chance.random()
        if draw < 0.08:
            people = source.family(source.chance.choice((2, 3)), twins=False)
        elif draw < 0.12:
            people = source.family(2, twins=True)
        elif draw < 0.16:
            people = [source.person(name=source.chance.choice(names.PLACEHOLDERS), birth_date=_default(source.chance))]
        elif draw < 0.24:
            people = [source.person(birth_date=_default(source.chance))]
        else:
            people = [source.person()]
        for one in people:
            found.append(source.again(one) if source.chance.random() < 0.2 else source.first(one))
            if one.name not in names.PLACEHOLDERS:
                found.extend(source.again(one) for _ in range(source.chance.choice((0, 0, 0, 1, 1, 2))))
    source.chance.shuffle(found)
    return [replace(record, record_id=f"r{at}") for at, record in enumerate(found)]


def _default(chance: random.Random) -> date:
    return date(chance.randrange(1955, 2025), *chance.choice(((1, 1), (12, 31))))
