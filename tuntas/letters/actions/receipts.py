"""That a letter arrived: by its QR code, by the link of a mail, or written down by the secretariat; and who is chased."""

from datetime import datetime

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.letters import kinds
from tuntas.letters.actions import _batch
from tuntas.letters.models import Batch, Delivery
from tuntas.letters.policies import batches as policies
from tuntas.letters.states import BatchStatus, ReceiptVia
from tuntas.obligations.states import Outcome

LONGEST = 120


@transaction.atomic
def confirm(delivery: Delivery, *, via: ReceiptVia, name: str, position: str, by: Actor, at: datetime) -> Delivery:
    """It arrived. The first word counts: pressed again, or said in another way, nothing changes.

    The receipt of a reminder is that of the first letter too. The last one ends the batch.
    """
    batch = _batch.locked(delivery.batch)
    row = (
        Delivery.objects.select_for_update(of=("self",)).select_related("letter", "reminds__batch").get(pk=delivery.pk)
    )
    policies.check_receipt(row)
    if row.receipt_at is not None:
        return row
    row.receipt_via, row.receipt_at = via, at
    row.receipt_name, row.receipt_position = name.strip()[:LONGEST], position.strip()[:LONGEST]
    row.receipt_by = by if isinstance(by, User) else None
    row.save()
    log.record(
        "letter_receipt.noted", row, by=by, at=at, dossier_id=batch.pk, agency_id=batch.agency_id, area_path=row.area_path,
        via=str(via),
    )  # fmt: skip
    if row.reminds is not None and row.reminds.batch.status == BatchStatus.SENT:
        confirm(row.reminds, via=ReceiptVia.REMINDER, name=name, position=position, by=by, at=at)
    _batch.end_if_answered(batch, by=by, at=at)
    return row


@transaction.atomic
def take_back(delivery: Delivery, *, by: User, at: datetime) -> Delivery:
    """Noted by mistake: it is waited for again."""
    batch = _batch.locked(delivery.batch)
    row = Delivery.objects.select_for_update(of=("self",)).select_related("batch__agency").get(pk=delivery.pk)
    policies.check_take_back(by, row)
    via, row.receipt_via, row.receipt_at, row.receipt_by = row.receipt_via, "", None, None
    row.receipt_name = row.receipt_position = ""
    row.save()
    log.record(
        "letter_receipt.taken_back", row, by=by, at=at, dossier_id=batch.pk, agency_id=batch.agency_id,
        area_path=row.area_path, via=via,
    )  # fmt: skip
    return row


@transaction.atomic
def chase(batch: Batch, *, by: Actor, at: datetime) -> bool:
    """Seven working days have passed and some are silent: one duty to chase them, in the place of waiting. Twice is once."""
    batch = _batch.locked(batch)
    due = batch.chase_from is not None and batch.chase_from <= at
    if batch.status != BatchStatus.SENT or batch.chased_at is not None or not due:
        return False
    batch.chased_at = at
    _batch.keep(batch, kinds.CHASE, outcome=Outcome.REPLACED, by=by, at=at)
    log.record(
        "letter_batch.chased", batch, by=by, at=at, dossier_id=batch.pk, count=batch.deliveries.waiting().count()
    )
    return True
