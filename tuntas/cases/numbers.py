"""Numbers of cases: K, two digits of the year, seven random ones, and the check digit that reports have too."""

from tuntas.intake import receipts

LETTER = "K"


def new_number(year: int) -> str:
    """A random number of a year; whether it is free, the database says."""
    return LETTER + receipts.new_number(year)


def read_number(text: str) -> str:
    """The number as stored, from whatever a person types; empty when it cannot be one of a case."""
    typed = text.strip().upper()
    if not typed.startswith(LETTER):
        return ""
    found = receipts.read_number(typed)
    return LETTER + found if found else ""
