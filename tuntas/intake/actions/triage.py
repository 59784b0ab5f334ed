"""What those who triage do with a report: begin, classify, accept, answer."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.core import vault
from tuntas.intake import kinds
from tuntas.intake.actions import _keepers, _proposal
from tuntas.intake.models import Message, Report
from tuntas.intake.policies import reach, triage
from tuntas.intake.states import CHILD_AGES, ProposalKind, Sender, Status, VictimAge, ViolenceType
from tuntas.obligations.actions import duties


@transaction.atomic
def start(report: Report, *, by: User, at: datetime) -> Report:
    """Take a new report in hand: it is being triaged, by this person."""
    report = _keepers.locked(report)
    reach.check_known(by, report)
    triage.check_start(by, report)
    report.status = Status.TRIAGE
    report.save(update_fields=["status"])
    if report.duty is not None and report.duty.assignee_id != by.pk:
        duties.take(report.duty, by=by, at=at)
    log.record("report.triage_started", report, by=by, at=at)
    return report


@transaction.atomic
def classify(
    report: Report, *, types: Collection[ViolenceType], victim_age: VictimAge, by: User, at: datetime
) -> Report:
    """Say what happened and roughly how old the victim is. Adding is free; grave classes are not taken away here."""
    report = _keepers.locked(report)
    reach.check_known(by, report)
    triage.check_classify(by, report)
    triage.check_no_class_lost(report, types, victim_age)
    before = list(report.types)
    report.types = sorted(set(types))
    report.ever_types = sorted({*report.ever_types, *report.types})
    report.victim_age = victim_age
    report.ever_child = report.ever_child or victim_age in CHILD_AGES
    report.save(update_fields=["types", "ever_types", "victim_age", "ever_child"])
    # What was proposed when less was known is void; else it would take away what nobody proposed to take.
    _proposal.withdraw_outgrown(report, by=by, at=at)
    if set(report.types).difference(before):
        _proposal.withdraw(report, {ProposalKind.LOWER_CLASS}, by=by, at=at)
    log.record("report.classified", report, by=by, at=at, before=before, types=report.types, victim_age=str(victim_age))
    return report


@transaction.atomic
def accept(report: Report, *, by: User, at: datetime) -> Report:
    """Keep it for a case: somebody must open one."""
    report = _keepers.locked(report)
    reach.check_known(by, report)
    triage.check_accept(by, report)
    _proposal.withdraw_endings(report, by=by, at=at)
    kind = kinds.open_case_for(report.risk)
    _keepers.move(report, Status.ACCEPTED, kind=kind, due_at=_keepers.still_due(report, kind, at), by=by, at=at)
    _keepers.followed_up(report, by=by, at=at)
    log.record("report.accepted", report, by=by, at=at)
    return report


@transaction.atomic
def answer(report: Report, *, form_id: UUID, text: str, by: User, at: datetime) -> Report:
    """End with information. The reporter reads it with number and code; without a code the words are kept as note."""
    report = _keepers.locked(report)
    reach.check_known(by, report)
    triage.check_answer(by, report)
    _proposal.withdraw_endings(report, by=by, at=at)
    box = vault.box(report.pk, writing=True)
    if report.code_hash is not None:
        message = Message(form_id=form_id, report=report, sender=Sender.OFFICE, by=by, at=at)
        box.seal(message, text=text)
        message.save(force_insert=True)
    box.seal(report, ending_note=text)
    _keepers.end(report, Status.ANSWERED, by=by, at=at)
    log.record("report.answered", report, by=by, at=at, readable=report.code_hash is not None)
    return report
