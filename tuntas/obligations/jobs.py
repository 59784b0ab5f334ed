"""What the worker does about duties. Every job may run twice, on two machines, and be killed."""

import time

from django.utils import timezone
from procrastinate.contrib.django import app

from tuntas.access.actors import System
from tuntas.obligations.actions import climbing, holidays
from tuntas.obligations.models import Heartbeat, Recount

LADDER = System("tangga kewajiban")
CALENDAR = System("penghitung hari kerja")
# A run ends before the next begins, so that an outage's backlog does not pile up runs.
SECONDS = 50


@app.task(name="tuntas.obligations.jobs.climb")
def climb(timestamp: int = 0) -> int:
    """Each minute: a sign of life, then what is late, then who must be rung. Returns how many duties were touched."""
    Heartbeat.objects.beat("worker", timezone.now())
    started, count = time.monotonic(), 0
    for step in (climbing.call_out, climbing.climb):
        while time.monotonic() - started < SECONDS:
            done = step(by=LADDER, at=timezone.now())
            count += done
            if not done:
                break
    Heartbeat.objects.beat("worker", timezone.now())
    return count


@app.task(name=holidays.JOB)
def recount(timestamp: int = 0) -> int:
    """Go on with recounts that are not finished; returns how many batches were done."""
    batches = 0
    for waiting in Recount.objects.filter(finished_at__isnull=True).order_by("at"):
        run = waiting
        while run.finished_at is None:
            run = holidays.recount_some(run, by=CALENDAR, at=timezone.now())
            batches += 1
    return batches


@app.task(name="tuntas.obligations.jobs.recount_nightly")
def recount_nightly(timestamp: int = 0) -> None:
    """Once a night over everything: a duty opened in the very moment of a change is put right."""
    holidays.recount(by=CALENDAR, at=timezone.now())
    recount()
