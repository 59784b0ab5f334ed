"""On whose desk a proposal is decided: the unit's own, or one outside of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tuntas.access.permissions import Permission
from tuntas.access.roles import GRANTS
from tuntas.accounts.models import Posting, User
from tuntas.agencies.models import Agency
from tuntas.agencies.states import AgencyKind
from tuntas.intake import ownership
from tuntas.intake.models import Report
from tuntas.intake.states import GRAVE_TYPES
from tuntas.obligations.models import Wall

APPROVERS = frozenset(role for role, grants in GRANTS.items() if Permission.REPORT_APPROVE in grants)
# Who decides where no agency stands above the unit.
INSTEAD = (AgencyKind.AGENCY_WOMEN_CHILD, AgencyKind.GOVERNMENT, AgencyKind.TASK_FORCE)


@dataclass(frozen=True)
class Desk:
    """`outside`: the second person must not work at the unit. `agency` is None where nobody could decide."""

    agency: Agency | None
    outside: bool


def for_proposal(report: Report, *, removes_child: bool, proposer_id: UUID, at: datetime) -> Desk:
    """Outside the unit where the report ever was grave, where a child would no longer be one, and for a unit of one."""
    hidden = Wall.objects.hidden_users(report.pk, at=at) | {proposer_id}
    grave = bool(GRAVE_TYPES.intersection(report.ever_types))
    if not grave and not removes_child and _decides(report.agency, hidden, at=at):
        return Desk(report.agency, outside=False)
    walled = ownership.behind_wall(report.pk)
    others = [agency for agency in _outside(report, at) if agency.pk not in walled and agency.pk != report.agency_id]
    return Desk(next((agency for agency in others if _decides(agency, hidden, at=at)), None), outside=True)


def for_export(by: User, *, at: datetime) -> Desk:
    """Where somebody else may let a long list go: at the agency from which it is taken, else above it."""
    grants = by.grants(Permission.REPORT_EXPORT)
    own = list(Agency.objects.filter(pk__in=[grant.agency_id for grant in grants]).order_by("name", "pk"))
    agencies = [*own, *(above for agency in own for above in ownership.above(agency))]
    return Desk(next((agency for agency in agencies if _decides(agency, {by.pk}, at=at)), None), outside=False)


def _outside(report: Report, at: datetime) -> list[Agency]:
    """Agencies above the unit, nearest first, then those of the same place that may stand in."""
    stand_ins = Agency.objects.open_on(at.date()).filter(kind__in=INSTEAD).order_by("name", "pk")
    here = [agency for agency in stand_ins if report.area_path.startswith(agency.area_path)]
    return ownership.above(report.agency) + sorted(here, key=lambda agency: INSTEAD.index(AgencyKind(agency.kind)))


def _decides(agency: Agency, hidden: set[UUID], *, at: datetime) -> bool:
    """Whether somebody works there who may approve and is none of these."""
    postings = Posting.objects.in_force(at).filter(agency=agency, role__in=APPROVERS, user__is_active=True)
    return postings.exclude(user__in=hidden).exists()
