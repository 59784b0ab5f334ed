"""What is said of somebody who has a sheet already: blanks are filled, what differs is kept. Nothing is overwritten."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.core import vault
from tuntas.people import identifiers
from tuntas.people.actions import _sheets, people
from tuntas.people.actions._sheets import PersonData
from tuntas.people.models import Person
from tuntas.people.policies import people as policies

# What fills a blank, and how it is called where it differs.
TEXTS = {
    "birth_place": "Tempat lahir", "nik": "NIK", "phone": "Nomor telepon", "address": "Alamat", "mother_name": "Nama ibu kandung",
    "guardian_name": "Wali", "guardian_contact": "Cara menghubungi wali", "accommodation": "Akomodasi", "school": "Sekolah",
    "safe_hours": "Jam yang aman", "code_word": "Kata sandi", "say_to_others": "Yang dikatakan kepada orang lain",
}  # fmt: skip
CODES = {
    "sex": "Jenis kelamin", "education": "Pendidikan", "school_operator": "Penyelenggara sekolah", "work": "Pekerjaan",
    "marital": "Status perkawinan", "safe_channel": "Cara menghubungi yang aman",
}  # fmt: skip
NUMBERS = {"nik": identifiers.clean_nik, "phone": identifiers.clean_phone}
BLANK = PersonData()


@transaction.atomic
def add(person: Person, *, data: PersonData, by: User, at: datetime) -> Person:
    """Add what was said to a sheet. A name that differs becomes another name; all else that differs goes to its note.

    Twice adds nothing. Raises vault.Erased.
    """
    person = _sheets.locked(person)
    policies.check_edit(by, person)
    before = _sheets.unsealed(person, vault.box(person.pk))
    after = _filled(before, data, person.agency.today(at))
    return people.edit(person, data=after, by=by, at=at) if after != before else person


def _filled(before: PersonData, said: PersonData, today: date) -> PersonData:
    changes: dict[str, Any] = {}
    other: list[str] = []
    for name, label in (TEXTS | CODES).items():
        old, new = getattr(before, name), getattr(said, name)
        clean = NUMBERS.get(name, _folded)
        if new == getattr(BLANK, name) or clean(new) == clean(old):
            continue
        if old == getattr(BLANK, name):
            changes[name] = new
        else:
            other.append(f"{label}: {getattr(new, 'label', new)}")
    if said.area is not None and said.area != before.area:
        if before.area is None:
            changes["area"] = said.area
        else:
            other.append(f"Wilayah tempat tinggal: {said.area.name}")
    other += _birth(before, said, changes)
    changes["name"] = before.name or said.name
    changes["aliases"] = _lines(before.aliases, [*_names(before, said), *said.aliases.splitlines()])
    changes["disabilities"] = (
        *before.disabilities,
        *(each for each in said.disabilities if each not in before.disabilities),
    )
    known = before.note.splitlines()
    fresh = [line for line in [*other, *said.note.splitlines()] if line.strip() and line not in known]
    if fresh:
        heading = [f"Disebut juga ({today:%d-%m-%Y}):"]
        changes["note"] = "\n".join([*known, *heading, *fresh])
    return replace(before, **changes)


def _birth(before: PersonData, said: PersonData, changes: dict[str, Any]) -> list[str]:
    """Date and year belong together. What is known is not made more exact here: that could make a child older."""
    new, old = _born(said), _born(before)
    if not new or new == old:
        return []
    if not old:
        for name in ("birth_date", "birth_year", "birth_year_estimated"):
            changes[name] = getattr(said, name)
        return []
    return [f"Lahir: {new}"]


def _born(data: PersonData) -> str:
    if data.birth_date is not None:
        return f"{data.birth_date:%d-%m-%Y}"
    return "" if data.birth_year is None else f"{data.birth_year}{' (perkiraan)' if data.birth_year_estimated else ''}"


def _names(before: PersonData, said: PersonData) -> list[str]:
    """A name that is written differently."""
    return [said.name] if before.name and said.name and _folded(before.name) != _folded(said.name) else []


def _lines(text: str, more: list[str]) -> str:
    """Further lines, each once."""
    lines = text.splitlines()
    seen = {_folded(line) for line in lines}
    for line in more:
        if line.strip() and _folded(line) not in seen:
            seen.add(_folded(line))
            lines.append(line.strip())
    return "\n".join(lines)


def _folded(value: object) -> str:
    return " ".join(str(value).casefold().split())
