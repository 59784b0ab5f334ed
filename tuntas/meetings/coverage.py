"""Which kelurahan were reached by a sosialisasi or training in a year, by topic. From the rows of coverage, never ticked.

The kelurahan are those of the last day of the year, or of today. One that was founded out of another was reached with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q

from tuntas.areas.models import Area, Succession
from tuntas.areas.states import Level, zone_of
from tuntas.meetings.models import Coverage, Meeting
from tuntas.meetings.states import MeetingKind, Topic


@dataclass
class Reached:
    """One kelurahan: how often it was reached, about what, when last. `out_of`: before it was founded, as part of another."""

    area: Area
    times: int = 0
    last: datetime | None = None
    topics: dict[str, int] = field(default_factory=dict)
    out_of: set[str] = field(default_factory=set)

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


def of_year(area: Area, year: int, *, kind: MeetingKind, today: date) -> Picture:
    """Three queries, however many kelurahan: the kelurahan, what they were before, the rows of coverage."""
    zone = zone_of(area.path)
    rows = _villages(area, min(today, date(year, 12, 31)))
    found = {row.area.pk: row for row in rows}
    before = _before(found, since=date(year, 1, 1))
    held = Coverage.objects.filter(
        Q(area_path__startswith=area.path) | Q(area__in=before), meeting__kind=kind,
        meeting__in=Meeting.objects.shown().values("pk"),
        meeting__starts_at__gte=_new_year(year, zone), meeting__starts_at__lt=_new_year(year + 1, zone),
    )  # fmt: skip
    for pk, starts_at, topics in held.values_list("area", "meeting__starts_at", "meeting__topics"):
        if pk in found:
            _count(found[pk], starts_at, topics)
        for each in before.get(pk, ()):
            if starts_at.astimezone(zone).date() < each.effective_date:
                _count(found[each.successor_id], starts_at, topics)
                found[each.successor_id].out_of.add(each.predecessor.full_name)
    without = [(label, [row for row in rows if not row.topics.get(value)]) for value, label in Topic.choices]
    return Picture(rows, [row for row in rows if not row.times], without)


def _villages(area: Area, on: date) -> list[Reached]:
    rows = Area.objects.current(on).below(area.path).filter(level=Level.VILLAGE)
    return [Reached(row) for row in rows.select_related("parent").order_by("parent__name", "name", "pk")]


def _before(found: dict[UUID, Reached], *, since: date) -> dict[UUID, list[Succession]]:
    """What the kelurahan were a part of earlier in the year, by that older area."""
    before: dict[UUID, list[Succession]] = {}
    for row in Succession.objects.filter(successor__in=found, effective_date__gt=since).select_related("predecessor"):
        before.setdefault(row.predecessor_id, []).append(row)
    return before


def _count(row: Reached, starts_at: datetime, topics: Sequence[str]) -> None:
    row.times += 1
    row.last = max(row.last or starts_at, starts_at)
    for topic in topics:
        row.topics[topic] = row.topics.get(topic, 0) + 1


def _new_year(year: int, zone: ZoneInfo) -> datetime:
    return datetime(year, 1, 1, tzinfo=zone)
