"""Messages both ways between a reporter and the office."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.core import vault
from tuntas.intake import kinds
from tuntas.intake.actions import _keepers
from tuntas.intake.models import Message, Report
from tuntas.intake.policies import contact, reach
from tuntas.intake.states import Sender
from tuntas.obligations.models import Obligation


@transaction.atomic
def from_reporter(report: Report, *, form_id: UUID, text: str, by: Actor, at: datetime) -> Message:
    """Keep what the reporter adds, and somebody must read it; also when the report is closed already.

    The same form makes one message.
    """
    report = _keepers.locked(report)
    known = Message.objects.filter(form_id=form_id, report=report).first()
    if known is not None:
        return known
    message = _write(report, Sender.REPORTER, form_id=form_id, text=text, by=by, at=at)
    _keepers.leave_closed_agency(report, by=by, at=at)
    codes = [kinds.READ_MESSAGE.code, kinds.READ_MESSAGE_HIGH.code]
    if not Obligation.objects.unsettled().filter(subject_id=report.pk, kind__in=codes).exists():
        _keepers.open_for(report, kinds.read_message_for(report.risk), by=by, at=at)
    log.record("message.received", message, by=by, at=at, agency_id=report.agency_id, area_path=report.area_path)
    return message


@transaction.atomic
def from_office(report: Report, *, form_id: UUID, text: str, by: User, at: datetime) -> Message:
    """Lay a message beside the report for whoever returns with number and code. The same form makes one."""
    report = _keepers.locked(report)
    reach.check_known(by, report)
    contact.check_message(by, report)
    known = Message.objects.filter(form_id=form_id, report=report).first()
    if known is not None:
        return known
    message = _write(report, Sender.OFFICE, form_id=form_id, text=text, by=by, at=at)
    _keepers.followed_up(report, by=by, at=at)
    log.record("message.sent", message, by=by, at=at, agency_id=report.agency_id, area_path=report.area_path)
    return message


@transaction.atomic
def mark_read_by_office(report: Report, *, by: User, at: datetime) -> int:
    """The unit has read what the reporter wrote; returns how many were new."""
    report = _keepers.locked(report)
    reach.check_known(by, report)
    contact.check_read_messages(by, report)
    count = Message.objects.filter(report=report, sender=Sender.REPORTER, read_at__isnull=True).update(read_at=at)
    _keepers.settle_side(report, kinds.READ_MESSAGE, kinds.READ_MESSAGE_HIGH, by=by, at=at)
    log.record("messages.read", report, by=by, at=at, count=count)
    return count


@transaction.atomic
def mark_read_by_reporter(report: Report, *, by: Actor, at: datetime) -> int:
    """The reporter has seen what the office wrote; returns how many were new."""
    count = Message.objects.filter(report=report, sender=Sender.OFFICE, read_at__isnull=True).update(read_at=at)
    if count:
        log.record("messages.read_by_reporter", report, by=by, at=at, count=count)
    return count


def _write(report: Report, sender: Sender, *, form_id: UUID, text: str, by: Actor, at: datetime) -> Message:
    message = Message(form_id=form_id, report=report, sender=sender, by_id=by.id, at=at)
    vault.box(report.pk, writing=True).seal(message, text=text)
    message.save(force_insert=True)
    return message
