"""On whose desk a proposal is decided: the unit's own, or one outside of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tuntas.access.permissions import Permission
from tuntas.access.roles import GRANTS, Role
from tuntas.accounts.models import Posting, User
from tuntas.agencies.models import Agency
from tuntas.agencies.states import AgencyKind
from tuntas.intake import ownership
from tuntas.intake.models import Report
from tuntas.intake.states import GRAVE_TYPES
from tuntas.obligations.models import Wall

# Who decides where no agency stands above the unit.
INSTEAD = (AgencyKind.AGENCY_WOMEN_CHILD, AgencyKind.GOVERNMENT, AgencyKind.TASK_FORCE)


@dataclass(frozen=True)
class Desk:
    """`outside`: the second person must not work at the unit. `agency` is None where nobody could decide."""

    agency: Agency | None
    outside: bool


def for_proposal(report: Report, *, removes_child: bool, proposer_id: UUID, at: datetime) -> Desk:
    """Outside the unit where the report ever was grave, where a child would no longer be one, and for a unit of one."""
    return for_subject(
        agency=report.agency,
        area_path=report.area_path,
        dossier_id=report.pk,
        outside=removes_child or bool(GRAVE_TYPES.intersection(report.ever_types)),
        permission=Permission.REPORT_APPROVE,
        without={proposer_id},
        at=at,
    )


def for_subject(
    *,
    agency: Agency,
    area_path: str,
    dossier_id: UUID,
    outside: bool,
    permission: Permission,
    without: Collection[UUID],
    at: datetime,
) -> Desk:
    """Who decides about something of a unit: somebody with the permission, none of `without`, not behind the wall.

    At the unit itself; outside of it where `outside` says so or nobody else there may.
    """
    approvers = approvers_of(permission)
    hidden = Wall.objects.hidden_users(dossier_id, at=at) | set(without)
    if not outside and _decides(agency, hidden, approvers, at=at):
        return Desk(agency, outside=False)
    walled = ownership.behind_wall(dossier_id)
    others = [other for other in _outside(agency, area_path, at) if other.pk not in walled and other.pk != agency.pk]
    return Desk(next((other for other in others if _decides(other, hidden, approvers, at=at)), None), outside=True)


def approvers_of(permission: Permission) -> frozenset[Role]:
    """The roles that hold a permission to decide."""
    return frozenset(role for role, grants in GRANTS.items() if permission in grants)


def for_export(by: User, *, at: datetime) -> Desk:
    """Where somebody else may let a long list go: at the agency from which it is taken, else above it."""
    grants = by.grants(Permission.REPORT_EXPORT)
    own = list(Agency.objects.filter(pk__in=[grant.agency_id for grant in grants]).order_by("name", "pk"))
    agencies = [*own, *(above for agency in own for above in ownership.above(agency))]
    approvers = approvers_of(Permission.REPORT_APPROVE)
    return Desk(next((row for row in agencies if _decides(row, {by.pk}, approvers, at=at)), None), outside=False)


def _outside(agency: Agency, area_path: str, at: datetime) -> list[Agency]:
    """Agencies above the unit, nearest first, then those of the same place that may stand in."""
    stand_ins = Agency.objects.open_on(at.date()).filter(kind__in=INSTEAD).order_by("name", "pk")
    here = [row for row in stand_ins if area_path.startswith(row.area_path)]
    return ownership.above(agency) + sorted(here, key=lambda row: INSTEAD.index(AgencyKind(row.kind)))


def _decides(agency: Agency, hidden: Collection[UUID], approvers: Collection[Role], *, at: datetime) -> bool:
    """Whether somebody works there who may approve and is none of these."""
    postings = Posting.objects.in_force(at).filter(agency=agency, role__in=approvers, user__is_active=True)
    return postings.exclude(user__in=hidden).exists()
