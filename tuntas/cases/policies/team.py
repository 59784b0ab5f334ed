"""Refusals about who works on a case."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.roles import Role
from tuntas.accounts.models import Posting, User
from tuntas.agencies.models import Agency
from tuntas.cases.models import Case, TeamMember
from tuntas.cases.policies.opening import MANAGERS, managers
from tuntas.cases.policies.reach import check_known, check_within
from tuntas.cases.states import Status, TeamRole
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.obligations.models import Wall

# Who may stand in which place of a team. Managers may accompany too; then they approve nothing of their own (R21).
ABLE: dict[TeamRole, frozenset[Role]] = {
    TeamRole.MANAGER: MANAGERS,
    TeamRole.COMPANION: frozenset({Role.COMPANION_WORKER, Role.CASE_MANAGER, Role.SUPERVISOR}),
    TeamRole.PSYCHOLOGIST: frozenset({Role.PSYCHOLOGIST}),
    TeamRole.LEGAL_COUNSELLOR: frozenset({Role.LEGAL_COUNSELLOR}),
}


def check_manage(actor: Actor, case: Case) -> None:
    """Whoever runs the cases of the unit, also while nothing moves."""
    check_within(actor, case, Permission.CASE_MANAGE, "Tim hanya diatur oleh manajer kasus atau supervisor.")
    check_known(actor, case)
    if case.status == Status.CLOSED:
        raise InvalidTransition("Kasus ini sudah ditutup. Buka kembali dulu bila timnya perlu diubah.")


def able(case: Case, role: TeamRole, *, at: datetime) -> list[User]:
    """Who could stand in a place of the team: posted at the unit, in that profession, not behind the case's wall."""
    seats = Posting.objects.in_force(at).filter(agency=case.agency_id, role__in=ABLE[role], user__is_active=True)
    seats = seats.exclude(user__in=Wall.objects.hidden_users(case.pk, at=at))
    return list(User.objects.filter(pk__in=seats.values("user")).order_by("name", "pk"))


def could_manage(case: Case, agency: Agency, *, at: datetime) -> bool:
    """Whether somebody at an agency could manage a case and may know of it."""
    return bool(managers(agency, at=at, hidden=Wall.objects.hidden_users(case.pk, at=at)))


def check_able(case: Case, user: User, role: TeamRole, *, at: datetime) -> None:
    """The sentence does not say why somebody cannot be chosen."""
    if user not in able(case, role, at=at):
        raise Denied(f"Orang ini tidak dapat menjadi {role.label.lower()} kasus ini. Pilih orang lain.")


def check_leave_team(member: TeamMember) -> None:
    """A manager is replaced, never taken away."""
    if member.until is not None:
        raise InvalidTransition("Orang ini sudah tidak ada dalam tim.")
    if member.role == TeamRole.MANAGER:
        raise Denied("Kasus tidak pernah tanpa manajer. Pilih manajer lain, maka yang lama keluar.")


def check_no_cases(user: User, remaining: Collection[UUID]) -> None:
    """Nobody leaves an agency while managing open cases there; accounts asks this when a posting ends."""
    if Case.objects.filter(manager=user, is_open=True).exclude(agency__in=remaining).exists():
        raise Denied("Orang ini masih menjadi manajer kasus yang terbuka. Serah terimakan dulu kasusnya.")
