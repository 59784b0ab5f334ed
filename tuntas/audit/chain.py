"""What exactly is hashed and signed. Written so that somebody else can write a second verifier.

One event is one line: a JSON array [seq, id, at, kind, actor_id, actor_name, subject_type, subject_id,
dossier_id, agency_id, area_path, data], UTF-8, without blanks, keys of objects in order, characters
unescaped, ids as hyphenated lower case, moments in UTC with six digits ("2026-01-31T05:06:07.000008Z"),
absent values null, and a line feed at its end.

A seal's hash is SHA-256 over: "tuntas-audit-1" LF, the hash of the seal before (64 zeros for the first) LF,
the lines of its events in order of seq, and one line about itself: [id, at, first_seq, last_seq, count,
SHA-256 of index]. Its signature is Ed25519 over "tuntas-audit-seal-1 " and the hash in hexadecimal, by the key that
was in force at its moment: of the public keys with an end, the first whose end lies after it, else the current one.
Its index holds for each event eight bytes of seq (big-endian) and the first eight bytes of the SHA-256
of its line.
"""

import hashlib
import struct
from collections.abc import Iterator
from datetime import UTC, datetime
from json import JSONEncoder
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tuntas.audit.models import Event
from tuntas.core.keyring import keyring

START = "0" * 64
FIELDS = (
    "seq", "id", "at", "kind", "actor_id", "actor_name", "subject_type", "subject_id", "dossier_id", "agency_id", "area_path",
    "data",
)  # fmt: skip
BATCH = 2_000  # rows fetched at a time
_ENTRY = struct.Struct(">q8s")
_encode = JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str).encode

Row = tuple[Any, ...]


def rows(*, after: int | None, upto: int) -> Iterator[Row]:
    """Events with `after` < seq ≤ `upto` in order, fetched in batches; to be used inside a transaction."""
    found = Event.objects.filter(seq__lte=upto)
    if after is not None:
        found = found.filter(seq__gt=after)
    return found.order_by("seq").values_list(*FIELDS).iterator(chunk_size=BATCH)


def moment(at: datetime) -> str:
    """A moment in the one way it is written."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def line(row: Row) -> bytes:
    """The canonical form of one event."""
    return (_encode([*row[:2], moment(row[2]), *row[3:]]) + "\n").encode()


class Link:
    """One link of the chain while its events are added to it."""

    def __init__(self, previous: str) -> None:
        self._digest = hashlib.sha256(f"tuntas-audit-1\n{previous}\n".encode())
        self._index = bytearray()
        self.first_seq = self.last_seq = 0
        self.count = 0

    def add(self, row: Row) -> None:
        """Take in the next event."""
        text = line(row)
        self._digest.update(text)
        self._index += _ENTRY.pack(row[0], hashlib.sha256(text).digest()[:8])
        self.first_seq = self.first_seq if self.count else row[0]
        self.last_seq = row[0]
        self.count += 1

    @property
    def index(self) -> bytes:
        """What was taken in, event by event."""
        return bytes(self._index)

    def hash(self, *, seal_id: int, at: datetime, first_seq: int, last_seq: int, count: int, index: bytes) -> str:
        """The hash of the finished link, which closes with what the seal says of itself."""
        about = [seal_id, moment(at), first_seq, last_seq, count, hashlib.sha256(index).hexdigest()]
        self._digest.update((_encode(about) + "\n").encode())
        return self._digest.hexdigest()


def entries(index: bytes) -> dict[int, bytes]:
    """An index as seq → first bytes of the hash; what does not fit its form is left out."""
    whole = len(index) - len(index) % _ENTRY.size
    return dict(_ENTRY.iter_unpack(index[:whole]))


def sign(hash_: str) -> str:
    """The installation's signature of a seal's hash, by the current key."""
    return Ed25519PrivateKey.from_private_bytes(keyring().seal).sign(_message(hash_)).hex()


def signed(hash_: str, signature: str, *, at: datetime) -> bool:
    """Whether this installation signed that hash, with the key of that moment: one that was given up signs nothing later."""
    try:
        public_key(at).verify(bytes.fromhex(signature), _message(hash_))
    except (InvalidSignature, ValueError):
        return False
    return True


def public_key(at: datetime | None = None) -> Ed25519PublicKey:
    """The key with which anyone can check a seal of a moment; without one, of now."""
    ring = keyring()
    for until, public in ring.seals_before:
        if at is not None and at < until:
            return Ed25519PublicKey.from_public_bytes(public)
    return Ed25519PrivateKey.from_private_bytes(ring.seal).public_key()


def public_key_text(at: datetime | None = None) -> str:
    """The same as it is printed: 64 hexadecimal digits."""
    return public_key(at).public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def _message(hash_: str) -> bytes:
    return f"tuntas-audit-seal-1 {hash_}".encode()
