"""The local government's own clocks, where the law leaves them free."""

from datetime import datetime

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.core.errors import Denied
from tuntas.obligations import policies
from tuntas.obligations.kinds import Clock, Kind
from tuntas.obligations.models import ClockOverride


@transaction.atomic
def change(kind: Kind, *, clock: Clock, reason: str, by: User, at: datetime) -> ClockOverride:
    """Set the clock of a kind for duties opened from now on; open ones keep the deadline they were given."""
    policies.check_clock_edit(by, kind)
    if not reason.strip():
        raise Denied("Alasan perubahan belum diisi.")
    _end(kind, at)
    hours = int(clock.calendar.total_seconds() // 3600) if clock.calendar is not None else None
    row = ClockOverride.objects.create(
        kind=kind.code, hours=hours, working_days=clock.working_days or None, reason=reason, by_name=by.name, at=at
    )
    log.record("clock.changed", row, by=by, at=at, duty_kind=kind.code, hours=hours, working_days=clock.working_days)
    return row


@transaction.atomic
def reset(kind: Kind, *, by: User, at: datetime) -> bool:
    """Return to the declared clock; says whether there was another."""
    policies.check_clock_edit(by, kind)
    if not _end(kind, at):
        return False
    log.record("clock.reset", None, by=by, at=at, subject_type="obligations.clockoverride", subject_id=kind.code)
    return True


def _end(kind: Kind, at: datetime) -> bool:
    rows = ClockOverride.objects.select_for_update(of=("self",)).filter(kind=kind.code, ended_at__isnull=True)
    return bool(ClockOverride.objects.filter(pk__in=[row.pk for row in rows.order_by("id")]).update(ended_at=at))
