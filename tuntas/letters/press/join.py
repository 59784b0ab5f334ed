"""The process that puts many PDFs into one for the printer. Imports nothing of ours.

Reads PDFs, each after its length (four bytes), writes one PDF. The same PDFs give the same bytes.
"""

import io
import struct
import sys

import pikepdf

HEAD = struct.Struct(">I")
AT_ONCE = 50  # put together before they are put into the whole: their trees are then forgotten


def main() -> None:
    """Read to the end of the input, then write."""
    parts: list[bytes] = []
    some: list[bytes] = []
    while head := sys.stdin.buffer.read(HEAD.size):
        some.append(sys.stdin.buffer.read(*HEAD.unpack(head)))
        if len(some) == AT_ONCE:
            parts.append(_joined(some).getvalue())
            some = []
    if some:
        parts.append(_joined(some).getvalue())
    sys.stdout.buffer.write(parts[0] if len(parts) == 1 else _joined(parts).getbuffer())


def _joined(papers: list[bytes]) -> io.BytesIO:
    out = io.BytesIO()
    with pikepdf.new() as whole:
        opened = [pikepdf.open(io.BytesIO(paper)) for paper in papers]
        for paper in opened:
            whole.pages.extend(paper.pages)
        whole.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        for paper in opened:
            paper.close()
    return out


if __name__ == "__main__":
    main()
