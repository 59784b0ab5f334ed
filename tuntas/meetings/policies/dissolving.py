"""A body does not end while its meetings, or what they decided, wait for somebody."""

from datetime import date, datetime

from tuntas.areas.states import zone_of
from tuntas.bodies.models import Body
from tuntas.core.errors import Denied
from tuntas.meetings.models import FollowUpAction, Meeting
from tuntas.meetings.states import HAPPENED


def check_nothing_open(body: Body, _at: datetime) -> None:
    """Bodies ask before one is dissolved: afterwards there is no next meeting that would look at it."""
    if Meeting.objects.filter(body=body, is_open=True).exists():
        raise Denied("Masih ada pertemuan yang belum selesai. Tetapkan notulennya, atau batalkan pertemuannya dulu.")
    waiting = FollowUpAction.objects.filter(meeting__body=body, is_open=True).count()
    if waiting:
        raise Denied(f"Masih ada {waiting} tindak lanjut yang belum ditutup. Tutup atau hentikan dulu.")


def held(body: Body) -> list[tuple[date, str]]:
    """Days on which it met, with what: it neither begins after them nor ends before."""
    zone = zone_of(body.area_path)
    rows = Meeting.objects.filter(body=body, status__in=HAPPENED).order_by("starts_at")
    return [(row.starts_at.astimezone(zone).date(), row.get_kind_display().lower()) for row in rows]
