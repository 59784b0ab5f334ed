"""What the worker does about cases. Twice is harmless."""

from django.utils import timezone
from procrastinate.contrib.django import app

from tuntas.access.actors import System
from tuntas.cases.actions import break_glass, protection, team

WATCH = System("pengawas pelindungan")
DOOR = System("pengawas akses darurat")
KEEPER = System("pengawas manajer kasus")


@app.task(name="tuntas.cases.jobs.end_protections")
def end_protections(timestamp: int = 0) -> int:
    """End protections that have run out, and open what is to be asked for next; returns how many."""
    return protection.end_expired(by=WATCH, at=timezone.now())


@app.task(name="tuntas.cases.jobs.end_break_glass")
def end_break_glass(timestamp: int = 0) -> int:
    """Write down that access by break-glass has ended after 24 hours; returns how many."""
    return break_glass.end_expired(by=DOOR, at=timezone.now())


@app.task(name="tuntas.cases.jobs.replace_managers")
def replace_managers(timestamp: int = 0) -> int:
    """Give open cases whose manager may not manage any more to somebody who may; returns how many."""
    return team.replace_lost(by=KEEPER, at=timezone.now())
