"""Refusals of opening a case, and of who may manage it."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from tuntas.access.actors import Actor
from tuntas.access.permissions import Permission
from tuntas.access.reach import reaches
from tuntas.access.roles import GRANTS
from tuntas.accounts.models import Posting, User
from tuntas.agencies.models import Agency
from tuntas.cases.models import Case, CaseReport
from tuntas.cases.policies.reach import check_known, check_within
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.intake.models import Report
from tuntas.intake.policies import reach as report_reach
from tuntas.intake.policies import triage
from tuntas.obligations.models import Wall

MANAGERS = frozenset(role for role, grants in GRANTS.items() if Permission.CASE_MANAGE in grants)


def check_open(actor: Actor, agency: Agency, *, area_path: str) -> None:
    """Whoever runs cases at the unit opens one there."""
    if not reaches(actor, Permission.CASE_OPEN, agency_id=agency.pk, area_path=area_path):
        raise Denied("Kasus hanya dibuka oleh manajer kasus atau supervisor di lembaga ini.")


def check_open_from(actor: Actor, report: Report) -> None:
    """Only what was accepted becomes a case, at the agency that holds it, once."""
    report_reach.check_known(actor, report)
    check_open(actor, report.agency, area_path=report.area_path)
    triage.check_hand_to_case(actor, report)


def managers(agency: Agency, *, at: datetime, hidden: Collection[UUID] = ()) -> "list[User]":
    """Who may manage a case of an agency now, by name; without people behind its wall."""
    seats = Posting.objects.in_force(at).filter(agency=agency, role__in=MANAGERS, user__is_active=True)
    found = User.objects.filter(pk__in=seats.exclude(user__in=hidden).values("user"))
    return list(found.order_by("name", "pk"))


def manager_for(case: Case, agency: Agency, *, by: User, at: datetime) -> User | None:
    """Who would manage a case at another agency: whoever takes it, if they may, else whoever there has the fewest."""
    able = managers(agency, at=at, hidden=Wall.objects.hidden_users(case.pk, at=at))
    return by if by in able else least_busy([user.pk for user in able])


def least_busy(names: Collection[UUID]) -> User | None:
    """Of these the one with the fewest open cases."""
    mine = Count("managed_cases", filter=Q(managed_cases__is_open=True))
    found: User | None = User.objects.filter(pk__in=names).annotate(mine=mine).order_by("mine", "name", "pk").first()
    return found


def check_manager(manager: User, agency: Agency, *, dossiers: Collection[UUID], at: datetime) -> None:
    """The sentence does not say why somebody cannot be chosen."""
    hidden: set[UUID] = set()
    for dossier in dossiers:
        hidden |= Wall.objects.hidden_users(dossier, at=at)
    if manager not in managers(agency, at=at, hidden=hidden):
        raise Denied("Orang ini tidak dapat menjadi manajer kasus ini. Pilih orang lain.")


def check_somebody_manages(manager: User | None) -> None:
    """A case is never without a manager: where nobody could be one, none is opened."""
    if manager is None:
        raise Denied("Di lembaga ini belum ada manajer kasus yang dapat menerima kasus ini.")


def check_link(actor: Actor, case: Case, report: Report) -> None:
    """A further report about the same matter, at the same agency, in an open case of ours."""
    check_within(actor, case, Permission.CASE_MANAGE, "Laporan hanya digabungkan oleh manajer kasus atau supervisor.")
    check_known(actor, case)
    check_open_from(actor, report)
    if case.closed_at is not None:
        raise InvalidTransition("Kasus ini sudah berakhir. Buka kembali dulu, lalu gabungkan laporannya.")
    if CaseReport.objects.filter(report=report).exists():
        raise InvalidTransition("Laporan ini sudah menjadi bagian sebuah kasus.")
