"""Storing, reading and taking away a file."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from math import ceil
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from tuntas.access.actors import Actor
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.audit import log
from tuntas.core import vault
from tuntas.files import checking
from tuntas.files.models import File, FileChunk
from tuntas.files.policies import files as policies
from tuntas.files.states import Purpose, RemovalReason

PIECE = 262_144  # bytes of one sealed piece
PIECES = 8  # held in memory at a time while reading


@transaction.atomic
def store(
    *, upload: UploadedFile, dossier_id: UUID, purpose: Purpose, agency: Agency | None = None, area_path: str = "",
    by: User, at: datetime,
) -> File:  # fmt: skip
    """Check an upload by its content and keep it sealed with the key of the dossier, or nothing of it.

    What comes from a form (`files.forms.UploadField`) has been checked there, before any lock was held; anything
    else is checked here. The caller asks whether this person may add a file to this record. `agency` and `area_path` are
    those of the record, so that its auditors see who opens the file; by default where the uploader works.
    Raises Denied when there is no room or the content is refused, vault.Erased.
    """
    policies.check_known(by, dossier_id)
    found = checking.checked(upload, purpose)
    policies.check_room(dossier_id, found.length, most=settings.TUNTAS_UPLOADS)
    agency = agency or policies.agency_of(by, at)
    row = File(
        agency=agency, area_path=area_path or agency.area_path,
        dossier_id=dossier_id, purpose=purpose, kind=found.kind, media_type=found.media_type, size=found.length, pages=found.pages,
        width=found.width, height=found.height, uploaded_at=at, uploaded_by=by,
        sha256=_token(dossier_id, found.sha256),
    )  # fmt: skip
    box = vault.box(dossier_id, writing=True)
    box.seal(row, name=found.name, original_sha256=found.original_sha256)
    row.save(force_insert=True)
    for position, piece in enumerate(_pieces(found)):
        chunk = FileChunk(file=row, dossier_id=dossier_id, position=position)
        box.seal(chunk, content=piece)
        chunk.save(force_insert=True)
    log.record("file.stored", row, by=by, at=at, purpose=purpose, media_type=row.media_type, size=row.size)
    return row


@transaction.atomic
def read(file: File, *, by: Actor, at: datetime) -> bytes:
    """What was stored, byte for byte; each reading is recorded. The caller asked who may see it.

    Raises Denied for a file that was taken away or lies behind a wall, vault.Erased, vault.Tampered.
    """
    policies.check_known(by, file.dossier_id)
    policies.check_there(file)
    content = b"".join(_opened(file))
    if len(content) != file.size or _token(file.dossier_id, hashlib.sha256(content).hexdigest()) != bytes(file.sha256):
        raise vault.Tampered(f"content of {file.pk}")
    log.record("file.read", file, by=by, at=at, purpose=file.purpose)
    return content


@transaction.atomic
def remove(file: File, *, reason: RemovalReason, by: User, at: datetime) -> File:
    """Take it away: the content is deleted at once, that it was there stays. The caller asked who may.

    Raises Denied when it was taken away before or lies behind a wall.
    """
    row = File.objects.select_for_update(of=("self",)).get(pk=file.pk)
    policies.check_known(by, row.dossier_id)
    policies.check_there(row)
    FileChunk.objects.filter(file=row).delete()
    row.name = row.original_sha256 = row.sha256 = None
    row.removed_at, row.removed_by, row.removal_reason = at, by, RemovalReason(reason)
    row.save()
    log.record("file.removed", row, by=by, at=at, purpose=row.purpose, reason=str(reason))
    return row


def _token(dossier_id: UUID, digest: str) -> bytes:
    """Of one dossier only, so that equal files of two people do not show that they are equal."""
    return vault.blind("file.content", f"{dossier_id.hex}:{digest}")


def _opened(file: File) -> Iterator[bytes]:
    box = vault.box(file.dossier_id)
    for first in range(0, ceil(file.size / PIECE), PIECES):
        for chunk in file.chunks.filter(position__gte=first, position__lt=first + PIECES).order_by("position"):
            yield box.unseal_bytes(chunk, "content")


def _pieces(found: checking.Checked) -> Iterator[bytes]:
    found.seek(0)
    while piece := found.read(PIECE):
        yield piece
