"""Erasing a report: its key and its tokens are destroyed, its code vanishes; that it existed stays."""

from datetime import date, datetime

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.audit import log
from tuntas.core import vault_keys
from tuntas.intake.actions import _keepers
from tuntas.intake.models import Report
from tuntas.intake.policies import erasure


@transaction.atomic
def erase(report: Report, *, reason: str, by: Actor, at: datetime) -> date:
    """Destroy what a closed report held. Returns the day on which backups of the key are gone too.

    `reason` is a code or the number of a decision, never a name. Raises vault.Erased the second time.
    """
    report = _keepers.locked(report)
    erasure.check_erase(report)
    complete = vault_keys.erase(report.pk, at=at)
    report.code_hash = None
    report.save(update_fields=["code_hash"])
    log.record("report.erased", report, by=by, at=at, reason=reason, complete_date=complete.date().isoformat())
    return complete.date()
