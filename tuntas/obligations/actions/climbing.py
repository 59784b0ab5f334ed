"""Raising what is late: each step of the ladder puts a line on somebody's desk. The duty keeps its owner."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from traceback import extract_tb

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.access.roles import Role
from tuntas.accounts.models import Posting, User
from tuntas.audit import log
from tuntas.notices.actions import outbox
from tuntas.obligations import kinds, ladders
from tuntas.obligations.actions import ring
from tuntas.obligations.models import Escalation, Obligation
from tuntas.obligations.states import Rung, Side

BATCH = 100
LATER = timedelta(minutes=5)  # until one that failed is tried again
logger = logging.getLogger(__name__)


@transaction.atomic
def climb(*, by: Actor, at: datetime, limit: int = BATCH) -> int:
    """Take every step that has come for up to `limit` duties; returns how many were claimed.

    Two machines never claim the same duty at once, and what a killed one had begun is undone with its
    transaction: no step is taken twice, none is lost. One that fails is tried again later and stops no other.
    """
    duties = list(Obligation.objects.climbing(at).prefetch_related("agency", "sender", "assignee")[:limit])
    work = partial(_climb_one, seats=ladders.Seats(at=at), by=by, at=at)
    return _one_by_one(duties, work, moment="next_escalation_at", by=by, at=at)


@transaction.atomic
def call_out(*, by: Actor, at: datetime, limit: int = BATCH) -> int:
    """Make the on-call list of urgent duties that nobody took in time; returns how many were claimed. As `climb`."""
    duties = list(Obligation.objects.ringing(at)[:limit])
    return _one_by_one(duties, partial(ring.call_out, by=by, at=at), moment="rings_at", by=by, at=at)


@transaction.atomic
def mark_seen(duty: Obligation, *, by: User, at: datetime) -> int:
    """The person has read the lines of this duty on their desk; returns how many were new."""
    count = Escalation.objects.filter(obligation=duty, user=by, seen_at__isnull=True).update(seen_at=at)
    if count:
        log.record("duty.line_seen", duty, by=by, at=at, duty_kind=duty.kind, lines=count)
    return count


def _one_by_one(
    duties: list[Obligation], work: Callable[[Obligation], object], *, moment: str, by: Actor, at: datetime
) -> int:
    """Each in a savepoint of its own; returns how many there were."""
    for duty in duties:
        try:
            with transaction.atomic():
                work(duty)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one must not silence all others
            _put_off(duty, error, moment=moment, by=by, at=at)
    return len(duties)


def _put_off(duty: Obligation, error: Exception, *, moment: str, by: Actor, at: datetime) -> None:
    """Later again, and marked as not heard until then. What the error says may hold what people typed: it is not kept."""
    name, place = type(error).__name__, extract_tb(error.__traceback__)[-1]
    logger.error("duty %s: %s failed with %s in %s:%s", duty.pk, moment, name, place.filename, place.lineno)
    Obligation.objects.filter(pk=duty.pk).update(**{moment: at + LATER, "unheard": True})
    log.record("duty.put_off", duty, by=by, at=at, duty_kind=duty.kind, step=moment, error=name)


def _climb_one(duty: Obligation, seats: ladders.Seats, *, by: Actor, at: datetime) -> None:
    kind = kinds.find(duty.kind)
    told: dict[User, Rung] = {}
    lines: list[Escalation] = []
    before, unheard = duty.level, duty.unheard
    while kind and duty.level < len(kind.ladder) and duty.due_at + kind.ladder[duty.level].after <= at:
        step = kind.ladder[duty.level]
        if step.side is Side.RECEIVER or duty.sender_id:
            rung, people = seats.people_on(duty, step)
            unheard = not people
            lines += [
                Escalation(obligation=duty, step=duty.level, side=step.side, rung=rung, user=user, at=at)
                for user in people
            ]
            told |= {user: min(rung, told.get(user, rung)) for user in people}
        duty.level += 1
    # A kind that no app declares any more has no ladder: it stays in the late list, marked.
    duty.unheard = unheard or kind is None
    if duty.unheard:
        _tell_admins(duty, by=by, at=at)
    duty.next_escalation_at = ladders.next_step_at(kind, level=duty.level, due_at=duty.due_at) if kind else None
    duty.save(update_fields=["level", "next_escalation_at", "unheard"])
    Escalation.objects.bulk_create(lines, ignore_conflicts=True)
    _tell(duty, told, by=by, at=at)
    log.record(
        "duty.climbed", duty, by=by, at=at, duty_kind=duty.kind, before=before, level=duty.level, lines=len(lines),
        unheard=duty.unheard,
    )  # fmt: skip


def _tell_admins(duty: Obligation, *, by: Actor, at: datetime) -> None:
    """No chair above is taken: whoever gives out postings is told that there is one to fill, not what the duty is about."""
    rows = Posting.objects.in_force(at).filter(role=Role.SYSTEM_ADMIN, user__is_active=True).select_related("user")
    key = f"unheard:{duty.agency_id}:{at.date()}"
    outbox.notify({row.user for row in rows}, kind="unheard", key=key, urgent=duty.urgent, by=by, at=at)


def _tell(duty: Obligation, told: dict[User, Rung], *, by: Actor, at: datetime) -> None:
    """The person who should act is told at once, those above once a day; in danger everybody at once."""
    for daily in (False, True):
        people = [user for user, rung in told.items() if (rung is not Rung.WORKER) is daily]
        if people:
            outbox.notify(
                people, kind="late", key=f"climbed:{duty.pk}:{duty.level}", about_id=duty.pk, dossier_id=duty.dossier_id,
                urgent=duty.urgent, daily=daily, by=by, at=at,
            )  # fmt: skip
