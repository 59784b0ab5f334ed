"""Putting a letter into the queue, in the transaction of the change it tells of. Jobs take ids only."""

from procrastinate.contrib.django import app


def enqueue(task: str, **ids: str) -> None:
    """Queue a job of this app of `jobs.py` by its name."""
    app.configure_task(f"accounts.{task}").defer(**ids)
