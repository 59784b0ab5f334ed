"""Giving a report its level of danger and the clocks that belong to it."""

from datetime import datetime

from tuntas.access.actors import Actor
from tuntas.intake import kinds
from tuntas.intake.actions import _keepers
from tuntas.intake.models import Report
from tuntas.intake.states import Risk, Status
from tuntas.obligations.states import Outcome


def set_level(report: Report, level: Risk, *, by: Actor, at: datetime) -> None:
    """Give a locked report its level and the clocks that belong to it."""
    report.risk = level
    report.save(update_fields=["risk"])
    if report.status in {Status.NEW, Status.TRIAGE}:
        kind, due_at = _keepers.triage_kind(report), _keepers.triage_due(report, at)
    elif report.status == Status.ACCEPTED:
        kind, due_at = kinds.open_case_for(level), None
    elif report.status == Status.FORWARDED and level == Risk.HIGH:
        kind, due_at = kinds.WATCH_FORWARDING, _keepers.triage_due(report, at)
    else:
        return
    # Looking at it once more gives nobody more time: an earlier deadline stays.
    if report.duty is not None and report.duty.kind == kind.code and level != Risk.HIGH:
        return
    _keepers.move(report, Status(report.status), kind=kind, due_at=due_at, outcome=Outcome.REPLACED, by=by, at=at)
