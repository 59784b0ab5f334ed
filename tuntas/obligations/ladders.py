"""Who stands on which rung. Silence must never come from an empty seat: an empty rung passes upward."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from tuntas.access.permissions import Permission
from tuntas.access.roles import GRANTS, Role
from tuntas.accounts.models import Posting, User
from tuntas.agencies.models import Agency
from tuntas.obligations.kinds import Kind, Step
from tuntas.obligations.models import Obligation, Wall
from tuntas.obligations.states import Rung, Side

MANAGERS = frozenset({Role.CASE_MANAGER, Role.SUPERVISOR})
HEADS = frozenset({Role.UNIT_HEAD, Role.LEADERSHIP})
# Whoever may triage or answer, below the managers: the people whose daily work a duty of the agency is.
WORKERS = frozenset(
    role for role, grants in GRANTS.items() if {Permission.REPORT_TRIAGE, Permission.FORWARDING_ANSWER} & grants.keys()
) - (MANAGERS | HEADS)


def people_on(duty: Obligation, step: Step, *, at: datetime) -> tuple[Rung, list[User]]:
    """The nearest rung at or above the step where somebody may know of the duty, and who they are.

    Nobody up to the top is an empty list on the top rung.
    """
    agency = duty.agency if step.side is Side.RECEIVER else duty.sender
    if agency is None:
        return Rung.TASK_FORCE, []
    hidden = Wall.objects.hidden_users(duty.dossier_id, at=at)
    for rung in Rung:
        if rung < step.rung:
            continue
        people = [user for user in _seats(duty, agency, rung, side=step.side, at=at) if user.pk not in hidden]
        if people:
            return rung, people
    return Rung.TASK_FORCE, []


def next_step_at(kind: Kind, *, level: int, due_at: datetime) -> datetime | None:
    """When the next step of the ladder is due; nothing above the last."""
    return due_at + kind.ladder[level].after if level < len(kind.ladder) else None


def _seats(duty: Obligation, agency: Agency, rung: Rung, *, side: Side, at: datetime) -> list[User]:
    """Who sits on one rung of one side, walls not yet considered."""
    if rung is Rung.WORKER:
        if side is Side.RECEIVER and duty.assignee and _works(duty.assignee, at):
            return [duty.assignee]
        return _posted(at, Q(agency=agency, role__in=WORKERS))
    if rung is Rung.MANAGER:
        return _posted(at, Q(agency=agency, role__in=MANAGERS))
    if rung is Rung.UNIT_HEAD:
        return _posted(at, Q(agency=agency, role__in=HEADS))
    if rung is Rung.AGENCY_HEAD:
        above: Collection[UUID] = {agency.pk} | ({agency.parent_id} if agency.parent_id else set())
        return _posted(at, Q(agency__in=above, role=Role.LEADERSHIP))
    return _task_force(duty.area_path, at)


def _posted(at: datetime, who: Q) -> list[User]:
    postings = Posting.objects.in_force(at).filter(who).values("user")
    return list(User.objects.filter(is_active=True, pk__in=postings).order_by("pk"))


def _task_force(area_path: str, at: datetime) -> list[User]:
    """Secretaries whose area, or one it took over, holds the duty's area."""
    postings = list(
        Posting.objects.in_force(at)
        .filter(role=Role.TASK_FORCE_SECRETARIAT, user__is_active=True)
        .select_related("user", "area")
        .order_by("user")
    )
    paths = Posting.objects.area_paths(postings)
    found = {posting.user_id: posting.user for posting in postings if area_path.startswith(paths[posting.id])}
    return list(found.values())


def _works(user: User, at: datetime) -> bool:
    return user.is_active and user.postings.in_force(at).exists()
