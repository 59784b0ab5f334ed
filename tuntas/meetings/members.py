"""Which institutions of those who came are members of the body, by its seats on the day of the meeting; all others are guests."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tuntas.bodies.models import Seat
from tuntas.meetings.names import plain


@dataclass(frozen=True)
class House:
    """An institution with a seat for a time. `ways`: how its name may be written on a list, without case, spaces and signs."""

    key: str
    name: str
    ways: frozenset[str]
    from_date: date
    to_date: date | None

    def sits(self, day: date) -> bool:
        """Whether the seat holds on a day."""
        return self.from_date <= day and (self.to_date is None or day < self.to_date)


@dataclass(frozen=True)
class Came:
    """Of so many member institutions (`of`) so many were there (`members`); beside them guests. `absent`: by name."""

    members: int
    of: int
    guests: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()

    @property
    def half(self) -> bool:
        """Whether at least half of the member institutions came, and at least two: one alone coordinates with nobody."""
        return self.members > 1 and 2 * self.members >= self.of


def houses(bodies: Iterable[UUID]) -> dict[UUID, list[House]]:
    """All seats there ever were, by body; registered institutions first. One query."""
    found: defaultdict[UUID, list[House]] = defaultdict(list)
    rows = Seat.objects.filter(body__in=list(bodies)).order_by("agency", "institution", "pk")
    for body, agency, name, *others, start, end, written in rows.values_list(
        "body", "agency", "institution", "agency__name", "agency__short_name", "from_date", "to_date", "ended_at"
    ):
        if end is not None and written is not None:
            # An end that is written down later than it was takes nobody off the meetings in between.
            end = max(end, written.date())  # noqa: PLW2901 - the end that counts
        ways = frozenset(plain(each) for each in (name, *others) if each)
        found[body].append(House(str(agency or plain(name)), name, ways, start, end))
    return found


def came(seats: Sequence[House], written: Iterable[str], day: date) -> Came:
    """Compare what stands on a list with the seats of its day: however many seats an institution has, it is one."""
    names, ways = _seated(seats, day)
    spelled = {plain(each): each for each in written if each}
    there = {ways[way] for way in spelled if way in ways}
    return Came(
        len(there),
        len(names),
        tuple(sorted(text for way, text in spelled.items() if way not in ways)),
        tuple(sorted(name for key, name in names.items() if key not in there)),
    )


def regular(
    seats: Sequence[House], lists: Sequence[tuple[date, Iterable[str]]], on: date
) -> list[tuple[str, int, int]]:
    """Each member institution of a day with how many of the meetings it came to, of those while it had a seat; rarest first."""
    wanted, _ = _seated(seats, on)
    counts = {key: [0, 0] for key in wanted}
    for day, written in lists:
        names, ways = _seated(seats, day)
        there = {ways.get(plain(each)) for each in written}
        for key in names.keys() & counts.keys():
            counts[key][0] += key in there
            counts[key][1] += 1
    found = [(wanted[key], came_to, of) for key, (came_to, of) in counts.items() if of]
    return sorted(found, key=lambda each: (each[1] / each[2], each[0]))


def _seated(seats: Sequence[House], day: date) -> tuple[dict[str, str], dict[str, str]]:
    """Institutions with a seat on a day by their key, and to which of them each way of writing belongs."""
    names: dict[str, str] = {}
    ways: dict[str, str] = {}
    for house in seats:
        if house.sits(day):
            # The same name once as a registered institution and once as text is one institution.
            key = next((ways[way] for way in house.ways if way in ways), house.key)
            names.setdefault(key, house.name)
            for way in house.ways:
                ways.setdefault(way, key)
    return names, ways
