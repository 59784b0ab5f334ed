"""Which kelurahan were reached by a sosialisasi or training in a year, by topic. From the rows of coverage, never ticked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from tuntas.areas.models import Area
from tuntas.areas.states import Level, zone_of
from tuntas.meetings.models import Coverage
from tuntas.meetings.states import HAPPENED, MeetingKind, Topic


@dataclass
class Reached:
    """One kelurahan: how often it was reached, about what, when last."""

    area: Area
    times: int = 0
    last: datetime | None = None
    topics: dict[str, int] = field(default_factory=dict)

    def had(self) -> list[str]:
        """Topics that came, in words and in their order."""
        return [label for value, label in Topic.choices if self.topics.get(value)]

    def lacks(self) -> list[str]:
        """Topics that did not."""
        return [label for value, label in Topic.choices if not self.topics.get(value)]


@dataclass(frozen=True)
class Picture:
    """An area in a year. `never`: without any; `without`: for each topic those it never came to."""

    rows: list[Reached]
    never: list[Reached]
    without: list[tuple[str, list[Reached]]]


def of_year(area: Area, year: int, *, kind: MeetingKind) -> Picture:
    """Three queries, however many kelurahan: the kelurahan that exist, their kecamatan, the rows of coverage."""
    zone = zone_of(area.path)
    rows = _villages(area)
    found = {row.area.path: row for row in rows}
    held = Coverage.objects.filter(
        area_path__startswith=area.path, meeting__kind=kind, meeting__status__in=HAPPENED,
        meeting__starts_at__gte=_new_year(year, zone), meeting__starts_at__lt=_new_year(year + 1, zone),
    )  # fmt: skip
    for path, starts_at, topics in held.values_list("area_path", "meeting__starts_at", "meeting__topics"):
        if path in found:
            _count(found[path], starts_at, topics)
    without = [(label, [row for row in rows if not row.topics.get(value)]) for value, label in Topic.choices]
    return Picture(rows, [row for row in rows if not row.times], without)


def _villages(area: Area) -> list[Reached]:
    rows = Area.objects.current().below(area.path).filter(level=Level.VILLAGE)
    return [Reached(row) for row in rows.select_related("parent").order_by("parent__name", "name", "pk")]


def _count(row: Reached, starts_at: datetime, topics: Sequence[str]) -> None:
    row.times += 1
    row.last = max(row.last or starts_at, starts_at)
    for topic in topics:
        row.topics[topic] = row.topics.get(topic, 0) + 1


def _new_year(year: int, zone: ZoneInfo) -> datetime:
    return datetime(year, 1, 1, tzinfo=zone)
