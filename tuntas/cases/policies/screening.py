"""Refusals about trafficking screening."""

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.cases.models import Case, Party, Screening
from tuntas.cases.policies import reach
from tuntas.cases.states import PartyRole, ScreeningStatus, check_screening_transition
from tuntas.core.errors import Denied


def check_screen(actor: Actor, case: Case) -> None:
    """Whoever works on the case may screen, as often as there is something new."""
    reach.check_work(actor, case)


def check_victim(case: Case, victim: Party) -> None:
    """What is written down about a victim is about one of this case."""
    if victim.case_id != case.pk or victim.role != PartyRole.VICTIM or victim.removed_at is not None:
        raise Denied("Orang ini bukan korban dalam kasus ini. Pilih korban yang tercatat.")


def check_review(actor: Actor, case: Case, screening: Screening) -> None:
    """The case manager, the supervisor or the head of the unit reviews an alert (UU 21/2007: within 24 hours)."""
    may_review = any(
        reach.within(actor, case, permission) for permission in (Permission.CASE_MANAGE, Permission.CASE_APPROVE)
    )
    if not may_review:
        raise Denied("WASPADA TPPO ditelaah oleh manajer kasus, supervisor, atau kepala unit.", rule="R09")
    reach.check_known(actor, case)
    check_screening_transition(screening.status, ScreeningStatus.SUSPECTED)


def check_clear(actor: Actor, screening: Screening) -> None:
    """Whoever raised the alert does not lay it down alone."""
    if actor.id is not None and screening.by_id == actor.id:
        raise Denied(
            "Penapisan Anda sendiri tidak dapat Anda nyatakan “bukan TPPO”. Mintalah rekan lain menelaah.", rule="R09"
        )
