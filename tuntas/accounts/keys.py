"""Keys of this app, derived from the keyring by purpose, and the secrets kept under them.

All are derived from the `blind` key: of the installation's keys it is the one that is never exchanged
(search would break), so rotating the key-encryption key leaves second factors and invitations intact.
HKDF keeps purposes apart: knowing one derived key says nothing of another, nor of `blind` itself.
"""

import base64
import hashlib
import hmac
import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tuntas.core.keyring import keyring
from tuntas.core.vault import Tampered

VERSION = b"\x01"


def _derived(purpose: str) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=f"tuntas|accounts|{purpose}".encode()).derive(keyring().blind)


def seal(text: str) -> str:
    """Encrypt the secret of a second factor for the database."""
    nonce = os.urandom(12)
    sealed = AESGCM(_derived("second-factor")).encrypt(nonce, text.encode(), VERSION)
    return base64.b64encode(VERSION + nonce + sealed).decode()


def unseal(text: str) -> str:
    """The secret again. Raises Tampered."""
    data = base64.b64decode(text)
    try:
        return AESGCM(_derived("second-factor")).decrypt(data[1:13], data[13:], data[:1]).decode()
    except InvalidTag as error:
        raise Tampered("second factor") from error


def invitation_token(invitation_id: UUID, serial: int) -> str:
    """The token of one letter: 256 bits that nobody computes without the key; so a letter sent again carries the same."""
    message = f"{invitation_id.hex}|{serial}".encode()
    return (
        base64.urlsafe_b64encode(hmac.new(_derived("invitation"), message, hashlib.sha256).digest())
        .decode()
        .rstrip("=")
    )


def token_hash(token: str) -> bytes:
    """What the database keeps of a token. It is random enough that a plain hash cannot be turned back."""
    return hashlib.sha256(token.encode()).digest()
