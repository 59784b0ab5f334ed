"""What the worker does about duties. Every job may run twice, on two machines, and be killed."""

import time
from collections.abc import Callable

from django.utils import timezone
from procrastinate.contrib.django import app

from tuntas.access.actors import System
from tuntas.obligations.actions import after_leaving as after
from tuntas.obligations.actions import climbing, holidays
from tuntas.obligations.models import Heartbeat, Recount

LADDER = System("tangga kewajiban")
CALENDAR = System("penghitung hari kerja")
# For each of the two steps. A run ends before the next begins, so that an outage's backlog does not pile up runs.
SECONDS = 25


@app.task(name="tuntas.obligations.jobs.climb")
def climb(timestamp: int = 0) -> int:
    """Each minute: who must be rung, then what is late, then a sign of life. Returns how many duties were touched.

    Calls that fail or take long do not keep duties from climbing; a run that failed as a whole is no sign of life.
    """
    try:
        rung = _all_of(climbing.call_out)
    finally:
        climbed = _all_of(climbing.climb)
    Heartbeat.objects.beat("worker", timezone.now())
    return rung + climbed


def _all_of(step: Callable[..., int]) -> int:
    started, count = time.monotonic(), 0
    while time.monotonic() - started < SECONDS:
        done = step(by=LADDER, at=timezone.now())
        count += done
        if not done:
            break
    return count


@app.task(name="tuntas.obligations.jobs.after_leaving")
def after_leaving(timestamp: int = 0) -> int:
    """Each hour: what people who left held, or alone had heard of, is somebody's again. Returns how many duties."""
    at = timezone.now()
    return after.give_back(by=LADDER, at=at) + after.tell_again(by=LADDER, at=at)


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
