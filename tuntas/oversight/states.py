"""What can be said of a body, and the quarters of a year."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import TextChoices

ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}


class Health(TextChoices):
    """Whether a body runs: derived from what happened, nowhere stored, never ticked (R34). Worst first, as lists are sorted."""

    NOT_RUNNING = "not_running", "tidak berjalan"
    WEAK = "weak", "lemah"
    NEW = "new", "baru dibentuk"
    RUNNING = "running", "berjalan"


@dataclass(frozen=True, order=True)
class Quarter:
    """Three months of a year. Days are local ones; `end` is the first day after it."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """The quarter of a day."""
        return cls(day.year, (day.month - 1) // 3 + 1)

    @classmethod
    def parse(cls, text: str, *, default: "Quarter") -> "Quarter":
        """What stands in an address, as 2026-3; anything else is the default."""
        year, _, number = text.partition("-")
        if (
            len(year) == 4
            and year.isascii()
            and year.isdigit()
            and number in {"1", "2", "3", "4"}
            and 2000 <= int(year) <= 2100
        ):
            return min(cls(int(year), int(number)), default)
        return default

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def end(self) -> date:
        """The first day after it."""
        return self.following().start

    @property
    def key(self) -> str:
        """As it stands in an address."""
        return f"{self.year}-{self.number}"

    @property
    def label(self) -> str:
        """As people write it."""
        return f"triwulan {ROMAN[self.number]} {self.year}"

    def previous(self) -> "Quarter":
        """The one before."""
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)

    def following(self) -> "Quarter":
        """The one after."""
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year + 1, 1)


@dataclass(frozen=True)
class Span:
    """A quarter as far as it has come: `until` is the first day that is not looked at, `overdue_before` the first that is not late yet."""

    quarter: Quarter
    zone: ZoneInfo
    today: date

    @property
    def until(self) -> date:
        """The end of the quarter, or tomorrow while it runs."""
        return min(self.quarter.end, self.today + timedelta(days=1))

    @property
    def overdue_before(self) -> date:
        """What was due before this day and is open is late."""
        return min(self.quarter.end, self.today)

    @property
    def running(self) -> bool:
        """Whether the quarter is not over."""
        return self.today < self.quarter.end

    def moment(self, day: date) -> datetime:
        """The first moment of a day there."""
        return datetime(day.year, day.month, day.day, tzinfo=self.zone)


def months_before(day: date, months: int) -> date:
    """The day so many months earlier; the last day of a shorter month."""
    total = day.year * 12 + day.month - 1 - months
    year, month = divmod(total, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))
