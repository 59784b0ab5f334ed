"""Endings that need one person, the way back, and the way on into a case."""

from datetime import datetime

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.core import vault
from tuntas.intake.actions import _keepers, _proposal
from tuntas.intake.models import Report
from tuntas.intake.policies import reach, triage
from tuntas.intake.states import Status
from tuntas.obligations import clocks


@transaction.atomic
def end_as_non_case(report: Report, *, note: str, by: User, at: datetime) -> Report:
    """What an officer wrote down was no report."""
    report = _keepers.locked(report)
    reach.check_known(by, report)
    triage.check_non_case(by, report)
    _proposal.withdraw_endings(report, by=by, at=at)
    vault.box(report.pk, writing=True).seal(report, ending_note=note)
    _keepers.end(report, Status.NON_CASE, by=by, at=at)
    log.record("report.ended_as_non_case", report, by=by, at=at)
    return report


@transaction.atomic
def reopen(report: Report, *, by: User, at: datetime) -> Report:
    """Any ending leads back to triage."""
    report = _keepers.locked(report)
    reach.check_known(by, report)
    triage.check_reopen(by, report)
    before, kind, due_at = report.status, _keepers.triage_kind(report), _keepers.triage_due(report, at)
    report.duplicate_of = None
    if report.duty is not None:  # accepted: looking at it once more gives nobody more time to open the case
        due_at = min(report.duty.due_at, due_at or clocks.due_at(kind, agency=report.agency, at=at))
    _keepers.move(report, Status.TRIAGE, kind=kind, due_at=due_at, by=by, at=at)
    log.record("report.reopened", report, by=by, at=at, before=before)
    return report


@transaction.atomic
def hand_to_case(report: Report, *, by: User, at: datetime) -> Report:
    """A case was opened from this report; called by the app of cases, which keeps the link."""
    report = _keepers.locked(report)
    reach.check_known(by, report)
    triage.check_hand_to_case(by, report)
    _keepers.end(report, Status.IN_CASE, by=by, at=at)
    log.record("report.handed_to_case", report, by=by, at=at)
    return report
