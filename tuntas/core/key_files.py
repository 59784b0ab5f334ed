"""The key table as a file of its own, so that it can be kept apart from the data and destroyed after 35 days.

One JSON object a line: what it is, then every dossier key (still wrapped), then every erasure known at that
time, and at last how many lines came before and their SHA-256, so that half a file is never taken for a whole one.
"""

import base64
import hashlib
import json
import os
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction

from tuntas.core.models import DossierKey, ErasedDossier

FORM = "tuntas-keys-1"
BATCH = 2_000


class Damaged(Exception):
    """The file is not whole, or not a key file."""


def write(path: Path, *, at: datetime) -> int:
    """Write all keys as they are in the caller's transaction; returns how many. Readable by its owner only."""
    digest, lines, keys = hashlib.sha256(), 0, 0
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        for row in _rows(at):
            line = (json.dumps(row) + "\n").encode()
            digest.update(line)
            file.write(line)
            lines, keys = lines + 1, keys + ("key" in row)
        file.write((json.dumps({"end": lines, "sha256": digest.hexdigest()}) + "\n").encode())
        file.flush()
        os.fsync(file.fileno())
    return keys


def _rows(at: datetime) -> Iterator[dict[str, Any]]:
    yield {"form": FORM, "at": at.isoformat()}
    for key in DossierKey.objects.order_by("id").iterator(chunk_size=BATCH):
        wrapped = base64.b64encode(bytes(key.wrapped)).decode()
        yield {
            "key": str(key.id),
            "kind": key.kind,
            "wrapped": wrapped,
            "kek": key.kek,
            "at": key.created_at.isoformat(),
        }
    for gone in ErasedDossier.objects.order_by("id").iterator(chunk_size=BATCH):
        yield {
            "erased": str(gone.id), "kind": gone.kind, "at": gone.erased_at.isoformat(), "complete": gone.complete_date.isoformat(),
        }  # fmt: skip


def check(path: Path) -> None:
    """Raises Damaged unless the file is whole."""
    digest, lines, last = hashlib.sha256(), 0, b""
    with path.open("rb") as file:
        for line in file:
            if last:
                digest.update(last)
                lines += 1
            last = line
    try:
        end = json.loads(last or b"{}")
    except ValueError as error:
        raise Damaged(f"Berkas kunci {path} tidak utuh.") from error
    if (end.get("end"), end.get("sha256")) != (lines, digest.hexdigest()):
        raise Damaged(f"Berkas kunci {path} tidak utuh.")


@transaction.atomic
def load(path: Path) -> tuple[int, int]:
    """Put the keys into an empty key table; returns how many, and how many dossiers stay erased.

    An erasure known to the data or to the file wins over a key: what was erased once stays erased.
    """
    check(path)
    keys: list[DossierKey] = []
    with path.open() as file:
        for line in file:
            row = json.loads(line)
            if "erased" in row:
                _erased(row)
            elif "key" in row:
                keys.append(_key(row))
                if len(keys) == BATCH:
                    DossierKey.objects.bulk_create(keys)
                    keys = []
    DossierKey.objects.bulk_create(keys)
    DossierKey.objects.filter(id__in=ErasedDossier.objects.values("id")).delete()
    return DossierKey.objects.count(), ErasedDossier.objects.count()


def _key(row: dict[str, Any]) -> DossierKey:
    return DossierKey(
        id=UUID(row["key"]),
        kind=row["kind"],
        wrapped=base64.b64decode(row["wrapped"]),
        kek=row["kek"],
        created_at=datetime.fromisoformat(row["at"]),
    )


def _erased(row: dict[str, Any]) -> None:
    ErasedDossier.objects.get_or_create(
        id=UUID(row["erased"]),
        defaults={
            "kind": row["kind"],
            "erased_at": datetime.fromisoformat(row["at"]),
            "complete_date": date.fromisoformat(row["complete"]),
        },
    )
