"""The process of the press: reads orders from standard input, writes PDFs to standard output. Imports nothing of ours.

An order is its length (four bytes) and JSON; an answer is its length and the PDF, or length nought where none came out.
Ends with its input.
"""

import io
import json
import struct
import sys
from pathlib import Path
from typing import Any

import segno
import typst

FOLDER = Path(__file__).parent
HEAD = struct.Struct(">I")


def main() -> None:
    """Print one letter after the other. The fonts are those of the typesetter: the same bytes on every machine."""
    while head := sys.stdin.buffer.read(HEAD.size):
        order = json.loads(sys.stdin.buffer.read(*HEAD.unpack(head)))
        found = _printed(order["template"], order["data"])
        sys.stdout.buffer.write(HEAD.pack(len(found)) + found)
        sys.stdout.buffer.flush()


def _printed(template: str, data: dict[str, Any]) -> bytes:
    if data.get("code"):
        data["picture"] = _picture(data["code"])
    try:
        found = typst.compile(
            str(FOLDER / f"{template}.typ"),
            root=str(FOLDER),
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data)},
            pdf_standards=["ua-1"],
        )
    except (RuntimeError, typst.TypstError):  # what it says may repeat the text of the letter
        return b""
    assert isinstance(found, bytes)
    return found


def _picture(code: str) -> str:
    """The QR code of an address, as SVG."""
    out = io.BytesIO()
    # Any mask can be read; to find the prettiest of eight takes three times as long.
    segno.make(code, error="m", micro=False, mask=4).save(out, kind="svg", xmldecl=False, border=2, nl=False)
    return out.getvalue().decode()


if __name__ == "__main__":
    main()
