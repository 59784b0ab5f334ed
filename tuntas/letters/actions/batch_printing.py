"""The one file for the printer, handed out piece by piece; recorded."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.core import vault
from tuntas.letters.models import Batch, PrintPiece
from tuntas.letters.policies import batches as policies


@transaction.atomic
def whole(batch: Batch, *, by: User, at: datetime) -> Iterator[bytes]:
    """All letters of a batch, as they were made. A piece is read when it is asked for. Raises vault.Erased."""
    policies.check_print_batch(by, batch)
    box = vault.box(batch.pk)
    ids = list(PrintPiece.objects.filter(batch=batch).order_by("position").values_list("pk", flat=True))
    log.record("letter_batch.printed", batch, by=by, at=at, dossier_id=batch.pk)
    return (box.unseal_bytes(PrintPiece.objects.get(pk=pk), "content") for pk in ids)
