"""All letters of a batch as they were signed with a certificate, in one archive; recorded."""

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tuntas.accounts.models import User
from tuntas.audit import log
from tuntas.files.actions import files
from tuntas.letters.models import Batch, SignedCopy
from tuntas.letters.policies import signings as policies


@transaction.atomic
def archive(batch: Batch, *, by: User, at: datetime) -> Iterator[bytes]:
    """A ZIP, letter by letter: each is read when its turn comes, so that a thousand take no more memory than one."""
    policies.check_take_signed(by, batch)
    rows = SignedCopy.objects.filter(letter__delivery__batch=batch, letter__voided_at__isnull=True, good=True)
    newest: dict[UUID, tuple[int, str, UUID]] = {}
    found = rows.order_by("letter__delivery__position", "at", "pk")
    for letter, place, number, pk in found.values_list("letter", "letter__delivery__position", "letter__number", "pk"):
        newest[letter] = place, number, pk
    log.record("letter_batch.signed_taken", batch, by=by, at=at, dossier_id=batch.pk, count=len(newest))
    return _packed(list(newest.values()), by=by, at=at)


class _Sink(io.RawIOBase):
    """What the archive writes, until it is handed on."""

    def __init__(self) -> None:
        super().__init__()
        self._kept = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, content: object) -> int:
        self._kept += bytes(content)  # type: ignore[call-overload]  # any bytes-like
        return len(bytes(content))  # type: ignore[call-overload]

    def taken(self) -> bytes:
        """All since the last time."""
        kept, self._kept = bytes(self._kept), bytearray()
        return kept


def _packed(rows: list[tuple[int, str, UUID]], *, by: User, at: datetime) -> Iterator[bytes]:
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as packed:
        for place, number, pk in rows:
            copy = SignedCopy.objects.select_related("file").get(pk=pk)
            plain = "".join(sign if sign.isalnum() or sign in ".-" else "-" for sign in number)
            packed.writestr(f"{place:04}-{plain}.pdf", files.read(copy.file, by=by, at=at))
            yield sink.taken()
    yield sink.taken()
