"""The worker's part: numbers in small steps, then everything in print. It may be killed anywhere and run again."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from typing import Any

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.audit import log
from tuntas.core import vault
from tuntas.letters import kinds, papers, press, typeset
from tuntas.letters.actions import _batch, letters
from tuntas.letters.actions.letters import Draft
from tuntas.letters.models import Batch, Delivery, PrintPiece
from tuntas.letters.states import BatchStatus, LetterStatus, Nature

AT_ONCE = 50  # numbers of one transaction: so long others of the agency wait for theirs


@transaction.atomic
def number_next(batch: Batch, *, by: Actor, at: datetime) -> int:
    """Numbers for the next recipients that have none, with the letters they are for; returns how many.

    A number and the line it belongs to are written together: whoever runs this again goes on after them.
    """
    batch = _batch.locked(batch)
    if batch.status != BatchStatus.MAKING:
        return 0
    rows = list(batch.deliveries.filter(letter=None).select_related("reminds__letter").order_by("position")[:AT_ONCE])
    if not rows:
        return 0
    assert batch.ordered_by
    assert batch.ordered_at
    paper, nature = _batch.paper_of(batch), Nature(batch.nature)
    fields = papers.as_fields(paper)
    drafts = [
        Draft(paper.kind, nature, papers.subject_line(paper, nature), row.addressee, fields | _own(row)) for row in rows
    ]
    day = batch.agency.today(batch.ordered_at)
    made = letters.issue_many(drafts, agency=batch.agency, dated=day, by=batch.ordered_by, at=at)
    for row, letter in zip(rows, made, strict=True):
        row.letter = letter
    Delivery.objects.bulk_update(rows, ["letter"])
    log.record("letter_batch.numbered", batch, by=by, at=at, dossier_id=batch.pk, count=len(rows))
    return len(rows)


def print_all(batch: Batch, *, by: Actor, at: datetime) -> bool:
    """Typeset every letter and put all into one file for the printer; then the batch is made. False if it was already.

    Nothing is locked while the presses run. Broken off, it is done again from its beginning: nothing in it is counted.
    """
    if batch.status != BatchStatus.MAKING:
        return False
    pieces = press.join(press.many(_orders(batch, by=by, at=at)))
    first = next(pieces, b"")  # comes when everything is typeset; only then the batch is held
    return _keep(batch, chain([first], pieces), by=by, at=at)


@transaction.atomic
def _keep(batch: Batch, pieces: Iterator[bytes], *, by: Actor, at: datetime) -> bool:
    """The file for the printer, sealed piece by piece."""
    batch = _batch.locked(batch)
    if batch.status != BatchStatus.MAKING or batch.deliveries.filter(letter=None).exists():
        return False
    PrintPiece.objects.filter(batch=batch).delete()
    box = vault.box(batch.pk, writing=True)
    for position, content in enumerate(pieces):
        piece = PrintPiece(batch=batch, dossier_id=batch.pk, position=position)
        box.seal(piece, content=content)
        piece.save(force_insert=True)
    batch.status, batch.made_at = BatchStatus.MADE, at
    batch.pressed = batch.deliveries.count()
    _batch.keep(batch, kinds.SEND, by=by, at=at)
    _batch.note(batch, by=by, at=at)
    return True


def _orders(batch: Batch, *, by: Actor, at: datetime) -> Iterator[press.Order]:
    """Few at a time; how far it has come is written down for whoever watches."""
    done, logo = 0, None
    while True:
        rows = list(
            batch.deliveries.filter(position__gt=done, letter__status=LetterStatus.ISSUED)
            .select_related("letter")
            .order_by("position")[:AT_ONCE]
        )
        if not rows:
            return
        for row in rows:
            assert row.letter
            stored = dict(row.letter.open_fields or {})
            logo = typeset.logo(stored, by=by, at=at) if logo is None else logo
            yield str(row.letter.kind), typeset.data(row.letter, stored, logo=logo)
        done = rows[-1].position
        Batch.objects.filter(pk=batch.pk, status=BatchStatus.MAKING).update(pressed=done)


def _own(row: Delivery) -> dict[str, Any]:
    """What differs from one reminder to the next: the number and day of the first letter."""
    first = row.reminds.letter if row.reminds else None
    if first is None:
        return {}
    return {"first_number": first.number, "first_day": [first.dated.year, first.dated.month, first.dated.day]}
