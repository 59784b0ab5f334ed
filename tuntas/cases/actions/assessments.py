"""The assessment: what a victim needs, area by area, and what she herself wishes."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.cases.actions import _case
from tuntas.cases.models import Assessment, Case, Party, Plan
from tuntas.cases.policies import work as policies
from tuntas.cases.states import EntryKind, Status
from tuntas.core.ids import uuid7


@dataclass(frozen=True)
class AssessmentData:
    """What was found. Economic need is written down as a need of hers, and explains nothing."""

    physical: str = ""
    psychological: str = ""
    social: str = ""
    economic: str = ""
    education: str = ""
    legal: str = ""
    wishes: str = ""
    why_not_alone: str = ""


@transaction.atomic
def record(
    case: Case,
    *,
    victim: Party,
    data: AssessmentData,
    heard_alone: bool,
    economic_need: bool = False,
    row_id: UUID | None = None,
    by: User,
    at: datetime,
) -> Assessment:
    """Write an assessment down; the case goes on to its plan. A victim with a disability needs R15 first."""
    case = _case.locked(case)
    policies.check_assess(by, case, victim)
    policies.check_heard(heard_alone=heard_alone, why_not_alone=data.why_not_alone)
    row = Assessment(
        id=row_id or uuid7(),
        case=case,
        victim=victim,
        by=by,
        at=at,
        heard_alone=heard_alone,
        economic_need=economic_need,
    )
    _case.box(case).seal(row, **asdict(data))
    row.save(force_insert=True)
    _case.entry(case, EntryKind.ASSESSMENT, row, url_name="cases:assessment", by=by, at=at)
    log.record("assessment.recorded", case, by=by, at=at, victim=str(victim.pk), heard_alone=heard_alone)
    if _needs_plan(case):
        _case.move(case, Status.PLANNING, by=by, at=at)
    return row


def _needs_plan(case: Case) -> bool:
    """After the first look, after reopening, and where danger made everybody act before there was a plan."""
    if Status(case.status) in policies.AFTER_REOPENING:
        return True
    planned = Plan.objects.filter(case=case, approved_at__isnull=False).exists()
    return case.status == Status.INTERVENTION and not planned
