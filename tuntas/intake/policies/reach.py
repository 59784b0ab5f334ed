"""Whether a report is within a person's reach for something, and whether it exists for them at all."""

from uuid import UUID

from tuntas.access.actors import Actor, Scope
from tuntas.access.permissions import Permission
from tuntas.access.reach import reaches
from tuntas.core.errors import Denied
from tuntas.intake.models import Report
from tuntas.obligations.models import Obligation, Wall


def check_known(actor: Actor, report: Report) -> None:
    """Nobody acts on a report from behind its wall; the sentence does not name the wall."""
    if actor.id is not None and Wall.objects.against(actor).filter(dossier_id=report.pk).exists():
        raise Denied("Laporan ini tidak ada dalam jangkauan Anda.")


def check_within(actor: Actor, report: Report, permission: Permission, sentence: str) -> None:
    """Raises Denied with the sentence when the actor does not hold the permission for this report."""
    if not within(actor, report, permission):
        raise Denied(sentence)


def within(actor: Actor, report: Report, permission: Permission) -> bool:
    """Whether the actor holds a permission for this report. Says nothing about walls."""
    return reaches(
        actor,
        permission,
        agency_id=report.agency_id,
        area_path=report.area_path,
        assigned=_assigned(actor, report, permission),
    )


def works_at(actor: Actor, agency_id: UUID) -> bool:
    """Whether somebody has a desk at an agency: such a second person is not from outside."""
    return any(grant.agency_id == agency_id for grant in actor.grants(Permission.DUTY_VIEW))


def _assigned(actor: Actor, report: Report, permission: Permission) -> bool:
    """Asked of the database only when some posting depends on it."""
    if actor.id is None or not any(grant.scope is Scope.ASSIGNED for grant in actor.grants(permission)):
        return False
    return Obligation.objects.unsettled().filter(dossier_id=report.pk, assignee=actor.id).exists()
