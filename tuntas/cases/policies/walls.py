"""Refusals about who must not know of a case."""

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.cases.models import Case
from tuntas.cases.policies.reach import check_known, check_within
from tuntas.core.errors import Denied


def check_wall(actor: Actor, case: Case) -> None:
    """Whoever answers for the case may keep somebody out; letting somebody in again needs two persons."""
    check_within(
        actor, case, Permission.CASE_WALL, "Pembatas akses hanya dipasang oleh mereka yang mengelola kasus ini."
    )
    check_known(actor, case)


def check_somebody_left(*, found: bool) -> None:
    """A case is never without a manager: where nobody may know of it any more, somebody above has to step in first."""
    if not found:
        raise Denied(
            "Sesudah pembatas ini tidak ada manajer yang boleh mengetahui kasusnya. Minta kepala lembaga di atasnya menunjuk"
            " manajer kasus, lalu pasang lagi."
        )
