"""A body lasts from its first day to its last: what was written down of it lies between them."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from tuntas.bodies.models import Body, BodyKind
from tuntas.bodies.policies.bodies import today
from tuntas.bodies.states import ElectionStatus
from tuntas.core.errors import Denied

Happened = Iterable[tuple[date, str]]
# Higher apps add what they know, in ready(): day and words of what a body did.
happenings: list[Callable[[Body], Happened]] = []


def check_nothing_after(body: Body, on: date, at: datetime) -> None:
    """A body does not end before what it did. What lies ahead of today was never done, and stands in no way."""
    done = [*_decreed(body), *_done(body)]
    later = [(day, what) for day, what in done if on < day <= today(body, at)]
    if later:
        day, what = max(later)
        raise Denied(
            f"Sesudah {on:%d-%m-%Y} masih tercatat: {what} ({day:%d-%m-%Y}). Pilih {day:%d-%m-%Y} atau hari sesudahnya,"
            " atau perbaiki catatan itu dulu."
        )


def check_nothing_before(body: Body, founded_date: date) -> None:
    """Nor does it begin after what it did; a decree may be older than the body."""
    earlier = [(day, what) for day, what in _done(body) if day < founded_date]
    if earlier:
        day, what = min(earlier)
        raise Denied(f"Sebelum {founded_date:%d-%m-%Y} sudah tercatat: {what} ({day:%d-%m-%Y}). Periksa tanggalnya.")


def check_kind_stays(body: Body, kind: BodyKind) -> None:
    """A body that has met does not become one of which less is asked: it would look as if it ran."""
    less = kind.meets_every_months > body.kind.meets_every_months or (body.kind.needs_decree and not kind.needs_decree)
    met = max((each for tell in happenings for each in tell(body)), default=None)
    if less and met is not None:
        raise Denied(
            f"Kelompok ini sudah bertemu ({met[0]:%d-%m-%Y}), jadi jenisnya tidak diganti dengan {kind.name}, yang syaratnya lebih"
            " ringan. Bubarkan kelompok ini, lalu catat yang baru."
        )


def _decreed(body: Body) -> Happened:
    for decree in body.decrees.all():
        yield max(decree.dated, decree.from_date), f"SK {decree.number}"
        yield decree.dated, f"SK {decree.number}"


def _done(body: Body) -> Happened:
    zone = body.agency.zone
    for seat in body.seats.all():
        yield seat.from_date, f"kursi {seat.institution}"
        for holder in seat.holders.all():
            yield holder.from_date, f"wakil {seat.institution}"
    for officer in body.officers.all():
        yield officer.from_date, f"pengurus ({officer.get_office_display().lower()})"
    for election in body.elections.exclude(status=ElectionStatus.CANCELLED):
        yield election.held_date, "pemilihan pengurus"
    for line in body.task_lines.select_related("agency"):
        if line.in_force_at is not None:
            yield line.in_force_at.astimezone(zone).date(), f"pembagian tugas {line.agency.short_name}"
    for sub in body.sub_groups.all():
        if sub.dissolved_date is not None:
            yield sub.dissolved_date - timedelta(days=1), sub.name
    for tell in happenings:
        yield from tell(body)
