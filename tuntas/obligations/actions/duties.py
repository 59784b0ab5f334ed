"""Opening, settling, taking, assigning duties: always inside the transaction of the change they follow from."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, models, transaction

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.audit import log
from tuntas.core.errors import InvalidTransition
from tuntas.notices.actions import outbox
from tuntas.obligations import clocks, ladders, policies
from tuntas.obligations.actions import ring
from tuntas.obligations.actions._telling import held, tell_workers
from tuntas.obligations.actions.handing_over import hand_over
from tuntas.obligations.actions.postponing import postpone
from tuntas.obligations.kinds import Kind
from tuntas.obligations.models import Obligation
from tuntas.obligations.states import Outcome

__all__ = ["AgencyClosed", "assign", "hand_over", "open_duty", "postpone", "settle", "take"]


class AgencyClosed(InvalidTransition):
    """The agency that was to owe a duty has been closed."""


@transaction.atomic(savepoint=False)  # when this fails, so does the change it follows from
def open_duty(
    *,
    kind: Kind,
    subject: models.Model,
    dossier_id: UUID,
    label: str,
    agency: Agency,
    area_path: str,
    assignee: User | None = None,
    sender: Agency | None = None,
    urgent: bool = False,
    due_at: datetime | None = None,
    by: Actor,
    at: datetime,
) -> Obligation:
    """Open a duty of an agency, tell whoever should act, and start its ladder.

    `due_at` replaces the kind's clock; one that has already passed is due at once. `label` holds a public number
    or a code, never personal data. An urgent duty gets its on-call list now if nobody is there, else soon.
    Raises AgencyClosed when the agency was given up a moment ago: whoever asks again finds another.
    """
    clock = clocks.in_force(kind)
    due = max(due_at or clocks.end_of(clock, agency=agency, at=at), at)
    duty = Obligation(
        kind=kind.code,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        dossier_id=dossier_id,
        label=label,
        agency=agency,
        sender=sender,
        area_path=area_path,
        assignee=assignee,
        urgent=urgent,
        opened_at=at,
        due_at=due,
        next_escalation_at=ladders.next_step_at(kind, level=0, due_at=due),
        basis=kind.rule,
        working_days=0 if due_at else clock.working_days,
    )
    _insert(duty)
    return _announce(duty, kind, by=by, at=at)


@transaction.atomic
def settle(duty: Obligation, *, outcome: Outcome = Outcome.DONE, by: Actor, at: datetime) -> Obligation:
    """End a duty. The database refuses the commit while an open subject still names it as its keeper.

    Raises InvalidTransition for a duty that is already settled.
    """
    duty = Obligation.objects.lock(duty.pk)
    policies.check_open(duty)
    duty.settled_at, duty.outcome = at, outcome
    duty.next_escalation_at = duty.rings_at = None
    duty.save(update_fields=["settled_at", "outcome", "next_escalation_at", "rings_at"])
    log.record("duty.settled", duty, by=by, at=at, duty_kind=duty.kind, outcome=str(outcome))
    return duty


@transaction.atomic
def take(duty: Obligation, *, by: User, at: datetime) -> Obligation:
    """Make a duty of one's unit one's own: unassigned, or from a colleague."""
    duty = Obligation.objects.lock(duty.pk)
    policies.check_take(by, duty)
    policies.check_receive(duty, held(by), at=at)
    before = duty.assignee_id
    _give(duty, by)
    log.record("duty.taken", duty, by=by, at=at, duty_kind=duty.kind, before=str(before or ""))
    return duty


@transaction.atomic
def assign(duty: Obligation, *, to: User, by: Actor, at: datetime) -> Obligation:
    """Give a duty to somebody who works at its agency, and tell them."""
    duty = Obligation.objects.lock(duty.pk)
    policies.check_assign(by, duty)
    policies.check_receive(duty, held(to), at=at)
    before = duty.assignee_id
    _give(duty, to)
    log.record("duty.assigned", duty, by=by, at=at, duty_kind=duty.kind, before=str(before or ""), to=str(to.pk))
    if to.pk != by.id:
        outbox.notify(
            [to], kind="duty", key=f"assigned:{duty.pk}:{at.timestamp():.0f}", about_id=duty.pk,
            dossier_id=duty.dossier_id, urgent=duty.urgent, by=by, at=at,
        )  # fmt: skip
    return duty


def _insert(duty: Obligation) -> None:
    """The database looks at the agency, with a lock: a duty never lies where nobody is any more."""
    try:
        duty.save(force_insert=True)
    except IntegrityError as error:
        if getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") != "obligations_agency_open":
            raise
        raise AgencyClosed(
            "Lembaga yang dituju sudah ditutup, jadi belum ada yang tersimpan. Muat ulang halaman, lalu coba lagi."
        ) from error


def _give(duty: Obligation, user: User) -> None:
    """Once somebody has it in hand, nobody has to be rung any more."""
    duty.assignee, duty.rings_at, duty.unheard = user, None, False
    duty.save(update_fields=["assignee", "rings_at", "unheard"])


def _announce(duty: Obligation, kind: Kind, *, by: Actor, at: datetime) -> Obligation:
    """The event, a notice to whoever should act (unless another duty tells them), and in danger the people to ring."""
    log.record(
        "duty.opened",
        duty,
        by=by,
        at=at,
        duty_kind=duty.kind,
        about=str(duty.subject_id),
        due_at=duty.due_at.isoformat(),
    )
    if not kind.quiet:
        tell_workers(duty, by=by, at=at)
    if duty.urgent:
        ring.prepare(duty, by=by, at=at)
    return duty
