"""Days in sentences, on pages and on paper."""

from datetime import date

from tuntas.core.marks import MONTHS

# A state is never told by colour alone: the shapes of core.marks.
TAGS = {"running": "done", "new": "open", "weak": "wait", "not_running": "late"}


def day(value: date) -> str:
    """As in 3 Agustus 2026."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
