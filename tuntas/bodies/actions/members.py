"""Seats of institutions and the people who hold them: added, corrected, ended. Nothing is taken away: who sat when stays."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.audit import log
from tuntas.bodies.actions import _body
from tuntas.bodies.models import Body, Holder, Seat
from tuntas.bodies.policies import bodies, members
from tuntas.bodies.states import SeatRole


@dataclass(frozen=True)
class SeatData:
    """Whose place it is. `institution` names it; with `agency`, a registered one, its name is taken."""

    position: str
    role: SeatRole
    institution: str = ""
    agency: Agency | None = None

    @property
    def name(self) -> str:
        """What the institution is called."""
        return self.agency.name if self.agency else self.institution


@dataclass(frozen=True)
class HolderData:
    """Who holds a seat or stands in. `user_id`: the account, where there is one."""

    name: str
    phone: str = ""
    user_id: UUID | None = None


@transaction.atomic
def add(
    body: Body,
    *,
    data: SeatData,
    from_date: date,
    to_date: date | None = None,
    holder: HolderData | None = None,
    by: User,
    at: datetime,
) -> Seat:
    """An institution gets a place, with whoever holds it first, if that is known. Raises Denied."""
    body = _body.locked(body)
    bodies.check_edit(by, body)
    members.check_seat(
        body, institution=data.name, position=data.position, role=data.role, from_date=from_date, to_date=to_date
    )
    seat = Seat.objects.create(
        body=body, agency=data.agency, institution=data.name, position=data.position, role=data.role, from_date=from_date,
        to_date=to_date,
    )  # fmt: skip
    log.record(
        "seat.added", seat, by=by, at=at, role=data.role, institution=data.agency.pk if data.agency else None, since=from_date,
        **_body.place(body),
    )  # fmt: skip
    if holder is not None:
        _hold(seat, holder, substitute=False, from_date=from_date, by=by, at=at)
    return seat


@transaction.atomic
def correct(seat: Seat, *, data: SeatData, by: User, at: datetime) -> Seat:
    """Put right whose place it is or which. A place that really changes ends, and another begins. Raises Denied."""
    seat = _locked(seat)
    bodies.check_edit(by, seat.body)
    members.check_not_ended(seat, on=bodies.today(seat.body, at))
    members.check_seat(
        seat.body, institution=data.name, position=data.position, role=data.role, from_date=seat.from_date,
        to_date=seat.to_date, without=seat,
    )  # fmt: skip
    told = {"agency": data.agency, "institution": data.name, "position": data.position, "role": data.role}
    changed = [name for name, value in told.items() if getattr(seat, name) != value]
    for name in changed:
        setattr(seat, name, told[name])
    seat.save(update_fields=list(told))
    log.record("seat.corrected", seat, by=by, at=at, fields=changed, **_body.place(seat.body))
    return seat


@transaction.atomic
def end(seat: Seat, *, to_date: date, by: User, at: datetime) -> Seat:
    """The institution leaves the body, and whoever holds its seat with it. `to_date`: the first day without. Raises Denied."""
    seat = _locked(seat)
    bodies.check_edit(by, seat.body)
    members.check_not_ended(seat, on=bodies.today(seat.body, at))
    members.check_seat_ends(seat, to_date)
    for holder in seat.holders.overlapping(to_date, None).order_by("from_date"):
        _end_holder(holder, to_date, seat.body, by=by, at=at)
    seat.to_date, seat.ended_at = to_date, at
    seat.save(update_fields=["to_date", "ended_at"])
    log.record("seat.ended", seat, by=by, at=at, on=to_date, **_body.place(seat.body))
    return seat


@transaction.atomic
def hold(seat: Seat, *, data: HolderData, substitute: bool = False, from_date: date, by: User, at: datetime) -> Holder:
    """Somebody holds the seat, or stands in, from a day on; whoever did before ends on that day. Raises Denied."""
    seat = _locked(seat)
    bodies.check_edit(by, seat.body)
    members.check_hold(seat, substitute=substitute, from_date=from_date)
    for before in seat.holders.filter(substitute=substitute).overlapping(from_date, None):
        _end_holder(before, from_date, seat.body, by=by, at=at)
    return _hold(seat, data, substitute=substitute, from_date=from_date, by=by, at=at)


@transaction.atomic
def correct_holder(holder: Holder, *, data: HolderData, by: User, at: datetime) -> Holder:
    """Put right a name, number or account of whoever holds a seat. Raises Denied."""
    seat = _locked(holder.seat)
    bodies.check_edit(by, seat.body)
    holder = Holder.objects.select_for_update(of=("self",)).get(pk=holder.pk)
    members.check_holder_goes_on(holder, on=bodies.today(seat.body, at))
    if data.user_id != holder.user_id:
        members.check_user(seat.agency, data.user_id, at=at)
    told = {"name": data.name, "phone": data.phone, "user_id": data.user_id}
    changed = [name for name, value in told.items() if getattr(holder, name) != value]
    for name in changed:
        setattr(holder, name, told[name])
    holder.save(update_fields=["name", "phone", "user"])
    log.record("holder.corrected", holder, by=by, at=at, fields=changed, **_body.place(seat.body))
    return holder


@transaction.atomic
def end_holder(holder: Holder, *, to_date: date, by: User, at: datetime) -> Holder:
    """Somebody no longer holds the seat, and nobody does yet. `to_date`: the first day without. Raises Denied."""
    seat = _locked(holder.seat)
    bodies.check_edit(by, seat.body)
    holder = Holder.objects.select_for_update(of=("self",)).get(pk=holder.pk)
    members.check_holder_goes_on(holder, on=bodies.today(seat.body, at))
    members.check_end(holder, to_date)
    _end_holder(holder, to_date, seat.body, by=by, at=at)
    return holder


def _locked(seat: Seat) -> Seat:
    """The seat as it is now; its body is held first, so that two changes of one body come one after the other."""
    body = _body.locked(seat.body)
    found: Seat = Seat.objects.select_for_update(of=("self",)).select_related("agency").get(pk=seat.pk)
    found.body = body
    return found


def _hold(seat: Seat, data: HolderData, *, substitute: bool, from_date: date, by: User, at: datetime) -> Holder:
    members.check_user(seat.agency, data.user_id, at=at)
    holder = Holder.objects.create(
        seat=seat, name=data.name, phone=data.phone, user_id=data.user_id, substitute=substitute, from_date=from_date,
        to_date=seat.to_date,
    )  # fmt: skip
    log.record(
        "holder.began",
        holder,
        by=by,
        at=at,
        of=seat.pk,
        substitute=substitute,
        since=from_date,
        **_body.place(seat.body),
    )
    return holder


def _end_holder(holder: Holder, to_date: date, body: Body, *, by: User, at: datetime) -> None:
    holder.to_date = to_date
    holder.save(update_fields=["to_date"])
    log.record("holder.ended", holder, by=by, at=at, on=to_date, **_body.place(body))
