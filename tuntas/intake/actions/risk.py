"""Judging the danger. Anyone may raise it; lowering is proposed by one person and decided by another."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.intake import checklist, keepers, kinds
from tuntas.intake.models import Report, RiskAssessment
from tuntas.intake.policies import reach, triage
from tuntas.intake.states import Risk, Status
from tuntas.obligations.states import Outcome


@transaction.atomic
def assess(
    report: Report, *, items: Collection[str], at_least: Risk = Risk.UNKNOWN, by: User, at: datetime
) -> RiskAssessment:
    """Keep which items hold, and raise the level if they say so. A lower result changes nothing by itself.

    `at_least`: the officer's own judgement, which may be higher than the list's.
    """
    report = keepers.locked(report)
    reach.check_known(by, report)
    triage.check_assess(by, report)
    level = max(checklist.level_of(items), at_least)
    row = RiskAssessment.objects.create(report=report, items=sorted(set(items)), level=level, by=by, at=at)
    log.record("report.risk_assessed", report, by=by, at=at, level=level, items=row.items, before=report.risk)
    if level > report.risk:
        set_level(report, level, by=by, at=at)
    return row


def set_level(report: Report, level: Risk, *, by: Actor, at: datetime) -> None:
    """Give a locked report its level and the clocks that belong to it."""
    report.risk = level
    report.save(update_fields=["risk"])
    if report.status in {Status.NEW, Status.TRIAGE}:
        kind, due_at = keepers.triage_kind(report), keepers.triage_due(report, at)
    elif report.status == Status.ACCEPTED:
        kind, due_at = kinds.open_case_for(level), None
    elif report.status == Status.FORWARDED and level == Risk.HIGH:
        kind, due_at = kinds.WATCH_FORWARDING, keepers.triage_due(report, at)
    else:
        return
    # Looking at it once more gives nobody more time: an earlier deadline stays.
    if report.duty is not None and report.duty.kind == kind.code and level != Risk.HIGH:
        return
    keepers.move(report, Status(report.status), kind=kind, due_at=due_at, outcome=Outcome.REPLACED, by=by, at=at)
