"""The life of a letter to many areas: drafted, checked, ordered, sent, ended."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.audit import log
from tuntas.core import vault
from tuntas.core.ids import uuid7
from tuntas.letters import kinds, links, papers, recipients
from tuntas.letters.actions import _batch, _text
from tuntas.letters.models import Batch, Delivery
from tuntas.letters.policies import batches as policies
from tuntas.letters.policies import signings
from tuntas.letters.states import BatchStatus, CloseReason, LetterStatus, Nature, Way
from tuntas.obligations import clocks
from tuntas.obligations.states import Outcome

MAKE_JOB = "tuntas.letters.jobs.make"
MAIL_JOB = "tuntas.letters.jobs.mail"


@dataclass(frozen=True)
class BatchData:
    """What is written, and to whom: every area of these levels in `scope`."""

    paper: papers.Paper
    scope: Area
    levels: tuple[int, ...]
    nature: Nature = Nature.ORDINARY


def draft(data: BatchData, *, agency: Agency, row_id: UUID | None = None, by: User, at: datetime) -> Batch:
    """Begin one, with its list of recipients. Nothing has a number yet. Raises _text.Refused."""
    policies.check_send(by, agency)
    policies.check_scope(agency, data.scope, list(data.levels))
    _look(data.paper, agency, by=by, at=at)
    return _draft(data, agency, row_id, by=by, at=at)


def revise(batch: Batch, data: BatchData, *, by: User, at: datetime) -> Batch:
    """Another text, or other recipients. Raises _text.Refused."""
    policies.check_revise(by, batch)
    policies.check_scope(batch.agency, data.scope, list(data.levels))
    _look(data.paper, batch.agency, by=by, at=at)
    return _revise(batch, data, by=by, at=at)


def check(batch: Batch, *, by: User, at: datetime) -> Batch:
    """The final text, letterhead and recipients included, is looked through once more; then it stands. Raises _text.Refused."""
    policies.check_step(by, batch, BatchStatus.CHECKED)
    paper = _batch.paper_of(batch)
    _text.look(
        _batch.final_text(batch, paper), agency=batch.agency, label=_batch.label(batch), officials=_officials(batch, paper),
        by=by, at=at,
    )  # fmt: skip
    return _check(batch, batch.content, by=by, at=at)


@transaction.atomic
def reopen(batch: Batch, *, by: User, at: datetime) -> Batch:
    """Back to a draft, before anything has a number."""
    batch = _batch.locked(batch)
    policies.check_step(by, batch, BatchStatus.DRAFT)
    batch.status, batch.checked_at, batch.checked_by = BatchStatus.DRAFT, None, None
    batch.save()
    _batch.note(batch, by=by, at=at)
    return batch


@transaction.atomic
def order(batch: Batch, *, by: User, at: datetime) -> Batch:
    """Have the worker give numbers and print. Pressed again while it works, or after it broke off, it only goes on."""
    batch = _batch.locked(batch)
    policies.check_send(by, batch.agency)
    if batch.status != BatchStatus.MAKING:
        policies.check_step(by, batch, BatchStatus.MAKING)
        if batch.reminds is None:  # a reminder goes to whoever got the first letter
            policies.check_still(batch, {area.pk for area in recipients.areas(batch.scope, batch.levels)})
        batch.status, batch.ordered_by, batch.ordered_at = BatchStatus.MAKING, by, at
        batch.save()
        _batch.note(batch, by=by, at=at)
    else:
        log.record("letter_batch.resumed", batch, by=by, at=at, dossier_id=batch.pk)
    app.configure_task(MAKE_JOB, lock=f"letters:{batch.pk}").defer(batch_id=str(batch.pk))
    return batch


@transaction.atomic
def send(batch: Batch, *, way: Way, by_mail: bool, by: User, at: datetime) -> Batch:
    """It goes out: by mail to every office whose address is known, if wanted; to all others in `way`.

    Seven working days later whatever is not confirmed is chased. A reminder ends here: its receipts count for the
    first letter, which is waited for anew.
    """
    batch = _batch.locked(batch)
    policies.check_step(by, batch, BatchStatus.SENT)
    signings.check_not_running(batch)
    batch.status, batch.sent_by, batch.sent_at = BatchStatus.SENT, by, at
    batch.chase_from = clocks.end_of(kinds.RECEIPTS, agency=batch.agency, at=at)
    rows = list(batch.deliveries.filter(letter__status=LetterStatus.ISSUED))
    for row in rows:
        row.way, row.sent_at = (Way.EMAIL if by_mail and row.email else way), at
        row.link_hash = links.hash_of(links.token_of(row)) if row.way == Way.EMAIL else None
    Delivery.objects.bulk_update(rows, ["way", "sent_at", "link_hash"], batch_size=200)
    _batch.keep(batch, kinds.AWAIT, by=by, at=at)
    _batch.note(batch, by=by, at=at)
    if any(row.way == Way.EMAIL for row in rows):
        app.configure_task(MAIL_JOB, lock=f"letters:{batch.pk}").defer(batch_id=str(batch.pk))
    if batch.reminds is not None:
        _wait_anew(batch.reminds, by=by, at=at)
        _batch.end(batch, BatchStatus.CLOSED, reason=CloseReason.FOLLOWED, by=by, at=at)
    return batch


@transaction.atomic
def close(batch: Batch, *, reason: CloseReason, by: User, at: datetime) -> Batch:
    """It is enough; who never confirmed stays on the list as such."""
    batch = _batch.locked(batch)
    policies.check_step(by, batch, BatchStatus.CLOSED)
    _batch.end(batch, BatchStatus.CLOSED, reason=reason, by=by, at=at)
    return batch


@transaction.atomic
def drop(batch: Batch, *, by: User, at: datetime) -> Batch:
    """It will not be sent; nothing of it has a number."""
    batch = _batch.locked(batch)
    policies.check_step(by, batch, BatchStatus.DROPPED)
    _batch.end(batch, BatchStatus.DROPPED, outcome=Outcome.CANCELLED, by=by, at=at)
    return batch


def _wait_anew(batch: Batch, *, by: User, at: datetime) -> None:
    """A reminder went out: seven more working days, and one duty as before."""
    first = _batch.locked(batch)
    if first.status == BatchStatus.SENT:
        first.chase_from, first.chased_at = clocks.end_of(kinds.RECEIPTS, agency=first.agency, at=at), None
        _batch.keep(first, kinds.AWAIT, by=by, at=at)
        log.record("letter_batch.reminded", first, by=by, at=at, dossier_id=first.pk)


@transaction.atomic
def _draft(data: BatchData, agency: Agency, row_id: UUID | None, *, by: User, at: datetime) -> Batch:
    batch = Batch(
        id=row_id or uuid7(), agency=agency, area_path=agency.area_path, scope=data.scope, levels=sorted(data.levels),
        kind=data.paper.kind, nature=data.nature, content=papers.to_json(data.paper), created_by=by, created_at=at,
    )  # fmt: skip
    vault.create(batch.pk, "letters", at=at)
    batch.duty = _batch.open_for(batch, kinds.FINISH, assignee=by, by=by, at=at)
    batch.save(force_insert=True)
    count = _list(batch)
    log.record(
        "letter_batch.drafted", batch, by=by, at=at, dossier_id=batch.pk, letter_kind=str(batch.kind), count=count
    )
    return batch


@transaction.atomic
def _revise(batch: Batch, data: BatchData, *, by: User, at: datetime) -> Batch:
    batch = _batch.locked(batch)
    policies.check_revise(by, batch)
    batch.scope, batch.levels, batch.nature = data.scope, sorted(data.levels), data.nature
    batch.kind, batch.content = data.paper.kind, papers.to_json(data.paper)
    batch.save()
    if batch.reminds_id is None:  # a reminder keeps the list of those who are silent
        batch.deliveries.all().delete()
        _list(batch)
    log.record("letter_batch.revised", batch, by=by, at=at, dossier_id=batch.pk, count=batch.deliveries.count())
    return batch


@transaction.atomic
def _check(batch: Batch, seen: object, *, by: User, at: datetime) -> Batch:
    batch = _batch.locked(batch)
    policies.check_step(by, batch, BatchStatus.CHECKED)
    policies.check_same(batch, seen)
    batch.status, batch.checked_at, batch.checked_by = BatchStatus.CHECKED, at, by
    batch.save()
    _batch.note(batch, by=by, at=at)
    return batch


def _list(batch: Batch) -> int:
    """Everybody it goes to, as the areas are today."""
    found = recipients.areas(batch.scope, batch.levels)
    policies.check_count(len(found))
    names, emails = recipients.addressees(found), recipients.addresses(found)
    rows = [
        Delivery(
            batch=batch, position=place, area=area, area_path=area.path, level=area.level, addressee=names[area.path],
            email=emails.get(area.path, ""),
        )
        for place, area in enumerate(found, 1)
    ]  # fmt: skip
    Delivery.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def _look(paper: papers.Paper, agency: Agency, *, by: User, at: datetime) -> None:
    label = f"{paper.kind.label} {agency.today(at):%d-%m-%Y}"
    _text.look(papers.texts(paper), agency=agency, label=label, officials=papers.in_office(paper), by=by, at=at)


def _officials(batch: Batch, paper: papers.Paper) -> tuple[str, ...]:
    """Who signs, and who stands in it by office."""
    return (*papers.in_office(paper), *_text.signatory(batch.agency))
