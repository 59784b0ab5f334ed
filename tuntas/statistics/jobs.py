"""What the worker does about figures. Every job may run twice, on two machines, and be killed."""

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from tuntas.access.actors import System
from tuntas.audit import sealing
from tuntas.letters import press
from tuntas.statistics.actions import checks, exports, releases
from tuntas.statistics.facts import keeping
from tuntas.statistics.models import FigureFile

logger = logging.getLogger(__name__)
WRITER = System("pembuat berkas angka")


@app.task(queueing_lock="statistics.take_facts")
def take_facts(timestamp: int = 0) -> int:
    """Take up what happened since the last time; returns how many events."""
    try:
        return keeping.catch_up(at=timezone.now())
    except sealing.StillWriting:
        logger.warning("Facts wait for a long transaction; the next run goes on.")
        return 0


@app.task(queueing_lock="statistics.close_quarter")
def close_quarter(timestamp: int = 0) -> int:
    """Publish the last quarter, if it is over and has not been published; returns the number of the release, or 0."""
    try:
        release = releases.close(by=System("penutup triwulan"), at=timezone.now())
    except sealing.StillWriting:
        logger.warning("A release waits for a long transaction; the next run makes it.")
        return 0
    return release.number if release else 0


@app.task(name=exports.JOB)
def make_file(file_id: str) -> None:
    """Make a file of figures that was asked for."""
    row = FigureFile.objects.select_related("agency__area", "agency__parent").get(pk=file_id)
    try:
        exports.make(row, by=WRITER, at=timezone.now())
    except press.PressFailed:
        exports.give_up(row, by=WRITER, at=timezone.now())


@app.task(queueing_lock="statistics.forget_files")
def forget_files(timestamp: int = 0) -> int:
    """Files older than a week lose their content; returns how many."""
    return exports.forget(by=WRITER, at=timezone.now())


@app.task(queueing_lock="statistics.suggest_checks")
def suggest_checks(timestamp: int = 0) -> int:
    """Open a duty for each area that the figures of the last whole years suggest to look at; returns how many are new."""
    return len(checks.suggest_everywhere(by=System("suggest_checks"), at=timezone.now()))
