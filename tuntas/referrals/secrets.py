"""Token, code and device of a one-time link: made and compared. Nothing but keyed hashes of them is stored.

The token follows from the link's id and a key outside the database, so the job that sends the mail needs the id only.
"""

import hmac
import secrets

from tuntas.core.ids import uuid7
from tuntas.core.vault import blind
from tuntas.referrals.models import Link

CODE_DIGITS = 8


def token_of(link: Link) -> str:
    """What stands in the address: 128 bits."""
    return blind("referral-link-token", str(link.pk)).hex()


def hash_token(token: str) -> bytes:
    """As stored and looked up."""
    return blind("referral-link", token)


def new_code() -> str:
    """Eight digits, read out on the telephone once."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"


def hash_code(link: Link, code: str) -> bytes:
    """As stored: bound to its link."""
    return blind("referral-link-code", f"{link.pk}|{''.join(sign for sign in code if sign.isdigit())}")


def new_device() -> str:
    """What the browser keeps, so that the link opens nowhere else."""
    return f"{uuid7().hex}{secrets.token_hex(16)}"


def hash_device(link: Link, device: str) -> bytes:
    """As stored: bound to its link."""
    return blind("referral-link-device", f"{link.pk}|{device}")


def same(stored: bytes | memoryview | None, given: bytes) -> bool:
    """Compared in constant time."""
    return stored is not None and hmac.compare_digest(bytes(stored), given)
