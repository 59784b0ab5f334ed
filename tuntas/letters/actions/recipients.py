"""Where the office of a recipient takes mail."""

from datetime import datetime

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.letters.actions import _batch
from tuntas.letters.models import Delivery
from tuntas.letters.policies import batches as policies


@transaction.atomic
def address(delivery: Delivery, *, email: str, by: User, at: datetime) -> Delivery:
    """The official address, before the letters go out."""
    batch = _batch.locked(delivery.batch)
    row = Delivery.objects.select_for_update(of=("self",)).select_related("batch__agency").get(pk=delivery.pk)
    policies.check_address(by, row)
    row.email = email
    row.save(update_fields=["email"])
    log.record(
        "letter_recipient.addressed", row, by=by, at=at, dossier_id=batch.pk, agency_id=batch.agency_id,
        area_path=row.area_path,
    )  # fmt: skip
    return row
