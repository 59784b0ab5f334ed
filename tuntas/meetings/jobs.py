"""What the worker does about meetings. Twice is harmless."""

from django.utils import timezone
from procrastinate.contrib.django import app

from tuntas.access.actors import System
from tuntas.meetings.actions import chairs, reminders

REMINDER = System("pengingat tindak lanjut")
KEEPER = System("penjaga pertemuan")


@app.task(name="tuntas.meetings.jobs.remind")
def remind(timestamp: int = 0) -> int:
    """Remind institutions of what they owe seven working days after a meeting; returns for how many meetings."""
    return reminders.remind_due(by=REMINDER, at=timezone.now())


@app.task(name="tuntas.meetings.jobs.replace_chairs")
def replace_chairs(timestamp: int = 0) -> int:
    """Each hour: planned meetings whose chair left get another; returns how many."""
    return chairs.replace_lost(by=KEEPER, at=timezone.now())
