"""Judging the danger. Anyone may raise it; lowering is proposed by one person and decided by another."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.intake import checklist
from tuntas.intake.actions import _keepers, _proposal, _risk
from tuntas.intake.models import Report, RiskAssessment
from tuntas.intake.policies import reach, triage
from tuntas.intake.states import ProposalKind, Risk


@transaction.atomic
def assess(
    report: Report, *, items: Collection[str], at_least: Risk = Risk.UNKNOWN, by: User, at: datetime
) -> RiskAssessment:
    """Keep which items hold, and raise the level if they say so. A lower result changes nothing by itself.

    `at_least`: the officer's own judgement, which may be higher than the list's.
    """
    report = _keepers.locked(report)
    reach.check_known(by, report)
    triage.check_assess(by, report)
    level = max(checklist.level_of(items), at_least)
    row = RiskAssessment.objects.create(report=report, items=sorted(set(items)), level=level, by=by, at=at)
    log.record("report.risk_assessed", report, by=by, at=at, level=level, items=row.items, before=report.risk)
    if level > report.risk:
        # What was proposed when less was known is void.
        _proposal.withdraw(report, {ProposalKind.LOWER_RISK}, by=by, at=at)
        _risk.set_level(report, level, by=by, at=at)
    return row
