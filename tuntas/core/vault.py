"""The vault: personal values are encrypted under the data key of the dossier they belong to.

AES-256-GCM. A ciphertext is version byte, 12-byte random nonce, text, 16-byte tag: 29 bytes more than the
text. The associated data bind it to field id, version, dossier and row, so bytes moved elsewhere do not open.
A model with sealed fields has an attribute `dossier_id` and a class attribute `dossier_lookup`, the query
path to the same value. What changes keys (rotation, re-encryption, erasure) is in `vault_keys`.
"""

import hashlib
import hmac
import os
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.apps import apps
from django.db import models

from tuntas.core.fields import SealedField
from tuntas.core.keyring import keyring
from tuntas.core.models import DossierKey

VERSION = b"\x01"
SHORTEST = 29  # version, nonce, tag


class Erased(Exception):
    """The dossier has no key any more: what it held cannot be read by anyone."""


class Tampered(Exception):
    """The bytes are not what was sealed for this field of this row."""


class KeyMissing(Exception):
    """The key-encryption key that wraps this dossier's key is not in the keyring."""


class Box:
    """The opened data key of one dossier. Get one from `create`, `box` or `boxes`."""

    def __init__(self, dossier_id: UUID, key: bytes, *, writing: bool) -> None:
        self.id = dossier_id
        self._writing = writing
        self._cipher = AESGCM(key)

    def seal(self, instance: models.Model, **values: str | bytes | None) -> None:
        """Encrypt each value into the sealed field of that name; None and "" clear it. Does not save.

        Raises RuntimeError for a box that was not opened for writing: the dossier could be re-encrypted
        between sealing and saving, and the value would be lost.
        """
        if not self._writing:
            raise RuntimeError("open the dossier with writing=True to seal")
        for name, value in values.items():
            aad = self._aad(instance, name)
            if not value:
                setattr(instance, name, None)
                continue
            data, nonce = value.encode() if isinstance(value, str) else value, os.urandom(12)
            setattr(instance, name, VERSION + nonce + self._cipher.encrypt(nonce, data, aad))

    def unseal(self, instance: models.Model, name: str) -> str:
        """The text of one sealed field, "" if there is none. Raises Tampered."""
        return self.unseal_bytes(instance, name).decode()

    def unseal_bytes(self, instance: models.Model, name: str) -> bytes:
        """What one sealed field holds, text or not; b"" if there is nothing. Raises Tampered."""
        data = getattr(instance, name)
        aad = self._aad(instance, name)
        if data is None:
            return b""
        found = self._open(data, aad)
        if found is None:
            found = self._read_again(instance, name, aad)
        if found is None:
            raise Tampered(f"{instance._meta.label}.{name}")
        return found

    def _read_again(self, instance: models.Model, name: str, aad: bytes) -> bytes | None:
        """Row and key may have been read on two sides of a re-encryption: read both in one statement."""
        key = DossierKey.objects.filter(pk=self.id)
        found = (
            type(instance)
            ._base_manager.filter(pk=instance.pk)
            .values_list(name, models.Subquery(key.values("wrapped")), models.Subquery(key.values("kek")))
            .first()
        )
        if found is None or found[0] is None:
            return None
        data, wrapped, kek = found
        if wrapped is None:
            raise Erased(str(self.id))
        return Box(self.id, unwrap(DossierKey(id=self.id, wrapped=wrapped, kek=kek)), writing=False)._open(data, aad)

    def _open(self, data: bytes | memoryview, aad: bytes) -> bytes | None:
        data = bytes(data)
        if len(data) < SHORTEST or data[:1] != VERSION:
            return None
        try:
            return self._cipher.decrypt(data[1:13], data[13:], aad)
        except InvalidTag:
            return None

    def _aad(self, instance: models.Model, name: str) -> bytes:
        field = instance._meta.get_field(name)
        if not isinstance(field, SealedField):
            raise TypeError(f"{name} is not a sealed field")
        if instance.dossier_id != self.id:  # type: ignore[attr-defined]  # every sealed model has it, see sealed_models
            raise ValueError("this row belongs to another dossier")
        pk = instance._meta.pk.to_python(instance.pk)
        if pk is None:
            raise ValueError("a row needs its id before anything is sealed in it")
        return f"{field.field_id}|{VERSION.hex()}|{self.id.hex}|{pk}".encode()


def create(dossier_id: UUID, kind: str, *, at: datetime) -> Box:
    """Make the data key of a new dossier, in the caller's transaction."""
    key = AESGCM.generate_key(256)
    ring = keyring()
    DossierKey.objects.create(
        id=dossier_id, kind=kind, wrapped=wrap(ring.keks[ring.kek], key, dossier_id), kek=ring.kek, created_at=at
    )
    return Box(dossier_id, key, writing=True)


def box(dossier_id: UUID, *, writing: bool = False) -> Box:
    """Open one dossier. `writing` holds the key row until commit, so re-encryption waits.

    Raises Erased, Tampered, KeyMissing.
    """
    keys = DossierKey.objects.select_for_update(of=("self",)) if writing else DossierKey.objects.all()
    row = keys.filter(pk=dossier_id).first()
    if row is None:
        raise Erased(str(dossier_id))
    return Box(dossier_id, unwrap(row), writing=writing)


def boxes(dossier_ids: Iterable[UUID]) -> dict[UUID, Box]:
    """Open several dossiers for reading with one query; erased ones are missing from the answer."""
    rows = DossierKey.objects.filter(pk__in=set(dossier_ids))
    return {row.id: Box(row.id, unwrap(row), writing=False) for row in rows}


def blind(domain: str, value: str) -> bytes:
    """A keyed token (16 bytes) that finds equal values without storing them. Domains never match each other."""
    if "|" in domain:
        raise ValueError("the name of a domain has no bar in it, so that no two domains can meet")
    return hmac.new(keyring().blind, f"{domain}|{value}".encode(), hashlib.sha256).digest()[:16]


def sealed_models() -> list[type[models.Model]]:
    """Every model with sealed fields; each must say to which dossier a row belongs."""
    return [model for model in apps.get_models() if sealed_names(model)]


def sealed_names(model: type[models.Model]) -> list[str]:
    """The sealed fields of a model."""
    return [field.name for field in model._meta.concrete_fields if isinstance(field, SealedField)]


def wrap(kek: bytes, key: bytes, dossier_id: UUID) -> bytes:
    """A data key encrypted under a key-encryption key, bound to its dossier."""
    nonce = os.urandom(12)
    return nonce + AESGCM(kek).encrypt(nonce, key, dossier_id.bytes)


def unwrap(row: DossierKey) -> bytes:
    """The data key of a row. Raises Tampered, KeyMissing."""
    wrapped, kek = bytes(row.wrapped), keyring().keks.get(row.kek)
    if kek is None:
        raise KeyMissing(row.kek)
    if len(wrapped) < SHORTEST:
        raise Tampered(f"key of {row.id}")
    try:
        return AESGCM(kek).decrypt(wrapped[:12], wrapped[12:], row.id.bytes)
    except InvalidTag as error:
        raise Tampered(f"key of {row.id}") from error
