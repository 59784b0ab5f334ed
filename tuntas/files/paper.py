"""A light look at a PDF: whether it is whole, open, and nothing but paper. No parser of ours reads it; it is only downloaded."""

import re
import zlib
from collections.abc import Iterator

from tuntas.core.errors import Denied

BROKEN = "PDF ini tidak lengkap atau rusak. Coba simpan ulang, lalu unggah lagi."
LOCKED = "PDF ini dikunci dengan kata sandi. Simpan dulu tanpa kunci, lalu unggah lagi."
ACTIVE = (
    "PDF ini membawa program, formulir interaktif atau lampiran di dalamnya. Cetak dulu ke PDF baru, lalu unggah lagi."
)

HEADER = re.compile(rb"%PDF-[12]\.\d[\r\n\x20]")
# A name ends at white space or at a delimiter: /JS is not /JSomething.
_END = rb"(?=[\x00\t\n\f\r ()<>\[\]{}/%]|\Z)"
_LOCKED = re.compile(rb"/Encrypt" + _END)
_ACTIVE = re.compile(rb"/(?:JS|JavaScript|Launch|EmbeddedFiles?|EF|RichMedia|XFA|SubmitForm|ImportData)" + _END)
_ADDRESS = re.compile(rb"/URI\s*\((?:\\.|[^()\\])*\)")  # of a link: it may end in the name of a language
_PAGE = re.compile(rb"/Type\s*/Page" + _END)
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_OBJECTS = re.compile(rb"/Type\s*/ObjStm" + _END)
DICTIONARY = 2_000  # bytes before a stream that are looked at for what it holds
MOST_UNPACKED = 40 * 1_048_576  # of all packed objects together: no bomb
TAIL = 2_048  # the end mark stands in here


def check(content: bytes) -> int | None:
    """How many pages it has, as far as can be told. Raises Denied for what is broken, locked or does things."""
    if not HEADER.match(content[:16]) or b"%%EOF" not in content[-TAIL:] or b"startxref" not in content[-TAIL:]:
        raise Denied(BROKEN)
    pages = 0
    for part in _structure(content):
        plain = _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), _ADDRESS.sub(b"", part))
        if _LOCKED.search(plain):
            raise Denied(LOCKED)
        if _ACTIVE.search(plain):
            raise Denied(ACTIVE)
        pages += len(_PAGE.findall(plain))
    return pages or None


def _structure(content: bytes) -> Iterator[bytes]:
    """What is not the inside of a stream, and the inside of those streams that hold packed objects."""
    left = MOST_UNPACKED
    at = 0
    while found := _STREAM.search(content, at):
        yield content[at : found.start()]
        end = content.find(b"endstream", found.end())
        if end < 0:
            raise Denied(BROKEN)
        if _OBJECTS.search(content, max(at, found.start() - DICTIONARY), found.start()):
            objects = _unpacked(content[found.end() : end], left)
            left -= len(objects)
            yield objects
        at = end + len(b"endstream")
    yield content[at:]


def _unpacked(packed: bytes, most: int) -> bytes:
    """Raises Denied for what cannot be unpacked within bounds: what cannot be looked at is not taken."""
    unpacker = zlib.decompressobj()
    try:
        objects = unpacker.decompress(packed, max(most, 1))
    except zlib.error as error:
        raise Denied(BROKEN) from error
    if unpacker.unconsumed_tail:
        raise Denied(BROKEN)
    return objects
