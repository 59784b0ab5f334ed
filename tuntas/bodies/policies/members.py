"""What may not be done to seats and those who hold them, each with the sentence that people read."""

from datetime import date, datetime, timedelta
from uuid import UUID

from tuntas.agencies import policies as agencies
from tuntas.agencies.models import Agency
from tuntas.bodies.models import Body, Holder, Seat
from tuntas.bodies.states import SeatRole
from tuntas.core.errors import Denied

LAST = timedelta(days=1)


def check_seat(
    body: Body, *, institution: str, position: str, role: str, from_date: date, to_date: date | None, without: Seat | None = None
) -> None:  # fmt: skip
    """A seat that is new: not there before the body, not there twice, and a body has one chair at a time."""
    if from_date < body.founded_date:
        raise Denied(f"{body.name} dibentuk {body.founded_date:%d-%m-%Y}; kursi tidak dapat mulai sebelum itu.")
    if to_date is not None and to_date <= from_date:
        raise Denied("Hari terakhir lebih awal daripada hari mulai. Periksa keduanya.")
    others = body.seats.exclude(pk__in=[without.pk] if without else []).overlapping(from_date, to_date)
    if others.filter(institution=institution, position=position, role=role).exists():
        raise Denied(f"Kursi {position} dari {institution} sudah tercatat pada waktu itu.")
    if role == SeatRole.CHAIR and (other := others.filter(role=SeatRole.CHAIR).order_by("from_date").first()):
        raise Denied(
            f"{other.position} ({other.institution}) tercatat sebagai ketua pada waktu itu. Akhiri dulu kursi itu."
        )


def check_not_ended(seat: Seat, *, on: date) -> None:
    """What has ended stays as it was."""
    if seat.to_date is not None and seat.to_date <= on:
        raise Denied(f"Kursi ini berakhir {seat.to_date - LAST:%d-%m-%Y}; datanya tidak diubah lagi.")


def check_end(row: Seat | Holder, to_date: date) -> None:
    """Whatever ends has lasted a day at least, and no longer than was said. `to_date` is the first day after it."""
    if to_date <= row.from_date:
        raise Denied(f"Hari terakhir lebih awal daripada hari mulai ({row.from_date:%d-%m-%Y}). Periksa tanggalnya.")
    if row.to_date is not None and to_date > row.to_date:
        raise Denied(f"Sudah tercatat sampai {row.to_date - LAST:%d-%m-%Y}. Pilih hari itu atau hari sebelumnya.")


def check_user(agency: Agency | None, user_id: UUID | None, *, at: datetime) -> None:
    """An account is tied to a seat of the institution where its owner works."""
    if user_id is not None and (agency is None or user_id not in dict(agencies.accounts_of(agency, at))):
        raise Denied("Akun itu bukan milik petugas lembaga yang memegang kursi ini.")


def check_hold(seat: Seat, *, substitute: bool, from_date: date) -> None:
    """Who comes next begins within the term of the seat, and after whoever holds it now began."""
    if from_date < seat.from_date:
        raise Denied(f"Kursi ini mulai {seat.from_date:%d-%m-%Y}; wakilnya tidak dapat mulai sebelum itu.")
    if seat.to_date is not None and from_date >= seat.to_date:
        raise Denied(f"Kursi ini berakhir {seat.to_date - LAST:%d-%m-%Y}; wakilnya tidak dapat mulai sesudah itu.")
    later = seat.holders.filter(substitute=substitute, from_date__gte=from_date).order_by("from_date").first()
    if later is not None:
        word = "pengganti" if substitute else "wakil"
        raise Denied(
            f"{later.name} sudah tercatat sebagai {word} mulai {later.from_date:%d-%m-%Y}."
            " Perbaiki datanya, atau pilih tanggal sesudah itu."
        )


def check_holder_goes_on(holder: Holder, *, on: date) -> None:
    """Whoever no longer holds a seat is history."""
    if holder.to_date is not None and holder.to_date <= on:
        raise Denied(f"{holder.name} sudah berhenti {holder.to_date - LAST:%d-%m-%Y}; datanya tidak diubah lagi.")


def check_seat_ends(seat: Seat, to_date: date) -> None:
    """A seat does not end before somebody begins to hold it."""
    check_end(seat, to_date)
    later = seat.holders.filter(from_date__gte=to_date).order_by("from_date").first()
    if later is not None:
        raise Denied(f"{later.name} tercatat mulai {later.from_date:%d-%m-%Y}. Pilih hari terakhir sesudah itu.")
