"""The process of the press: reads an order from standard input, writes a PDF to standard output. Imports nothing of ours."""

import json
import sys
from pathlib import Path

import typst

FOLDER = Path(__file__).parent


def main() -> None:
    """Print one letter. The fonts are those of the typesetter, so that the bytes are the same on every machine."""
    order = json.load(sys.stdin)
    found = typst.compile(
        str(FOLDER / f"{order['template']}.typ"),
        root=str(FOLDER),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(order["data"])},
        pdf_standards=["ua-1"],
    )
    sys.stdout.buffer.write(found)


if __name__ == "__main__":
    main()
