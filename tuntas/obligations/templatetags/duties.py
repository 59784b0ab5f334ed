"""Clocks as people read them."""

from django import template

from tuntas.core import marks
from tuntas.obligations.kinds import Clock
from tuntas.obligations.models import ClockOverride

register = template.Library()


@register.filter
def clock_text(clock: Clock) -> str:
    """3 hari kerja, 15 menit, 24 jam."""
    if clock.calendar is None:
        return f"{clock.working_days} hari kerja"
    hours = clock.calendar.total_seconds() / 3600
    return f"{hours:.0f} jam" if hours >= 1 and hours.is_integer() and hours < 72 else marks.length(clock.calendar)


@register.filter
def override_text(row: ClockOverride) -> str:
    """The same for a local clock."""
    return f"{row.working_days} hari kerja" if row.working_days else f"{row.hours} jam"
