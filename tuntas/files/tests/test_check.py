"""What is refused, by its content, whatever the browser and the name say."""

import zlib
from struct import pack

import pytest

from tuntas.core.errors import Denied
from tuntas.files import checking
from tuntas.files.states import LARGEST, Purpose
from tuntas.files.tests.make import paper, picture, telling_picture, upload

PNG = picture("PNG")


def _bomb() -> bytes:
    """A PNG of 900 million pixels in a hundred kilobytes: only its head is written, that is all a decoder may read."""
    head = pack(">II5B", 30_000, 30_000, 8, 0, 0, 0, 0)
    chunk = b"IHDR" + head
    return PNG[:8] + pack(">I", len(head)) + chunk + pack(">I", zlib.crc32(chunk)) + PNG[33:]


def _wordy() -> bytes:
    """A PNG whose comment unpacks to 200 MB."""
    chunk = b"zTXtComment\0\0" + zlib.compress(b"A" * 200_000_000, 1)
    return PNG[:33] + pack(">I", len(chunk) - 4) + chunk + pack(">I", zlib.crc32(chunk)) + PNG[33:]


REFUSED = {
    "nothing": (b"", "kosong"),
    "a page": (b"<html><script>alert(1)</script>", "bukan PDF"),
    "a drawing with scripts": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "bukan PDF"),
    "a program": (b"MZ\x90\x00" + b"\x00" * 60, "bukan PDF"),
    "an archive": (b"PK\x03\x04word/document.xml", "bukan PDF"),
    "another picture": (b"GIF89a" + b"\x00" * 40, "bukan PDF"),
    "a picture of a new phone": (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "HEIC"),
    "a paper after something else": (b"\n" + paper(), "bukan PDF"),
    "a paper that is too large": (paper() + b"\x00" * LARGEST, "lebih besar dari 10 MB"),
    "half a paper": (paper()[:-30], "tidak lengkap"),
    "a paper without an end of its stream": (paper().replace(b"endstream", b"endstrea_"), "tidak lengkap"),
    "a locked paper": (paper(b"/Encrypt 7 0 R"), "dikunci"),
    "a paper with a program": (paper(b"/OpenAction <</S /JavaScript /JS (app.alert(1))>>"), "program"),
    "a paper with a program under another spelling": (paper(b"/AA <</O <</S /J#61vaScript>> >>"), "program"),
    "a paper with a packed program": (paper(packed=b"<</S/JavaScript/JS(app.alert(1))>>"), "program"),
    "a paper that starts a program": (paper(b"/A <</S /Launch /F (cmd.exe)>>"), "program"),
    "a paper with a file inside": (paper(b"/Names <</EmbeddedFiles 4 0 R>>"), "lampiran"),
    "a paper that grows without end": (paper(packed=b" " * 60_000_000), "rusak"),
    "a picture that stops": (telling_picture()[:300], "tidak dapat dibaca"),
    "a picture too large to draw": (_bomb(), "terlalu besar ukurannya"),
    "a picture with an endless comment": (_wordy(), "tidak dapat dibaca"),
    "another picture under a false head": (b"\xff\xd8\xff" + b"GIF89a" + b"\x00" * 40, "tidak dapat dibaca"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused(case: str) -> None:
    content, sentence = REFUSED[case]
    with pytest.raises(Denied, match=sentence):
        checking.checked(upload(content, "bukti.pdf", "application/pdf"), Purpose.SERVICE_PROOF)


def test_a_plain_paper_is_taken_whatever_its_pages_draw() -> None:
    assert checking.checked(upload(paper(pages=3)), Purpose.DECREE).pages == 3
    packed = b"<</Type /Page>> <</Type/Page>> <</Type /Pages>> <</URI (https://example.org/JS)>>"
    assert checking.checked(upload(paper(packed=packed, pages=0)), Purpose.DECREE).pages == 2


def test_photos_of_a_meeting_are_photos() -> None:
    with pytest.raises(Denied, match="hanya foto"):
        checking.checked(upload(paper()), Purpose.MEETING_PHOTO)
