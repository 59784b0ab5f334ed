"""What meetings show about guided paths."""

from datetime import date

from django.db.models import Count

from tuntas.bodies.models import Path
from tuntas.core.errors import Denied
from tuntas.meetings.models import Meeting
from tuntas.meetings.states import HAPPENED, MeetingKind


def check_training(path: Path, _today: date, on: date) -> None:
    """A training with a list of who came, since the path was begun; the review counts its 90 days from that day."""
    rows = Meeting.objects.filter(
        body=path.body, kind=MeetingKind.TRAINING, status__in=HAPPENED, starts_at__gte=path.started_at
    ).annotate(people=Count("attendance"))
    held = list(rows.filter(people__gt=0).order_by("ends_at"))
    if not held:
        raise Denied("Belum ada pelatihan dengan daftar hadir sejak jalur ini dimulai. Catat pertemuannya dulu.")
    today = path.agency.today
    if not any(today(row.starts_at) <= on <= today(row.ends_at) for row in held):
        days = ", ".join(f"{today(row.ends_at):%d-%m-%Y}" for row in held)
        raise Denied(f"Pelatihan dengan daftar hadir selesai pada {days}. Tulis tanggal itu.")
