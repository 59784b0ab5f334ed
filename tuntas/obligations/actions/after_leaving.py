"""What is owed by somebody who left, or was told only to people who left: it goes to who is there now.

An account is not closed and a posting not ended while duties are on it, but a posting also ends by its date, and a person's
lines of the ladder stay where they were.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from tuntas.access.actors import Actor
from tuntas.access.roles import Role
from tuntas.accounts.models import Posting
from tuntas.audit import log
from tuntas.notices.actions import outbox
from tuntas.obligations import kinds, ladders
from tuntas.obligations.actions._telling import tell_workers
from tuntas.obligations.kinds import Step
from tuntas.obligations.models import Escalation, Obligation
from tuntas.obligations.states import Side

BATCH = 200


def give_back(*, by: Actor, at: datetime) -> int:
    """Duties of people who left the agency that owes them, or closed their account, are its people's again; how many."""
    return _each(_left(at), partial(_give_back, by=by, at=at))


def tell_again(*, by: Actor, at: datetime) -> int:
    """Late duties on the desks of nobody who is still there are told to who sits on those rungs now; how many."""
    return _each(_told_nobody(at), partial(_tell_again, by=by, at=at))


def _each(rows: "QuerySet[Obligation]", act: Callable[[Obligation], bool]) -> int:
    """Each in a transaction of its own, looked at again under its lock: one that waits holds up no other."""
    count = 0
    for pk in list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            duty = Obligation.objects.lock(pk)
            count += rows.filter(pk=pk).exists() and act(duty)
    return count


def _left(at: datetime) -> "QuerySet[Obligation]":
    """Whose holder is gone. Who never was posted at the agency that owes was given it nevertheless, and keeps it."""
    held = Posting.objects.filter(user=OuterRef("assignee"))
    here = held.filter(agency=OuterRef("agency"))
    now = Posting.objects.in_force(at).filter(user=OuterRef("assignee"))
    gone = Q(Exists(here), ~Exists(now.filter(agency=OuterRef("agency")))) | ~Exists(now) | Q(assignee__is_active=False)
    return Obligation.objects.unsettled().filter(gone, assignee__isnull=False)


def _told_nobody(at: datetime) -> "QuerySet[Obligation]":
    """Past their deadline, and of those on whose desk they stand nobody sits there any more."""
    there = Posting.objects.in_force(at).filter(user=OuterRef("user"))
    there = there.annotate(place=Cast(OuterRef("obligation__area_path"), TextField()))
    over = Q(role__in=(Role.LEADERSHIP, Role.TASK_FORCE_SECRETARIAT), place__startswith=F("area__path"))
    there = there.filter(Q(agency=OuterRef("obligation__agency")) | Q(agency=OuterRef("obligation__sender")) | over)
    heard = Escalation.objects.filter(Exists(there), obligation=OuterRef("pk"), user__is_active=True)
    return Obligation.objects.late(at).filter(~Exists(heard), level__gt=0)


def _give_back(duty: Obligation, *, by: Actor, at: datetime) -> bool:
    gone, duty.assignee = duty.assignee_id, None
    duty.save(update_fields=["assignee"])
    log.record("duty.holder_left", duty, by=by, at=at, duty_kind=duty.kind, before=str(gone))
    tell_workers(duty, ladders.Seats(at=at), by=by, at=at)
    return True


def _tell_again(duty: Obligation, *, by: Actor, at: datetime) -> bool:
    kind = kinds.find(duty.kind)
    steps = kind.ladder[: duty.level] if kind else ()
    seats = ladders.Seats(at=at)
    for place, step in reversed(list(enumerate(steps))):
        rung, people = seats.people_on(duty, Step(step.after, Side.RECEIVER, step.rung))
        if people:
            lines = [
                Escalation(obligation=duty, step=place, side=Side.RECEIVER, rung=rung, user=user, at=at)
                for user in people
            ]
            Escalation.objects.bulk_create(lines, ignore_conflicts=True)
            Obligation.objects.filter(pk=duty.pk).update(unheard=False)
            outbox.notify(
                people, kind="late", key=f"again:{duty.pk}:{at.date()}", about_id=duty.pk, dossier_id=duty.dossier_id,
                urgent=duty.urgent, by=by, at=at,
            )  # fmt: skip
            log.record("duty.told_again", duty, by=by, at=at, duty_kind=duty.kind, lines=len(lines))
            return True
    return False
