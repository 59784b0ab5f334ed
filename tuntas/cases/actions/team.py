"""Who works on a case: one manager always, companions, psychologists, legal counsellors; and handing cases over."""

from collections.abc import Collection
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.accounts.models import Posting, User
from tuntas.audit import log
from tuntas.cases.actions import _case, _each
from tuntas.cases.models import Case, TeamMember
from tuntas.cases.policies import team as policies
from tuntas.cases.policies.opening import MANAGERS, least_busy
from tuntas.cases.states import EntryKind, TeamRole
from tuntas.core.errors import Denied
from tuntas.core.policies import may
from tuntas.notices.actions import outbox
from tuntas.obligations.actions import duties
from tuntas.obligations.models import Obligation


@transaction.atomic
def add(case: Case, *, user: User, role: TeamRole, by: User, at: datetime) -> TeamMember:
    """Somebody joins the team and is told; a new manager replaces the one before. Twice changes nothing."""
    case = _case.locked(case)
    policies.check_manage(by, case)
    policies.check_able(case, user, role, at=at)
    known = TeamMember.objects.filter(case=case, user=user, role=role, until__isnull=True).first()
    if known is not None:
        return known
    if role is TeamRole.MANAGER:
        return _manage(case, user, by=by, at=at)
    member = _joined(case, user, role, by=by, at=at)
    _tell(case, user, by=by, at=at)
    return member


@transaction.atomic
def leave(member: TeamMember, *, by: User, at: datetime) -> TeamMember:
    """Somebody leaves the team; what was in their hands goes to the manager."""
    case = _case.locked(member.case)
    policies.check_manage(by, case)
    member = TeamMember.objects.select_for_update(of=("self",)).get(pk=member.pk, case=case)
    policies.check_leave_team(member)
    _left(case, member, by=by, at=at)
    if not TeamMember.objects.filter(case=case, user=member.user_id, until__isnull=True).exists():
        _move_duties(case, member.user, case.manager, by=by, at=at)
    return member


def along(from_user: User, to_user: User, *, by: Actor, at: datetime) -> None:
    """With a hand-over of duties: the cases that somebody manages, and their places in teams, go too.

    A case that the receiver may not know of goes to another manager. Raises Denied where the receiver could manage none.
    """
    _check_receiver(from_user, to_user, at)
    places = TeamMember.objects.filter(user=from_user, until__isnull=True, case__is_open=True)
    for member in places.select_related("case").order_by("case", "id"):
        case, role = _case.locked(member.case), TeamRole(member.role)
        fits = may(policies.check_able, case, to_user, role, at=at)
        if role is TeamRole.MANAGER:
            chosen = to_user if fits else _successor(case, without=(from_user, to_user), at=at)
            if chosen is not None:
                _manage(case, chosen, by=by, at=at)
        elif fits:
            _left(case, member, by=by, at=at)
            if not TeamMember.objects.filter(case=case, user=to_user, role=role, until__isnull=True).exists():
                _joined(case, to_user, role, by=by, at=at)


def replace_lost(*, by: Actor, at: datetime) -> int:
    """Open cases whose manager no longer manages there get another one, of those with the fewest; returns how many.

    Each in a transaction of its own: one that cannot be moved holds up no other.
    """
    seats = Posting.objects.in_force(at).filter(role__in=MANAGERS, user__is_active=True)
    held = set(seats.values_list("user", "agency"))
    rows = Case.objects.filter(is_open=True).values_list("pk", "manager", "agency").order_by("pk")
    lost = [pk for pk, manager, agency in rows.iterator() if (manager, agency) not in held]
    cases = list(Case.objects.filter(pk__in=lost).order_by("pk"))
    return _each.one_by_one(cases, partial(_replace_lost, by=by, at=at), step="replace_manager", by=by, at=at)


@transaction.atomic
def replace_manager(case: Case, *, by: Actor, at: datetime) -> bool:
    """Somebody else manages a locked case from now on, chosen by who has the fewest; false where nobody could."""
    chosen = _successor(case, without=(case.manager,), at=at)
    if chosen is None:
        return False
    _manage(case, chosen, by=by, at=at)
    return True


@transaction.atomic
def cut(case: Case, hidden: Collection[UUID], *, by: Actor, at: datetime) -> int:
    """Whoever must not know leaves the team of a locked case; returns how many places. The manager was replaced before."""
    rows = TeamMember.objects.filter(case=case, user__in=hidden, until__isnull=True).exclude(role=TeamRole.MANAGER)
    gone = list(rows.order_by("id"))
    for member in gone:
        _left(case, member, by=by, at=at)
    return len(gone)


def _replace_lost(found: Case, *, by: Actor, at: datetime) -> bool:
    """The case as it is now: somebody may have given it to another manager, or closed it, since it was listed."""
    case = _case.locked(found)
    return case.is_open and case.manager_id == found.manager_id and replace_manager(case, by=by, at=at)


def _check_receiver(from_user: User, to_user: User, at: datetime) -> None:
    """Somebody without the right to manage gets no cases: they would be owned in name only."""
    managed = Case.objects.filter(manager=from_user, is_open=True)
    agencies = set(managed.values_list("agency", flat=True))
    theirs = to_user.postings.in_force(at).filter(role__in=MANAGERS).values_list("agency", flat=True)
    if agencies - set(theirs):
        raise Denied("Orang ini menjadi manajer kasus. Pilih penerima yang juga manajer kasus atau supervisor di sana.")


def _successor(case: Case, *, without: Collection[User], at: datetime) -> User | None:
    """Whoever could manage it and has the fewest open cases."""
    return least_busy([user.pk for user in policies.able(case, TeamRole.MANAGER, at=at) if user not in without])


def _manage(case: Case, user: User, *, by: Actor, at: datetime) -> TeamMember:
    """A locked case gets another manager, who also gets the open duties of the one before."""
    before = case.manager
    old = TeamMember.objects.filter(case=case, role=TeamRole.MANAGER, until__isnull=True).first()
    if old is not None:
        old.until = at
        old.save(update_fields=["until"])
    case.manager = user
    case.save(update_fields=["manager"])
    member = _joined(case, user, TeamRole.MANAGER, by=by, at=at)
    _move_duties(case, before, user, by=by, at=at)
    log.record("case.manager_changed", case, by=by, at=at, before=str(before.pk), to=str(user.pk))
    _tell(case, user, by=by, at=at)
    return member


def _joined(case: Case, user: User, role: TeamRole, *, by: Actor, at: datetime) -> TeamMember:
    member = TeamMember.objects.create(case=case, user=user, role=role, since=at)
    _case.entry(case, EntryKind.TEAM, url_name="cases:team", detail=str(role), by=by, at=at)
    log.record(
        "team.joined", member, by=by, at=at, dossier_id=case.pk, agency_id=case.agency_id, area_path=case.area_path,
        role=str(role), user=str(user.pk),
    )  # fmt: skip
    return member


def _left(case: Case, member: TeamMember, *, by: Actor, at: datetime) -> None:
    member.until = at
    member.save(update_fields=["until"])
    _case.entry(case, EntryKind.TEAM, url_name="cases:team", detail=f"{member.role}.left", by=by, at=at)
    log.record(
        "team.left", member, by=by, at=at, dossier_id=case.pk, agency_id=case.agency_id, area_path=case.area_path,
        role=member.role, user=str(member.user_id),
    )  # fmt: skip


def _move_duties(case: Case, before: User, to: User, *, by: Actor, at: datetime) -> None:
    rows = Obligation.objects.unsettled().filter(dossier_id=case.pk, assignee=before, agency=case.agency_id)
    for duty in rows.order_by("id") if before != to else ():
        duties.follow_owner(duty, to=to, by=by, at=at)


def _tell(case: Case, user: User, *, by: Actor, at: datetime) -> None:
    if user.pk != by.id:
        outbox.notify(
            [user], kind="duty", key=f"team:{case.pk}:{at.timestamp():.0f}", about_id=case.duty_id,
            dossier_id=case.pk, by=by, at=at,
        )  # fmt: skip
