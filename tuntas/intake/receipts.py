"""Number and secret code of a report: made, checked, hashed. Nothing here touches the database.

The number (YY-DDDD-DDDD) is random and ends in a check digit, so that a slip of the pen is told from an unknown
report. The code (20 digits, 66 bits) follows from the form's random id and a key outside the database: the
same form shows the same code again, and nothing but a salted keyed hash is stored. No slow hash is needed
for a value of that entropy.
"""

import hashlib
import hmac
import os
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from tuntas.core.keyring import keyring

SHOWN_FOR = timedelta(hours=24)
CODE_DIGITS = 20
SALT_BYTES = 16

# The quasigroup of Damm's check digit: finds every wrong digit and every swap of neighbours.
_DAMM = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip


@dataclass(frozen=True)
class Receipt:
    """What the reporter writes down. `code` is empty when the reporter declined one."""

    number: str
    code: str
    report_id: UUID


def check_digit(digits: str) -> str:
    """Damm's check digit of a row of digits."""
    state = 0
    for digit in digits:
        state = int(_DAMM[state][int(digit)])
    return str(state)


def new_number(year: int) -> str:
    """A random number of a year; whether it is free, the database says."""
    body = f"{year % 100:02}{secrets.randbelow(10**7):07}"
    return _grouped(body + check_digit(body))


def read_number(text: str) -> str:
    """The number as stored, from whatever a person types; empty when it cannot be one."""
    digits = _digits(text)
    if len(digits) != 10 or check_digit(digits) != "0":
        return ""
    return _grouped(digits)


def code_of(form_id: UUID) -> str:
    """The secret code of a form, the same whenever it is asked for."""
    digest = hmac.new(keyring().receipt, b"code|" + form_id.bytes, hashlib.sha256).digest()
    return f"{int.from_bytes(digest, 'big') % 10**CODE_DIGITS:0{CODE_DIGITS}}"


def hash_code(code: str, salt: bytes | None = None) -> bytes:
    """Salt and keyed hash of a code, as stored."""
    salt = os.urandom(SALT_BYTES) if salt is None else salt
    return salt + hmac.new(keyring().receipt, b"hash|" + salt + _digits(code).encode(), hashlib.sha256).digest()


def code_matches(code: str, stored: bytes | memoryview | None) -> bool:
    """Whether a code is the stored one; takes as long when nothing is stored."""
    known = bytes(stored) if stored else bytes(SALT_BYTES) + hashlib.sha256().digest()
    same = hmac.compare_digest(hash_code(code, known[:SALT_BYTES]), known)
    return same and stored is not None


def _digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)


def _grouped(digits: str) -> str:
    return f"{digits[:2]}-{digits[2:6]}-{digits[6:]}"
