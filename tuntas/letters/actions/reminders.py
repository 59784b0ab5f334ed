"""Reminder letters: a batch of its own, to those who had the first letter and said nothing."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.core import vault
from tuntas.core.ids import uuid7
from tuntas.letters import kinds, papers
from tuntas.letters.actions import _batch, _text
from tuntas.letters.models import Batch, Delivery
from tuntas.letters.policies import batches as policies
from tuntas.letters.states import LetterKind, Nature


def draft(first: Batch, paper: papers.Reminder, *, row_id: UUID | None = None, by: User, at: datetime) -> Batch:
    """Begin one for everybody whose receipt is missing. Each letter names the number and day of the first. Raises _text.Refused."""
    policies.check_remind(by, first)
    _text.look(papers.texts(paper), agency=first.agency, label=_batch.label(first), by=by, at=at)
    return _draft(first, paper, row_id, by=by, at=at)


@transaction.atomic
def _draft(first: Batch, paper: papers.Reminder, row_id: UUID | None, *, by: User, at: datetime) -> Batch:
    first = _batch.locked(first)
    policies.check_remind(by, first)
    silent = list(first.deliveries.waiting().select_related("area").order_by("position"))
    policies.check_silent(len(silent))
    # Where a number and a day stand is filled in for each when it is numbered.
    paper = replace(paper, first_number="", first_day=first.agency.today(first.sent_at or at))
    batch = Batch(
        id=row_id or uuid7(), agency=first.agency, area_path=first.area_path, scope=first.scope, levels=first.levels,
        kind=LetterKind.REMINDER, nature=Nature(first.nature), content=papers.to_json(paper), reminds=first, created_by=by,
        created_at=at,
    )  # fmt: skip
    vault.create(batch.pk, "letters", at=at)
    batch.duty = _batch.open_for(batch, kinds.FINISH, assignee=by, by=by, at=at)
    batch.save(force_insert=True)
    rows = [
        Delivery(
            batch=batch, position=place, area=row.area, area_path=row.area_path, level=row.level, addressee=row.addressee,
            email=row.email, reminds=row,
        )
        for place, row in enumerate(silent, 1)
    ]  # fmt: skip
    Delivery.objects.bulk_create(rows, batch_size=500)
    log.record(
        "letter_batch.drafted", batch, by=by, at=at, dossier_id=batch.pk, letter_kind=str(batch.kind), count=len(rows)
    )
    return batch
