"""Refusals about events of pressure."""

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.cases.models import Case
from tuntas.cases.policies import reach


def check_record(actor: Actor, case: Case) -> None:
    """Whoever works on the case, in any state of it: pressure does not wait for a case to be opened again."""
    reach.check_within(actor, case, Permission.CASE_WORK, "Tekanan dan ancaman dicatat oleh tim kasus ini.")
    reach.check_known(actor, case)
