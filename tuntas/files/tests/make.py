"""Files for tests: real pictures, and papers written by hand."""

import zlib
from io import BytesIO
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.cast import NOW, Cast
from tuntas.core import vault
from tuntas.core.ids import uuid7
from tuntas.files.actions import files
from tuntas.files.models import File
from tuntas.files.states import Purpose

SECRET = "Rumah Zulaikha di Gang Kenari"


def dossier() -> UUID:
    """A dossier with a key."""
    made = uuid7()
    vault.create(made, "case", at=NOW)
    return made


def picture(form: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: Any) -> bytes:
    """A plain picture."""
    out = BytesIO()
    Image.new(mode, size).save(out, form, **options)
    return out.getvalue()


def telling_picture() -> bytes:
    """A JPEG on its side that tells its place, its maker and a comment, with another file behind it."""
    told = Image.Exif()
    told[0x0112], told[0x010E] = 6, SECRET
    told.get_ifd(0x8825).update({1: "S", 2: (0.0, 1.0, 30.0)})
    return picture(exif=told, comment=SECRET.encode()) + b"PK\x03\x04" + SECRET.encode()


def paper(extra: bytes = b"", *, packed: bytes = b"", pages: int = 2, filling: int = 0) -> bytes:
    """A PDF as far as a light look goes; `extra` stands in the open, `packed` inside a packed object."""
    parts = [b"%PDF-1.7\n", b"1 0 obj <</Type /Catalog /Pages 2 0 R " + extra + b">> endobj\n"]
    parts += [b"<</Type /Page /Parent 2 0 R>>\n"] * pages
    # What a page draws is not looked at: these bytes are no names.
    parts.append(b"9 0 obj <</Length 9>> stream\n/JS /Encrypt " + bytes(range(256)) * filling + b"\nendstream\n")
    if packed:
        inside = zlib.compress(packed)
        parts.append(b"5 0 obj <</Type /ObjStm /Filter /FlateDecode>> stream\r\n" + inside + b"\nendstream\n")
    return b"".join([*parts, b"startxref\n9\n%%EOF\n"])


def upload(content: bytes, name: str = "bukti.pdf", content_type: str = "text/html") -> SimpleUploadedFile:
    """What a browser sends; what it says of it is never believed."""
    return SimpleUploadedFile(name, content, content_type=content_type)


def make_file(cast: Cast, content: bytes | None = None, *, about: UUID | None = None, **given: Any) -> File:
    """A stored file."""
    purpose = given.pop("purpose", Purpose.SERVICE_PROOF)
    sent = upload(paper() if content is None else content, **given)
    return files.store(upload=sent, dossier_id=about or dossier(), purpose=purpose, by=cast.manager, at=NOW)
