"""Opening duties: one, or several of one subject at once; always inside the transaction of the change they follow from."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, models, transaction

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.audit import log
from tuntas.core.errors import InvalidTransition
from tuntas.core.ids import uuid7
from tuntas.obligations import clocks, ladders
from tuntas.obligations.actions import ring
from tuntas.obligations.actions._telling import tell_workers
from tuntas.obligations.kinds import Kind
from tuntas.obligations.models import Obligation


class AgencyClosed(InvalidTransition):
    """The agency that was to owe a duty has been closed."""


@dataclass(frozen=True)
class Wanted:
    """One of several duties to be opened together. `due_at` replaces the kind's clock; `assignee` has it in hand at once."""

    kind: Kind
    urgent: bool = False
    due_at: datetime | None = None
    assignee: User | None = None


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
    or a code, never personal data. An urgent duty of at most a day gets its on-call list now if nobody is there, else soon.
    Raises AgencyClosed when the agency was given up a moment ago: whoever asks again finds another.
    """
    wanted = Wanted(kind=kind, urgent=urgent, due_at=due_at, assignee=assignee)
    (duty,) = open_duties(
        [wanted], subject=subject, dossier_id=dossier_id, label=label, agency=agency, area_path=area_path,
        sender=sender, by=by, at=at,
    )  # fmt: skip
    return duty


@transaction.atomic(savepoint=False)  # when this fails, so does the change it follows from
def open_duties(
    wanted: Sequence[Wanted],
    *,
    subject: models.Model,
    dossier_id: UUID,
    label: str,
    agency: Agency,
    area_path: str,
    sender: Agency | None = None,
    hidden: set[UUID] | None = None,
    by: Actor,
    at: datetime,
) -> list[Obligation]:
    """Open several duties of an agency about one subject; the same as one after the other, with fewer statements.

    `hidden`: everyone behind the dossier's wall, where the caller has just made the dossier and knows. Raises AgencyClosed.
    """
    about = Obligation(
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        dossier_id=dossier_id,
        label=label,
        agency=agency,
        sender=sender,
        area_path=area_path,
        opened_at=at,
    )
    duties = _drafts(wanted, about)
    _insert(duties)
    seats = ladders.Seats(at=at, hidden=None if hidden is None else {dossier_id: hidden})
    with log.in_one_statement():
        for each, duty in zip(wanted, duties, strict=True):
            _announce(duty, each.kind, seats, by=by, at=at)
    return duties


def _drafts(wanted: Sequence[Wanted], about: Obligation) -> list[Obligation]:
    """The duties, each with its own deadline; the rest as `about` has it."""
    at, agency = about.opened_at, about.agency
    running = clocks.all_in_force([each.kind for each in wanted])
    started = [running[each.kind.code] for each in wanted if each.due_at is None]
    ends = iter(clocks.ends_of(started, agency=agency, at=at))
    duties = []
    for each in wanted:
        duty = copy(about)
        duty.id = uuid7()
        duty.kind, duty.basis = each.kind.code, each.kind.rule
        duty.assignee, duty.urgent = each.assignee, each.urgent
        duty.due_at = max(each.due_at or next(ends), at)
        duty.next_escalation_at = ladders.next_step_at(each.kind, level=0, due_at=duty.due_at)
        duty.working_days = 0 if each.due_at else running[each.kind.code].working_days
        duties.append(duty)
    return duties


def _insert(duties: Sequence[Obligation]) -> None:
    """The database looks at the agency, with a lock: a duty never lies where nobody is any more."""
    try:
        Obligation.objects.bulk_create(duties)
    except IntegrityError as error:
        if getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") != "obligations_agency_open":
            raise
        raise AgencyClosed(
            "Lembaga yang dituju sudah ditutup, jadi belum ada yang tersimpan. Muat ulang halaman, lalu coba lagi."
        ) from error


def _announce(duty: Obligation, kind: Kind, seats: ladders.Seats, *, by: Actor, at: datetime) -> None:
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
        tell_workers(duty, seats, first=True, by=by, at=at)
    if duty.urgent and kind.cannot_wait(duty.due_at, at=at):
        ring.prepare(duty, by=by, at=at)
