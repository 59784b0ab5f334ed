"""Housekeeping of queue and sessions."""

from asgiref.sync import sync_to_async
from django.core.management import call_command
from procrastinate import JobContext
from procrastinate.contrib.django import app

KEEP_FINISHED_HOURS = 24 * 7


@app.task(name="core.retry_stalled", queueing_lock="core.retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:
    """Give jobs back to the queue whose worker was killed while doing them (no sign of life for 30 seconds).

    Every job of ours may run twice without harm.
    """
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        await manager.retry_job(job)


@app.task(name="core.clean_up", queueing_lock="core.clean_up", pass_context=True)
async def clean_up(context: JobContext, timestamp: int) -> None:
    """Delete finished jobs after a week and sessions that have ended; failed jobs stay to be looked at."""
    await context.app.job_manager.delete_old_jobs(nb_hours=KEEP_FINISHED_HOURS)
    await sync_to_async(call_command)("clearsessions")
