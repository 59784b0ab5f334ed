"""Reading a list of people from a file: as other programs write sex, dates and area codes."""

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tuntas.people.facts import Facts, facts_of
from tuntas.people.states import Sex

COLUMNS = (
    "record_id", "name", "sex", "birth_date", "birth_year_estimated", "area_code", "phone", "mother_name", "nik",
)  # fmt: skip
_FEMALE = frozenset({"p", "f", "perempuan", "wanita", "female", "w", "pr"})
_MALE = frozenset({"l", "m", "laki-laki", "laki laki", "pria", "male", "lk"})
_YES = frozenset({"1", "true", "t", "ya", "y", "yes", "benar"})
_PARTS = (2, 2, 2, 4)  # digits of province, regency, district, village


class NotAList(Exception):
    """The file lacks columns."""


def read_file(path: Path) -> Iterator[tuple[str, Facts]]:
    """Each line's record_id and what it says of a person. Raises NotAList."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        missing = {"record_id", "name"} - set(rows.fieldnames or ())
        if missing:
            raise NotAList(f"missing columns: {', '.join(sorted(missing))}")
        for row in rows:
            yield row["record_id"], facts_from(row)


def facts_from(row: dict[str, str]) -> Facts:
    """One line; absent columns and empty cells say nothing. A date that is estimated says its year only."""
    said = {name: (row.get(name) or "").strip() for name in COLUMNS}
    born, year = read_birth(said["birth_date"])
    estimated = said["birth_year_estimated"].lower() in _YES
    return facts_of(
        name=said["name"],
        mother_name=said["mother_name"],
        birth_date=None if estimated else born,
        birth_year=year,
        birth_year_estimated=estimated,
        sex=read_sex(said["sex"]),
        area_path=read_area(said["area_code"]),
        phone=said["phone"],
        nik=said["nik"],
    )


def read_birth(text: str) -> tuple[date | None, int | None]:
    """A date with the year first or last, or a year alone."""
    numbers = [int(part) for part in re.findall(r"\d+", re.split("[T ]", text, maxsplit=1)[0])]
    if len(numbers) == 3:
        year, month, day = numbers if numbers[0] > 31 else reversed(numbers)
        try:
            return date(year, month, day), year
        except ValueError:
            return None, year if 1800 < year < 2200 else None
    years = [number for number in numbers if 1800 < number < 2200]
    return None, years[0] if years else None


def read_sex(text: str) -> str:
    """P and L, as on Indonesian forms, or in words."""
    plain = text.lower().strip(".")
    return Sex.FEMALE if plain in _FEMALE else Sex.MALE if plain in _MALE else Sex.UNKNOWN


def read_area(text: str) -> str:
    """The path of a Kemendagri code, with or without dots; it closes with a dot."""
    if "." not in text and text.isdigit():
        parts, at = [], 0
        for size in _PARTS:
            if len(text) >= at + size:
                parts.append(text[at : at + size])
                at += size
        text = ".".join(parts)
    return f"{text.strip('.')}." if text.strip(".") else ""
