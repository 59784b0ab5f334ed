"""What meetings show about guided paths."""

from datetime import date

from django.db.models import Count

from tuntas.bodies.models import Path
from tuntas.core.errors import Denied
from tuntas.meetings.models import Meeting
from tuntas.meetings.states import HAPPENED, MeetingKind


def check_training(path: Path, _today: date) -> None:
    """A training with a list of who came, since the path was begun."""
    rows = Meeting.objects.filter(
        body=path.body, kind=MeetingKind.TRAINING, status__in=HAPPENED, starts_at__gte=path.started_at
    ).annotate(people=Count("attendance"))
    if not rows.filter(people__gt=0).exists():
        raise Denied("Belum ada pelatihan dengan daftar hadir sejak jalur ini dimulai. Catat pertemuannya dulu.")
