"""Months in which reports were many or few enough to look twice: the same months of earlier years say what is plausible."""

from dataclasses import dataclass
from datetime import date

from django.db.models.functions import TruncMonth

from tuntas.areas.models import Area
from tuntas.statistics.counts import surprise
from tuntas.statistics.figures.counting import facts, how_many
from tuntas.statistics.figures.editions import Editions
from tuntas.statistics.models import ReportFact
from tuntas.statistics.series import began

BACK = 12  # months that are looked at
YEARS = 3  # earlier years, each with the month before, the same and the one after
FEWEST = 6  # months of a baseline


@dataclass(frozen=True)
class Flag:
    """One month out of the ordinary. Its number is not told: it may be small."""

    first_day: date
    many: bool

    @property
    def words(self) -> str:
        """In which direction."""
        return "lebih banyak" if self.many else "lebih sedikit"


def flags(area: Area, *, today: date, editions: Editions | None = None) -> list[Flag] | None:
    """The last twelve whole months; None where the system is too young to have a baseline for any of them. One query.

    Of what is published, `today` is the day after the end of the newest period.
    """
    first = began()
    if editions:
        today = editions.day_after or date.min
    if first is None or today == date.min:
        return None
    start = _shift(first.replace(day=1), 1)  # the month in which it began is no whole one
    release = editions.newest if editions else None
    rows = facts(ReportFact, release).filter(area_path__startswith=area.path).annotate(month=TruncMonth("report_date"))
    counts = dict(rows.order_by("month").values_list("month").annotate(n=how_many(release)))
    found, compared = [], 0
    for back in range(BACK, 0, -1):
        month = _shift(today.replace(day=1), -back)
        near = [_shift(month, -12 * year + step) for year in range(1, YEARS + 1) for step in (-1, 0, 1)]
        baseline = [counts.get(each, 0) for each in near if each >= start]
        if month < start or len(baseline) < FEWEST:
            continue
        compared += 1
        told = surprise(counts.get(month, 0), baseline)
        if told:
            found.append(Flag(month, told > 0))
    return found if compared else None


def _shift(month: date, by: int) -> date:
    at = month.year * 12 + month.month - 1 + by
    return date(at // 12, at % 12 + 1, 1)
