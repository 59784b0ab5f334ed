"""The life of keys: rotation of key-encryption keys, re-encryption of a dossier, erasure."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.apps import apps
from django.db import OperationalError, connection, models, transaction
from django.db.models import Count

from tuntas.core.fields import BlindField, TokenField, TokensField
from tuntas.core.keyring import keyring
from tuntas.core.models import DossierKey, ErasedDossier
from tuntas.core.vault import Box, Erased, sealed_models, sealed_names, unwrap, wrap

BACKUP_DAYS = 35  # a backup of keys is kept no longer, see `manage.py backup`
WAIT = "200ms"  # shorter than the second after which PostgreSQL ends one of two who wait for each other
LOCK_NOT_AVAILABLE = "55P03"


class Busy(Exception):
    """Somebody is writing in the dossier; nothing has been changed. Try again."""


def wrapped_by() -> Counter[str]:
    """How many dossier keys each key-encryption key wraps."""
    rows = DossierKey.objects.values_list("kek").annotate(count=Count("id")).order_by("kek")
    return Counter(dict(rows))


def rewrap(batch: int = 500) -> int:
    """Wrap up to `batch` data keys that still use an old key-encryption key anew; returns how many."""
    ring = keyring()
    with transaction.atomic():
        rows = list(
            DossierKey.objects.select_for_update(of=("self",), skip_locked=True)
            .exclude(kek=ring.kek)
            .order_by("id")[:batch]
        )
        for row in rows:
            row.wrapped = wrap(ring.keks[ring.kek], unwrap(row), row.id)
            row.kek = ring.kek
        DossierKey.objects.bulk_update(rows, ["wrapped", "kek"])
    return len(rows)


def reencrypt(dossier_id: UUID) -> int:
    """Give a dossier a new data key and encrypt every sealed value anew; returns how many rows changed.

    Raises Erased, and Busy when somebody writes in it for longer than WAIT.
    """
    try:
        with transaction.atomic():
            return _reencrypt(dossier_id)
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") == LOCK_NOT_AVAILABLE:
            raise Busy(str(dossier_id)) from error
        raise


def _reencrypt(dossier_id: UUID) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [WAIT])
    for model in sealed_models():  # rows first, then the key, as writers do; so each waits for the other, never both
        list(_rows(model, dossier_id).values_list("pk"))
    row = DossierKey.objects.select_for_update(of=("self",)).filter(pk=dossier_id).first()
    if row is None:
        raise Erased(str(dossier_id))
    key = AESGCM.generate_key(256)
    old, new = Box(dossier_id, unwrap(row), writing=False), Box(dossier_id, key, writing=True)
    changed = 0
    for model in sealed_models():  # read again: a writer may have added a row before we held the key
        names = sealed_names(model)
        for instance in _rows(model, dossier_id).iterator(chunk_size=50):  # pieces of files among them
            new.seal(instance, **{name: old.unseal_bytes(instance, name) for name in names})
            instance.save(update_fields=names)
            changed += 1
    ring = keyring()
    row.wrapped, row.kek = wrap(ring.keks[ring.kek], key, dossier_id), ring.kek
    row.save(update_fields=["wrapped", "kek"])
    return changed


def _rows(model: type[models.Model], dossier_id: UUID) -> "models.QuerySet[Any]":
    lookup: dict[str, Any] = {model.dossier_lookup: dossier_id}  # type: ignore[attr-defined]
    return model._base_manager.select_for_update(of=("self",)).filter(**lookup).order_by("pk")


@transaction.atomic
def erase(dossier_id: UUID, *, at: datetime) -> datetime:
    """Delete the data key and every token of a dossier: all that was sealed in it is gone.

    Rows that are nothing but sealed content (`goes_with_key`: pieces of files) are deleted as well.
    Returns the moment until which a backup of the key table may still hold the key. Raises Erased. The
    caller's action checks, asks for a reason and records.
    """
    row = DossierKey.objects.select_for_update(of=("self",)).filter(pk=dossier_id).first()
    if row is None:
        raise Erased(str(dossier_id))
    for model in apps.get_models():
        tokens = cleared(model)
        if tokens and (lookup := getattr(model, "dossier_lookup", "")):
            model._base_manager.filter(**{lookup: dossier_id}).update(**tokens)
        if getattr(model, "goes_with_key", False):
            model._base_manager.filter(**{model.dossier_lookup: dossier_id}).delete()  # type: ignore[attr-defined]  # sealed
    complete = at + timedelta(days=BACKUP_DAYS)
    ErasedDossier.objects.create(id=row.id, kind=row.kind, erased_at=at, complete_date=complete.date())
    row.delete()
    return complete


def cleared(model: type[models.Model]) -> dict[str, list[int] | None]:
    """What the tokens of a model become when its dossier is erased."""
    fields = model._meta.concrete_fields
    one = {field.name: None for field in fields if isinstance(field, BlindField | TokenField)}
    return one | {field.name: [] for field in fields if isinstance(field, TokensField)}
