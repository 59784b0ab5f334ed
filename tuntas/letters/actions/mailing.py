"""Letters of a batch that go by mail: taken by the mail server, or refused by the office's own."""

from datetime import datetime
from typing import Any

from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.audit import log
from tuntas.letters.models import Delivery


@transaction.atomic
def mailed(delivery: Delivery, *, by: Actor, at: datetime) -> None:
    """The mail server took it. A second time changes nothing."""
    if Delivery.objects.filter(pk=delivery.pk, mailed_at__isnull=True).update(mailed_at=at):
        log.record("letter_recipient.mailed", delivery, by=by, at=at, **_about(delivery))


@transaction.atomic
def refused(delivery: Delivery, *, by: Actor, at: datetime) -> None:
    """There is no such address: somebody has to take the letter there."""
    if Delivery.objects.filter(pk=delivery.pk, mail_failed=False).update(mail_failed=True):
        log.record("letter_recipient.mail_refused", delivery, by=by, at=at, **_about(delivery))


def _about(delivery: Delivery) -> dict[str, Any]:
    batch = delivery.batch
    return {"dossier_id": batch.pk, "agency_id": batch.agency_id, "area_path": delivery.area_path}
