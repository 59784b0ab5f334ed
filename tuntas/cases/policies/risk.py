"""Refusals about judging the danger in a case."""

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.cases.models import Case
from tuntas.cases.policies import reach
from tuntas.cases.states import CLOSED_STATES, Status
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.intake.states import Risk


def check_raise(actor: Actor, case: Case) -> None:
    """Anyone who sees the case, and is not behind its wall, may judge and so raise the danger while it is not ended."""
    reach.check_within(actor, case, Permission.CASE_VIEW)
    reach.check_known(actor, case)
    if Status(case.status) in CLOSED_STATES:
        raise InvalidTransition("Kasus ini sudah berakhir. Bila ada bahaya baru, buka kembali kasusnya.")


def check_lower_to(case: Case, level: Risk) -> None:
    """A proposal to lower names a level below; lowering itself needs two persons."""
    if not Risk.UNKNOWN < level < case.risk:
        raise Denied("Pilih tingkat yang lebih rendah daripada yang tercatat.", rule="R16")


def check_plan(actor: Actor, case: Case) -> None:
    """The safety plan is written by those who work on the case."""
    reach.check_work(actor, case)
