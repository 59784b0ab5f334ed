"""Which release is read for which year (R28 over time).

A year that is over is read from the newest release of an end of a year, the year that runs from the newest release: a
figure changes four times in its own year and once in each later one, and between two changes it is the same for whoever asks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tuntas.statistics.models import Release

MONTHS = 12


@dataclass(frozen=True)
class Editions:
    """All releases, the newest first."""

    releases: tuple[Release, ...]

    @property
    def newest(self) -> Release | None:
        """None where nothing has been published yet."""
        return self.releases[0] if self.releases else None

    @property
    def last_year(self) -> int | None:
        """The last year of which anything is published."""
        return self.newest.through.year if self.newest else None

    @property
    def last_whole_year(self) -> int | None:
        """The last year that is published to its end."""
        if self.newest is None:
            return None
        return self.newest.through.year if _ends_year(self.newest.through) else self.newest.through.year - 1

    @property
    def day_after(self) -> date | None:
        """The day after the newest period: what stands for today where only what is published is read."""
        return self.newest.through + timedelta(days=1) if self.newest else None

    def of(self, year: int) -> Release | None:
        """What is read for a year; None where it is not published."""
        if self.newest is None or year > self.newest.through.year:
            return None
        if year == self.newest.through.year:
            return self.newest
        whole = next((each for each in self.releases if _ends_year(each.through) and each.through.year >= year), None)
        return whole or self._earliest()

    def _earliest(self) -> Release:
        """Before any year has been closed, the first period, as it was last corrected."""
        first = min(each.through for each in self.releases)
        return next(each for each in self.releases if each.through == first)


def _ends_year(day: date) -> bool:
    return day.month == MONTHS and day.day == 31


def published() -> Editions:
    """Everything published so far. One query."""
    return Editions(tuple(Release.objects.order_by("-number")))


def spans(editions: Editions | None, years: Sequence[int]) -> list[tuple[int, int]]:
    """Years that are read from one release, as first and last: one query each. Years that are not published are left out."""
    found: list[tuple[int, int]] = []
    before: Release | None = None
    for year in years:
        release = editions.of(year) if editions else None
        if editions and release is None:
            continue
        if found and release == before:
            found[-1] = (found[-1][0], year)
        else:
            found.append((year, year))
        before = release
    return found
