"""Steps that several actions of a batch take: lock it, give it its next keeper, end it, its final text."""

from collections.abc import Iterator
from datetime import datetime

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.letters import papers
from tuntas.letters.actions import _text
from tuntas.letters.models import Batch
from tuntas.letters.states import BatchStatus, CloseReason, LetterKind, check_batch_transition
from tuntas.obligations.actions import duties
from tuntas.obligations.kinds import Kind
from tuntas.obligations.models import Obligation
from tuntas.obligations.states import Outcome


def locked(batch: Batch) -> Batch:
    """As the database has it now, held until commit."""
    rows = Batch.objects.select_for_update(of=("self",))
    return rows.select_related("agency__area", "scope", "duty", "ordered_by", "reminds").get(pk=batch.pk)


def label(batch: Batch) -> str:
    """As it stands on worklists: kind, area and day, nothing that was typed."""
    day = batch.agency.today(batch.created_at)
    return f"{batch.get_kind_display()} {batch.scope.full_name} {day:%d-%m-%Y}"[:80]


def open_for(
    batch: Batch, kind: Kind, *, assignee: User | None = None, due_at: datetime | None = None, by: Actor, at: datetime
) -> Obligation:
    """A duty of the agency about a batch. A batch is its own dossier."""
    return duties.open_duty(
        kind=kind, subject=batch, dossier_id=batch.pk, label=label(batch), agency=batch.agency, area_path=batch.area_path,
        assignee=assignee, due_at=due_at, by=by, at=at,
    )  # fmt: skip


def keep(batch: Batch, kind: Kind, *, outcome: Outcome = Outcome.DONE, by: Actor, at: datetime) -> None:
    """Give a locked batch its next keeper, and save it; the one before has ended."""
    before = batch.duty
    batch.duty = open_for(batch, kind, by=by, at=at)
    batch.save()
    if before is not None:
        duties.settle(before, outcome=outcome, by=by, at=at)


def end(
    batch: Batch,
    status: BatchStatus,
    *,
    reason: CloseReason | None = None,
    outcome: Outcome = Outcome.DONE,
    by: Actor,
    at: datetime,
) -> None:
    """Nothing is owed for a locked batch any more."""
    check_batch_transition(batch.status, status)
    before = batch.duty
    batch.status, batch.ended_at, batch.duty = status, at, None
    batch.ended_by = by if isinstance(by, User) else None
    batch.close_reason = reason or ""
    batch.save()
    if before is not None:
        duties.settle(before, outcome=outcome, by=by, at=at)
    note(batch, by=by, at=at)


def end_if_answered(batch: Batch, *, by: Actor, at: datetime) -> bool:
    """Nobody is waited for any more in a locked batch that went out: it ends. Returns whether it did."""
    if batch.status != BatchStatus.SENT or batch.deliveries.waiting().exists():
        return False
    end(batch, BatchStatus.CLOSED, reason=CloseReason.ALL_CONFIRMED, by=by, at=at)
    return True


def note(batch: Batch, *, by: Actor, at: datetime) -> None:
    """The event of a step of its life."""
    log.record("letter_batch.moved", batch, by=by, at=at, dossier_id=batch.pk, status=str(batch.status))


def paper_of(batch: Batch) -> papers.Paper:
    """What it says, by its type."""
    return papers.from_json(LetterKind(batch.kind), batch.content)


def final_text(batch: Batch, paper: papers.Paper) -> Iterator[tuple[str, str]]:
    """Everything that will be printed, also what no form of this batch holds: letterhead, codes of the number, recipients."""
    yield from _text.around(batch.agency)
    yield from papers.texts(paper)
    yield from (("recipients", to) for to in batch.deliveries.order_by("position").values_list("addressee", flat=True))
