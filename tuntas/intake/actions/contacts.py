"""Consent to be contacted, the safety decision, and how much the reporter wants to see."""

from datetime import datetime

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.intake.actions import _keepers
from tuntas.intake.models import Report
from tuntas.intake.policies import contact, reach
from tuntas.intake.states import SafetyDecision


@transaction.atomic
def withdraw_contact(report: Report, *, by: Actor, at: datetime) -> Report:
    """From this moment nobody contacts the reporter. Repeating it changes nothing."""
    report = _keepers.locked(report)
    if report.contact_withdrawn_at is not None:
        return report
    report.contact_withdrawn_at = at
    report.save(update_fields=["contact_withdrawn_at"])
    log.record("report.contact_withdrawn", report, by=by, at=at)
    return report


@transaction.atomic
def choose_detail(report: Report, *, wants: bool, by: Actor, at: datetime) -> Report:
    """The reporter's recorded choice: neutral words only, or the state of the report too. Never place, time or plan."""
    report = _keepers.locked(report)
    report.wants_detail = wants
    report.save(update_fields=["wants_detail"])
    log.record("report.detail_chosen", report, by=by, at=at, wants=wants)
    return report


@transaction.atomic
def decide_safety(report: Report, *, decision: SafetyDecision, by: User, at: datetime) -> Report:
    """Record whether contacting the victim is safe."""
    report = _keepers.locked(report)
    reach.check_known(by, report)
    contact.check_decide_safety(by, report)
    report.safety_decision = decision
    report.save(update_fields=["safety_decision"])
    log.record("report.safety_decided", report, by=by, at=at, decision=str(decision))
    return report
