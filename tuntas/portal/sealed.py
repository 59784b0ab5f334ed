"""What a page carries to the next one: encrypted by us, kept by nobody, readable for a day.

AES-256-GCM under the installation's form key. The purpose is bound in, so that what was made for one page
opens on no other. What people typed leaves the server only inside these bytes, never in an address or a cookie.
"""

import base64
import binascii
import json
import os
import zlib
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tuntas.core.keyring import keyring

VERSION = b"\x01"
DAY = timedelta(hours=24)
LONGEST = 200_000  # characters; longer ones are refused before any work is done on them
LARGEST = 1_000_000  # bytes after unpacking


class Purpose(StrEnum):
    """Which pages may open it."""

    REPORT = "report"
    RECEIPT = "receipt"
    ANSWER = "answer"


class Unreadable(Exception):
    """Not made by us, for another page, or changed on the way."""


class Expired(Exception):
    """Made by us, but too long ago. `data` is what it held: nothing that was typed is lost."""

    def __init__(self, data: dict[str, Any]) -> None:
        super().__init__("expired")
        self.data = data


def seal(purpose: Purpose, data: dict[str, Any], *, at: datetime) -> str:
    """Encrypt what a page carries on."""
    packed = zlib.compress(json.dumps({"t": int(at.timestamp()), "d": data}, separators=(",", ":")).encode(), 6)
    nonce = os.urandom(12)
    return base64.urlsafe_b64encode(VERSION + nonce + _cipher().encrypt(nonce, packed, _aad(purpose))).decode()


def unseal(purpose: Purpose, text: str, *, at: datetime, lasts: timedelta = DAY) -> dict[str, Any]:
    """What a page carried. Raises Unreadable, or Expired."""
    if not text or len(text) > LONGEST:
        raise Unreadable
    try:
        raw = base64.b64decode(text, altchars=b"-_", validate=True)
        if raw[:1] != VERSION:
            raise Unreadable
        packed = _cipher().decrypt(raw[1:13], raw[13:], _aad(purpose))
    except (binascii.Error, ValueError, InvalidTag) as error:
        raise Unreadable from error
    # Only our own bytes come this far; the limit guards against a mistake of ours.
    whole: dict[str, Any] = json.loads(zlib.decompressobj().decompress(packed, LARGEST))
    if not timedelta(minutes=-5) <= at - datetime.fromtimestamp(whole["t"], UTC) <= lasts:
        raise Expired(whole["d"])
    return dict(whole["d"])


def _cipher() -> AESGCM:
    return AESGCM(keyring().form)


def _aad(purpose: Purpose) -> bytes:
    return f"portal.{purpose}|{VERSION.hex()}".encode()
