"""Moving a deadline, with a reason that stays."""

from datetime import datetime

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.core import vault
from tuntas.obligations import kinds, ladders, policies
from tuntas.obligations.models import Obligation, Postponement
from tuntas.obligations.states import PostponeReason


@transaction.atomic
def postpone(
    duty: Obligation, *, to: datetime, reason: PostponeReason, note: str = "", by: User, at: datetime
) -> Postponement:
    """Move the deadline within the limits of the kind. Steps of the ladder already taken are not repeated.

    The note is sealed under the dossier's key; raises Denied for a note where there is no such key.
    """
    duty = Obligation.objects.lock(duty.pk)
    policies.check_postpone(by, duty)
    policies.check_postpone_to(duty, to, at=at)
    row = Postponement(
        obligation=duty, dossier_id=duty.dossier_id, from_due_at=duty.due_at, to_due_at=to, reason=reason, by=by, at=at
    )
    if note:
        policies.check_note(duty)
        vault.box(duty.dossier_id, writing=True).seal(row, note=note)
    row.save()
    duty.due_at, duty.working_days, duty.postponed = to, 0, duty.postponed + 1
    duty.next_escalation_at = ladders.next_step_at(kinds.get(duty.kind), level=duty.level, due_at=to)
    duty.save(update_fields=["due_at", "working_days", "postponed", "next_escalation_at"])
    log.record(
        "duty.postponed", duty, by=by, at=at, duty_kind=duty.kind, reason=str(reason), before=row.from_due_at.isoformat(),
        after=to.isoformat(),
    )  # fmt: skip
    return row
