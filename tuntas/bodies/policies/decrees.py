"""What may not be written down as a decree, each with the sentence that people read."""

from datetime import date, datetime, timedelta

from tuntas.bodies.models import Body, Decree
from tuntas.bodies.policies.bodies import today
from tuntas.core.errors import Denied

LAST = timedelta(days=1)


def check_days(body: Body, *, dated: date, from_date: date, to_date: date | None, at: datetime) -> None:
    """It was signed already, and its term has at least a day. `to_date` is the first day after it."""
    if dated > today(body, at):
        raise Denied("Tanggal SK belum tiba. Periksa tahunnya.")
    if to_date is not None and to_date <= from_date:
        raise Denied("Hari terakhir berlaku lebih awal daripada hari mulai berlaku. Periksa keduanya.")


def check_term(body: Body, *, from_date: date, to_date: date | None, without: Decree | None = None) -> None:
    """Two decrees of one body never hold on the same day; the sentence says which one is in the way."""
    others = body.decrees.exclude(pk__in=[without.pk] if without else []).overlapping(from_date, to_date)
    other = others.order_by("from_date").first()
    if other is None:
        return
    until = f"sampai {other.to_date - LAST:%d-%m-%Y}" if other.to_date else "tanpa batas akhir"
    hint = "Periksa tanggalnya" if other.to_date else "Isi dulu hari terakhir SK itu"
    raise Denied(f"SK {other.number} berlaku sejak {other.from_date:%d-%m-%Y} {until}. {hint}, atau perbaiki SK itu.")
