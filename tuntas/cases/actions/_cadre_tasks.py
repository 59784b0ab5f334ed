"""What cadres were asked to do goes away when a case becomes dangerous or trafficking. (That it ends: `_case.end`.)"""

from datetime import datetime

from tuntas.access.actors import Actor
from tuntas.cadres.actions import tasks
from tuntas.cases.models import Case
from tuntas.cases.policies.cadre_tasks import forbidden


def withdraw_if_forbidden(case: Case, *, by: Actor, at: datetime) -> None:
    """Of a locked case whose danger or class has changed."""
    if forbidden(case):
        tasks.withdraw(case.pk, by=by, at=at)
