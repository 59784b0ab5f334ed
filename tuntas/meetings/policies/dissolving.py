"""A body does not end while its meetings, or what they decided, wait for somebody."""

from datetime import datetime

from tuntas.bodies.models import Body
from tuntas.core.errors import Denied
from tuntas.meetings.models import FollowUpAction, Meeting


def check_nothing_open(body: Body, _at: datetime) -> None:
    """Bodies ask before one is dissolved: afterwards there is no next meeting that would look at it."""
    if Meeting.objects.filter(body=body, is_open=True).exists():
        raise Denied("Masih ada pertemuan yang belum selesai. Tetapkan notulennya, atau batalkan pertemuannya dulu.")
    waiting = FollowUpAction.objects.filter(meeting__body=body, is_open=True).count()
    if waiting:
        raise Denied(f"Masih ada {waiting} tindak lanjut yang belum ditutup. Tutup atau hentikan dulu.")
