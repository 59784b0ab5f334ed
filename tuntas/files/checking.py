"""What an upload really is: by its content, never by what the browser says of it."""

import hashlib
from io import BytesIO

from django.core.files.uploadedfile import UploadedFile

from tuntas.core.errors import Denied
from tuntas.files import paper, picture
from tuntas.files.states import LIMITS, MEGABYTE, Kind, MediaType, Purpose

NAME = 120  # characters kept of a file's name
EMPTY = "Berkas ini kosong."
UNKNOWN_TYPE = "Berkas ini bukan PDF, JPEG, PNG atau WebP. Simpan dulu sebagai salah satunya, lalu unggah lagi."
HEIC = "Foto HEIC belum dapat dibaca di sini. Ubah dulu menjadi JPEG di ponsel Anda, lalu unggah lagi."
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")
ONLY_PHOTOS = "Di sini hanya foto (JPEG, PNG atau WebP)."


class Checked(UploadedFile):
    """An upload that has been checked: a picture drawn anew, or a document as it came."""

    def __init__(
        self, content: bytes, *, name: str, purpose: Purpose, kind: Kind, original: bytes, pages: int | None = None,
        width: int | None = None, height: int | None = None,
    ) -> None:  # fmt: skip
        media_type = MediaType.PDF if kind is Kind.DOCUMENT else MediaType.JPEG
        super().__init__(BytesIO(content), name=name, content_type=media_type, size=len(content))
        self.purpose, self.kind, self.media_type = purpose, kind, media_type
        self.pages, self.width, self.height = pages, width, height
        self.length = len(content)
        self.sha256 = hashlib.sha256(content).hexdigest()
        self.original_sha256 = self.sha256 if content is original else hashlib.sha256(original).hexdigest()


def checked(upload: UploadedFile, purpose: Purpose) -> Checked:
    """The upload as it will be stored. What was checked for the same purpose is not checked twice. Raises Denied."""
    if isinstance(upload, Checked) and upload.purpose == purpose:
        return upload
    limit = LIMITS[purpose]
    if not upload.size:
        raise Denied(EMPTY)
    if upload.size > limit.bytes:
        raise Denied(f"Berkas ini lebih besar dari {limit.bytes // MEGABYTE} MB.")
    upload.seek(0)
    content = upload.read(limit.bytes + 1)
    kind = _kind(content[:16])
    if kind not in limit.kinds:
        raise Denied(ONLY_PHOTOS)
    name = _name(upload.name or "")
    if kind is Kind.DOCUMENT:
        pages = paper.check(content)
        return Checked(content, name=name, purpose=purpose, kind=kind, original=content, pages=pages)
    drawn = picture.draw(content, longest=limit.longest)
    return Checked(
        drawn.content, name=name, purpose=purpose, kind=kind, original=content, width=drawn.width, height=drawn.height
    )


def _kind(start: bytes) -> Kind:
    """By the first bytes. Raises Denied for everything that is not taken."""
    if start.startswith(b"%PDF-"):
        return Kind.DOCUMENT
    if start.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (start[:4] == b"RIFF" and start[8:12] == b"WEBP"):
        return Kind.PHOTO
    if start[4:8] == b"ftyp" and start[8:12] in HEIC_BRANDS:
        raise Denied(HEIC)
    raise Denied(UNKNOWN_TYPE)


def _name(given: str) -> str:
    """What a person may read again: no path, no control or direction characters, not endless."""
    last = given.replace("\\", "/").rsplit("/", maxsplit=1)[-1]
    kept = " ".join("".join(sign for sign in last if sign.isprintable() or sign.isspace()).split())
    return kept[-NAME:] or "berkas"
