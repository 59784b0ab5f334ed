"""Who sits in a body: its seats by office, with whoever holds them now and whoever did before. Three queries."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from tuntas.accounts.models import Posting
from tuntas.bodies.models import Body, Holder, Seat
from tuntas.bodies.states import SeatRole

NOBODY = "Belum ada wakil."
LEFT = "Wakil ini tidak bertugas lagi di lembaganya. Catat wakil yang baru."

_ORDER = {str(role): number for number, role in enumerate(SeatRole)}


@dataclass
class Place:
    """One seat on a day. `missing`: why nobody active holds it, in a sentence; empty where somebody does."""

    seat: Seat
    holder: Holder | None = None
    substitute: Holder | None = None
    ahead: list[Holder] = field(default_factory=list)
    past: list[Holder] = field(default_factory=list)
    missing: str = ""


@dataclass(frozen=True)
class Roster:
    """Seats that there are or will be, and those that ended."""

    now: list[Place]
    before: list[Place]

    @property
    def missing(self) -> int:
        """How many seats nobody active holds."""
        return sum(1 for place in self.now if place.missing)


def roster(body: Body, day: date, at: datetime) -> Roster:
    """The seats of a body on a day."""
    places = {seat.pk: Place(seat) for seat in body.seats.select_related("agency").order_by("institution", "id")}
    for holder in Holder.objects.filter(seat__body=body).order_by("from_date", "id"):
        _put(places[holder.seat_id], holder, day)
    there = _working([place.holder for place in places.values() if place.holder], at)
    now: list[Place] = []
    before: list[Place] = []
    for place in sorted(places.values(), key=lambda each: _ORDER[each.seat.role]):
        ended = place.seat.to_date is not None and place.seat.to_date <= day
        if not ended:
            place.missing = _missing(place, there)
        (before if ended else now).append(place)
    return Roster(now, before)


def _put(place: Place, holder: Holder, day: date) -> None:
    if holder.to_date is not None and holder.to_date <= day:
        place.past.append(holder)
    elif holder.from_date > day:
        place.ahead.append(holder)
    elif holder.substitute:
        place.substitute = holder
    else:
        place.holder = holder


def _missing(place: Place, there: set[tuple[UUID, UUID]]) -> str:
    if place.holder is None:
        return NOBODY
    known = place.holder.user_id is None or (place.holder.user_id, place.seat.agency_id) in there
    return "" if known else LEFT


def _working(holders: list[Holder], at: datetime) -> set[tuple[UUID, UUID]]:
    """(person, agency) of those with an account who work there now."""
    ids = [holder.user_id for holder in holders if holder.user_id]
    rows = Posting.objects.in_force(at).filter(user__in=ids, user__is_active=True)
    return set(rows.values_list("user", "agency")) if ids else set()
