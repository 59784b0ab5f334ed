"""The one-time link in a mail: made from the id of a delivery under the keyring; only a hash of it is stored."""

import hashlib

from tuntas.core.vault import blind
from tuntas.letters.models import Delivery


def token_of(delivery: Delivery) -> str:
    """128 bits, the same whenever the mail is sent again."""
    return blind("letter-receipt-link", delivery.pk.hex).hex()


def hash_of(token: str) -> bytes:
    """By which it is found again."""
    return hashlib.sha256(token.encode()).digest()
