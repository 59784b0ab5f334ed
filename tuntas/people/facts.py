"""What is known of one person, in the form in which people are compared."""

from dataclasses import dataclass
from datetime import date

from tuntas.people import identifiers
from tuntas.people.names import Name, read

# Dates that are written when only the year is known.
DEFAULT_DAYS = frozenset({(1, 1), (31, 12)})


@dataclass(frozen=True)
class Facts:
    """Names read, numbers in one form. `area_path` ends with a dot; with a birth date the year is that date's."""

    names: tuple[Name, ...] = ()
    mother: tuple[Name, ...] = ()
    birth_date: date | None = None
    birth_year: int | None = None
    birth_year_estimated: bool = False
    sex: str = ""
    area_path: str = ""
    phone: str = ""
    nik: str = ""

    @property
    def year(self) -> int | None:
        """Of birth, as far as known."""
        return self.birth_date.year if self.birth_date else self.birth_year


def facts_of(
    *,
    name: str,
    aliases: str = "",
    mother_name: str = "",
    birth_date: date | None = None,
    birth_year: int | None = None,
    birth_year_estimated: bool = False,
    sex: str = "",
    area_path: str = "",
    phone: str = "",
    nik: str = "",
) -> Facts:
    """Read what stands on a form."""
    return Facts(
        names=read(name) + tuple(found for line in aliases.splitlines() for found in read(line)),
        mother=read(mother_name),
        birth_date=birth_date,
        birth_year=birth_date.year if birth_date else birth_year,
        birth_year_estimated=birth_year_estimated,
        sex=sex,
        area_path=area_path,
        phone=identifiers.clean_phone(phone),
        nik=identifiers.clean_nik(nik),
    )


def swapped(value: date | None) -> date | None:
    """The same date with day and month changed over, where that is a date."""
    if value is None or value.day > 12:
        return None
    return value.replace(day=value.month, month=value.day)
