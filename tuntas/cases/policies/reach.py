"""Whether a case is within a person's reach for something, and whether it exists for them at all."""

from tuntas.access.actors import Actor, Scope
from tuntas.access.permissions import Permission
from tuntas.access.reach import reaches
from tuntas.cases.models import Case, TeamMember
from tuntas.cases.states import MOVING, Status
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.obligations.models import Wall

UNKNOWN = "Kasus ini tidak ada dalam jangkauan Anda."


def check_known(actor: Actor, case: Case) -> None:
    """Nobody acts on a case from behind its wall; the sentence does not name the wall."""
    if actor.id is not None and Wall.objects.against(actor).filter(dossier_id=case.pk).exists():
        raise Denied(UNKNOWN)


def check_within(actor: Actor, case: Case, permission: Permission, sentence: str = UNKNOWN) -> None:
    """Raises Denied with the sentence when the actor does not hold the permission for this case."""
    if not within(actor, case, permission):
        raise Denied(sentence)


def within(actor: Actor, case: Case, permission: Permission) -> bool:
    """Whether the actor holds a permission for this case. Says nothing about walls. Breaking the glass gives none of these."""
    return reaches(
        actor,
        permission,
        agency_id=case.agency_id,
        area_path=case.area_path,
        assigned=_assigned(actor, case, permission),
    )


def _assigned(actor: Actor, case: Case, permission: Permission) -> bool:
    """Asked of the database only when some posting depends on it."""
    if actor.id is None or not any(grant.scope is Scope.ASSIGNED for grant in actor.grants(permission)):
        return False
    return TeamMember.objects.filter(case=case, user=actor.id, until__isnull=True).exists()


def check_moving(case: Case) -> None:
    """Work is written down only while the case moves."""
    if Status(case.status) not in MOVING:
        raise InvalidTransition(
            f"Kasus ini berstatus “{Status(case.status).label}”. Buka kembali dulu bila ada yang perlu dikerjakan."
        )


def check_work(actor: Actor, case: Case) -> None:
    """Whoever works on the case and is not behind its wall, while it moves."""
    check_within(actor, case, Permission.CASE_WORK, "Hanya tim kasus ini yang mencatat pekerjaan di dalamnya.")
    check_known(actor, case)
    check_moving(case)


def check_read(actor: Actor, case: Case) -> None:
    """What is told in a case is for those who serve it, and for who broke the glass while that lasts; never behind its wall."""
    if not Case.objects.visible_to(actor, Permission.CASE_READ).filter(pk=case.pk).exists():
        raise Denied("Isi kasus hanya dibaca oleh mereka yang menanganinya.")
