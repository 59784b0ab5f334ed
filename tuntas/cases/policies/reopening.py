"""Refusals of opening a case again."""

from datetime import datetime, timedelta

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.cases.models import Case
from tuntas.cases.policies.reach import check_known, check_within
from tuntas.cases.states import CLOSED_STATES, Status
from tuntas.core.errors import InvalidTransition

# R23: what comes back within this time is a recurrence.
RECURS_WITHIN = timedelta(days=365)


def check_reopen(actor: Actor, case: Case) -> None:
    """Whoever works on cases of the unit; nothing has to be proved for it."""
    check_within(actor, case, Permission.CASE_WORK, "Kasus hanya dibuka kembali oleh yang menangani kasus di unit ini.")
    check_known(actor, case)
    if Status(case.status) not in CLOSED_STATES:
        raise InvalidTransition("Kasus ini masih terbuka.")


def recurs(case: Case, at: datetime) -> bool:
    """Whether it comes back so soon after its end that it counts as a recurrence."""
    return case.closed_at is not None and at - case.closed_at <= RECURS_WITHIN
